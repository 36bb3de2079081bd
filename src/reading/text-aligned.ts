import type { TextTable } from './text-tables.ts';

/** The table that stands in columns by blanks alone and begins in a line; undefined where none does. */
export function alignedAt(_lines: readonly string[], _at: number): TextTable | undefined {
  return undefined;
}
