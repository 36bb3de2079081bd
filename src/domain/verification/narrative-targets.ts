import { columnSum, type DocumentView } from './document-view.ts';
import { same, squeeze } from './figures.ts';
import type { KnownTotal } from './known.ts';
import { type FigureVerb, verbOf } from './narrative-figures.ts';
import { meaningsOf } from './narrative-meanings.ts';
import { columnsOf, type TableView } from './table-view.ts';

/** A column of counts with its sum, which a figure of the text may be about. */
export interface Target {
  readonly table: TableView;
  readonly column: number;
  /** The sum of the rows, and the total line's figure where it differs (which the sum check reports). */
  readonly values: readonly number[];
  /** The place among the counting columns of its table: the first columns of stacked tables belong together. */
  readonly ordinal: number;
}

/** The counting columns of one verb: by their title, else by the table's caption, else by the document's title. */
export function targetsOf(view: DocumentView, verb: FigureVerb | undefined): readonly Target[] {
  return view.tables.flatMap((table) => {
    const counting = countingColumns(table);
    const fallback = verbOf(table.caption) ?? verbOf(view.document.title);
    return counting
      .filter((column) => verb === undefined || (verbOf(table.columns[column]!.title) ?? fallback ?? verb) === verb)
      .map((column, ordinal) => ({ table, column, ordinal, values: valuesOf(view, table, column) }));
  });
}

/** Columns titled as counts; where there are none, the figures whose titles say nothing, unless something is taken off in them. */
function countingColumns(table: TableView): readonly number[] {
  const counts = columnsOf(table, 'count');
  if (counts.length > 0) return counts;
  return columnsOf(table, 'figure').filter((column) => table.rows.every((row) => row.cells[column]!.value >= 0));
}

/** The document's title and issuer: whose own figures these are. */
export const officeOf = ({ document }: DocumentView): string => `${document.title}${document.issuer ?? ''}`;

/** The targets that count what a clause says: all of them for a plain count, else those whose column or table has every meaning of the clause. */
export function meantTargets(view: DocumentView, clause: string, targets: readonly Target[]): readonly Target[] {
  const office = officeOf(view);
  const meanings = meaningsOf(clause, office);
  if (meanings.length === 0) return targets;
  return targets.filter(({ table, column }) => {
    const has = meaningsOf(`${table.columns[column]!.title}${table.caption}`, office);
    return meanings.every((meaning) => has.includes(meaning));
  });
}

function valuesOf(view: DocumentView, table: TableView, column: number): readonly number[] {
  const stated = table.rows
    .filter((row) => row.kind === 'total' && row.cells[column]!.kind === 'number')
    .map((row) => row.cells[column]!.value);
  return [columnSum(view, table, column), ...stated];
}

/** The first value of a target: the sum of its rows. */
export function sumOfTarget(target: Target): number {
  return target.values[0]!;
}

/** Whether a figure is one of a target's. */
export function meets(value: number, tolerance: number, target: Target): boolean {
  return target.values.some((candidate) => same(candidate, value) || Math.abs(candidate - value) <= tolerance);
}

const noise =
  /其中|报送|上报|收到|采用|采纳|录用|发布|刊发|主动公开|政务|网站|信息|所属|动态|各类|各级|各|共|的|累计|分别|[，,。、：:“”"'（）()]/gu;

/** The words that name a group: 采用旗区信息 is 旗区, 市直各部门信息 is 市直部门. */
function groupWords(words: string): string {
  return squeeze(words).replace(noise, '');
}

function label(table: TableView): string {
  const name = table.columns.find((column) => column.role === 'name')?.title ?? '';
  return groupWords(`${table.caption}|${name}`);
}

/** The targets that the words of a figure name: those in the tables whose caption or first column names the group, else columns so titled. */
export function namedTargets(words: string, targets: readonly Target[]): readonly Target[] {
  const group = groupWords(words);
  if (group.length < 2 || /^单位|^地方?$/u.test(group)) return [];
  const byTable = targets.filter(({ table }) => label(table).includes(group));
  const tables = new Set(targets.map(({ table }) => table)).size;
  // words that stand in every caption tell no table from another
  if (byTable.length > 0 && (tables === 1 ? false : new Set(byTable.map(({ table }) => table)).size < tables)) return byTable;
  return targets.filter(({ table, column }) => {
    const title = groupWords(table.columns[column]!.title);
    return title.length >= 2 && (title.includes(group) || group.includes(title));
  });
}

/** How many letters of a column's title, beyond those all columns share, stand in the words. */
export function likeness(words: string, target: Target): number {
  return Array.from(new Set(target.table.columns[target.column]!.title)).filter((letter) => words.includes(letter)).length;
}

/**
 * The total that a figure of the text states: the same number, called by a name of which half the letters stand in the words where there
 * is one. A total that the tables explain or do not print goes before one that they contradict.
 */
export function knownTotal({ known }: DocumentView, words: string, value: number): KnownTotal | undefined {
  const equal = (known?.totals ?? []).filter((total) => Math.abs(total.value - value) < 1e-6);
  const likeness = ({ name }: KnownTotal): number => Array.from(name).filter((letter) => words.includes(letter)).length / name.length;
  const settled = ({ rows, why }: KnownTotal): number => (rows === undefined || why !== undefined ? 1 : 0);
  return equal.toSorted((a, b) => Number(likeness(b) >= 0.5) - Number(likeness(a) >= 0.5) || settled(b) - settled(a))[0];
}
