/** Compiles patterns into the tables that `scan` walks through (scanner.ts). */
import { type FoldMap, foldedText } from './fold.ts';

/** A set of hashes, one bit each; `shift` brings a hash of 32 bits to its size. */
interface Bitmap {
  readonly bits: Int32Array;
  readonly shift: number;
}

/**
 * The compiled patterns: plain data (structured clone carries it to a worker). What is asked about a node lies in one record, and a node's
 * children are neighbours that its own descendants follow, so that a walk touches few lines of the cache.
 */
export interface Scanner {
  readonly fold: FoldMap;
  /** Beginnings of three units, and whole patterns of two. */
  readonly triples: Bitmap;
  readonly pairs: Bitmap;
  /**
   * Open addressing by a hash of three units, four numbers each: the first two units; the third, and above 16 bits how many children;
   * the number of the first child in `nodes`, -1 where free; the first pattern that ends here, -1 without one.
   */
  readonly slots: Int32Array;
  /** Three numbers each: unit and count of children, first child, first pattern. */
  readonly nodes: Int32Array;
  /** The next pattern that folds to the same. */
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

interface Trie {
  /** Four numbers for each beginning of three units, as in `Scanner.slots`. */
  readonly roots: number[];
  readonly nodes: number[];
}

/** From ranges of the sorted patterns of three units and more. */
function trieOf(list: readonly Sorted[], next: Int32Array): Trie {
  const [roots, nodes]: [number[], number[]] = [[], []];
  const unitAt = (at: number, depth: number): number => (list[at] as Sorted).folded.charCodeAt(depth);
  /** Ranges whose records are not complete: low, high, depth, place of the record. */
  const open: (readonly [low: number, high: number, depth: number, place: number])[] = [];
  const complete = (table: number[], place: number, low: number, high: number, depth: number): void => {
    const own = list[low] as Sorted;
    const ends = own.folded.length === depth;
    const first = nodes.length / 3;
    const children: (readonly [number, number, number, number])[] = [];
    for (let from = ends ? low + 1 : low, to = from; from < high; from = to) {
      const unit = unitAt(from, depth);
      while (to < high && unitAt(to, depth) === unit) to += 1;
      children.push([from, to, depth + 1, nodes.length]);
      nodes.push(unit, 0, -1);
    }
    table[place] = (table[place] as number) | (children.length << 16);
    table[place + 1] = first;
    table[place + 2] = ends ? chain(own.numbers, next) : -1;
    for (let child = children.length - 1; child >= 0; child -= 1) open.push(children[child] as readonly [number, number, number, number]);
  };
  for (let low = 0, high = 0; low < list.length; low = high) {
    const beginning = (list[low] as Sorted).folded.slice(0, 3);
    while (high < list.length && (list[high] as Sorted).folded.startsWith(beginning)) high += 1;
    roots.push(pairOf(beginning.charCodeAt(0), beginning.charCodeAt(1)), beginning.charCodeAt(2), 0, -1);
    complete(roots, roots.length - 3, low, high, 3);
    for (let one = open.pop(); one; one = open.pop()) complete(nodes, one[3], one[0], one[1], one[2]);
  }
  return { roots, nodes };
}

/** The records of all beginnings where their hashes lead, or behind. */
function hashed(roots: readonly number[], hashes: readonly number[]): Int32Array {
  const size = 1 << Math.ceil(Math.log2(hashes.length * 1.5 + 2));
  const slots = new Int32Array(size * 4).fill(-1);
  for (const [k, hash] of hashes.entries()) {
    let slot = hash >>> Math.clz32(size - 1);
    while (slots[slot * 4 + 2] !== -1) slot = (slot + 1) & (size - 1);
    for (let part = 0; part < 4; part += 1) slots[slot * 4 + part] = roots[k * 4 + part] as number;
  }
  return slots;
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
  const { roots, nodes } = trieOf(
    list.filter(({ folded }) => folded.length > 2),
    next,
  );
  const hashes: number[] = [];
  for (let at = 0; at < roots.length; at += 4) hashes.push(hashOfTriple(roots[at] as number, (roots[at + 1] as number) & 0xffff));
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
    slots: hashed(roots, hashes),
    nodes: Int32Array.from(nodes),
    next,
    twoUnits,
    twoFirst,
    singles,
  };
}
