/** One sentence under the decoder: its tokens with the edits made so far, their scores, and the best next edit at each place. */
import type { Confusions } from '../confusions.ts';
import { weightStep } from '../confusions.ts';
import type { DecoderOptions } from '../decoder.ts';
import { indexOf, mixed } from '../grams.ts';
import { type LanguageModel, logAfter, scoreTokens } from '../model.ts';
import { border, firstCharacter, type Tokens } from '../tokens.ts';
import { coverOf, longestWord, type Words } from '../words.ts';

/** Tokens whose probability a character changes: itself and the three after it. */
export const reach = 4;

/** The best edit that begins at a place. */
export interface Proposal {
  /** Log-odds of all that is counted; −∞ where there is none. */
  score: number;
  /** Log-odds of the model alone. */
  gain: number;
  /** The ids that are put there, one or two. */
  length: number;
  first: number;
  second: number;
  /** What the confusion sets say of it. */
  weight: number;
  kinds: number;
  /** Score of the next best edit of the same place. */
  next: number;
}

const none = Number.NEGATIVE_INFINITY;
const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

export class Sentence {
  readonly model: LanguageModel;
  readonly words: Words;
  readonly confusions: Confusions;
  readonly settings: DecoderOptions;
  /** Tokens as they are with the edits made, and as they stand in the text. */
  readonly ids: Uint16Array;
  readonly given: Uint16Array;
  /** The characters of both; 0 for what is none. */
  readonly units: Uint16Array;
  readonly logs: Float32Array;
  readonly orders: Uint8Array;
  /** 1 + index of the edit that made a token. */
  readonly edited: Uint8Array;
  readonly proposals: readonly Proposal[];
  edits: { at: number; proposal: Proposal }[] = [];
  length = 0;
  /** What the sentence scored before any edit. */
  givenLog = 0;

  constructor(model: LanguageModel, confusions: Confusions, words: Words, settings: DecoderOptions, longest: number) {
    this.model = model;
    this.confusions = confusions;
    this.words = words;
    this.settings = settings;
    this.ids = new Uint16Array(longest + longestWord);
    this.given = new Uint16Array(longest);
    this.units = new Uint16Array(longest + longestWord);
    this.logs = new Float32Array(longest);
    this.orders = new Uint8Array(longest);
    this.edited = new Uint8Array(longest);
    this.proposals = Array.from({ length: longest }, () => ({
      score: none,
      gain: 0,
      length: 0,
      first: 0,
      second: 0,
      weight: 0,
      kinds: 0,
      next: none,
    }));
  }

  /** Takes the tokens from `from` up to, not including, `to`; the first is context alone. */
  take({ ids }: Tokens, from: number, to: number): void {
    this.length = to - from;
    this.ids.set(ids.subarray(from, to));
    this.given.set(ids.subarray(from, to));
    const { units } = this.model.vocabulary;
    for (let at = 0; at < this.length; at += 1) {
      const id = this.ids[at] as number;
      this.units[at] = id < firstCharacter ? 0 : (units[id] as number);
    }
    this.units.fill(0, this.length, this.length + longestWord);
    this.edited.fill(0, 0, this.length);
    this.edits = [];
    scoreTokens(this.model, this, 1, this.length, this.logs, this.orders);
    this.logs[0] = 0;
  }

  /** Makes the edits that win, the best first; whether there are any. */
  correct(): boolean {
    if (!this.propose(1, this.length)) return false;
    const most = Math.min(250, 4 + this.length / 6);
    while (this.edits.length < most) {
      let best = 0;
      for (let at = 1; at < this.length; at += 1)
        if ((this.proposals[at] as Proposal).score > (this.proposals[best] as Proposal).score || best === 0) best = at;
      const proposal = this.proposals[best] as Proposal;
      if (proposal.score < this.settings.least) break;
      this.make(best, { ...proposal });
    }
    return this.edits.length > 0;
  }

  /** Puts an edit into the sentence and looks anew at what stands near it. */
  make(at: number, proposal: Proposal): void {
    this.edits.push({ at, proposal });
    this.put(at, proposal.first);
    this.edited[at] = this.edits.length;
    if (proposal.length === 2) {
      this.put(at + 1, proposal.second);
      this.edited[at + 1] = this.edits.length;
    }
    const to = Math.min(this.length, at + proposal.length + reach - 1);
    scoreTokens(this.model, this, at, to, this.logs, this.orders);
    this.propose(Math.max(1, at - reach), to);
  }

  put(at: number, id: number): void {
    this.ids[at] = id;
    this.units[at] = this.model.vocabulary.units[id] as number;
  }

  /** Finds the best edit at each place of a stretch; whether any may be made. */
  private propose(from: number, to: number): boolean {
    const { least, surprise, pairs } = this.settings;
    let any = false;
    for (let at = from; at < to; at += 1) {
      const proposal = this.proposals[at] as Proposal;
      proposal.score = none;
      proposal.next = none;
      if (this.edited[at] !== 0 || !isHan(this.units[at] as number)) continue;
      const loss = this.lost(at, reach);
      if (loss < surprise) continue;
      this.single(at, -loss, proposal);
      if (pairs && isHan(this.units[at + 1] as number) && this.edited[at + 1] === 0) this.pair(at, proposal);
      if (proposal.score >= least) any = true;
    }
    return any;
  }

  /** Nats of the tokens that the character at a place takes part in. */
  lost(at: number, window: number): number {
    let sum = 0;
    const end = Math.min(this.length, at + window);
    for (let place = at; place < end; place += 1) sum -= this.logs[place] as number;
    return sum;
  }

  /** Tries every character that the one at a place may have been mistaken for. */
  private single(at: number, standing: number, proposal: Proposal): void {
    const { rows, starts, candidates, kinds, weights } = this.confusions;
    const { least, prior, weighing } = this.settings;
    const row = rows[this.units[at] as number] as number;
    if (row === 0) return;
    const given = this.ids[at] as number;
    const before = this.coverAt(at, at + 1);
    for (let entry = starts[row - 1] as number; entry < (starts[row] as number); entry += 1) {
      const id = this.model.vocabulary.ids[candidates[entry] as number] as number;
      if (id < firstCharacter || id === given) continue;
      const weight = (weights[entry] as number) * weightStep;
      const cost = prior + weighing * weight;
      const log = this.logWith(at, id, standing + cost + Math.min(least, 0) - 8);
      if (log === none) continue;
      const gain = log - standing;
      if (gain - cost < Math.max(least, proposal.next) - 8) continue;
      const score = gain - cost + this.coverWith(at, id, -1, before);
      this.offer(proposal, score, gain, id, -1, weight, kinds[entry] as number);
    }
  }

  /** Tries two neighbouring characters together, both mistaken. */
  private pair(at: number, proposal: Proposal): void {
    const standing = -this.lost(at, reach + 1);
    const { rows, starts, candidates, kinds, weights } = this.confusions;
    const { least, prior, weighing } = this.settings;
    const [one, two] = [rows[this.units[at] as number] as number, rows[this.units[at + 1] as number] as number];
    const { ids: idOf } = this.model.vocabulary;
    if (one === 0 || two === 0 || -standing < this.settings.surprise + 4) return;
    const before = this.coverAt(at, at + 2);
    for (let entry = starts[one - 1] as number; entry < (starts[one] as number); entry += 1) {
      const first = idOf[candidates[entry] as number] as number;
      if (first < firstCharacter) continue;
      const weight = (weights[entry] as number) * weightStep;
      const log = this.logAt(at, first);
      if (log < standing + prior + weighing * weight + least) continue;
      const key = mixed(2, first);
      for (let other = starts[two - 1] as number; other < (starts[two] as number); other += 1) {
        const second = idOf[candidates[other] as number] as number;
        if (second < firstCharacter || indexOf(this.model.bigrams, mixed(key, second)) < 0) continue;
        const both = weight + (weights[other] as number) * weightStep;
        const cost = prior + weighing * both;
        const found = this.logWithTwo(at, first, second, log, standing + cost + least - 8);
        if (found === none) continue;
        const gain = found - standing;
        if (gain - cost < Math.max(least, proposal.next) - 8) continue;
        const score = gain - cost + this.coverWith(at, first, second, before);
        this.offer(proposal, score, gain, first, second, both, (kinds[entry] as number) & (kinds[other] as number));
      }
    }
  }

  /** Keeps the better of what a place has and is offered. */
  private offer(proposal: Proposal, score: number, gain: number, first: number, second: number, weight: number, kinds: number): void {
    if (score <= proposal.score) {
      if (score > proposal.next) proposal.next = score;
      return;
    }
    proposal.next = proposal.score;
    proposal.score = score;
    proposal.gain = gain;
    proposal.length = second < 0 ? 1 : 2;
    proposal.first = first;
    proposal.second = second;
    proposal.weight = weight;
    proposal.kinds = kinds;
  }

  private coverAt(from: number, to: number): number {
    return this.settings.cover === 0 ? 0 : coverOf(this.words, this.units, from, to);
  }

  /** What dictionary words say for an edit. */
  private coverWith(at: number, first: number, second: number, before: number): number {
    if (this.settings.cover === 0) return 0;
    const [one, two] = [this.units[at] as number, this.units[at + 1] as number];
    const { units } = this.model.vocabulary;
    this.units[at] = units[first] as number;
    if (second >= 0) this.units[at + 1] = units[second] as number;
    const after = coverOf(this.words, this.units, at, at + (second < 0 ? 1 : 2));
    this.units[at] = one;
    this.units[at + 1] = two;
    return this.settings.cover * (after - before);
  }

  /** Logarithm of an id's probability at a place, after what stands before it. */
  private logAt(at: number, id: number): number {
    const { ids } = this;
    return logAfter(
      this.model,
      at >= 3 ? (ids[at - 3] as number) : border,
      at >= 2 ? (ids[at - 2] as number) : border,
      ids[at - 1] as number,
      id,
    );
  }

  /** What the window is worth with this id at its place; −∞ as soon as that is below `floor`. */
  private logWith(at: number, id: number, floor: number): number {
    const given = this.ids[at] as number;
    this.ids[at] = id;
    let sum = 0;
    const end = Math.min(this.length, at + reach);
    for (let place = at; place < end && sum >= floor; place += 1) sum += this.logAt(place, this.ids[place] as number);
    this.ids[at] = given;
    return sum < floor ? none : sum;
  }

  private logWithTwo(at: number, first: number, second: number, log: number, floor: number): number {
    const [one, two] = [this.ids[at] as number, this.ids[at + 1] as number];
    this.ids[at] = first;
    this.ids[at + 1] = second;
    let sum = log;
    const end = Math.min(this.length, at + 1 + reach);
    for (let place = at + 1; place < end && sum >= floor; place += 1) sum += this.logAt(place, this.ids[place] as number);
    this.ids[at] = one;
    this.ids[at + 1] = two;
    return sum < floor ? none : sum;
  }
}
