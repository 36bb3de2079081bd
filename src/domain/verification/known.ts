/**
 * What is known of a document's figures, so that nothing about them need be guessed: whoever composed it knows which columns are sums,
 * what ranks go by, and what a total counts that no table lists.
 */
import type { TieMethod } from './ranking.ts';

/** A table whose columns have definitions. Columns and rows are indexes into the table as read. */
export interface KnownTable {
  /** Columns that are the sum of others by definition. */
  readonly sums: readonly { readonly total: number; readonly parts: readonly number[] }[];
  /** Columns that are one column over another by definition. */
  readonly rates: readonly { readonly rate: number; readonly part: number; readonly whole: number }[];
  readonly ranks?: KnownRanks;
  /** How far a printed figure may be from the exact one. */
  readonly rounding: number;
  /** Why the line of an area is not the sum of its units, by the area's name. */
  readonly areas?: ReadonlyMap<string, KnownDifference>;
}

export interface KnownRanks {
  readonly column: number;
  readonly ties: TieMethod;
  /** For each row the place its keys give it, equal ones together: 1, 2, 2, 3. Undefined where it has none. */
  readonly places: readonly (number | undefined)[];
}

export interface KnownDifference {
  /** The figure above, less the sum of the rows. */
  readonly by: number;
  /** A clause that says why, without end mark. */
  readonly why: string;
}

/** A figure that the text may state. */
export interface KnownTotal {
  readonly name: string;
  readonly value: number;
  /** The title of the column that counts the same, and what its rows add up to over all tables; absent where no table prints it. */
  readonly rows?: { readonly title: string; readonly sum: number };
  /** Why the rows add up to something else, exactly. */
  readonly why?: string;
}

export interface KnownFigures {
  /** By index among the document's tables; others are examined like any office's. */
  readonly tables: ReadonlyMap<number, KnownTable>;
  readonly totals: readonly KnownTotal[];
  /** Rates as printed that are right by definition: 74.7%. */
  readonly rates: ReadonlySet<string>;
}
