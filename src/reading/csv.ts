import { parse } from 'csv-parse/sync';
import { delimiterOf } from './csv-rows.ts';
import type { FlowItem } from './flow.ts';
import { flowOfSheet } from './sheet.ts';
import { opened } from './unreadable.ts';

/** Texts and tables of a csv (comma, tab or semicolon). Throws DamagedError where its quotes do not match. */
export async function flowOfCsv(text: string): Promise<readonly FlowItem[]> {
  const options = { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false };
  const rows = await opened(() => parse(text, options) as string[][]);
  return flowOfSheet({ rows });
}
