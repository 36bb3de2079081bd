/** Compiles patterns into the tables that `scan` walks through (scanner.ts). */
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

/** Odd multipliers: the upper bits of a multiple depend on all bits below (M. Dietzfelbinger and others, 1997). */
export const K = 0x9e3779b1;
export const L = 0x85ebca6b;

/** Two units as one key, and the hashes of two and of three units; `scan` has them in line. */
const pairOf = (one: number, two: number): number => (one << 16) | two;
export const hashOfPair = (pair: number): number => Math.imul(pair, K);
export const hashOfTriple = (pair: number, unit: number): number => (Math.imul(pair, K) + Math.imul(unit, L)) | 0;

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
