/** One sentence under the decoder: its tokens with the edits made so far, their scores, and how an edit of it is tried. */
import type { Confusions } from '../confusions.ts';
import { type LanguageModel, scoreTokens, Walk } from '../model.ts';
import { firstCharacter, type Tokens, unknown } from '../tokens.ts';
import { longestWord } from '../word-file.ts';
import type { Words } from '../words.ts';
import { describeEdit, reach } from './figures.ts';
import type { DecoderOptions } from './options.ts';
import { type Choice, none, type Proposal } from './proposal.ts';
import type { Given } from './row.ts';
import { feature, featureNames, putKinds, rank } from './scorer.ts';

export class Workspace {
  readonly model: LanguageModel;
  readonly words: Words;
  readonly confusions: Confusions;
  readonly settings: DecoderOptions;
  /** Tokens with the edits made, and their characters; 0 for what is none. */
  readonly ids: Uint16Array;
  readonly units: Uint16Array;
  readonly logs: Float32Array;
  readonly orders: Uint8Array;
  /** The same as the sentence was taken. */
  readonly given: Given;
  /** Whether an edit made a token. */
  readonly edited: Uint8Array;
  /** By place; made when something is first tried there. */
  protected readonly proposals: (Proposal | undefined)[];
  readonly edits: { readonly at: number; readonly proposal: Proposal }[] = [];
  length = 0;
  /** Sees every edit that is tried: for fitting. */
  watch: ((at: number, figures: Float32Array, first: number, second: number) => void) | undefined;
  readonly walk: Walk;
  readonly figures = new Float32Array(featureNames.length);
  /** Orders and the first logarithm of the window tried last. */
  readonly tried = { orders: 0, own: 0 };
  /** Places at which pairs may still be tried: text that is wrong everywhere is not worth more. */
  pairsLeft = 0;
  /** Room for the characters of a word that is looked up. */
  readonly word = new Uint16Array(3);
  /** Logarithms of the sentence as it was taken, summed. */
  total = 0;

  constructor(model: LanguageModel, confusions: Confusions, words: Words, settings: DecoderOptions, longest: number) {
    this.model = model;
    this.confusions = confusions;
    this.words = words;
    this.settings = settings;
    this.walk = new Walk(model);
    this.ids = new Uint16Array(longest + longestWord);
    this.units = new Uint16Array(longest + longestWord);
    this.logs = new Float32Array(longest);
    this.orders = new Uint8Array(longest);
    this.edited = new Uint8Array(longest);
    this.given = { ids: this.ids.slice(), units: this.units.slice(), logs: this.logs.slice(), orders: this.orders.slice() };
    this.proposals = Array.from({ length: longest });
  }

  /** Takes the tokens from `from` up to, not including, `to`; the first is context alone. */
  take({ ids, at: places }: Tokens, text: string, from: number, to: number): void {
    this.length = to - from;
    const { units } = this.model.vocabulary;
    this.total = 0;
    this.pairsLeft = 5 + this.length / 12;
    this.edits.length = 0;
    this.logs[0] = 0;
    for (let at = 0; at < this.length; at += 1) {
      const id = ids[from + at] as number;
      this.ids[at] = id;
      this.units[at] = id === unknown ? text.charCodeAt(places[from + at] as number) : id < firstCharacter ? 0 : (units[id] as number);
      this.edited[at] = 0;
      this.proposals[at]?.clear();
    }
    this.units.fill(0, this.length, this.length + longestWord);
    scoreTokens(this.walk, this.ids, 1, this.length, this.logs, this.orders);
    for (let at = 1; at < this.length; at += 1) this.total += this.logs[at] as number;
    this.given.ids.set(this.ids);
    this.given.units.set(this.units);
    this.given.logs.set(this.logs);
    this.given.orders.set(this.orders);
  }

  /** Puts a choice at a place, and scores anew what that changes. */
  put(at: number, { first, second }: Choice): void {
    const { ids, units } = this;
    for (const [place, id] of [first, second].entries()) {
      if (id < 0) continue;
      ids[at + place] = id;
      units[at + place] = this.model.vocabulary.units[id] as number;
    }
    scoreTokens(this.walk, ids, at, Math.min(this.length, at + 1 + reach), this.logs, this.orders);
  }

  /** Puts back what stood where a choice was put; its scores stay those of the choice. */
  restore(at: number, { length }: Choice): void {
    this.ids.set(this.given.ids.subarray(at, at + length), at);
    this.units.set(this.given.units.subarray(at, at + length), at);
  }

  /** What the tokens are worth that the character at a place takes part in. */
  window(at: number, width: number): number {
    let sum = 0;
    const end = Math.min(this.length, at + width);
    for (let place = at; place < end; place += 1) sum += this.logs[place] as number;
    return sum;
  }

  /** What the window that begins at `at` is worth, walked from `from` on and worth `sum` before; −∞ as soon as that is below `floor`. */
  onward(at: number, from: number, end: number, sum: number, orders: number, floor: number): number {
    const { ids, walk } = this;
    let [worth, known] = [sum, orders];
    for (let place = from; place < end && worth >= floor; place += 1) {
      walk.step(ids, place);
      worth += walk.log;
      known += walk.order;
      if (place === at) this.tried.own = walk.log;
    }
    this.tried.orders = known;
    return worth < floor ? none : worth;
  }

  /** Ranks an edit that was tried, and keeps it where it is the best of its place. */
  offer(proposal: Proposal, at: number, first: number, second: number, gain: number, weight: number, kinds: number): void {
    const { figures } = this;
    describeEdit(this, figures, at, first, second);
    figures[feature.gain] = gain;
    figures[feature.weight] = weight;
    figures[feature.ordersAfter] = this.tried.orders;
    figures[feature.ownAfter] = this.tried.own;
    putKinds(figures, kinds);
    this.watch?.(at, figures, first, second);
    proposal.consider(rank(this.settings.ranker, figures), first, second, figures);
  }
}
