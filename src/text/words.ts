/** A dictionary as a table of its words' characters: whether a run of characters is a word, and how frequent. */
import { type GramTable, indexOf, levelledTable, mixed } from './grams.ts';
import { eachTableWord, longestWord } from './word-file.ts';

export interface Words {
  /** Keys are the UTF-16 units of a word, values the natural logarithm of its frequency. */
  readonly table: GramTable;
  /** Logarithm of the sum of all frequencies. */
  readonly logTotal: number;
}

/** The key of a word in the table. */
function wordKey(units: ArrayLike<number>, from: number, to: number): number {
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

/** The logarithm of the frequency of a word of three and more that holds the places from `from` to `to`, both included; −1 where none does. */
export function longWord(words: Words, units: Uint16Array, from: number, to: number): number {
  for (let length = longestWord; length >= 3; length -= 1)
    for (let start = Math.max(1, to - length + 1); start <= from; start += 1) {
      const log = wordLog(words, units, start, start + length);
      if (log >= 0) return log;
    }
  return -1;
}

/** What a character costs that is no word, in nats more than a word of frequency 1. */
const unknownCost = 3;
/** Characters that `readingOf` reads at most. */
const longestReading = 16;
const reached = new Float64Array(longestReading + 1);

/**
 * How well the characters from `from` up to, not including, `to` (at most `longestReading`) read as words: logarithm of the probability of the
 * likeliest row of words, taken as independent (Viterbi). What is 0 among `units` costs nothing and parts words.
 */
export function readingOf(words: Words, units: ArrayLike<number>, from: number, to: number): number {
  const { logTotal } = words;
  const length = Math.min(to - from, longestReading);
  reached.fill(Number.NEGATIVE_INFINITY, 1, length + 1);
  reached[0] = 0;
  for (let begin = 0; begin < length; begin += 1) {
    const so = reached[begin] as number;
    const most = Math.min(length, begin + longestWord);
    for (let end = begin + 1; end <= most; end += 1) {
      if (units[from + end - 1] === 0) {
        if (end === begin + 1) reached[end] = Math.max(reached[end] as number, so);
        break;
      }
      const log = wordLog(words, units, from + begin, from + end);
      if (log < 0 && end > begin + 1) continue;
      const sum = so + (log < 0 ? -unknownCost : log) - logTotal;
      if (sum > (reached[end] as number)) reached[end] = sum;
    }
  }
  return reached[length] as number;
}

/** The table of the words of a file (`word-file.ts`). Throws a RangeError where the bytes are something else or cut short. */
export function readWords(bytes: Uint8Array): Words {
  const keys: number[] = [];
  const { total, ...levels } = eachTableWord(bytes, (units, length) => keys.push(wordKey(units, 0, length)));
  return { table: levelledTable(Int32Array.from(keys), levels), logTotal: Math.log(Math.max(1, total)) };
}
