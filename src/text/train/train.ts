/** Trains a language model on plain text. */
import { type GramTable, mixed, tableOf } from '../grams.ts';
import type { LanguageModel } from '../model.ts';
import { tokenise, unitsOf, vocabularyOf } from '../tokens.ts';
import { countGrams, step } from './counts.ts';
import { estimate, type Order } from './estimate.ts';
import { backoffsOf, prune } from './prune.ts';

export interface TrainingOptions {
  /** Bytes its n-grams may take. */
  readonly bytes: number;
  /** What has been done of the whole, 0 to 1. */
  readonly progress?: (done: number) => void;
}

/** One row of tokens of all texts, borders between lines. */
function tokensOf(vocabulary: LanguageModel['vocabulary'], texts: readonly string[]): Uint16Array {
  const all = new Uint16Array(texts.reduce((sum, text) => sum + text.length + 2, 0));
  let length = 0;
  for (const text of texts) {
    const tokens = tokenise(vocabulary, text);
    all.set(tokens.ids.subarray(0, tokens.length), length);
    length += tokens.length;
  }
  return all.subarray(0, length);
}

/** Mixes a key of `order` characters as the model looks it up. */
function mixedKey(key: number, order: number): number {
  let value = order;
  for (let size = step ** (order - 1); size >= 1; size /= step) value = mixed(value, Math.floor(key / size) % step);
  return value;
}

/** The kept n-grams of one order as a table. */
function packed({ keys, logs }: Order, kept: Uint8Array, order: number, backoffs: Float32Array | undefined): GramTable {
  const length = kept.reduce((sum, flag) => sum + flag, 0);
  const [mixes, values, weights] = [new Int32Array(length), new Float32Array(length), new Float32Array(backoffs ? length : 0)];
  let to = 0;
  for (let gram = 0; gram < keys.length; gram += 1) {
    if (kept[gram] === 0) continue;
    mixes[to] = mixedKey(keys[gram] as number, order);
    values[to] = logs[gram] as number;
    if (backoffs) weights[to] = backoffs[gram] as number;
    to += 1;
  }
  return tableOf(mixes, values, backoffs ? weights : undefined);
}

/**
 * A model of the texts (plain text, one paragraph a line). The same texts in the same order give the same model. Takes about 60 bytes of
 * memory per character. Throws a RangeError where there is no text to learn from.
 */
export function train(texts: readonly string[], { bytes, progress = () => {} }: TrainingOptions): LanguageModel {
  const vocabulary = vocabularyOf(unitsOf(texts, 2));
  const tokens = tokensOf(vocabulary, texts);
  const grams = countGrams(tokens, (order) => progress((4 - order) / 8));
  if (grams.some(({ keys }) => keys.length === 0)) throw new RangeError('no text to learn from');
  progress(0.5);
  const orders = estimate(grams, vocabulary.units.length);
  progress(0.7);
  const kept = prune(orders, bytes);
  const backoffs = backoffsOf(orders, kept);
  progress(0.9);
  const table = (order: number): GramTable =>
    packed(
      orders[order - 1] as Order,
      kept[order - 1] as Uint8Array,
      order,
      order === 4 ? undefined : (backoffs[order - 1] as Float32Array),
    );
  return {
    vocabulary,
    unigrams: (orders[0] as Order).logs,
    unigramBackoffs: backoffs[0] as Float32Array,
    bigrams: table(2),
    trigrams: table(3),
    fourgrams: table(4),
    trainedOn: texts.reduce((sum, text) => sum + text.length, 0),
  };
}
