/** The figures of a proposed edit that the gate decides by: what the decoder says of it, its place, its sentence, how the characters are alike. */
import { type Confusions, confusionAt, weightStep } from '../confusions.ts';
import { type LanguageModel, logAfter } from '../model.ts';
import { border } from '../tokens.ts';
import { readingOf, type Words } from '../words.ts';
import { reach } from './figures.ts';
import { type Choice, none, type Proposal } from './proposal.ts';
import { feature, featureNames } from './scorer.ts';

const ownNames = [
  ...['sentence log', 'sentence log edited', 'sentence edits', 'share of short n-grams', 'share of long n-grams'],
  ...['least log', 'least log edited', 'log before', 'log after', 'after the one before', 'after the one before edited'],
  ...['next after it', 'next after it edited', 'rank', 'weight back', 'seen elsewhere', 'meant seen elsewhere', 'from border', 'to border'],
  ...['reading', 'reading edited', 'choice'],
] as const;

/** The names of all figures, in their order. */
export const figureNames: readonly string[] = [...featureNames, ...ownNames];

/** A sentence as it was taken. */
export interface Given {
  readonly ids: Uint16Array;
  readonly units: Uint16Array;
  readonly logs: Float32Array;
  readonly orders: Uint8Array;
}

/** A sentence with its edits made, as far as figures are read off it. */
export interface Edited {
  readonly model: LanguageModel;
  readonly words: Words;
  readonly confusions: Confusions;
  readonly given: Given;
  readonly ids: Uint16Array;
  readonly units: Uint16Array;
  readonly logs: Float32Array;
  readonly length: number;
  readonly edits: { readonly length: number };
}

/** What all edits of a sentence share. */
export interface Shared {
  readonly log: number;
  readonly logEdited: number;
  readonly short: number;
  readonly long: number;
}

/** Reads them off a sentence with its edits made. */
export function sharedOf({ given, logs, length }: Edited): Shared {
  let [log, logEdited, short, long] = [0, 0, 0, 0];
  for (let at = 1; at < length; at += 1) {
    log += given.logs[at] as number;
    logEdited += logs[at] as number;
    short += +((given.orders[at] as number) <= 2);
    long += +((given.orders[at] as number) === 4);
  }
  const tokens = Math.max(1, length - 1);
  return { log: log / tokens, logEdited: logEdited / tokens, short: short / tokens, long: long / tokens };
}

/** The least logarithm of the four tokens that the character at a place takes part in. */
function leastAt(logs: Float32Array, length: number, at: number): number {
  let least = 0;
  for (let place = at; place < Math.min(length, at + reach); place += 1) least = Math.min(least, logs[place] as number);
  return least;
}

/** Whether a token stands in the sentence a second time, or at all. */
function seen({ ids, length }: { ids: Uint16Array; length: number }, id: number, but: number): number {
  for (let at = 1; at < length; at += 1) if (ids[at] === id && at !== but) return 1;
  return 0;
}

/** Characters on either side whose words an edit may change. */
const around = 4;

/** How well the surroundings of a place read as words. */
function readingAt({ words, length }: Edited, units: Uint16Array, at: number, width: number): number {
  return readingOf(words, units, Math.max(1, at - around), Math.min(length, at + width + around));
}

/** Logarithms of the character at a place after the one before alone, and of the next one after it alone. */
function pairsAt({ model, length }: Edited, ids: Uint16Array, at: number): readonly [number, number] {
  const here = ids[at] as number;
  const next = at + 1 < length ? (ids[at + 1] as number) : border;
  return [logAfter(model, border, border, ids[at - 1] as number, here), logAfter(model, border, border, here, next)];
}

/** How the written and the meant character are alike: place in the confusions, and the weight the other way round. */
function likeness({ confusions, given, units }: Edited, at: number): readonly [rank: number, back: number] {
  const { starts, rows, weights } = confusions;
  const [written, meant] = [given.units[at] as number, units[at] as number];
  const found = confusionAt(confusions, written, meant);
  const back = confusionAt(confusions, meant, written);
  return [
    found < 0 ? 99 : found - (starts[(rows[written] as number) - 1] as number),
    back < 0 ? 16 : (weights[back] as number) * weightStep,
  ];
}

/**
 * The figures of one choice at a place where the sentence holds it, as `figureNames` names them; `logs` of the sentence must be those
 * with the choice made.
 */
export function rowOf(sentence: Edited, shared: Shared, at: number, proposal: Proposal, nth: number): Float32Array {
  const { given, ids, units, logs, length, edits } = sentence;
  const choice = proposal.choices[nth] as Choice;
  const row = new Float32Array(figureNames.length);
  row.set(choice.figures);
  const rival = (proposal.choices[nth === 0 ? 1 : 0] as Choice).score;
  row[feature.score] = choice.score;
  row[feature.margin] = rival === none ? 30 : Math.max(-30, Math.min(30, choice.score - rival));
  row[feature.edits] = edits.length;
  row[feature.tokens] = length;
  const [before, after] = pairsAt(sentence, given.ids, at);
  const [beforeMade, afterMade] = pairsAt(sentence, ids, at);
  row.set(
    [
      ...[shared.log, shared.logEdited, edits.length, shared.short, shared.long],
      ...[leastAt(given.logs, length, at), leastAt(logs, length, at)],
      ...[given.logs[at - 1] as number, at + 1 < length ? (logs[at + 1] as number) : 0, before, beforeMade, after, afterMade],
      ...likeness(sentence, at),
      ...[seen({ ids: given.ids, length }, given.ids[at] as number, at), seen({ ids: given.ids, length }, ids[at] as number, at)],
      ...[at, length - 1 - at],
      ...[readingAt(sentence, given.units, at, choice.length), readingAt(sentence, units, at, choice.length), nth],
    ],
    featureNames.length,
  );
  return row;
}
