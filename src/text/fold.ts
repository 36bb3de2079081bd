/**
 * How texts are compared with lists: full and half width, upper and lower case, traditional and simplified characters are one, and signs
 * without width are not there. One table over UTF-16 code units, so that every folded unit keeps its place in the text as it was given.
 */

/** For each UTF-16 code unit (65,536 of them) the unit that it is compared as; 0 where it is noise and skipped. */
export type FoldMap = Uint16Array;

/** Where nothing is seen: zero-width and direction signs, soft hyphen, variation selectors, and U+0000. */
const noise: readonly (readonly [from: number, to: number])[] = [
  [0x00, 0x00],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];

/** Blocks whose characters are other forms of common ones: Kangxi radicals, compatibility ideographs, full and half width (Unicode NFKC). */
const compatible: readonly (readonly [from: number, to: number])[] = [
  [0x2f00, 0x2fdf],
  [0xf900, 0xfaff],
  [0xff00, 0xffef],
];

const oneUnit = (text: string, otherwise: number): number => (text.length === 1 ? text.charCodeAt(0) : otherwise);

/**
 * Makes a fold map.
 * @param simplified traditional and simplified characters in turn, one code unit each (`pairs` of assets/fold/traditional.json); without
 *   them traditional characters stand for themselves.
 * Throws RangeError where the pairs do not come in twos.
 */
export function foldMap(simplified = ''): FoldMap {
  if (simplified.length % 2 !== 0) throw new RangeError('pairs of characters come in twos');
  const map = new Uint16Array(0x10000);
  for (let unit = 0; unit < map.length; unit += 1) map[unit] = oneUnit(String.fromCharCode(unit).toLowerCase(), unit);
  for (const [from, to] of compatible)
    for (let unit = from; unit <= to; unit += 1) map[unit] = oneUnit(String.fromCharCode(unit).normalize('NFKC').toLowerCase(), unit);
  map[0x3000] = 0x20;
  map[0xa0] = 0x20;
  for (let at = 0; at < simplified.length; at += 2) map[simplified.charCodeAt(at)] = simplified.charCodeAt(at + 1);
  // What it folds to may itself be folded (a variant form to a traditional one): once more, so that folding twice changes nothing.
  for (let unit = 0; unit < map.length; unit += 1) map[unit] = map[map[unit] as number] as number;
  for (const [from, to] of noise) map.fill(0, from, to + 1);
  return map;
}

/** A folded text: `units` as they are compared, `places[k]` the offset of unit k in the text as it was given (code units). */
export interface FoldedText {
  readonly units: Uint16Array;
  readonly places: Int32Array;
}

/** Folds a text, unit by unit, without noise; any string is taken. Linear, two arrays. */
export function fold(text: string, map: FoldMap): FoldedText {
  const units = new Uint16Array(text.length);
  const places = new Int32Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = map[text.charCodeAt(at)] as number;
    if (unit === 0) continue;
    units[count] = unit;
    places[count] = at;
    count += 1;
  }
  return { units: units.subarray(0, count), places: places.subarray(0, count) };
}

/** A folded text as a string, for what is compared whole. */
export function foldedText(text: string, map: FoldMap): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = map[text.charCodeAt(at)] as number;
    if (unit !== 0) folded += String.fromCharCode(unit);
  }
  return folded;
}
