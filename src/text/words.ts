/** A dictionary as a table of its words' characters: whether a run of characters is a word, and how frequent. */
import { type GramTable, indexOf, mixed } from './grams.ts';

export interface Words {
  /** Keys are the UTF-16 units of a word, values the natural logarithm of its frequency. */
  readonly table: GramTable;
}

/** Words have two to this many characters. */
export const longestWord = 5;

/** The key of a word in the table. */
export function wordKey(units: ArrayLike<number>, from: number, to: number): number {
  let value = 5;
  for (let at = from; at < to; at += 1) value = mixed(value, units[at] as number);
  return value;
}

/** The logarithm of a word's frequency, or −1 where it is none. */
export function wordLog({ table }: Words, units: ArrayLike<number>, from: number, to: number): number {
  const at = indexOf(table, wordKey(units, from, to));
  return at < 0 ? -1 : (table.levels[table.values[at] as number] as number);
}

/** How well words cover some characters. */
export interface Cover {
  /** For each character the length of the longest word over it, less one; 0 where there is none. */
  readonly sum: number;
  /** The logarithm of the frequency of the most frequent of these words; −1 where there is none. */
  readonly log: number;
}

/** How words cover the characters from `from` up to, not including, `to`, among `units`, where 0 stands for what is in no word. */
export function coverOf(words: Words, units: Uint16Array, from: number, to: number): Cover {
  let sum = 0;
  let log = -1;
  for (let at = from; at < to; at += 1) {
    for (let length = longestWord; length >= 2; length -= 1) {
      let found = -1;
      for (let start = Math.max(0, at - length + 1); start <= at; start += 1)
        if (start + length <= units.length) found = Math.max(found, wordLog(words, units, start, start + length));
      if (found < 0) continue;
      sum += length - 1;
      log = Math.max(log, found);
      break;
    }
  }
  return { sum, log };
}
