/**
 * Where a text comes within one edit of one of many fixed phrases: a character put for another, missing, surplus, or two neighbours swapped
 * (Damerau's four edits). Each phrase is split in two; one edit leaves one part whole, and of the two characters that follow the whole part
 * at least one stands within two places of it. So the text is asked, at every pair of characters, for four keys of three characters
 * (deletion neighbourhoods of the part that may be wrong), and only what has such a key is compared. One pass, no allocation per character.
 */
import { Matching, type NearHit, type NearIndex } from './near-match.ts';

export type { NearHit, NearIndex } from './near-match.ts';

/** Shorter ones have no two whole characters on either side. */
export const shortestPhrase = 4;
const pairBits = 21;
/** Which part is whole: the second, the first, or both but for the two characters where they meet, which are swapped. */
const tailWhole = 0;
const headWhole = 1;
const seamSwapped = 2;

const pairOf = (a: number, b: number): number => Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
const bitOf = (pair: number): number => (pair ^ (pair >>> 13)) >>> (32 - pairBits);
const keyOf = (pair: number, extra: number, side: number): number => {
  const mixed = Math.imul(pair ^ Math.imul(extra + side * 0x10000, 0xc2b2ae35), 0x27d4eb2f);
  return mixed ^ (mixed >>> 15);
};

/** Where the pairs on both sides are rarest among the phrases, so that few of them share a key. */
function splitOf(phrase: string, counts: ReadonlyMap<string, number>): number {
  let best = 2;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 2; at <= phrase.length - 2; at += 1) {
    const shared = Math.max(counts.get(phrase.slice(at - 2, at)) ?? 0, counts.get(phrase.slice(at, at + 2)) ?? 0);
    if (shared < least) [best, least] = [at, shared];
  }
  return best;
}

/**
 * Makes the index of phrases of at least four code units each, folded as the text will be; each phrase keeps its number in the list.
 * Throws RangeError for a shorter one.
 */
export function indexPhrases(phrases: readonly string[]): NearIndex {
  if (phrases.some((phrase) => phrase.length < shortestPhrase)) throw new RangeError('a phrase of less than four characters');
  const counts = new Map<string, number>();
  for (const phrase of phrases)
    for (let at = 0; at + 2 <= phrase.length; at += 1)
      counts.set(phrase.slice(at, at + 2), (counts.get(phrase.slice(at, at + 2)) ?? 0) + 1);
  const offsets = new Int32Array(phrases.length + 1);
  for (const [number, phrase] of phrases.entries()) offsets[number + 1] = (offsets[number] as number) + phrase.length;
  const units = new Uint16Array(offsets[phrases.length] as number);
  const splits = new Uint16Array(phrases.length);
  const pairs = new Uint32Array(1 << (pairBits - 5));
  const keys = new Int32Array(phrases.length * 5);
  for (const [number, phrase] of phrases.entries()) {
    const from = offsets[number] as number;
    for (let at = 0; at < phrase.length; at += 1) units[from + at] = phrase.charCodeAt(at);
    const split = splitOf(phrase, counts);
    splits[number] = split;
    const seam = from + split;
    const unit = (place: number): number => units[seam + place] as number;
    const add = (slot: number, a: number, b: number, extra: number, side: number): void => {
      const pair = pairOf(a, b);
      const bit = bitOf(pair);
      pairs[bit >>> 5] = (pairs[bit >>> 5] as number) | (1 << (bit & 31));
      keys[number * 5 + slot] = keyOf(pair, extra, side);
    };
    add(0, unit(0), unit(1), unit(-1), tailWhole);
    add(1, unit(0), unit(1), unit(-2), tailWhole);
    add(2, unit(-2), unit(-1), unit(0), headWhole);
    add(3, unit(-2), unit(-1), unit(1), headWhole);
    add(4, unit(0), unit(-1), unit(1), headWhole);
  }
  return { units, offsets, splits, pairs, ...sortedByBucket(keys) };
}

const directions = [tailWhole, tailWhole, headWhole, headWhole, seamSwapped] as const;

/** Counting sort of the keys into at least twice as many buckets. */
function sortedByBucket(all: Int32Array): Pick<NearIndex, 'buckets' | 'keys' | 'postings'> {
  let size = 1024;
  while (size < all.length * 2) size *= 2;
  const buckets = new Int32Array(size + 1);
  for (const key of all) buckets[(key & (size - 1)) + 1] = (buckets[(key & (size - 1)) + 1] as number) + 1;
  for (let at = 0; at < size; at += 1) buckets[at + 1] = (buckets[at + 1] as number) + (buckets[at] as number);
  const next = buckets.slice(0, size);
  const keys = new Int32Array(all.length);
  const postings = new Int32Array(all.length);
  for (let at = 0; at < all.length; at += 1) {
    const key = all[at] as number;
    const slot = next[key & (size - 1)] as number;
    next[key & (size - 1)] = slot + 1;
    keys[slot] = key;
    postings[slot] = Math.floor(at / 5) * 4 + (directions[at % 5] as number);
  }
  return { buckets, keys, postings };
}

/**
 * All places of a text (folded code units) that are a phrase or one edit away from one, in the order in which they were met; a place may be met
 * more than once, and at its edges a phrase may be met with its last character replaced and missing at once. Linear in the text as long as
 * few phrases share a key.
 */
export function findNear(index: NearIndex, text: Uint16Array): readonly NearHit[] {
  const { pairs, buckets } = index;
  const mask = buckets.length - 2;
  const matching = new Matching(index, text);
  const ask = (at: number, key: number): void => {
    const bucket = key & mask;
    for (let slot = buckets[bucket] as number; slot < (buckets[bucket + 1] as number); slot += 1)
      if (index.keys[slot] === key) matching.compare(index.postings[slot] as number, at);
  };
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = pairOf(text[at] as number, text[at + 1] as number);
    const bit = bitOf(pair);
    if ((((pairs[bit >>> 5] as number) >>> (bit & 31)) & 1) === 0) continue;
    if (at > 0) ask(at, keyOf(pair, text[at - 1] as number, tailWhole));
    if (at > 1 && text[at - 2] !== text[at - 1]) ask(at, keyOf(pair, text[at - 2] as number, tailWhole));
    if (at + 2 < text.length) ask(at, keyOf(pair, text[at + 2] as number, headWhole));
    if (at + 3 < text.length && text[at + 3] !== text[at + 2]) ask(at, keyOf(pair, text[at + 3] as number, headWhole));
  }
  return matching.hits;
}
