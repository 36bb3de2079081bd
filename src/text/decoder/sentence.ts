/** One sentence under the decoder: its tokens with the edits made so far, their scores, and the best next edit at each place. */
import { type Confusions, weightStep } from '../confusions.ts';
import { indexOf, mixed } from '../grams.ts';
import { type LanguageModel, scoreTokens, Walk } from '../model.ts';
import { firstCharacter, type Tokens } from '../tokens.ts';
import { longestWord, type Words } from '../words.ts';
import { describeEdit, describeStanding, reach } from './figures.ts';
import type { DecoderOptions } from './options.ts';
import { none, Proposal } from './proposal.ts';
import { feature, featureNames, putKinds, rank } from './scorer.ts';

const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

export class Sentence {
  readonly model: LanguageModel;
  readonly words: Words;
  readonly confusions: Confusions;
  readonly settings: DecoderOptions;
  /** Tokens with the edits made, and their characters; 0 for what is none. */
  readonly ids: Uint16Array;
  readonly units: Uint16Array;
  readonly logs: Float32Array;
  readonly orders: Uint8Array;
  /** Whether an edit made a token. */
  readonly edited: Uint8Array;
  readonly proposals: readonly Proposal[];
  readonly edits: { readonly at: number; readonly proposal: Proposal }[] = [];
  length = 0;
  /** Sees every edit that is tried: for fitting. */
  watch: ((at: number, figures: Float32Array, first: number, second: number) => void) | undefined;
  private readonly walk: Walk;
  private readonly figures = new Float32Array(featureNames.length);
  /** Orders and the first logarithm of the window tried last. */
  private tried = { orders: 0, own: 0 };
  /** Places at which pairs may still be tried: text that is wrong everywhere is not worth more. */
  private pairsLeft = 0;
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
    this.proposals = Array.from({ length: longest }, () => new Proposal());
  }

  /** Takes the tokens from `from` up to, not including, `to`; the first is context alone. */
  take({ ids }: Tokens, from: number, to: number): void {
    this.length = to - from;
    const { units } = this.model.vocabulary;
    this.total = 0;
    this.pairsLeft = 8 + this.length / 8;
    this.edits.length = 0;
    this.logs[0] = 0;
    for (let at = 0; at < this.length; at += 1) {
      const id = ids[from + at] as number;
      this.ids[at] = id;
      this.units[at] = id < firstCharacter ? 0 : (units[id] as number);
      this.edited[at] = 0;
    }
    this.units.fill(0, this.length, this.length + longestWord);
    scoreTokens(this.walk, this.ids, 1, this.length, this.logs, this.orders);
    for (let at = 1; at < this.length; at += 1) this.total += this.logs[at] as number;
  }

  /** Makes the edits that win, the best first; whether there are any. */
  correct(): boolean {
    if (!this.propose(1, this.length)) return false;
    const most = 4 + this.length / 20;
    while (this.edits.length < most) {
      let best = 1;
      for (let at = 2; at < this.length; at += 1)
        if ((this.proposals[at] as Proposal).score > (this.proposals[best] as Proposal).score) best = at;
      if ((this.proposals[best] as Proposal).score < this.settings.least) break;
      this.make(best);
    }
    return this.edits.length > 0;
  }

  /** Puts an edit into the sentence and looks anew at what stands near it. */
  private make(at: number): void {
    const proposal = (this.proposals[at] as Proposal).copy();
    this.edits.push({ at, proposal });
    const { units } = this.model.vocabulary;
    for (const [place, id] of [proposal.first, proposal.second].entries()) {
      if (id < 0) continue;
      this.ids[at + place] = id;
      this.units[at + place] = units[id] as number;
      this.edited[at + place] = 1;
    }
    const to = Math.min(this.length, at + proposal.length + reach - 1);
    scoreTokens(this.walk, this.ids, at, to, this.logs, this.orders);
    this.propose(Math.max(1, at - reach), to);
  }

  /** Finds the best edit at each place of a stretch; whether any may be made. */
  private propose(from: number, to: number): boolean {
    const { least, surprise, pairs } = this.settings;
    let any = false;
    for (let at = from; at < to; at += 1) {
      const proposal = this.proposals[at] as Proposal;
      proposal.clear();
      if (this.edited[at] !== 0 || !isHan(this.units[at] as number)) continue;
      const standing = this.window(at, reach);
      if (-standing < surprise) continue;
      this.single(at, standing, proposal);
      if (pairs && isHan(this.units[at + 1] as number) && this.edited[at + 1] === 0) this.pair(at, proposal);
      if (proposal.score >= least) any = true;
    }
    return any;
  }

  /** What the tokens are worth that the character at a place takes part in. */
  private window(at: number, width: number): number {
    let sum = 0;
    const end = Math.min(this.length, at + width);
    for (let place = at; place < end; place += 1) sum += this.logs[place] as number;
    return sum;
  }

  /** Tries every character that the one at a place may have been mistaken for. */
  private single(at: number, standing: number, proposal: Proposal): void {
    const { rows, starts, candidates, kinds, weights } = this.confusions;
    const row = rows[this.units[at] as number] as number;
    if (row === 0) return;
    const given = this.ids[at] as number;
    const left = mixed(2, this.ids[at - 1] as number);
    const right = this.ids[at + 1] as number;
    const floor = standing + this.settings.gain;
    describeStanding(this, this.figures, at, 1);
    this.walk.start(this.ids, at);
    this.walk.mark();
    for (let entry = starts[row - 1] as number; entry < (starts[row] as number); entry += 1) {
      const id = this.model.vocabulary.ids[candidates[entry] as number] as number;
      if (id < firstCharacter || id === given) continue;
      const { bigrams } = this.model;
      if (indexOf(bigrams, mixed(left, id)) < 0 && (at + 1 >= this.length || indexOf(bigrams, mixed(mixed(2, id), right)) < 0)) continue;
      this.walk.back();
      this.ids[at] = id;
      const log = this.onward(at, at, Math.min(this.length, at + reach), 0, 0, floor);
      this.ids[at] = given;
      if (log !== none) this.offer(proposal, at, id, -1, log - standing, (weights[entry] as number) * weightStep, kinds[entry] as number);
    }
  }

  /** Tries two neighbouring characters together, both mistaken: only such as are known to stand side by side. */
  private pair(at: number, proposal: Proposal): void {
    const standing = this.window(at, reach + 1);
    const { rows, starts, candidates, weights } = this.confusions;
    const { ids: idOf } = this.model.vocabulary;
    const [one, two] = [rows[this.units[at] as number] as number, rows[this.units[at + 1] as number] as number];
    if (one === 0 || two === 0 || -standing < this.settings.surprise + 6 || !this.loose(at)) return;
    if (this.pairsLeft <= 0) return;
    this.pairsLeft -= 1;
    const most = this.settings.pairWeight / weightStep;
    describeStanding(this, this.figures, at, 2);
    for (let entry = starts[one - 1] as number; entry < (starts[one] as number); entry += 1) {
      const first = idOf[candidates[entry] as number] as number;
      const weight = weights[entry] as number;
      if (weight >= most) break;
      if (first >= firstCharacter) this.pairWith(proposal, at, first, entry, standing);
    }
  }

  /** Tries what the second of two characters may have been, the first being chosen. */
  private pairWith(proposal: Proposal, at: number, first: number, entry: number, standing: number): void {
    const { ids, walk, confusions } = this;
    const { rows, starts, candidates, kinds, weights } = confusions;
    const [one, two] = [ids[at] as number, ids[at + 1] as number];
    const floor = standing + this.settings.gain + 3;
    const most = this.settings.pairWeight / weightStep;
    ids[at] = first;
    walk.start(ids, at);
    walk.step(ids, at);
    walk.mark();
    const { log: own, order } = walk;
    const key = mixed(2, first);
    const row = rows[this.units[at + 1] as number] as number;
    const end = own < floor ? 0 : (starts[row] as number);
    for (let other = starts[row - 1] as number; other < end; other += 1) {
      const weight = (weights[entry] as number) + (weights[other] as number);
      if (weight > most) break;
      const second = this.model.vocabulary.ids[candidates[other] as number] as number;
      if (second < firstCharacter || indexOf(this.model.bigrams, mixed(key, second)) < 0) continue;
      walk.back();
      ids[at + 1] = second;
      const log = this.onward(at, at + 1, Math.min(this.length, at + 1 + reach), own, order, floor);
      if (log === none) continue;
      this.tried.own = own;
      this.offer(proposal, at, first, second, log - standing, weight * weightStep, (kinds[entry] as number) & (kinds[other] as number));
    }
    ids[at] = one;
    ids[at + 1] = two;
  }

  /** Whether no known n-gram of three or more holds two neighbours together with what stands around them. */
  private loose(at: number): boolean {
    const order = (place: number): number => (place < this.length ? (this.orders[place] as number) : 1);
    return order(at + 1) < 4 && order(at + 2) < 4 && order(at + 1) + order(at + 2) < 6;
  }

  /** What the window that begins at `at` is worth, walked from `from` on and worth `sum` before; −∞ as soon as that is below `floor`. */
  private onward(at: number, from: number, end: number, sum: number, orders: number, floor: number): number {
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
  private offer(proposal: Proposal, at: number, first: number, second: number, gain: number, weight: number, kinds: number): void {
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
