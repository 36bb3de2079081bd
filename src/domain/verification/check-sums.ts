import { accountingDuplicate } from './check-duplicates.ts';
import { type Check, columnName, type DocumentView, knownTable, placeOf, rowName, tableName, wholeRows } from './document-view.ts';
import { same, tidy } from './figures.ts';
import type { Finding } from './finding.ts';
import { type Group, sumOf } from './groups.ts';
import { figureColumns, type TableView, type ViewRow } from './table-view.ts';

/** What a total line may be the total of. */
interface Reading {
  readonly rows: readonly ViewRow[];
  readonly right: number;
}

function readingsOf(view: DocumentView, table: TableView, total: ViewRow): readonly (readonly ViewRow[])[] {
  const at = table.rows.indexOf(total);
  const units = (rows: readonly ViewRow[]): readonly ViewRow[] => rows.filter((row) => row.kind === 'unit');
  const totalsBefore = table.rows.slice(0, at).filter((row) => row.kind === 'total');
  const previous = table.rows.findLastIndex((row, index) => index < at && row.kind === 'total');
  const next = table.rows.findIndex((row, index) => index > at && row.kind === 'total');
  const whole = wholeRows(view, table);
  const natural = whole.filter((row) => table.rows.indexOf(row) < at);
  return [
    natural.length > 0 && totalsBefore.length === 0 ? natural : [],
    units(table.rows.slice(previous + 1, at)),
    totalsBefore,
    natural,
    units(table.rows.slice(at + 1, next < 0 ? undefined : next)),
    whole,
  ].filter((rows) => rows.length > 0);
}

/** Which rows a total line adds up: the reading under which most columns are right; the most natural one where several are. */
function readTotal(view: DocumentView, table: TableView, total: ViewRow, columns: readonly number[]): Reading | undefined {
  const count = (rows: readonly ViewRow[]): number =>
    columns.filter((column) => same(total.cells[column]!.value, sumOf(rows, column))).length;
  return readingsOf(view, table, total)
    .map((rows) => ({ rows, right: count(rows) }))
    .toSorted((a, b) => b.right - a.right)[0];
}

/** Columns in which nothing but zeros stands show nothing about what a line adds up. */
function telling(table: TableView, total: ViewRow): readonly number[] {
  return figureColumns(table).filter(
    (column) => total.cells[column]!.kind === 'number' && table.rows.some((row) => row.cells[column]!.value !== 0),
  );
}

function totalFindings(view: DocumentView, table: TableView, total: ViewRow): readonly Finding[] {
  const columns = telling(table, total);
  const reading = readTotal(view, table, total, columns);
  if (reading === undefined) return [];
  const wrong = columns.filter((column) => !same(total.cells[column]!.value, sumOf(reading.rows, column)));
  const certain = reading.right > 0 || columns.length === 1;
  return wrong.map((column): Finding => {
    const stated = total.cells[column]!.value;
    const expected = tidy(sumOf(reading.rows, column));
    const message = `${tableName(table)}中${rowName(total)}行的${columnName(table, column)}为${stated}，所列${reading.rows.length}行之和为${expected}，相差${tidy(Math.abs(stated - expected))}。`;
    const base = { kind: 'sum' as const, where: placeOf(table, total, column), stated, expected, message };
    if (certain) return { ...base, severity: 'error' };
    return {
      ...base,
      severity: 'warning',
      explanation: '该行各列都与所列各行之和不符，可能统计范围大于本表所列单位，请确认后在注中说明。',
    };
  });
}

function groupFindings(view: DocumentView, table: TableView, group: Group, certain: boolean): readonly Finding[] {
  const columns = figureColumns(table).filter((column) => group.head.cells[column]!.kind === 'number');
  return columns.flatMap((column): readonly Finding[] => {
    const stated = group.head.cells[column]!.value;
    const expected = tidy(sumOf(group.members, column));
    if (same(stated, expected) || accountingDuplicate(group, column) !== undefined) return [];
    const message = `${tableName(table)}中${rowName(group.head)}为${stated}，其下${group.members.length}行之和为${expected}，相差${tidy(Math.abs(stated - expected))}。`;
    const known = knownTable(view, table)?.areas?.get(group.head.name);
    const accounted = known !== undefined && same(stated - expected, known.by);
    const explanation = accounted ? `${known.why}。` : elsewhere(view, table, group.head.name, expected);
    const base: Finding = {
      kind: 'sum',
      severity: accounted ? 'note' : certain ? 'error' : 'warning',
      where: placeOf(table, group.head, column),
      stated,
      expected,
      message,
    };
    return [explanation === undefined ? base : { ...base, explanation }];
  });
}

/** The other table of the document that gives the area the expected figure, in words. */
function elsewhere(view: DocumentView, table: TableView, area: string, expected: number): string | undefined {
  for (const other of view.tables.filter((candidate) => candidate !== table)) {
    const row = other.rows.find((candidate) => candidate.name === area);
    const column = row === undefined ? -1 : row.cells.findIndex((cell) => cell.kind === 'number' && same(cell.value, expected));
    if (column >= 0) return `${tableName(other)}中该地区的${columnName(other, column)}正是${expected}，应以此为准核对。`;
  }
  return undefined;
}

/** The area lines of a grouped table against the table that lists the areas; a line whose own sum is right but differs there. */
function acrossTables(view: DocumentView, table: TableView, groups: readonly Group[]): readonly Finding[] {
  const column = figureColumns(table)[0]!;
  return view.tables.flatMap((other) => {
    if (other === table || view.groupings.has(other)) return [];
    const pairs = groups.flatMap((group) => {
      const row = other.rows.find((candidate) => candidate.name === group.head.name);
      return row === undefined ? [] : [{ group, row }];
    });
    const agrees = (to: number): number =>
      pairs.filter(({ group, row }) => same(group.head.cells[column]!.value, row.cells[to]!.value)).length;
    const to = figureColumns(other).toSorted((a, b) => agrees(b) - agrees(a))[0];
    if (to === undefined || agrees(to) < 2 || agrees(to) * 2 < pairs.length) return [];
    return pairs.flatMap(({ group, row }): readonly Finding[] => {
      const stated = row.cells[to]!.value;
      const expected = group.head.cells[column]!.value;
      if (same(stated, expected) || !same(expected, sumOf(group.members, column))) return [];
      const message = `${tableName(other)}中${rowName(row)}的${columnName(other, to)}为${stated}，${tableName(table)}中同一地区为${expected}，其下各行之和也是${expected}。`;
      return [{ kind: 'sum', severity: 'warning', where: placeOf(other, row, to), stated, expected, message }];
    });
  });
}

/** Totals, subtotals and area lines are the sums of the rows they stand for. */
export const sumCheck: Check = {
  name: 'totals are sums',
  find: (view: DocumentView) =>
    view.tables.flatMap((table) => {
      const totals = table.rows.filter((row) => row.kind === 'total').flatMap((total) => totalFindings(view, table, total));
      const grouping = view.groupings.get(table);
      if (grouping === undefined) return totals;
      const areas = grouping.groups.flatMap((group) => groupFindings(view, table, group, grouping.knownBy !== 'sums'));
      return [...areas, ...acrossTables(view, table, grouping.groups), ...totals];
    }),
};
