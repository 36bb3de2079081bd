import { type Check, type DocumentView, placeOf, rowName, tableName } from './document-view.ts';
import { same } from './figures.ts';
import type { Finding } from './finding.ts';
import { type Group, sumOf } from './groups.ts';
import { figureColumns, type TableView, unitRows, type ViewRow } from './table-view.ts';

/** A unit that stands twice in a list: the later row, and the one before it. */
export interface Duplicate {
  readonly first: ViewRow;
  readonly again: ViewRow;
}

/** Rows that bear a name which stands above already; the own level (市本级) may. */
function duplicatesIn(rows: readonly ViewRow[]): readonly Duplicate[] {
  const seen = new Map<string, ViewRow>();
  return rows.flatMap((again) => {
    const first = seen.get(again.name);
    if (first === undefined) seen.set(again.name, again);
    return first === undefined || again.name === '' || /本级$/u.test(again.name) ? [] : [{ first, again }];
  });
}

/** The duplicate without which a group adds up to its area line, if there is one: it accounts for the whole difference. */
export function accountingDuplicate(group: Group, column: number): Duplicate | undefined {
  const surplus = sumOf(group.members, column) - group.head.cells[column]!.value;
  return duplicatesIn(group.members).find(({ again }) => surplus !== 0 && same(again.cells[column]!.value, surplus));
}

function finding(table: TableView, { first, again }: Duplicate, group: Group | undefined): Finding {
  const column = figureColumns(table)[0];
  const under = group === undefined ? '' : `的${rowName(group.head)}`;
  const base = {
    kind: 'duplicate-row' as const,
    severity: 'warning' as const,
    where: placeOf(table, again),
    stated: again.name,
    message: `${tableName(table)}${under}中${rowName(again)}出现两次（${lineOf(first)}和${lineOf(again)}），请核对是否重复填报或名称有误。`,
  };
  if (group === undefined || column === undefined || accountingDuplicate(group, column)?.again !== again) return base;
  const all = sumOf(group.members, column);
  const value = again.cells[column]!.value;
  const total = group.head.cells[column]!.value;
  return { ...base, explanation: `两行都计，各行合计${all}；不计后一行的${value}，合计${total}，正与${rowName(group.head)}所列一致。` };
}

function lineOf(row: ViewRow): string {
  const values = row.cells.filter((cell) => cell.kind === 'number').map((cell) => cell.text);
  return row.row === undefined ? values.join('、') : `第${row.row + 1}行：${values.join('、')}`;
}

/** Units that stand twice in one table, or twice under one area. */
export const duplicateCheck: Check = {
  name: 'each unit stands once',
  find: (view: DocumentView) =>
    view.tables.flatMap((table) => {
      const groups = view.groupings.get(table)?.groups;
      if (groups === undefined) return duplicatesIn(unitRows(table)).map((duplicate) => finding(table, duplicate, undefined));
      return groups.flatMap((group) => duplicatesIn(group.members).map((duplicate) => finding(table, duplicate, group)));
    }),
};
