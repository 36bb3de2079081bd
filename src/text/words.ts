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

/**
 * How well words cover the characters from `from` up to, not including, `to`, among `units` (which must reach `longestWord` beyond): for
 * each the longest word over it, in characters less one; 0 where none.
 */
export function coverOf(words: Words, units: Uint16Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) {
    let best = 0;
    for (let length = longestWord; length >= 2 && best === 0; length -= 1)
      for (let start = Math.max(0, at - length + 1); start <= at && best === 0; start += 1)
        if (start + length <= units.length && wordLog(words, units, start, start + length) >= 0) best = length - 1;
    sum += best;
  }
  return sum;
}
