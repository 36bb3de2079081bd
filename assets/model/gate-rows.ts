// Edits of sentences of which the right text is known, with their figures: what a gate is grown from and measured on.
import { readFileSync } from 'node:fs';
import type { Confusions } from '../../src/text/confusions.ts';
import { decode, type Edit, figureNames } from '../../src/text/decoder.ts';
import type { LanguageModel } from '../../src/text/model.ts';
import type { Rows } from '../../src/text/train/boost.ts';
import { gateOptions } from '../../src/text/typos.ts';
import type { Words } from '../../src/text/words.ts';

/** A sentence as written and as it ought to be. */
export type Pair = readonly [written: string, right: string];

export interface Decoded {
  readonly pair: Pair;
  readonly edits: readonly Edit[];
}

export const pairsOf = (file: string): readonly Pair[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t') as unknown as Pair);

export const decoded = (model: LanguageModel, confusions: Confusions, words: Words, pairs: readonly Pair[]): readonly Decoded[] =>
  pairs.map((pair) => ({ pair, edits: decode(model, confusions, words, pair[0], gateOptions) }));

/** Of a sentence that lacks a character or has one too many, only the edit that mends it all is right. */
const isRight = ([written, right]: Pair, { start, end, to }: Edit): boolean =>
  written.length === right.length
    ? to.length === end - start && right.slice(start, end) === to
    : written.slice(0, start) + to + written.slice(end) === right;

/** What might be put at each place, every choice a row. */
export function rowsOf(sentences: readonly Decoded[], weight: number): Rows {
  const all = sentences.flatMap(({ pair, edits }) => edits.flatMap((edit) => [edit, ...edit.others].map((one) => [pair, one] as const)));
  const figures = new Float32Array(all.length * figureNames.length);
  for (const [nth, [, edit]] of all.entries()) figures.set(edit.figures, nth * figureNames.length);
  const labels = Uint8Array.from(all, ([pair, edit]) => +isRight(pair, edit));
  return { width: figureNames.length, figures, labels, weights: new Float32Array(labels.length).fill(weight) };
}

export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly detectionPrecision: number;
  readonly detectionRecall: number;
  readonly detectionF1: number;
  /** Share of clean sentences that were changed. */
  readonly falsePositives: number;
}

const f1 = (p: number, r: number): number => (p + r === 0 ? 0 : (2 * p * r) / (p + r));

/** Sentence level: precision over the changed, recall over the wrong ones; a detection is right where a wrong sentence was changed. */
export function qualityOf(results: readonly (readonly [written: string, right: string, made: string])[]): Quality {
  const changed = results.filter(([written, , made]) => made !== written);
  const wrong = results.filter(([written, right]) => written !== right).length;
  const corrected = changed.filter(([written, right, made]) => written !== right && made === right).length;
  const detected = changed.filter(([written, right]) => written !== right).length;
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const [precision, recall] = [share(corrected, changed.length), share(corrected, wrong)];
  const [detectionPrecision, detectionRecall] = [share(detected, changed.length), share(detected, wrong)];
  return {
    ...{ precision, recall, f1: f1(precision, recall) },
    ...{ detectionPrecision, detectionRecall, detectionF1: f1(detectionPrecision, detectionRecall) },
    falsePositives: share(changed.length - detected, results.length - wrong),
  };
}

/** The written text with the edits that `keep` keeps. */
export function madeOf([written]: Pair, edits: readonly Edit[], keep: ArrayLike<number>): string {
  let [made, from] = ['', 0];
  for (const [nth, { start, end, to }] of edits.entries()) {
    if (keep[nth] !== 1) continue;
    made += written.slice(from, start) + to;
    from = end;
  }
  return made + written.slice(from);
}
