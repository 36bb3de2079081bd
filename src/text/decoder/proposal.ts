/** What may be put at a place of a sentence. */
import { featureNames } from './scorer.ts';

export const none = Number.NEGATIVE_INFINITY;

/** The best edit that begins at a place. */
export class Proposal {
  /** Its log-odds; −∞ where there is none. */
  score = none;
  /** The ids put there: one, or two. */
  first = 0;
  second = -1;
  /** Log-odds of the next best edit of the same place. */
  next = none;
  readonly figures = new Float32Array(featureNames.length);

  get length(): number {
    return this.second < 0 ? 1 : 2;
  }

  clear(): void {
    this.score = none;
    this.next = none;
  }

  /** Keeps an edit where it is better than the best so far. */
  consider(score: number, first: number, second: number, figures: Float32Array): void {
    if (score <= this.score) {
      if (score > this.next) this.next = score;
      return;
    }
    this.next = this.score;
    this.score = score;
    this.first = first;
    this.second = second;
    this.figures.set(figures);
  }

  copy(): Proposal {
    const copied = new Proposal();
    copied.consider(this.score, this.first, this.second, this.figures);
    copied.next = this.next;
    return copied;
  }
}
