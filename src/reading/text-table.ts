import type { Grid } from './grid.ts';

/** What was found to be a table in lines of text; several where they stand one under the other without text between. */
export interface TextTable {
  readonly grids: readonly Grid[];
  /** The first line behind the table. */
  readonly end: number;
}
