/**
 * How alike two texts are, exactly: the Jaccard index of their shingles (Broder 1997, «On the resemblance and containment of documents»).
 * A shingle is a run of four folded characters, of two where a text is short; it is kept as its hash by cyclic polynomial (Cohen 1997),
 * 32 bits: of two different shingles one pair in four thousand million is taken for equal.
 */
import { foldedLength, wordTable } from './fold.ts';

/** Characters of a shingle. */
export type ShingleSize = 2 | 4;

/** Folded characters under which a text is short: a title. One changed character would take four of its few shingles away. */
export const shortText = 20;
/** A short text is compared in pairs of characters, and only with texts shorter than this: others hold twice as many. */
export const shortReach = 2 * shortText;

/** Which shingles two texts of these folded lengths are compared by. */
export const sizeFor = (one: number, other: number): ShingleSize =>
  Math.min(one, other) < shortText && Math.max(one, other) < shortReach ? 2 : 4;

/**
 * Writes the hashes of a text's shingles, in the order of the text and with repetitions, to `into`, which must hold as many as the text
 * has units; gives how many. A text with fewer characters than a shingle is one shingle; one without any has none.
 */
export function writeShingles(text: string, size: ShingleSize, into: Int32Array): number {
  const words = wordTable();
  const turn = 32 / size;
  let hash = 0;
  let length = 0;
  let count = 0;
  // The words of the last four characters: `a` is the oldest.
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const word = words[text.charCodeAt(at)]!;
    if (word === 0) continue;
    // What is turned by 32 bits is where it was, so that the word that leaves is taken out as it came.
    hash = ((hash << turn) | (hash >>> (32 - turn))) ^ word ^ (size === 4 ? a : c);
    a = b;
    b = c;
    c = d;
    d = word;
    length += 1;
    if (length >= size) into[count++] = hash;
  }
  if (length > 0 && count === 0) into[count++] = hash;
  return count;
}

/** The shingles of a text: their hashes, each once, ascending. */
export function shinglesOf(text: string, size: ShingleSize): Int32Array {
  const all = new Int32Array(text.length);
  const sorted = all.subarray(0, writeShingles(text, size, all)).sort();
  let count = 0;
  for (let at = 0; at < sorted.length; at += 1) if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[count++] = sorted[at]!;
  return sorted.slice(0, count);
}

/** How many values two ascending lists share. */
function sharedOf(one: Int32Array, other: Int32Array): number {
  let [a, b, shared] = [0, 0, 0];
  while (a < one.length && b < other.length) {
    const left = one[a]!;
    const right = other[b]!;
    if (left === right) shared += 1;
    if (left <= right) a += 1;
    if (right <= left) b += 1;
  }
  return shared;
}

/** How alike two texts are; each part 0–1. */
export interface Likeness {
  /** Shingles that both have, of those that either has: the Jaccard index. */
  readonly similarity: number;
  /** How much of the one stands in the other, and the other way round. */
  readonly ofOne: number;
  readonly ofOther: number;
}

/** Likeness of two texts by their shingles as `shinglesOf` gives them, of one size. Nothing is like nothing. */
export function likenessOf(one: Int32Array, other: Int32Array): Likeness {
  const shared = sharedOf(one, other);
  if (shared === 0) return { similarity: 0, ofOne: 0, ofOther: 0 };
  return { similarity: shared / (one.length + other.length - shared), ofOne: shared / one.length, ofOther: shared / other.length };
}

/** Likeness of two texts: exact, in time near to their length. */
export function compareTexts(one: string, other: string): Likeness {
  const size = sizeFor(foldedLength(one, shortReach), foldedLength(other, shortReach));
  return likenessOf(shinglesOf(one, size), shinglesOf(other, size));
}
