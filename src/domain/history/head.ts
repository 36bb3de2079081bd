/** The head (封存码) of a site's history: the hash of its last seal, and how it is printed and given again. */

/** Digits printed: 128 bits, which nobody can hit a second time, in a row that fits one line. */
const printedDigits = 32;

/** The head as issued bulletins print it. */
export const printedHead = (sha256: string): string => sha256.slice(0, printedDigits);

/** A head as somebody typed it: printed or whole, spaces and capitals allowed. Undefined where it cannot be one. */
export function readHead(text: string): string | undefined {
  const head = text.replace(/\s/g, '').toLowerCase();
  return /^[0-9a-f]{32,64}$/.test(head) ? head : undefined;
}
