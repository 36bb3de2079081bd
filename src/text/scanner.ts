/**
 * Finds all of many patterns in one pass over a text. Two folded code units that follow each other are hashed against a bitmap small enough
 * for the cache; most places end there. The others are looked up by open addressing, and only a hit walks on, through children that lie side
 * by side in order. No fail links: patterns are short, so that walking again from the next place costs less than what links would occupy.
 * Anchoring at blocks of characters: S. Wu, U. Manber, «A fast algorithm for multi-pattern searching», 1994.
 */
import { type FoldMap, foldedText } from './fold.ts';

/** The compiled patterns: plain data (structured clone carries it to a worker). Nodes are numbered by depth; a node's children are neighbours. */
export interface Scanner {
  readonly fold: FoldMap;
  /** One bit for each hash of two units that begin a pattern; `shift` brings a hash of 32 bits to the size of the bitmap. */
  readonly bits: Uint32Array;
  readonly shift: number;
  /** Open addressing: two units → node, -1 where free. */
  readonly keys: Uint32Array;
  readonly nodes: Int32Array;
  readonly unit: Uint16Array;
  /** Children of node k are `first[k]` up to, not including, `first[k + 1]`. */
  readonly first: Int32Array;
  /** The first pattern that ends at a node, -1 without one; `next` leads on to those that fold to the same. */
  readonly ends: Int32Array;
  readonly next: Int32Array;
  /** The first pattern of a single unit, by unit; empty where there is none. */
  readonly singles: Int32Array;
}

/** Called for each match: offsets in the text as given (code units), and the number of the pattern. */
export type Found = (start: number, end: number, pattern: number) => void;

const hashOf = (key: number): number => Math.imul(key ^ (key >>> 15), 0x9e3779b1);

interface Sorted {
  readonly folded: string;
  /** Numbers of the patterns that fold to it. */
  readonly numbers: number[];
}

/** The patterns in the order of their units; what folds to the same comes once. Without those of no or one unit. */
function sorted(patterns: readonly string[], map: FoldMap, singles: Map<number, number[]>): Sorted[] {
  const known = new Map<string, number[]>();
  for (const [number, pattern] of patterns.entries()) {
    const folded = foldedText(pattern, map);
    if (folded.length === 0) throw new RangeError(`pattern ${number} is empty: “${pattern}”`);
    const numbers =
      folded.length === 1
        ? (singles.get(folded.charCodeAt(0)) ?? singles.set(folded.charCodeAt(0), []).get(folded.charCodeAt(0)))
        : (known.get(folded) ?? known.set(folded, []).get(folded));
    numbers?.push(number);
  }
  // Strings compare by code units.
  return [...known]
    .map(([folded, numbers]) => ({ folded, numbers }))
    .sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0));
}

/** Chains numbers through `next` and gives the first. */
function chain(numbers: readonly number[], next: Int32Array): number {
  for (let k = 0; k + 1 < numbers.length; k += 1) next[numbers[k] as number] = numbers[k + 1] as number;
  return numbers[0] as number;
}

interface Nodes {
  /** Two units of each node of depth 2: nodes 0, 1, 2 … */
  readonly roots: number[];
  readonly unit: number[];
  readonly first: number[];
  readonly ends: number[];
}

/** Breadth first over ranges of the sorted patterns, so that children come to lie side by side, in order. */
function nodesOf(list: readonly Sorted[], next: Int32Array): Nodes {
  const made: Nodes = { roots: [], unit: [], first: [], ends: [] };
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
      if (width === 2) made.roots.push(((mine.charCodeAt(0) << 16) | mine.charCodeAt(1)) >>> 0);
      low = high;
    }
  };
  split(0, list.length, 0, 2);
  for (let node = 0, depth = 2, last = lows.length; node < lows.length; node += 1) {
    if (node === last) {
      depth += 1;
      last = lows.length;
    }
    let low = lows[node] as number;
    const own = list[low] as Sorted;
    made.ends.push(own.folded.length === depth ? chain(own.numbers, next) : -1);
    if (own.folded.length === depth) low += 1;
    made.first.push(lows.length);
    split(low, highs[node] as number, depth, 1);
  }
  made.first.push(lows.length);
  return made;
}

/**
 * Compiles patterns: the number of a pattern is its place in the list. Throws RangeError where a pattern is empty once it is folded.
 * Milliseconds for thousands of patterns, some 150 ms for a hundred thousand.
 */
export function compileScanner(patterns: readonly string[], map: FoldMap): Scanner {
  const singleNumbers = new Map<number, number[]>();
  const next = new Int32Array(patterns.length).fill(-1);
  const { roots, unit, first, ends } = nodesOf(sorted(patterns, map, singleNumbers), next);
  // Some 16 bits and 4 slots for each beginning: one place in sixteen that begins no pattern is looked up in vain.
  const log = Math.max(10, Math.ceil(Math.log2(roots.length * 2 + 1)));
  const keys = new Uint32Array(1 << log);
  const nodes = new Int32Array(1 << log).fill(-1);
  const shift = 32 - Math.min(22, log + 4);
  const bits = new Uint32Array(1 << (27 - shift));
  for (const [node, key] of roots.entries()) {
    const hash = hashOf(key);
    bits[(hash >>> shift) >>> 5]! |= 1 << (hash >>> shift);
    let slot = hash >>> (32 - log);
    while (nodes[slot] !== -1) slot = (slot + 1) & (keys.length - 1);
    keys[slot] = key;
    nodes[slot] = node;
  }
  const singles = new Int32Array(singleNumbers.size === 0 ? 0 : 0x10000).fill(-1);
  for (const [one, numbers] of singleNumbers) singles[one] = chain(numbers, next);
  return {
    fold: map,
    bits,
    shift,
    keys,
    nodes,
    unit: Uint16Array.from(unit),
    first: Int32Array.from(first),
    ends: Int32Array.from(ends),
    next,
    singles,
  };
}

/** The node of two units, -1 without one. */
function rootOf({ keys, nodes }: Scanner, key: number): number {
  const mask = keys.length - 1;
  let slot = hashOf(key) >>> Math.clz32(mask);
  while (nodes[slot] !== -1) {
    if (keys[slot] === key) return nodes[slot] as number;
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

/** From two units that begin a pattern onwards: every pattern that begins at `start`. */
function walk(scanner: Scanner, text: string, key: number, start: number, at: number, found: Found): void {
  const { fold, ends, next } = scanner;
  let node = rootOf(scanner, key);
  let place = at;
  while (node >= 0) {
    for (let pattern = ends[node] as number; pattern >= 0; pattern = next[pattern] as number) found(start, place + 1, pattern);
    if (scanner.first[node] === scanner.first[node + 1]) return;
    let unit = 0;
    do {
      place += 1;
      if (place >= text.length) return;
      unit = fold[text.charCodeAt(place)] as number;
    } while (unit === 0);
    node = childOf(scanner, node, unit);
  }
}

/**
 * Finds every place of every pattern in a text, overlapping ones too; signs without width inside a match belong to it. In the order of
 * where matches begin, shorter ones first. Any string is taken.
 */
export function scan(scanner: Scanner, text: string, found: Found): void {
  const { fold, bits, shift, singles, next } = scanner;
  let before = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = fold[text.charCodeAt(at)] as number;
    if (unit === 0) continue;
    const key = ((before << 16) | unit) >>> 0;
    const hash = Math.imul(key ^ (key >>> 15), 0x9e3779b1) >>> shift;
    if ((bits[hash >>> 5] as number) & (1 << hash)) walk(scanner, text, key, start, at, found);
    if (singles.length > 0) for (let one = singles[unit] as number; one >= 0; one = next[one] as number) found(at, at + 1, one);
    before = unit;
    start = at;
  }
}
