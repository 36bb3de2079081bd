/** Small things a person chose last, kept in this browser: never anything that is not offered anew by the server. */

/** What was kept under a name; undefined where nothing was, or it is no longer readable. */
export function remembered<Value>(name: string, fits: (value: unknown) => value is Value): Value | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`baocaitong.${name}`) ?? 'null');
    return fits(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps it; a browser that keeps nothing only makes people choose again. */
export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(`baocaitong.${name}`, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden.
  }
}

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const MOST_KEPT = 3;

/** The last different texts, the newest first. */
export const withNewest = (texts: readonly string[], text: string): readonly string[] =>
  text === '' ? texts : [text, ...texts.filter((one) => one !== text)].slice(0, MOST_KEPT);
