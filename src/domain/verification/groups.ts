import { same } from './figures.ts';
import { columnsOf, figureColumns, type TableView, type ViewRow } from './table-view.ts';

/** An area's own line and the units under it. */
export interface Group {
  readonly head: ViewRow;
  readonly members: readonly ViewRow[];
}

/** The groups of a table, and how well they are known: by names (本级 stands first, or another table lists the areas), by gaps, or only by sums. */
export interface Grouping {
  readonly groups: readonly Group[];
  readonly knownBy: 'names' | 'gaps' | 'sums';
}

const ownLevel = /本级$|^本级/;

/**
 * Finds the area lines of a table: those it states itself (地区 | 小计), or where its look is unknown lines followed by 本级, lines whose names another table lists,
 * lines behind a gap, or (where nothing else tells) lines that equal the sum of those below them.
 * Gives nothing where most of the groups found so would not add up, for then it is no grouped table.
 */
export function groupsOf(view: TableView, areaNames: ReadonlySet<string>): Grouping | undefined {
  const column = figureColumns(view)[0];
  if (column === undefined) return undefined;
  const rows = view.rows.filter((row) => row.kind !== 'total');
  const filled = rows.filter((row) => row.kind === 'unit');
  const stated = new Set(filled.filter((row) => row.areaLine));
  if (stated.size > 0) return { groups: cut(filled, stated), knownBy: 'names' };
  const ways: readonly (readonly [
    Grouping['knownBy'],
    (row: ViewRow, before: ViewRow | undefined, after: ViewRow | undefined) => boolean,
  ])[] = [
    ['names', (_row, _before, after) => after !== undefined && ownLevel.test(after.name)],
    ['names', (row) => areaNames.has(row.name)],
    ['gaps', (row, before) => before === undefined || before.kind === 'blank' || before.places !== row.places],
  ];
  for (const [knownBy, isHead] of ways) {
    const heads = new Set(rows.filter((row, at) => row.kind === 'unit' && isHead(row, rows[at - 1], rows[at + 1])));
    const groups = cut(filled, heads);
    if (plausible(groups, filled.length, column)) return { groups, knownBy };
  }
  const groups = mayBeCutBySums(view, filled, column) ? groupsBySums(filled, column) : undefined;
  return groups === undefined ? undefined : { groups, knownBy: 'sums' };
}

function cut(rows: readonly ViewRow[], heads: ReadonlySet<ViewRow>): readonly Group[] {
  const groups: { head: ViewRow; members: ViewRow[] }[] = [];
  for (const row of rows) {
    if (heads.has(row)) groups.push({ head: row, members: [] });
    else groups.at(-1)?.members.push(row);
  }
  return groups.filter((group) => group.members.length > 0);
}

/** The sum of a column over rows; blank cells count nothing. */
export function sumOf(rows: readonly ViewRow[], column: number): number {
  return rows.reduce((sum, row) => sum + row.cells[column]!.value, 0);
}

function holds(group: Group, column: number): boolean {
  return same(group.head.cells[column]!.value, sumOf(group.members, column));
}

function plausible(groups: readonly Group[], lines: number, column: number): boolean {
  const covered = groups.reduce((sum, group) => sum + 1 + group.members.length, 0);
  const right = groups.filter((group) => holds(group, column) && group.head.cells[column]!.value > 0).length;
  return groups.length >= 2 && covered === lines && right >= 2 && right * 2 >= groups.length;
}

/** A ranked, numbered or descending list adds up here and there by chance; it is no list of areas. */
function mayBeCutBySums(view: TableView, rows: readonly ViewRow[], column: number): boolean {
  const ordered = rows.every((row, at) => at === 0 || row.cells[column]!.value <= rows[at - 1]!.cells[column]!.value);
  return !ordered && columnsOf(view, 'rank').length + columnsOf(view, 'serial').length === 0;
}

/**
 * Cuts a list into runs «head, members» whose sums are right, with at most one run that is wrong.
 * A wrong run is believed only between three right ones, where nothing in it exceeds its head.
 */
function groupsBySums(rows: readonly ViewRow[], column: number): readonly Group[] | undefined {
  const forward = runs(rows, column, 0);
  const from = forward.end;
  if (from === rows.length) return forward.groups.length >= 2 ? forward.groups : undefined;
  for (let start = from + 3; start < rows.length; start += 1) {
    const rest = runs(rows, column, start);
    if (rest.end !== rows.length || forward.groups.length + rest.groups.length < 3) continue;
    const [head, ...members] = rows.slice(from, start);
    const largest = Math.max(...members.map((row) => row.cells[column]!.value));
    return largest <= head!.cells[column]!.value ? [...forward.groups, { head: head!, members }, ...rest.groups] : undefined;
  }
  return undefined;
}

function runs(rows: readonly ViewRow[], column: number, start: number): { groups: readonly Group[]; end: number } {
  const groups: Group[] = [];
  let at = start;
  while (at < rows.length) {
    const end = runEnd(rows, column, at);
    if (end === undefined) break;
    groups.push({ head: rows[at]!, members: rows.slice(at + 1, end) });
    at = end;
  }
  return { groups, end: at };
}

/** Where the run that begins at `at` ends: at least two members that make up the head, and the zeros behind them. */
function runEnd(rows: readonly ViewRow[], column: number, at: number): number | undefined {
  const target = rows[at]!.cells[column]!.value;
  let sum = 0;
  let end = at + 1;
  while (end < rows.length && sum < target) {
    sum += rows[end]!.cells[column]!.value;
    end += 1;
  }
  if (target <= 0 || !same(sum, target) || end - at < 3) return undefined;
  while (end < rows.length && rows[end]!.cells[column]!.value === 0) end += 1;
  return end;
}
