/**
 * Words with their frequencies, as a trie in one open hash table: the slot of a character under its parent is its node, so that all words
 * from a place on are found in one walk without a character allocated. The words are data handed in (`assets/dictionary/words.bin`).
 */
import { eachRecord, longestRecord, recordsOf, weightsPerNat } from './word-file.ts';

export interface Dictionary {
  readonly words: number;
  /** Per slot: the node before it, its character, and the weight of the word that ends here (0: none). */
  readonly parents: Int32Array;
  readonly units: Uint16Array;
  readonly weights: Uint8Array;
  /** Natural logarithm of the sum of all frequencies. */
  readonly logTotal: number;
}

/** Where every walk begins. */
export const root = -2;
const empty = -1;
/** What an unknown character costs, in nats: rarer than any word that is known. */
const unknownCost = 19;

const slotOf = (node: number, unit: number, mask: number): number => {
  const mixed = Math.imul(node ^ Math.imul(unit, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & mask;
};

/** The node of `unit` (a UTF-16 code unit) after `node`, or -1 where no word goes on so. */
export function step(dictionary: Dictionary, node: number, unit: number): number {
  const { parents, units } = dictionary;
  const mask = parents.length - 1;
  for (let slot = slotOf(node, unit, mask); ; slot = (slot + 1) & mask) {
    const parent = parents[slot] as number;
    if (parent === empty) return -1;
    if (parent === node && units[slot] === unit) return slot;
  }
}

interface Growing {
  parents: Int32Array;
  units: Uint16Array;
  weights: Uint8Array;
}

function insert({ parents, units }: Growing, node: number, unit: number): number {
  const mask = parents.length - 1;
  let slot = slotOf(node, unit, mask);
  while (parents[slot] !== empty && (parents[slot] !== node || units[slot] !== unit)) slot = (slot + 1) & mask;
  parents[slot] = node;
  units[slot] = unit;
  return slot;
}

/** The trie of the words of a file (`word-file.ts`). Throws a RangeError where the bytes are something else or cut short. */
export function readDictionary(bytes: Uint8Array): Dictionary {
  const records = recordsOf(bytes);
  // Each character beyond the shared beginning is at most one node.
  const most = (bytes.length - records * 2) / 2;
  if (most < records) throw new RangeError('a dictionary that is cut off');
  let size = 16;
  while (size < most * 1.4) size *= 2;
  const table = { parents: new Int32Array(size).fill(empty), units: new Uint16Array(size), weights: new Uint8Array(size) };
  const path = new Int32Array(longestRecord + 17).fill(root);
  let [words, total] = [0, 0];
  eachRecord(bytes, (units, shared, length, weight) => {
    for (let depth = shared; depth < length; depth += 1) path[depth + 1] = insert(table, path[depth] as number, units[depth] as number);
    table.weights[path[length] as number] = weight;
    if (weight === 0) return;
    words += 1;
    total += Math.exp((weight - 1) / weightsPerNat);
  });
  return { words, ...table, logTotal: Math.log(Math.max(1, total)) };
}

/** The natural logarithm of the frequency of a word among all; minus infinity where it is none. */
export function logProbability(dictionary: Dictionary, word: string): number {
  let node = root;
  for (let at = 0; at < word.length && node !== -1; at += 1) node = step(dictionary, node, word.charCodeAt(at));
  return node < 0 ? Number.NEGATIVE_INFINITY : logWeight(dictionary, node);
}

/** The same of the word that ends at a node. */
export function logWeight(dictionary: Dictionary, node: number): number {
  const weight = dictionary.weights[node] as number;
  return weight === 0 ? Number.NEGATIVE_INFINITY : (weight - 1) / weightsPerNat - dictionary.logTotal;
}

export const hasWord = (dictionary: Dictionary, word: string): boolean => logProbability(dictionary, word) > Number.NEGATIVE_INFINITY;

/** Length in code units of the longest word that begins at `from` and ends by `to`; 0 where none does. */
export function longestWord(dictionary: Dictionary, text: string, from: number, to = text.length): number {
  let node = root;
  let longest = 0;
  for (let at = from; at < to; at += 1) {
    node = step(dictionary, node, text.charCodeAt(at));
    if (node < 0) break;
    if (dictionary.weights[node] !== 0) longest = at + 1 - from;
  }
  return longest;
}

/** How a span reads best as a row of words: words of one character count as words, and unknown characters stand alone. */
export interface Cover {
  /** Log probability of the row in nats, words taken as independent. */
  readonly score: number;
  /** Where the words end, in code units of the text, the last at the end of the span. */
  readonly ends: readonly number[];
}

/** The likeliest row of words over `text` from `from` up to `to`: Viterbi over the walks of the trie, linear in the span. */
export function coverOf(dictionary: Dictionary, text: string, from = 0, to = text.length): Cover {
  const length = to - from;
  const best = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
  const begins = new Int32Array(length + 1);
  best[0] = 0;
  const offer = (begin: number, end: number, score: number): void => {
    if (score <= (best[end] as number)) return;
    best[end] = score;
    begins[end] = begin;
  };
  for (let begin = 0; begin < length; begin += 1) {
    const reached = best[begin] as number;
    offer(begin, begin + 1, reached - unknownCost);
    let node = root;
    for (let end = begin + 1; end <= length; end += 1) {
      node = step(dictionary, node, text.charCodeAt(from + end - 1));
      if (node < 0) break;
      if (dictionary.weights[node] !== 0) offer(begin, end, reached + logWeight(dictionary, node));
    }
  }
  const ends: number[] = [];
  for (let end = length; end > 0; end = begins[end] as number) ends.push(from + end);
  return { score: best[length] as number, ends: ends.reverse() };
}
