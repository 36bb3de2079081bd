/** What may be put at a place of a sentence. */
import { featureNames } from './scorer.ts';

export const none = Number.NEGATIVE_INFINITY;

/** How many edits of a place are kept: the gate may choose another than the first. */
export const keptEdits = 3;

/** One edit of a place. */
export class Choice {
  /** Its log-odds; −∞ where there is none. */
  score = none;
  /** The ids put there: one, or two. */
  first = 0;
  second = -1;
  readonly figures = new Float32Array(featureNames.length);

  get length(): number {
    return this.second < 0 ? 1 : 2;
  }

  set(score: number, first: number, second: number, figures: Float32Array): void {
    this.score = score;
    this.first = first;
    this.second = second;
    this.figures.set(figures);
  }
}

/** The best edits that begin at a place. */
export class Proposal {
  /** The best first. */
  readonly choices: readonly Choice[];

  constructor() {
    this.choices = Array.from({ length: keptEdits }, () => new Choice());
  }

  get best(): Choice {
    return this.choices[0] as Choice;
  }

  get score(): number {
    return this.best.score;
  }

  clear(): void {
    for (const choice of this.choices) choice.score = none;
  }

  /** Keeps an edit where it is among the best so far. */
  consider(score: number, first: number, second: number, figures: Float32Array): void {
    let at = keptEdits;
    while (at > 0 && score > (this.choices[at - 1] as Choice).score) at -= 1;
    if (at === keptEdits) return;
    for (let to = keptEdits - 1; to > at; to -= 1) {
      const from = this.choices[to - 1] as Choice;
      if (from.score !== none) this.choices[to]?.set(from.score, from.first, from.second, from.figures);
    }
    this.choices[at]?.set(score, first, second, figures);
  }

  copy(): Proposal {
    const copied = new Proposal();
    for (const { score, first, second, figures } of this.choices) if (score !== none) copied.consider(score, first, second, figures);
    return copied;
  }
}
