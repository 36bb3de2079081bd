import { type Check, columnName, type DocumentView, placeOf, rowName, tableName } from './document-view.ts';
import { same, tidy } from './figures.ts';
import type { Finding } from './finding.ts';
import { type Relation, relationsOf } from './relations.ts';
import type { TableView, ViewRow } from './table-view.ts';

type Sum = Extract<Relation, { kind: 'sum' }>;
type Product = Extract<Relation, { kind: 'product' }>;

/** One column of one row that does not follow the table's rule. */
interface Break {
  readonly column: number;
  readonly expected: number;
  readonly rule: string;
}

const valueAt = (row: ViewRow, column: number): number => row.cells[column]!.value;
const sumAt = (row: ViewRow, relation: Sum): number => tidy(relation.parts.reduce((sum, at) => sum + valueAt(row, at), 0));
const pointsAt = (row: ViewRow, relation: Product): number => tidy(valueAt(row, relation.count) * relation.factor);

function sumBreak(table: TableView, row: ViewRow, relation: Sum): Break | undefined {
  const expected = sumAt(row, relation);
  if (row.cells[relation.total]!.kind !== 'number' || same(valueAt(row, relation.total), expected)) return undefined;
  const filled = relation.parts.filter((at) => valueAt(row, at) !== 0);
  const terms = filled.map((at) => `${columnName(table, at)}${valueAt(row, at)}`).join(' + ');
  return { column: relation.total, expected, rule: `${terms === '' ? '各项都为0' : terms}，合计应为${expected}` };
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
    return { column: relation.count, expected: count, rule };
  }
  const rule = `${columnName(table, relation.count)}${valueAt(row, relation.count)} × 每条${relation.factor}分，应为${expected}`;
  return { column: relation.points, expected, rule };
}

/** A wrong part makes its total look wrong too: where correcting the part corrects the total, only the part is named. */
function followsFrom(row: ViewRow, relation: Sum, found: Break, products: readonly Break[]): boolean {
  return products.some(
    ({ column, expected }) =>
      relation.parts.includes(column) && same(found.expected + expected - valueAt(row, column), valueAt(row, relation.total)),
  );
}

function breaksOf(table: TableView, row: ViewRow, relations: readonly Relation[]): readonly Break[] {
  const sums = relations.filter((relation) => relation.kind === 'sum');
  const products = relations
    .filter((relation) => relation.kind === 'product')
    .flatMap((relation) => productBreak(table, row, relation, sums) ?? []);
  const totals = sums.flatMap((relation) => {
    const found = sumBreak(table, row, relation);
    return found === undefined || followsFrom(row, relation, found, products) ? [] : [found];
  });
  return [...products, ...totals];
}

function rowFindings(table: TableView, row: ViewRow, relations: readonly Relation[]): readonly Finding[] {
  return breaksOf(table, row, relations).map(({ column, expected, rule }): Finding => {
    const { text, kind } = row.cells[column]!;
    const stated = kind === 'number' ? valueAt(row, column) : text;
    const message = `${tableName(table)}中${rowName(row)}的${columnName(table, column)}为${text === '' ? '空' : text}，与本表其他行的算法不符：${rule}。`;
    return { kind: 'row-arithmetic', severity: 'error', where: placeOf(table, row, column), stated, expected, message };
  });
}

/** Each row follows the arithmetic that most rows follow: count × points = score, parts = total, own + subordinate = subtotal. */
export const rowCheck: Check = {
  name: 'rows follow the arithmetic of their table',
  find: (view: DocumentView) =>
    view.tables.flatMap((table) => {
      const relations = relationsOf(table, view.tables);
      return table.rows.filter((row) => row.kind !== 'blank').flatMap((row) => rowFindings(table, row, relations));
    }),
};
