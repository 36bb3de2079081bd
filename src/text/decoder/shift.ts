/**
 * Characters too many and too few. Each is a reading of its own: the sentence without a character that stands there twice or parts a word of
 * three and more, or with one that completes such a word. At most one of a sentence.
 */
import { indexOf, mixed } from '../grams.ts';
import { scoreTokens } from '../model.ts';
import { firstCharacter } from '../tokens.ts';
import { coverOf, longWord, wordLog } from '../words.ts';
import { describeStanding, reach } from './figures.ts';
import { type Choice, Proposal } from './proposal.ts';
import { rowOf, type Shared } from './row.ts';
import { feature, featureNames, slipWeight } from './scorer.ts';
import type { Workspace } from './workspace.ts';

/** Nats that a shift must gain to be as likely as not; the gate sees more. */
const evenGain = 12;
/** And at least to be proposed at all. */
const leastGain = 8;
/** Nats that a token loses at least before which one may be missing. */
const missingSurprise = 6;
/** How many characters are tried in, the most frequent ones, at one place of a sentence: it takes long. */
const mostTried = 2048;

export interface Shift {
  /** The token that goes, or before which one comes. */
  readonly at: number;
  /** The id that comes; −1 where one goes. */
  readonly id: number;
  readonly score: number;
  readonly figures: Float32Array;
}

const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

/** The sentence as it was taken, with a character more or less, scored around the place. */
class Shifted {
  readonly sentence: Workspace;
  readonly ids: Uint16Array;
  readonly units: Uint16Array;
  readonly logs: Float32Array;
  readonly orders: Uint8Array;

  constructor(sentence: Workspace) {
    this.sentence = sentence;
    const { ids, units, logs, orders } = sentence.given;
    this.ids = new Uint16Array(ids.length + 1);
    this.units = new Uint16Array(units.length + 1);
    this.logs = new Float32Array(logs.length + reach + 1);
    this.orders = new Uint8Array(orders.length + reach + 1);
  }

  /** Leaves the character at a place out. */
  without(at: number): void {
    const { ids, units } = this.sentence.given;
    this.ids.set(ids.subarray(0, at));
    this.units.set(units.subarray(0, at));
    this.ids.set(ids.subarray(at + 1), at);
    this.units.set(units.subarray(at + 1), at);
  }

  /** Makes room for one more at a place. */
  parted(at: number): void {
    const { ids, units } = this.sentence.given;
    this.ids.set(ids.subarray(0, at));
    this.units.set(units.subarray(0, at));
    this.ids.set(ids.subarray(at), at + 1);
    this.units.set(units.subarray(at), at + 1);
  }

  /** What tokens from `at` up to, not including, `to` are worth. */
  worth(at: number, to: number): number {
    scoreTokens(this.sentence.walk, this.ids, at, to, this.logs, this.orders);
    let sum = 0;
    for (let place = at; place < to; place += 1) sum += this.logs[place] as number;
    return sum;
  }
}

const sum = (logs: Float32Array, from: number, to: number): number => {
  let all = 0;
  for (let at = from; at < to; at += 1) all += logs[at] as number;
  return all;
};

/** The best shift of a sentence, whose edits are made; none where nothing is worth `least`. */
export function shiftOf(sentence: Workspace, shared: Shared): Shift | undefined {
  const { given, length, settings } = sentence;
  const suspects: number[] = [];
  for (let at = 2; at < length - 1; at += 1)
    if (isHan(given.units[at] as number) && isHan(given.units[at - 1] as number) && (given.orders[at] as number) <= 2) suspects.push(at);
  if (suspects.length === 0) return undefined;
  const shifted = new Shifted(sentence);
  const found: (Shift | undefined)[] = [];
  for (const at of suspects) {
    const worth = sum(given.logs, at, Math.min(length, at + reach));
    if (-worth >= settings.surprise) found.push(surplus(shifted, shared, at, worth));
  }
  const log = (at: number): number => given.logs[at] as number;
  const gap = suspects.reduce((least, at) => (log(at) < log(least) ? at : least));
  if (log(gap) <= -missingSurprise) found.push(missing(shifted, shared, gap));
  let best: Shift | undefined;
  for (const one of found) if (one && one.score >= settings.least && one.score > (best?.score ?? Number.NEGATIVE_INFINITY)) best = one;
  return best;
}

function surplus(shifted: Shifted, shared: Shared, at: number, worth: number): Shift | undefined {
  const { given, words, length } = shifted.sentence;
  const twice = given.units[at] === given.units[at - 1] && wordLog(words, given.units, at - 1, at + 1) < 0;
  if (!twice && coverOf(words, given.units, at, at + 1).sum > 0) return undefined;
  shifted.without(at);
  const word = longWord(words, shifted.units, at - 1, at);
  if (!twice && word < 0) return undefined;
  const gain = shifted.worth(at, Math.min(length - 1, at + reach - 1)) - worth;
  return gain < leastGain ? undefined : shiftWith(shifted, shared, at, -1, gain, word);
}

/** The character before a place that completes a word best. */
function missing(shifted: Shifted, shared: Shared, at: number): Shift | undefined {
  const { given, words, length, model } = shifted.sentence;
  const worth = sum(given.logs, at, Math.min(length, at + reach - 1));
  const [before, after] = [mixed(2, given.ids[at - 1] as number), given.ids[at] as number];
  let best: { id: number; gain: number; word: number } | undefined;
  shifted.parted(at);
  for (let id = firstCharacter; id < Math.min(mostTried, model.unigrams.length); id += 1) {
    if (indexOf(model.bigrams, mixed(before, id)) < 0 || indexOf(model.bigrams, mixed(mixed(2, id), after)) < 0) continue;
    shifted.ids[at] = id;
    shifted.units[at] = model.vocabulary.units[id] as number;
    const word = longWord(words, shifted.units, at, at);
    if (word < 0) continue;
    const gain = shifted.worth(at, Math.min(length + 1, at + reach)) - worth;
    if (gain >= leastGain && gain > (best?.gain ?? 0)) best = { id, gain, word };
  }
  if (!best) return undefined;
  shifted.ids[at] = best.id;
  shifted.units[at] = model.vocabulary.units[best.id] as number;
  shifted.worth(at, Math.min(length + 1, at + reach));
  return shiftWith(shifted, shared, at, best.id, best.gain, best.word);
}

/** A shift with its figures; `pair` tells it from edits that keep the length: 2 for one too many, 3 for one too few. */
function shiftWith(shifted: Shifted, shared: Shared, at: number, id: number, gain: number, word: number): Shift {
  const { sentence } = shifted;
  const { model, words, length } = sentence;
  const figures = new Float32Array(featureNames.length);
  describeStanding({ ...sentence.given, model, words, length, total: sentence.total }, figures, at, 1);
  const cover = coverOf(words, shifted.units, at, at + 1);
  figures[feature.gain] = gain;
  figures[feature.weight] = slipWeight;
  figures[feature.pair] = id < 0 ? 2 : 3;
  figures[feature.frequencyAfter] = model.unigrams[shifted.ids[at] as number] as number;
  figures[feature.coverAfter] = cover.sum;
  figures[feature.wordAfter] = Math.max(word, cover.log);
  figures[feature.ownAfter] = shifted.logs[at] as number;
  for (let place = at; place < at + reach; place += 1)
    figures[feature.ordersAfter] = (figures[feature.ordersAfter] as number) + (shifted.orders[place] as number);
  const proposal = new Proposal();
  const score = (gain - evenGain) / 2;
  (proposal.choices[0] as Choice).set(score, shifted.ids[at] as number, -1, figures);
  const edited = { ...shared, logEdited: shared.log + gain / Math.max(1, length - 1) };
  const { ids, units, logs } = shifted;
  const { given, confusions, edits } = sentence;
  const row = rowOf({ model, words, confusions, given, edits, length, ids, units, logs }, edited, at, proposal, 0);
  return { at, id, score, figures: row };
}
