/**
 * The language model: a character 4-gram that says how likely a text is. One buffer, read without parsing; made by `train/train.ts`,
 * kept and loaded by `model-file.ts`.
 */
import { type GramTable, indexOf, mixed } from './grams.ts';
import { border, tokenise, type Vocabulary } from './tokens.ts';

export interface LanguageModel {
  readonly vocabulary: Vocabulary;
  /** By id: natural logarithms of the probability, and of the weight of it as a context. */
  readonly unigrams: Float32Array;
  readonly unigramBackoffs: Float32Array;
  readonly bigrams: GramTable;
  readonly trigrams: GramTable;
  readonly fourgrams: GramTable;
  /** Characters it was trained on. */
  readonly trainedOn: number;
}

/** Natural logarithm of the probability of `d` after `c`. */
function afterOne({ unigrams, unigramBackoffs, bigrams }: LanguageModel, c: number, d: number): number {
  const at = indexOf(bigrams, mixed(mixed(2, c), d));
  if (at >= 0) return bigrams.levels[bigrams.values[at] as number] as number;
  return (unigramBackoffs[c] as number) + (unigrams[d] as number);
}

/** The weight of the order below after `b` and `c`. */
function backoff2({ bigrams }: LanguageModel, b: number, c: number): number {
  const at = indexOf(bigrams, mixed(mixed(2, b), c));
  return at < 0 ? 0 : (bigrams.backoffLevels[bigrams.backoffs[at] as number] as number);
}

function backoff3({ trigrams }: LanguageModel, a: number, b: number, c: number): number {
  const at = indexOf(trigrams, mixed(mixed(mixed(3, a), b), c));
  return at < 0 ? 0 : (trigrams.backoffLevels[trigrams.backoffs[at] as number] as number);
}

function afterTwo(model: LanguageModel, b: number, c: number, d: number): number {
  if (c === border) return afterOne(model, c, d);
  const { trigrams } = model;
  const at = indexOf(trigrams, mixed(mixed(mixed(3, b), c), d));
  if (at >= 0) return trigrams.levels[trigrams.values[at] as number] as number;
  return backoff2(model, b, c) + afterOne(model, c, d);
}

/** Natural logarithm of the probability of id `d` after the ids `a b c`; a border among them ends the context. */
export function logAfter(model: LanguageModel, a: number, b: number, c: number, d: number): number {
  if (b === border || c === border) return afterTwo(model, b, c, d);
  const { fourgrams } = model;
  const at = indexOf(fourgrams, mixed(mixed(mixed(mixed(4, a), b), c), d));
  if (at >= 0) return fourgrams.levels[fourgrams.values[at] as number] as number;
  return backoff3(model, a, b, c) + afterTwo(model, b, c, d);
}

/** Runs along tokens and scores one after the other; each step knows what the one before it found. */
export class Walk {
  readonly model: LanguageModel;
  /** Natural logarithm of the probability of the token stepped on. */
  log = 0;
  /** Length of the longest known n-gram that ends there, 1 to 4. */
  order = 0;
  /** Weights of the order below for what ends at the token before, as an n-gram of two and of three. */
  private weight2 = 0;
  private weight3 = 0;
  private marked2 = 0;
  private marked3 = 0;

  constructor(model: LanguageModel) {
    this.model = model;
  }

  /** Stands before token `at`. */
  start(ids: Uint16Array, at: number): void {
    this.weight2 = at >= 2 ? backoff2(this.model, ids[at - 2] as number, ids[at - 1] as number) : 0;
    this.weight3 = at >= 3 ? backoff3(this.model, ids[at - 3] as number, ids[at - 2] as number, ids[at - 1] as number) : 0;
  }

  /** Remembers where it stands, for `back`. */
  mark(): void {
    this.marked2 = this.weight2;
    this.marked3 = this.weight3;
  }

  /** Stands again where `mark` was called; what was stepped on before must still be there. */
  back(): void {
    this.weight2 = this.marked2;
    this.weight3 = this.marked3;
  }

  /** Scores token `at`, the one after that stepped on before. What misses a shorter n-gram misses all longer ones. */
  step(ids: Uint16Array, at: number): void {
    const { unigrams, unigramBackoffs, bigrams, trigrams, fourgrams } = this.model;
    const d = ids[at] as number;
    const c = at >= 1 ? (ids[at - 1] as number) : border;
    const b = at >= 2 && c !== border ? (ids[at - 2] as number) : border;
    const { weight2, weight3 } = this;
    const two = indexOf(bigrams, mixed(mixed(2, c), d));
    this.weight3 = 0;
    if (two < 0) {
      this.weight2 = 0;
      this.order = 1;
      this.log = (unigramBackoffs[c] as number) + (unigrams[d] as number) + (c === border ? 0 : weight2) + (b === border ? 0 : weight3);
      return;
    }
    this.weight2 = bigrams.backoffLevels[bigrams.backoffs[two] as number] as number;
    const three = c === border ? -1 : indexOf(trigrams, mixed(mixed(mixed(3, b), c), d));
    if (three < 0) {
      this.order = 2;
      this.log = (bigrams.levels[bigrams.values[two] as number] as number) + (c === border ? 0 : weight2) + (b === border ? 0 : weight3);
      return;
    }
    this.weight3 = trigrams.backoffLevels[trigrams.backoffs[three] as number] as number;
    const four = b === border ? -1 : indexOf(fourgrams, mixed(mixed(mixed(mixed(4, at >= 3 ? (ids[at - 3] as number) : border), b), c), d));
    this.order = four < 0 ? 3 : 4;
    if (four >= 0) this.log = fourgrams.levels[fourgrams.values[four] as number] as number;
    else this.log = (trigrams.levels[trigrams.values[three] as number] as number) + (b === border ? 0 : weight3);
  }
}

/**
 * Scores tokens `from` up to, not including, `to`: `logs[i]` is the logarithm of the probability of token i after those before it, and
 * `orders[i]` how long the longest n-gram is that ends there and is known (1 to 4).
 */
export function scoreTokens(walk: Walk, ids: Uint16Array, from: number, to: number, logs: Float32Array, orders: Uint8Array): void {
  walk.start(ids, from);
  for (let at = from; at < to; at += 1) {
    walk.step(ids, at);
    logs[at] = walk.log;
    orders[at] = walk.order;
  }
}

/** How surprising a text is: nats per token. The first figure of a model's worth on text it was not trained on. */
export function crossEntropy(model: LanguageModel, text: string): number {
  const tokens = tokenise(model.vocabulary, text);
  const logs = new Float32Array(tokens.length);
  scoreTokens(new Walk(model), tokens.ids, 1, tokens.length, logs, new Uint8Array(tokens.length));
  let sum = 0;
  for (const log of logs) sum -= log;
  return tokens.length > 1 ? sum / (tokens.length - 1) : 0;
}
