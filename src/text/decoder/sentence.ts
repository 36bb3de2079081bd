/** Finds the edits of a sentence: the best edit at each place, the best of all made first, and what stands near it looked at anew. */
import { weightStep } from '../confusions.ts';
import { indexOf, mixed } from '../grams.ts';
import { firstCharacter } from '../tokens.ts';
import { wordLog } from '../words.ts';
import { describeStanding, reach } from './figures.ts';
import { tryPairs } from './pairs.ts';
import { none, Proposal } from './proposal.ts';
import { Workspace } from './workspace.ts';

const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

export class Sentence extends Workspace {
  /** Makes the edits that win, the best first; whether there are any. */
  correct(): boolean {
    if (!this.propose(1, this.length)) return false;
    const most = 4 + this.length / 20;
    while (this.edits.length < most) {
      let [best, score] = [0, none];
      for (let at = 1; at < this.length; at += 1) {
        const own = this.proposals[at]?.score ?? none;
        if (own > score) [best, score] = [at, own];
      }
      if (best === 0 || score < this.settings.least) break;
      this.make(best);
    }
    return this.edits.length > 0;
  }

  /** Puts an edit into the sentence and looks anew at what stands near it. */
  private make(at: number): void {
    const proposal = (this.proposals[at] as Proposal).copy();
    this.edits.push({ at, proposal });
    const { length } = proposal.best;
    this.edited.fill(1, at, at + length);
    this.put(at, proposal.best);
    this.propose(Math.max(1, at - reach), Math.min(this.length, at + length + reach - 1));
  }

  /** Finds the best edit at each place of a stretch; whether any may be made. */
  private propose(from: number, to: number): boolean {
    const { least, surprise, pairs } = this.settings;
    let any = false;
    for (let at = from; at < to; at += 1) {
      this.proposals[at]?.clear();
      if (this.edited[at] !== 0 || !isHan(this.units[at] as number)) continue;
      const standing = this.window(at, reach);
      if (-standing < surprise) continue;
      const proposal = this.proposals[at] ?? new Proposal();
      this.proposals[at] = proposal;
      this.single(at, standing, proposal);
      if (pairs && isHan(this.units[at + 1] as number) && this.edited[at + 1] === 0) tryPairs(this, proposal, at);
      if (proposal.score >= least) any = true;
    }
    return any;
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
      if (
        indexOf(bigrams, mixed(left, id)) < 0 &&
        (at + 1 >= this.length || indexOf(bigrams, mixed(mixed(2, id), right)) < 0) &&
        !this.isWordPart(at, candidates[entry] as number)
      )
        continue;
      this.walk.back();
      this.ids[at] = id;
      const log = this.onward(at, at, Math.min(this.length, at + reach), 0, 0, floor);
      this.ids[at] = given;
      if (log !== none) this.offer(proposal, at, id, -1, log - standing, (weights[entry] as number) * weightStep, kinds[entry] as number);
    }
  }

  /** Whether a character would make a word of two with what stands beside its place. */
  private isWordPart(at: number, unit: number): boolean {
    const { word, units, words } = this;
    word[0] = units[at - 1] as number;
    word[1] = unit;
    word[2] = units[at + 1] as number;
    return wordLog(words, word, 0, 2) >= 0 || wordLog(words, word, 1, 3) >= 0;
  }
}
