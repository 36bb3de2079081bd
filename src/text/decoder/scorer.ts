/** What speaks for an edit and against it: its figures, and one sum of them that ranks edits before any gate. */
import { confusionKind } from '../confusions.ts';

/** The figures of an edit, in this order. Logarithms are natural. */
export const featureNames = [
  /** Log-odds of the model for the edited window. */
  'gain',
  /** −ln p of the confusion, summed over the characters changed. */
  'weight',
  /** Mean logarithm of the frequency of the characters put there, and of those that stood there. */
  'frequencyAfter',
  'frequencyBefore',
  /** Length of the longest dictionary word over each character, less one, summed. */
  'coverAfter',
  'coverBefore',
  /** Logarithm of the frequency of the most frequent word among those; −1 where there is none. */
  'wordAfter',
  'wordBefore',
  /** Orders of the longest known n-grams in the window, summed. */
  'ordersAfter',
  'ordersBefore',
  /** Logarithm of the probability of the changed character itself, after and before. */
  'ownAfter',
  'ownBefore',
  /** Mean logarithm per token of the sentence outside the window. */
  'elsewhere',
  /** 1 where two characters are changed, 2 where one goes, 3 where one comes. */
  'pair',
  'sameTone',
  'samePinyin',
  'nearPinyin',
  'typedPinyin',
  'strokes',
  'component',
  /** What the gate alone sees: the score, its distance to the next best edit of the place, edits of the sentence, its tokens. */
  'score',
  'margin',
  'edits',
  'tokens',
] as const;

export const feature = Object.fromEntries(featureNames.map((name, at) => [name, at])) as Readonly<
  Record<(typeof featureNames)[number], number>
>;

/** How many of them rank. */
const ranking = feature.score;

const kindBits = [
  confusionKind.sameTone,
  confusionKind.samePinyin,
  confusionKind.nearPinyin,
  confusionKind.typedPinyin,
  confusionKind.strokes,
  confusionKind.component,
];

/** Writes the bits of a confusion's kinds into the figures. */
export function putKinds(figures: Float32Array, kinds: number): void {
  for (const [at, bit] of kindBits.entries()) figures[feature.sameTone + at] = (kinds & bit) === 0 ? 0 : 1;
}

/** −ln p of a character left out, written twice, or exchanged with the next. */
export const slipWeight = 6;

/** A sum of figures: its constant and the weight of each figure that ranks. */
export interface Ranker {
  readonly constant: number;
  readonly weights: readonly number[];
}

/** The log-odds of an edit by its figures. */
export function rank({ constant, weights }: Ranker, figures: Float32Array): number {
  let sum = constant;
  for (let at = 0; at < ranking; at += 1) sum += (weights[at] as number) * (figures[at] as number);
  return sum;
}

/**
 * Fitted as a conditional logit (which edit of a place is right, or none) on `official-documents.train` with the model of official text;
 * the development sets had no part in it.
 */
export const ranker: Ranker = {
  constant: -8.28,
  weights: [
    0.444, -0.453, -0.469, 0.334, 0.674, -0.267, 0.024, 0.066, 0.335, -0.234, -0.1, -0.12, 0.448, -2.75, -0.036, 3.034, 1.793, -0.083,
    1.248, 0.386,
  ],
};
