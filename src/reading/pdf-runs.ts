/** Runs of text on a page of a pdf, as a reader sees them: what is drawn several times to look bold is there once. */
/** A run of text on a page: points from the page's lower left corner, baseline at y. */
export interface TextRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

interface Placed {
  readonly character: string;
  readonly x: number;
}

/** About where each character of a run stands: Latin ones are half as wide as Chinese ones. */
function placesOf({ text, x, width }: TextRun): readonly Placed[] {
  const characters = [...text];
  const weights = characters.map((character) => (character < '\u0100' ? 1 : 2));
  const unit = width / weights.reduce((sum, weight) => sum + weight, 0);
  let at = x;
  return characters.map((character, i) => {
    const place = { character, x: at };
    at += (weights[i] ?? 0) * unit;
    return place;
  });
}

const cell = 8;

/**
 * The runs without what only draws again, a little aside, what is drawn already (bold type made by a program that has no bold
 * font): each character stands within a fifth of its size of the same character.
 */
export function drawnOnce(runs: readonly TextRun[]): readonly TextRun[] {
  const drawn = new Map<string, { readonly x: number; readonly y: number }[]>();
  const near = (character: string, x: number, y: number, reach: number): boolean => {
    for (let column = Math.floor((x - reach) / cell); column <= Math.floor((x + reach) / cell); column += 1)
      for (let row = Math.floor((y - reach) / cell); row <= Math.floor((y + reach) / cell); row += 1)
        if (drawn.get(`${character} ${column} ${row}`)?.some((other) => Math.abs(other.x - x) < reach && Math.abs(other.y - y) < reach))
          return true;
    return false;
  };
  return runs.flatMap((run) => {
    const places = placesOf(run);
    const again = ({ character, x }: Placed): boolean => character.trim() === '' || near(character, x, run.y, run.size * 0.2);
    // A program that draws character by character leaves runs that begin with what the run before ended with.
    const from = places.findIndex((place) => !again(place));
    const isBlank = run.text.trim() === '';
    if (from < 0 && !isBlank) return [];
    const drawnAlready = places.slice(0, Math.max(0, from)).some(({ character }) => character.trim() !== '');
    const own = drawnAlready ? places.slice(from) : places;
    for (const { character, x } of own) {
      if (character.trim() === '') continue;
      const key = `${character} ${Math.floor(x / cell)} ${Math.floor(run.y / cell)}`;
      const known = drawn.get(key);
      if (known) known.push({ x, y: run.y });
      else drawn.set(key, [{ x, y: run.y }]);
    }
    const x = own[0]?.x ?? run.x;
    return [drawnAlready ? { ...run, text: own.map(({ character }) => character).join(''), x, width: run.x + run.width - x } : run];
  });
}
