/**
 * Finds all of many patterns in one pass over a text. Every three folded code units in a row are hashed against a bitmap small enough for the
 * cache, every two against a second one for patterns of two; both questions are one branch, which is hardly ever taken. Only then a pattern
 * is looked up by open addressing, and a hit walks on through children that lie side by side in order. No fail links: patterns are short, so
 * that walking again from the next place costs less than what links would occupy.
 * Anchoring at blocks of characters: S. Wu, U. Manber, «A fast algorithm for multi-pattern searching», 1994.
 */
import { hashOfPair, K, L, type Scanner } from './scanner-compile.ts';

/** Called for each match: offsets in the text as given (code units), and the number of the pattern. */
export type Found = (start: number, end: number, pattern: number) => void;

/** The first pattern of two units, -1 without one. */
function firstOfTwo({ twoUnits, twoFirst }: Scanner, pair: number): number {
  const mask = twoFirst.length - 1;
  let slot = hashOfPair(pair) >>> Math.clz32(mask);
  for (let pattern = twoFirst[slot] as number; pattern !== -1; pattern = twoFirst[slot] as number) {
    if (twoUnits[slot] === pair) return pattern;
    slot = (slot + 1) & mask;
  }
  return -1;
}

/** So few children are looked through one by one. */
const few = 8;

/** The place of the child with this unit in `nodes`, -1 without one: by halving, since a beginning may have very many. */
function childOf(nodes: Int32Array, first: number, count: number, wanted: number): number {
  let low = first * 3;
  let high = low + count * 3;
  if (count <= few) {
    for (; low < high; low += 3) if (((nodes[low] as number) & 0xffff) === wanted) return low;
    return -1;
  }
  while (low < high) {
    const middle = low + (((high - low) / 6) >>> 0) * 3;
    const here = (nodes[middle] as number) & 0xffff;
    if (here === wanted) return middle;
    if (here < wanted) low = middle + 3;
    else high = middle;
  }
  return -1;
}

/** From the third unit of a pattern, at `at`, onwards: every pattern of three units and more that begins at `start`; `root` is its slot. */
function walk({ fold, slots, nodes, next }: Scanner, text: string, root: number, start: number, at: number, found: Found): void {
  let count = (slots[root + 1] as number) >>> 16;
  let first = slots[root + 2] as number;
  let pattern = slots[root + 3] as number;
  let place = at;
  while (true) {
    for (; pattern >= 0; pattern = next[pattern] as number) found(start, place + 1, pattern);
    if (count === 0) return;
    let unit = 0;
    do {
      place += 1;
      if (place >= text.length) return;
      unit = fold[text.charCodeAt(place)] as number;
    } while (unit === 0);
    const node = childOf(nodes, first, count, unit);
    if (node < 0) return;
    count = (nodes[node] as number) >>> 16;
    first = nodes[node + 1] as number;
    pattern = nodes[node + 2] as number;
  }
}

function scanSingles({ fold, singles, next }: Scanner, text: string, found: Found): void {
  for (let at = 0; at < text.length; at += 1) {
    const unit = fold[text.charCodeAt(at)] as number;
    if (unit !== 0) for (let one = singles[unit] as number; one >= 0; one = next[one] as number) found(at, at + 1, one);
  }
}

/**
 * Finds every place of every pattern in a text, overlapping ones too, in no promised order; signs without width inside a match belong to
 * it. Any string is taken.
 */
export function scan(scanner: Scanner, text: string, found: Found): void {
  const { fold, next, slots } = scanner;
  const { bits: triples, shift: tripleShift } = scanner.triples;
  const { bits: pairs, shift: pairShift } = scanner.pairs;
  const slotShift = Math.clz32(slots.length / 4 - 1);
  const mask = slots.length - 1;
  // Of the two units before: their key, its hash, and where they stand.
  let pair = 0;
  let hash = 0;
  let first = 0;
  let second = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = fold[text.charCodeAt(at)] as number;
    if (unit === 0) continue;
    const triple = (hash + Math.imul(unit, L)) | 0;
    const three = triple >>> tripleShift;
    const mine = (pair << 16) | unit;
    hash = Math.imul(mine, K);
    const two = hash >>> pairShift;
    if (((((triples[three >>> 5] as number) >>> three) | ((pairs[two >>> 5] as number) >>> two)) & 1) !== 0) {
      for (let slot = (triple >>> slotShift) * 4; slots[slot + 2] !== -1; slot = (slot + 4) & mask)
        if (slots[slot] === pair && ((slots[slot + 1] as number) & 0xffff) === unit) {
          walk(scanner, text, slot, first, at, found);
          break;
        }
      if ((((pairs[two >>> 5] as number) >>> two) & 1) !== 0)
        for (let one = firstOfTwo(scanner, mine); one >= 0; one = next[one] as number) found(second, at + 1, one);
    }
    pair = mine;
    first = second;
    second = at;
  }
  if (scanner.singles.length > 0) scanSingles(scanner, text, found);
}
