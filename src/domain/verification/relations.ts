import { same } from './figures.ts';
import { noteWorth } from './note-worth.ts';
import type { DocumentTables } from './notes.ts';
import { figureColumns, type TableView, unitRows, type ViewRow } from './table-view.ts';

/**
 * A rule that a table's columns follow, as most of its rows show it; `sure` where words say so too (a total by its title, a note that
 * gives the worth of an item). Columns are indexes into the view.
 */
export type Relation =
  | { readonly kind: 'product'; readonly count: number; readonly points: number; readonly factor: number; readonly sure: boolean }
  | { readonly kind: 'sum'; readonly total: number; readonly parts: readonly number[]; readonly sure: boolean };

/** A pooled row: its values in the order of the table's columns. */
type Values = readonly { readonly blank: boolean; readonly value: number }[];

const strongTotal = /总分|总得分|合计|总计|小计|共计|总数|总成绩|综合得分|总积分|^总/;
const enoughRows = 3;
const mostParts = 10;

/** May this many of the rows break a rule that the others follow? One, or a tenth. */
function fewEnough(broken: number, followed: number): boolean {
  return followed >= enoughRows && broken <= Math.max(1, Math.floor((broken + followed) / 10));
}

function valuesOf(row: ViewRow): Values {
  return row.cells.map((cell) => ({ blank: cell.kind !== 'number', value: cell.value }));
}

/** Rows of the table, and those of its stacked sisters that have all the columns concerned, arranged as the table's own. */
function pool(table: TableView, tables: readonly TableView[], columns: readonly number[]): readonly Values[] {
  const titles = columns.map((at) => table.columns[at]!.title);
  const distinct = new Set(table.columns.map((column) => column.title)).size === table.columns.length;
  const sisters = distinct && !titles.includes('') ? tables.filter((other) => other !== table) : [];
  const borrowed = sisters.flatMap((other) => {
    const at = table.columns.map((column) => other.columns.findIndex(({ title }) => title === column.title));
    if (columns.some((column) => at[column]! < 0)) return [];
    return unitRows(other).map((row) => at.map((from) => valuesOf(row)[from] ?? { blank: true, value: 0 }));
  });
  return [...unitRows(table).map(valuesOf), ...borrowed];
}

/**
 * Infers from the majority of rows which arithmetic a table follows: points = count × factor, total = sum of other columns
 * (which covers own level + subordinates = subtotal). Stacked tables with the same titles help each other.
 */
export function relationsOf(view: DocumentTables, table: TableView): readonly Relation[] {
  const { tables } = view;
  const sums = sumRelations(table, tables);
  const totals = new Set(sums.map((relation) => relation.total));
  const products = productRelations(view, table).filter((relation) => !totals.has(relation.points));
  return [...products, ...sums];
}

type SumRelation = Extract<Relation, { kind: 'sum' }>;
type ProductRelation = Extract<Relation, { kind: 'product' }>;

function sumRelations(table: TableView, tables: readonly TableView[]): readonly SumRelation[] {
  const figures = figureColumns(table);
  const strength = (at: number): number => {
    const { title, role } = table.columns[at]!;
    return strongTotal.test(title) ? 2 : role === 'points' ? 1 : 0;
  };
  const candidates = figures.toSorted((a, b) => strength(b) - strength(a) || b - a);
  const found: SumRelation[] = [];
  for (const total of candidates) {
    // a column that another total is made of cannot be made of that total: a = t − b is the same rule again
    const inside = found.filter((relation) => relation.parts.includes(total));
    const above = new Set(found.flatMap((relation) => [relation.total]));
    const beside = new Set(inside.flatMap((relation) => relation.parts));
    const parts = figures.filter((at) => at !== total && !above.has(at) && !(beside.has(at) && inside.length > 0 && strength(total) < 2));
    const relation = bestSum(table, tables, total, partsLike(table, total, parts), strength(total));
    if (relation !== undefined) found.push(relation);
  }
  return found;
}

/** Points are made of points, counts of counts; a column whose title says nothing may go with either. */
function partsLike(table: TableView, total: number, parts: readonly number[]): readonly number[] {
  const role = table.columns[total]!.role;
  const like = parts.filter((at) => role === 'figure' || table.columns[at]!.role === 'figure' || table.columns[at]!.role === role);
  return like.length <= mostParts ? like : like.filter((at) => at < total).slice(-mostParts);
}

function bestSum(
  table: TableView,
  tables: readonly TableView[],
  total: number,
  parts: readonly number[],
  strength: number,
): SumRelation | undefined {
  let best: { readonly parts: readonly number[]; readonly broken: number } | undefined;
  const rows = pool(table, tables, [total, ...parts]).filter(
    (row) => !row[total]!.blank && (row[total]!.value !== 0 || parts.some((at) => row[at]!.value !== 0)),
  );
  for (let mask = 1; mask < 2 ** parts.length; mask += 1) {
    const chosen = parts.filter((_, bit) => (mask >> bit) % 2 === 1);
    if (chosen.length === 1 && strength === 0) continue;
    const broken = brokenRows(rows, total, chosen);
    if (!fewEnough(broken, rows.length - broken)) continue;
    const better = best === undefined || broken < best.broken || (broken === best.broken && chosen.length > best.parts.length);
    if (better) best = { parts: chosen, broken };
  }
  // without a title that says total, only a habit of many rows is believed
  if (best === undefined || (strength === 0 && rows.length - best.broken < 5)) return undefined;
  return { kind: 'sum', total, parts: best.parts, sure: strength > 0 };
}

/** Rows whose total is not the sum of the parts; counting stops where there are too many for a rule. */
function brokenRows(rows: readonly Values[], total: number, parts: readonly number[]): number {
  const limit = Math.max(1, rows.length / 10);
  let broken = 0;
  for (const row of rows) {
    let sum = 0;
    for (const at of parts) sum += row[at]!.value;
    if (!same(row[total]!.value, sum)) broken += 1;
    if (broken > limit) return rows.length;
  }
  return broken;
}

/** Points that go with a count by their titles: 采用得分 with 采用条数, 得分 with any; not 约稿得分 with 采用条数. */
function namesGoTogether(count: string, points: string): boolean {
  const core = (title: string): string =>
    title.replace(/总分|总得分|得分|分值|分数|积分|条数|篇数|件数|数量|信息|合计|[分数条篇件量总]/gu, '');
  const [a, b] = [core(count), core(points)];
  return a.includes(b) || b.includes(a);
}

/**
 * Points that are so much for each item. Only a note says so surely; otherwise one or two rows may differ, since more of them show
 * that items are not all worth the same.
 */
/** The points that are so much for each item by what the rows show, whatever any note says of it; no row differs. */
export function shownProducts(view: DocumentTables, table: TableView): readonly ProductRelation[] {
  const totals = new Set(sumRelations(table, view.tables).map((relation) => relation.total));
  return productRelations({ ...view, document: { ...view.document, paragraphs: [] } }, { ...table, notes: [] }, 0).filter(
    (relation) => !totals.has(relation.points),
  );
}

function productRelations(view: DocumentTables, table: TableView, mostBroken = 2): readonly ProductRelation[] {
  const figures = figureColumns(table);
  const titleOf = (at: number): string => table.columns[at]!.title;
  const pointColumns = figures.filter((at) => table.columns[at]!.role === 'points');
  return pointColumns.flatMap((points) => {
    const worth = noteWorth(view, table, points);
    if (worth.kind === 'several') return [];
    const counts = figures
      .filter((at) => table.columns[at]!.role === 'count' && namesGoTogether(titleOf(at), titleOf(points)))
      .toSorted((a, b) => Math.abs(points - a) - Math.abs(points - b));
    const ways = counts.flatMap((count) => bestFactor(pool(table, view.tables, [count, points]), count, points) ?? []);
    const best = ways.toSorted((a, b) => b.followed - a.followed)[0];
    if (best === undefined) return [];
    const sure = worth.kind === 'one' && same(worth.points, best.factor);
    const { count, factor } = best;
    return sure || best.broken <= mostBroken ? [{ kind: 'product' as const, count, points, factor, sure }] : [];
  });
}

interface Factor {
  readonly count: number;
  readonly factor: number;
  readonly followed: number;
  readonly broken: number;
}

function bestFactor(rows: readonly Values[], count: number, points: number): Factor | undefined {
  const used = rows.filter((row) => row[count]!.value !== 0 || row[points]!.value !== 0);
  const votes = new Map<number, number>();
  for (const row of used) {
    const factor = Number((row[points]!.value / row[count]!.value).toFixed(6));
    if (Number.isFinite(factor) && factor !== 0) votes.set(factor, (votes.get(factor) ?? 0) + 1);
  }
  const winner = [...votes].toSorted((a, b) => b[1] - a[1])[0];
  if (winner === undefined || !fewEnough(used.length - winner[1], winner[1])) return undefined;
  const [factor, followed] = winner;
  // five times the same count shows nothing about the factor
  const distinct = new Set(used.map((row) => row[count]!.value)).size;
  return distinct < 2 ? undefined : { count, factor, followed, broken: used.length - followed };
}
