/** What proofreading says of a text, and the layers that say it. */

/** How certain a finding has to be: `strict` keeps quiet unless sure, `full` says all that is worth a look. */
export const points = ['strict', 'full'] as const;
export type Point = (typeof points)[number];

export const textFindingKinds = [
  'typo',
  'protected-phrase',
  'forbidden',
  'caution',
  'variant',
  'punctuation',
  'number',
  'date',
  'privacy',
  'spam',
  'traditional',
] as const;
export type TextFindingKind = (typeof textFindingKinds)[number];

/** A place in a text and what is wrong there. */
export interface TextFinding {
  /** Offsets in UTF-16 code units: `text` is what stands from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: TextFindingKind;
  readonly severity: 'error' | 'warning' | 'note';
  /** What should stand there, the likeliest first; empty where there is nothing to put in its place. */
  readonly suggestions: readonly string[];
  /** From which list, standard or model it comes, as an office would cite it. */
  readonly rule: string;
  /** In the office's words: what, and why. */
  readonly message: string;
}

/** One way of looking at a text. Findings come in the order of their places. */
export interface Layer {
  readonly name: string;
  readonly look: (text: string, point: Point) => readonly TextFinding[];
}
