import type { FactRow } from './fact.ts';

/** What a rule gives: points as a small fraction, on a day, for a row or for a whole window. */
export interface Entry {
  readonly unit: number;
  readonly rule: number;
  readonly top: number;
  readonly bottom: number;
  readonly day: number;
  readonly row?: FactRow;
  readonly note?: string;
  /** Entries of one contest in one range are shown as one line. */
  readonly contest?: string;
  /** Set where the entry belongs to one range only: rules and limits per 本期. */
  readonly range?: number;
}
export type Emit = (entry: Entry) => void;
