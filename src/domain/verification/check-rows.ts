import { type Check, columnName, type DocumentView, knownTable, placeOf, rowName, tableName } from './document-view.ts';
import { same, tidy } from './figures.ts';
import type { Finding } from './finding.ts';
import type { KnownTable } from './known.ts';
import type { Relation } from './relations.ts';
import type { TableView, ViewRow } from './table-view.ts';

type Sum = Extract<Relation, { kind: 'sum' }>;
type Product = Extract<Relation, { kind: 'product' }>;

/** One column of one row that does not follow the table's rule. */
interface Break {
  readonly column: number;
  readonly expected: number;
  readonly rule: string;
  readonly sure: boolean;
  /** A reading under which the row is right. */
  readonly explanation?: string;
}

const valueAt = (row: ViewRow, column: number): number => row.cells[column]!.value;
const sumAt = (row: ViewRow, relation: Sum): number => tidy(relation.parts.reduce((sum, at) => sum + valueAt(row, at), 0));
const pointsAt = (row: ViewRow, relation: Product): number => tidy(valueAt(row, relation.count) * relation.factor);

function sumBreak(table: TableView, row: ViewRow, relation: Sum, tolerance: number): Break | undefined {
  const expected = sumAt(row, relation);
  if (row.cells[relation.total]!.kind !== 'number' || Math.abs(valueAt(row, relation.total) - expected) <= tolerance) return undefined;
  const filled = relation.parts.filter((at) => valueAt(row, at) !== 0);
  const terms = filled.map((at) => `${columnName(table, at)}${valueAt(row, at)}`).join(' + ');
  return { column: relation.total, expected, rule: `${terms === '' ? '各项都为0' : terms}，合计应为${expected}`, sure: relation.sure };
}

function productBreak(table: TableView, row: ViewRow, relation: Product, sums: readonly Sum[]): Break | undefined {
  const expected = pointsAt(row, relation);
  const points = valueAt(row, relation.points);
  if (same(points, expected)) return undefined;
  const count = points / relation.factor;
  const over = sums.filter((sum) => sum.parts.includes(relation.points));
  const fits = over.length > 0 && over.every((sum) => same(valueAt(row, sum.total), sumAt(row, sum)));
  // the points go into a total that is right: then the count is what was mistyped
  if (fits && Number.isInteger(count) && count >= 0) {
    const rule = `${columnName(table, relation.points)}${points}按每条${relation.factor}分折合${count}条`;
    return { column: relation.count, expected: count, rule, ...certainty(relation.sure, points, expected) };
  }
  const rule = `${columnName(table, relation.count)}${valueAt(row, relation.count)} × 每条${relation.factor}分，应为${expected}`;
  // a total that is right only with the points corrected is a second witness
  const witnessed = over.some((sum) => same(valueAt(row, sum.total), sumAt(row, sum) + expected - points));
  return { column: relation.points, expected, rule, ...certainty(relation.sure || witnessed, points, expected) };
}

/** Points that differ from so much for each item may be right: items of another worth, or an earlier month taken back. */
function certainty(sure: boolean, points: number, expected: number): Pick<Break, 'sure' | 'explanation'> {
  if (sure) return { sure };
  const way = points > expected ? '偏高' : '偏低';
  const worth = points > expected ? '如头条' : '如简讯、综合信息，或冲减以前月份的得分';
  return {
    sure,
    explanation: `每条多少分是从其他行推算的；若有按其他分值计的信息（${worth}），${way}${tidy(Math.abs(points - expected))}分也可能无误，请核对。`,
  };
}

/** A wrong part makes its total look wrong too: where correcting the part corrects the total, only the part is named. */
function followsFrom(row: ViewRow, relation: Sum, found: Break, products: readonly Break[]): boolean {
  return products.some(
    ({ column, expected }) =>
      relation.parts.includes(column) && same(found.expected + expected - valueAt(row, column), valueAt(row, relation.total)),
  );
}

function breaksOf(table: TableView, row: ViewRow, relations: readonly Relation[], rounding: number): readonly Break[] {
  const sums = relations.filter((relation) => relation.kind === 'sum');
  const products = relations
    .filter((relation) => relation.kind === 'product')
    .flatMap((relation) => productBreak(table, row, relation, sums) ?? []);
  const totals = sums.flatMap((relation) => {
    const found = sumBreak(table, row, relation, 1e-6 + rounding * (relation.parts.length + 1));
    return found === undefined || followsFrom(row, relation, found, products) ? [] : [found];
  });
  return [...products, ...totals];
}

function rowFindings(table: TableView, row: ViewRow, relations: readonly Relation[], rounding: number): readonly Finding[] {
  return breaksOf(table, row, relations, rounding).map(({ column, expected, rule, sure, explanation }): Finding => {
    const { text, kind } = row.cells[column]!;
    const stated = kind === 'number' ? valueAt(row, column) : text;
    const message = `${tableName(table)}中${rowName(row)}的${columnName(table, column)}为${text === '' ? '空' : text}，与本表其他行的算法不符：${rule}。`;
    const severity = sure ? 'error' : 'warning';
    const found: Finding = { kind: 'row-arithmetic', severity, where: placeOf(table, row, column), stated, expected, message };
    return explanation === undefined ? found : { ...found, explanation };
  });
}

const knownSums = ({ sums }: KnownTable): readonly Relation[] => sums.map((sum) => ({ kind: 'sum', ...sum, sure: true }));

/** Each row follows the arithmetic that is known of its table, or that most rows follow: count × points = score, parts = total, own + subordinate = subtotal. */
export const rowCheck: Check = {
  name: 'rows follow the arithmetic of their table',
  find: (view: DocumentView) =>
    view.tables.flatMap((table) => {
      const known = knownTable(view, table);
      const relations = known === undefined ? (view.relations.get(table) ?? []) : knownSums(known);
      return table.rows.filter((row) => row.kind !== 'blank').flatMap((row) => rowFindings(table, row, relations, known?.rounding ?? 0));
    }),
};
