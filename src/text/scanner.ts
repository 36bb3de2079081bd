/**
 * Finds all of many patterns in one pass over a text. Every three folded code units in a row are hashed against a bitmap small enough for the
 * cache, every two against a second one for patterns of two; both questions are one branch, which is hardly ever taken. Only then a pattern
 * is looked up by open addressing, and a hit walks on through children that lie side by side in order. No fail links: patterns are short, so
 * that walking again from the next place costs less than what links would occupy.
 * Anchoring at blocks of characters: S. Wu, U. Manber, «A fast algorithm for multi-pattern searching», 1994.
 */
import { type FoldMap, foldedText } from './fold.ts';

/** A set of hashes, one bit each; `shift` brings a hash of 32 bits to its size. */
interface Bitmap {
  readonly bits: Int32Array;
  readonly shift: number;
}

/** The compiled patterns: plain data (structured clone carries it to a worker). Nodes are numbered by depth; a node's children are neighbours. */
export interface Scanner {
  readonly fold: FoldMap;
  /** Beginnings of three units, and whole patterns of two. */
  readonly triples: Bitmap;
  readonly pairs: Bitmap;
  /** Open addressing: a hash of three units → node, -1 where free. `before[node]` holds its first two units, `unit[node]` its last. */
  readonly slots: Int32Array;
  readonly before: Int32Array;
  readonly unit: Uint16Array;
  /** Children of node k are `first[k]` up to, not including, `first[k + 1]`. */
  readonly first: Int32Array;
  /** The first pattern that ends at a node, -1 without one; `next` leads on to those that fold to the same. */
  readonly ends: Int32Array;
  readonly next: Int32Array;
  /** Open addressing for patterns of two units: their units, and the first pattern, -1 where free. */
  readonly twoUnits: Int32Array;
  readonly twoFirst: Int32Array;
  /** The first pattern of a single unit, by unit; empty where there is none. */
  readonly singles: Int32Array;
}

/** Called for each match: offsets in the text as given (code units), and the number of the pattern. */
export type Found = (start: number, end: number, pattern: number) => void;

/** Odd multipliers: the upper bits of a multiple depend on all bits below (M. Dietzfelbinger and others, 1997). */
const K = 0x9e3779b1;
const L = 0x85ebca6b;

/** Two units as one key, and the hashes of two and of three units; `scan` has them in line. */
const pairOf = (one: number, two: number): number => (one << 16) | two;
const hashOfPair = (pair: number): number => Math.imul(pair, K);
const hashOfTriple = (pair: number, unit: number): number => (Math.imul(pair, K) + Math.imul(unit, L)) | 0;

interface Sorted {
  readonly folded: string;
  /** Numbers of the patterns that fold to it. */
  readonly numbers: readonly number[];
}

/** What folds to the same comes once, in the order of code units. */
function sorted(patterns: readonly string[], map: FoldMap): readonly Sorted[] {
  const known = new Map<string, number[]>();
  for (const [number, pattern] of patterns.entries()) {
    const folded = foldedText(pattern, map);
    if (folded.length === 0) throw new RangeError(`pattern ${number} shows nothing: “${pattern}”`);
    const numbers = known.get(folded);
    if (numbers) numbers.push(number);
    else known.set(folded, [number]);
  }
  return [...known.keys()].sort().map((folded) => ({ folded, numbers: known.get(folded) as number[] }));
}

/** Chains numbers through `next` and gives the first. */
function chain(numbers: readonly number[], next: Int32Array): number {
  for (let k = 0; k + 1 < numbers.length; k += 1) next[numbers[k] as number] = numbers[k + 1] as number;
  return numbers[0] as number;
}

interface Nodes {
  /** First two units of each node of depth 3, which are nodes 0, 1, 2 … */
  readonly before: number[];
  readonly unit: number[];
  readonly first: number[];
  readonly ends: number[];
}

/** Breadth first over ranges of the sorted patterns of three units and more, so that children come to lie side by side, in order. */
function nodesOf(list: readonly Sorted[], next: Int32Array): Nodes {
  const made: Nodes = { before: [], unit: [], first: [], ends: [] };
  const [lows, highs]: [number[], number[]] = [[], []];
  const split = (from: number, to: number, depth: number, width: number): void => {
    const key = (at: number): string => (list[at] as Sorted).folded.slice(depth, depth + width);
    for (let low = from; low < to; ) {
      const mine = key(low);
      let high = low + 1;
      while (high < to && key(high) === mine) high += 1;
      lows.push(low);
      highs.push(high);
      made.unit.push(mine.charCodeAt(width - 1));
      if (width === 3) made.before.push(pairOf(mine.charCodeAt(0), mine.charCodeAt(1)));
      low = high;
    }
  };
  split(0, list.length, 0, 3);
  for (let node = 0, depth = 3, last = lows.length; node < lows.length; node += 1) {
    if (node === last) {
      depth += 1;
      last = lows.length;
    }
    const low = lows[node] as number;
    const own = list[low] as Sorted;
    const ends = own.folded.length === depth;
    made.ends.push(ends ? chain(own.numbers, next) : -1);
    made.first.push(lows.length);
    split(ends ? low + 1 : low, highs[node] as number, depth, 1);
  }
  made.first.push(lows.length);
  return made;
}

/** Slots for open addressing: a power of two, at most half of them used. */
const slotsFor = (count: number): Int32Array => new Int32Array(1 << Math.ceil(Math.log2(count * 2 + 2))).fill(-1);

/** Puts a number where its hash leads, or behind it; gives the slot. */
function put(slots: Int32Array, hash: number, number: number): number {
  let slot = hash >>> Math.clz32(slots.length - 1);
  while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
  slots[slot] = number;
  return slot;
}

/** Up to 32 bits for each hash, 256 KB at most as long as 8 bits are left: of those that are not there one in 30 seems to be. */
function bitmapOf(hashes: readonly number[]): Bitmap {
  const log = (each: number): number => Math.ceil(Math.log2(hashes.length * each + 1));
  const shift = 32 - Math.max(10, Math.min(log(32), Math.max(21, log(8))));
  const bits = new Int32Array(1 << (27 - shift));
  for (const hash of hashes) bits[(hash >>> shift) >>> 5]! |= 1 << (hash >>> shift);
  return { bits, shift };
}

/**
 * Compiles patterns: the number of a pattern is its place in the list. Throws RangeError where nothing of a pattern is left once it is
 * folded. Milliseconds for thousands of patterns, some 150 ms for a hundred thousand.
 */
export function compileScanner(patterns: readonly string[], map: FoldMap): Scanner {
  const next = new Int32Array(patterns.length).fill(-1);
  const list = sorted(patterns, map);
  const { before, unit, first, ends } = nodesOf(
    list.filter(({ folded }) => folded.length > 2),
    next,
  );
  const slots = slotsFor(before.length);
  const hashes = before.map((pair, node) => hashOfTriple(pair, unit[node] as number));
  for (const [node, hash] of hashes.entries()) put(slots, hash, node);
  const two = list.filter(({ folded }) => folded.length === 2);
  const twoKeys = two.map(({ folded }) => pairOf(folded.charCodeAt(0), folded.charCodeAt(1)));
  const twoFirst = slotsFor(two.length);
  const twoUnits = new Int32Array(twoFirst.length);
  for (const [k, { numbers }] of two.entries()) {
    const key = twoKeys[k] as number;
    twoUnits[put(twoFirst, hashOfPair(key), chain(numbers, next))] = key;
  }
  const one = list.filter(({ folded }) => folded.length === 1);
  const singles = new Int32Array(one.length === 0 ? 0 : 0x10000).fill(-1);
  for (const { folded, numbers } of one) singles[folded.charCodeAt(0)] = chain(numbers, next);
  return {
    fold: map,
    triples: bitmapOf(hashes),
    pairs: bitmapOf(twoKeys.map(hashOfPair)),
    slots,
    before: Int32Array.from(before),
    unit: Uint16Array.from(unit),
    first: Int32Array.from(first),
    ends: Int32Array.from(ends),
    next,
    twoUnits,
    twoFirst,
    singles,
  };
}

/** The node of three units, -1 without one. */
function rootOf({ slots, before, unit }: Scanner, pair: number, last: number): number {
  const mask = slots.length - 1;
  let slot = hashOfTriple(pair, last) >>> Math.clz32(mask);
  for (let node = slots[slot] as number; node !== -1; node = slots[slot] as number) {
    if (before[node] === pair && unit[node] === last) return node;
    slot = (slot + 1) & mask;
  }
  return -1;
}

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

/** The child of a node by its unit, -1 without one: halving, since a beginning may have very many. */
function childOf({ unit, first }: Scanner, node: number, wanted: number): number {
  let low = first[node] as number;
  let high = first[node + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const here = unit[middle] as number;
    if (here === wanted) return middle;
    if (here < wanted) low = middle + 1;
    else high = middle;
  }
  return -1;
}

/** From the third unit of a pattern, at `at`, onwards: every pattern of three units and more that begins at `start`. */
function walk(scanner: Scanner, text: string, root: number, start: number, at: number, found: Found): void {
  const { fold, first, ends, next } = scanner;
  let place = at;
  for (let node = root; node >= 0; ) {
    for (let pattern = ends[node] as number; pattern >= 0; pattern = next[pattern] as number) found(start, place + 1, pattern);
    if (first[node] === first[node + 1]) return;
    let unit = 0;
    do {
      place += 1;
      if (place >= text.length) return;
      unit = fold[text.charCodeAt(place)] as number;
    } while (unit === 0);
    node = childOf(scanner, node, unit);
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
  const { fold, next } = scanner;
  const { bits: triples, shift: tripleShift } = scanner.triples;
  const { bits: pairs, shift: pairShift } = scanner.pairs;
  // Of the two units before: their key, its hash, and where they stand.
  let pair = 0;
  let hash = 0;
  let first = 0;
  let second = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = fold[text.charCodeAt(at)] as number;
    if (unit === 0) continue;
    const three = (hash + Math.imul(unit, L)) >>> tripleShift;
    const mine = (pair << 16) | unit;
    hash = Math.imul(mine, K);
    const two = hash >>> pairShift;
    if (((((triples[three >>> 5] as number) >>> three) | ((pairs[two >>> 5] as number) >>> two)) & 1) !== 0) {
      walk(scanner, text, rootOf(scanner, pair, unit), first, at, found);
      for (let one = firstOfTwo(scanner, mine); one >= 0; one = next[one] as number) found(second, at + 1, one);
    }
    pair = mine;
    first = second;
    second = at;
  }
  if (scanner.singles.length > 0) scanSingles(scanner, text, found);
}
