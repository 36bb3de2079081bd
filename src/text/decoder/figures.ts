/** The figures of an edit that are read off its sentence. */
import type { LanguageModel } from '../model.ts';
import { coverOf, type Words } from '../words.ts';
import { feature } from './scorer.ts';

/** Tokens whose probability a character changes: itself and the three after it. */
export const reach = 4;

/** What the figures are read off. */
interface Scored {
  readonly model: LanguageModel;
  readonly words: Words;
  readonly ids: Uint16Array;
  readonly units: Uint16Array;
  readonly logs: Float32Array;
  readonly orders: Uint8Array;
  readonly length: number;
  readonly total: number;
}

/** Writes the figures of what stands, which all edits of a place share: `length` characters from `at`. */
export function describeStanding(sentence: Scored, figures: Float32Array, at: number, length: number): void {
  const { unigrams } = sentence.model;
  const cover = coverOf(sentence.words, sentence.units, at, at + length);
  figures[feature.coverBefore] = cover.sum;
  figures[feature.wordBefore] = cover.log;
  let orders = 0;
  let outside = sentence.total;
  const end = Math.min(sentence.length, at + length + reach - 1);
  for (let place = at; place < end; place += 1) {
    orders += sentence.orders[place] as number;
    outside -= sentence.logs[place] as number;
  }
  figures[feature.ordersBefore] = orders;
  figures[feature.elsewhere] = Math.min(0, outside) / Math.max(1, sentence.length - 1 - (end - at));
  figures[feature.ownBefore] = sentence.logs[at] as number;
  const frequency = unigrams[sentence.ids[at] as number] as number;
  figures[feature.frequencyBefore] = length === 1 ? frequency : (frequency + (unigrams[sentence.ids[at + 1] as number] as number)) / 2;
}

/** Writes the figures of the characters put at `at`: one, where `second` is −1, or two. */
export function describeEdit(sentence: Scored, figures: Float32Array, at: number, first: number, second: number): void {
  const { units } = sentence;
  const { unigrams, vocabulary } = sentence.model;
  const [one, two] = [units[at] as number, units[at + 1] as number];
  units[at] = vocabulary.units[first] as number;
  if (second >= 0) units[at + 1] = vocabulary.units[second] as number;
  const cover = coverOf(sentence.words, units, at, at + (second < 0 ? 1 : 2));
  units[at] = one;
  units[at + 1] = two;
  const frequency = unigrams[first] as number;
  figures[feature.frequencyAfter] = second < 0 ? frequency : (frequency + (unigrams[second] as number)) / 2;
  figures[feature.coverAfter] = cover.sum;
  figures[feature.wordAfter] = cover.log;
  figures[feature.pair] = second < 0 ? 0 : 1;
}
