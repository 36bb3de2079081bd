/**
 * Is a near-hit an error, or text that only looks like the phrase? What stands there as words by chance keeps its silence; beyond that a noisy
 * channel decides: how likely are these words as they stand, against the phrase with one slip?
 */
import { coverOf, type Dictionary, logProbability, logWeight, longestWord, root, step } from './dictionary.ts';
import type { NearHit } from './near.ts';

/** Characters looked at on either side: longer than most words, so that one across the edge of the hit is seen. */
const reach = 4;
/** Log probability of a phrase that the dictionary does not hold, in nats. */
const phraseScore = -14;
/** Log probability of a slip, in nats. */
const slip = { substituted: -11, missing: -10, surplus: -10, swapped: -8 } as const;
/** A single character counts as a word of its own only if it is as frequent as 和, 的, 在, 为, 对. */
const frequentCharacter = -6.6;
/** At the edge of a phrase the text may go on with any character that is a word at all; at a long one's, with a frequent word. */
export const edgeCharacter = { any: -13.5, frequent: frequentCharacter } as const;
const longest = 8;

export const isHan = (unit: number): boolean => (unit >= 0x4e00 && unit <= 0x9fff) || unit === 0x3007;

const cut = (units: Uint16Array, from: number, to: number): string => String.fromCharCode(...units.subarray(from, to));

/** A hit with what stands around it: text of at most `reach` characters on either side, up to the next sign or line's end. */
export interface Surroundings {
  readonly text: string;
  /** Where the hit begins and ends in it. */
  readonly from: number;
  readonly to: number;
}

/** `apart(at)` says whether something (a line's end, a blank) stands between unit `at - 1` and unit `at`. */
export function surroundingsOf({ start, end }: NearHit, units: Uint16Array, apart: (at: number) => boolean): Surroundings {
  let from = start;
  while (from > 0 && start - from < reach && isHan(units[from - 1] as number) && !apart(from)) from -= 1;
  let to = end;
  while (to < units.length && to - end < reach && isHan(units[to] as number) && !apart(to)) to += 1;
  return { text: cut(units, from, to), from: start - from, to: end - from };
}

/**
 * Can the text between `from` and `to` be read as dictionary words alone, the first and the last of which may reach beyond it? Single
 * characters count where they are frequent words.
 */
export function readsAsWords(dictionary: Dictionary, { text, from, to }: Surroundings): boolean {
  const reached = new Uint8Array(text.length + 1).fill(1, 0, from + 1);
  for (let begin = 0; begin < to; begin += 1) {
    if (reached[begin] === 0) continue;
    let node = root;
    for (let end = begin + 1; end <= text.length && end - begin <= longest; end += 1) {
      node = step(dictionary, node, text.charCodeAt(end - 1));
      if (node < 0) break;
      if (dictionary.weights[node] === 0 || (end === begin + 1 && logWeight(dictionary, node) < frequentCharacter)) continue;
      if (end >= to) return true;
      reached[end] = 1;
    }
  }
  return reached[to] === 1 && from < to;
}

/** Do dictionary words cover a phrase, or what is left of it without its last or first character? */
export const isFree = (dictionary: Dictionary, text: string): boolean => readsAsWords(dictionary, { text, from: 0, to: text.length });

/** Does the text go on at `at` (or end there) as words may: with a word, or a character that is one? */
export function goesOn(dictionary: Dictionary, text: string, at: number, least: number = edgeCharacter.any): boolean {
  return longestWord(dictionary, text, at) > 1 || logProbability(dictionary, text.slice(at, at + 1)) > least;
}

/** The same towards the beginning: does a word end with the character at `at`? */
export function comesFrom(dictionary: Dictionary, text: string, at: number, least: number = edgeCharacter.any): boolean {
  for (let from = Math.max(0, at - reach); from <= at; from += 1)
    if (logProbability(dictionary, text.slice(from, at + 1)) > (from === at ? least : Number.NEGATIVE_INFINITY)) return true;
  return false;
}

/** How much likelier the phrase with a slip is than what stands here, in nats: below 0 the words as they stand are the better reading. */
export function evidenceOf(dictionary: Dictionary, phrase: string, edit: keyof typeof slip, { text, from, to }: Surroundings): number {
  const around = coverOf(dictionary, text, 0, from).score + coverOf(dictionary, text, to).score;
  const slipped = Math.max(phraseScore, logProbability(dictionary, phrase)) + slip[edit];
  return around + slipped - coverOf(dictionary, text).score;
}
