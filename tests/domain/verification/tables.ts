import type { Cell, ReadDocument, ReadTable } from '../../../src/domain/document.ts';
import type { Finding } from '../../../src/domain/verification/finding.ts';

export const sharedFolder = new URL('../../../../shared/', import.meta.url).pathname;

/** Tables and documents in few words, and findings in short, for the tests of the checks. */

export type Rows = readonly (readonly Cell[])[];

export const table = (columns: readonly string[], rows: Rows, caption?: string): ReadTable =>
  caption === undefined ? { columns, rows } : { columns, rows, caption };
export const read = (tables: readonly ReadTable[], paragraphs: readonly string[] = [], title = '通报'): ReadDocument => ({
  title,
  paragraphs,
  tables,
});
export const brief = (findings: readonly Finding[]): readonly unknown[] =>
  findings.map(({ kind, severity, where }) => [kind, severity, where.row, where.column]);

export const scored: Rows = [
  ['甲局', 40, 200, 10, 210],
  ['乙局', 30, 150, '/', 150],
  ['丙局', 20, 100, 20, 120],
  ['丁局', 10, 50, '/', 50],
];
export const scoredColumns = ['单位', '采用条数', '采用得分', '约稿得分', '总分'];
export const change = (rows: Rows, row: number, column: number, cell: Cell): Rows =>
  rows.map((cells, at) => (at === row ? cells.map((old, c) => (c === column ? cell : old)) : cells));
