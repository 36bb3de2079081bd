/**
 * Texts as they are compared: width, case, accents, blanks and signs make no difference, unit by unit of UTF-16, so that places can be told.
 * Widths and compatibility forms as in NFKD (Unicode Standard Annex 15). Simplified and traditional characters stay apart.
 */

const UNITS = 65_536;
/** Blanks, signs, marks, control characters and what has no width. */
const ignored = /[\p{M}\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]/u;
const onlyMarks = /^\p{M}*$/u;

/** Characters that are their own fold: Chinese, Korean, surrogates and private use. Asking Unicode for each would take a while. */
const isPlain = (unit: number): boolean =>
  (unit >= 0x3400 && unit <= 0x4dbf) || (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xf8ff);

function foldUnit(unit: number): number {
  if (isPlain(unit)) return unit;
  const character = String.fromCharCode(unit);
  if (ignored.test(character)) return 0;
  const parts = character.normalize('NFKD').toLowerCase();
  const first = parts.charCodeAt(0);
  // What stands for several letters, or for one outside the first plane, stays as it is.
  if (!onlyMarks.test(parts.slice(1))) return unit;
  return ignored.test(parts.charAt(0)) ? unit : first;
}

let folds: Uint16Array | undefined;

/** For each unit of UTF-16 what it is compared as; 0 where it is passed over. */
export function foldTable(): Uint16Array {
  folds ??= Uint16Array.from({ length: UNITS }, (_, unit) => foldUnit(unit));
  return folds;
}

let words: Int32Array | undefined;

/** For each unit of UTF-16 a word of 32 bits that looks random and is the same for units that fold alike; 0 where it is passed over. */
export function wordTable(): Int32Array {
  words ??= Int32Array.from(foldTable(), (unit) => (unit === 0 ? 0 : mixed(unit) || 1));
  return words;
}

/** The finaliser of MurmurHash3 (Appleby, public domain) after a step along the golden ratio: different in, different out. */
export function mixed(value: number): number {
  let hash = Math.imul(value, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A text as it is compared, and where its units come from. */
export interface FoldedText {
  readonly units: Uint16Array;
  /** For each folded unit the offset of its own in the text. */
  readonly places: Int32Array;
}

/** Folds a text of any length in one pass. */
export function foldText(text: string): FoldedText {
  const fold = foldTable();
  const units = new Uint16Array(text.length);
  const places = new Int32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = fold[text.charCodeAt(at)]!;
    if (unit === 0) continue;
    units[length] = unit;
    places[length] = at;
    length += 1;
  }
  return { units: units.subarray(0, length), places: places.subarray(0, length) };
}

/** How many units of a text are compared, counted no further than `most`. */
export function foldedLength(text: string, most = Number.POSITIVE_INFINITY): number {
  const fold = foldTable();
  let length = 0;
  for (let at = 0; at < text.length && length < most; at += 1) if (fold[text.charCodeAt(at)] !== 0) length += 1;
  return length;
}
