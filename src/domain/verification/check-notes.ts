import { type Check, columnName, type DocumentView, tableName } from './document-view.ts';
import { same } from './figures.ts';
import type { Finding } from './finding.ts';
import { type Claim, claimsOf, commonDivisor, ofAnotherKind, pairsShared, worthsIn } from './note-claims.ts';
import { type Relation, shownProducts } from './relations.ts';
import { columnsOf, type TableView } from './table-view.ts';

type Product = Extract<Relation, { kind: 'product' }>;

const titlesOf = (table: TableView, columns: readonly number[]): readonly string[] => columns.map((at) => table.columns[at]!.title);

/** The column of points that a claim is about: the one whose titles share most with it; a plain claim is about the only one there is. */
function columnMeant(table: TableView, claim: Claim, products: readonly Product[]): number | undefined {
  const columns = columnsOf(table, 'points').filter(
    (at) => !/总|合计/u.test(table.columns[at]!.title) || products.some((one) => one.points === at),
  );
  const likeness = (at: number): number => {
    const count = products.find((one) => one.points === at)?.count;
    return pairsShared(claim.clause, titlesOf(table, count === undefined ? [at] : [at, count]));
  };
  const sorted = columns.toSorted((a, b) => likeness(b) - likeness(a));
  const [best, next] = sorted;
  if (best === undefined) return undefined;
  const titles = titlesOf(table, [best, ...products.filter((one) => one.points === best).map((one) => one.count)]);
  if (ofAnotherKind(claim.clause, [...titles, table.caption])) return undefined;
  if (likeness(best) > (next === undefined ? 0 : likeness(next))) return best;
  return likeness(best) === 0 && products.length === 1 ? products[0]!.points : undefined;
}

interface Contradiction {
  readonly claim: Claim;
  readonly found: Finding;
}

/** The claims about a column of points that is so much for each item, against what its rows show. */
function perItem(table: TableView, claims: readonly Claim[], products: readonly Product[]): readonly Contradiction[] {
  const about = claims.map((claim) => ({ claim, column: columnMeant(table, claim, products) }));
  return products.flatMap(({ points, count, factor }): readonly Contradiction[] => {
    const own = about.filter(({ column, claim }) => column === points && claim.each && claim.points > 0).map(({ claim }) => claim);
    const distinct = new Set(own.map((claim) => claim.points));
    const [claim] = own;
    // several worths: items of one column are not all worth the same
    if (claim === undefined || distinct.size !== 1 || same(claim.points, factor)) return [];
    const [title, counted] = [columnName(table, points), columnName(table, count)];
    const message = `注称“${claim.clause}”，但${tableName(table)}的${title}都是${counted}的${factor}倍，即每条${factor}分。`;
    const severity = worthsIn(table, points).length >= 4 ? 'error' : 'warning';
    return [{ claim, found: { kind: 'note', severity, where: claim.where, stated: claim.points, expected: factor, message } }];
  });
}

/** The claims about any other column of points: its figures are made of what they say. */
function madeOf(table: TableView, claims: readonly Claim[], products: readonly Product[]): readonly Contradiction[] {
  const counted = new Set(products.map(({ points }) => points));
  return columnsOf(table, 'points').flatMap((column): readonly Contradiction[] => {
    if (counted.has(column) || /总|合计/u.test(table.columns[column]!.title)) return [];
    const own = claims.filter(
      (claim) => columnMeant(table, claim, products) === column && pairsShared(claim.clause, titlesOf(table, [column])) > 0,
    );
    const unit = commonDivisor(own.map(({ points }) => points));
    const worths = worthsIn(table, column);
    const odd = unit === undefined || unit === 0 ? [] : worths.filter((value) => !same(value % unit, 0));
    const [claim] = own;
    if (claim === undefined || odd.length < 3 || odd.length * 5 < worths.length * 3) return [];
    const message = `注称“${claim.clause}”，但${tableName(table)}的${columnName(table, column)}中${odd.slice(0, 3).join('、')}等不是它的倍数，请核对注文。`;
    return [{ claim, found: { kind: 'note', severity: 'warning', where: claim.where, stated: claim.points, message } }];
  });
}

/** What the notes say an item is worth is what the columns show; each claim is named once, however many tables contradict it. */
export const noteCheck: Check = {
  name: 'the notes agree with the columns',
  find: (view: DocumentView) => {
    const claims = claimsOf(view);
    if (claims.length === 0 || view.known !== undefined) return [];
    const shown = new Map(view.tables.map((table) => [table, shownProducts(view, table)]));
    const found = [...shown].flatMap(([table, products]) => {
      return [...perItem(table, claims, products), ...madeOf(table, claims, products)];
    });
    // a claim that another table follows is not wrong; which table it is about is not said
    const followed = (claim: Claim): boolean =>
      [...shown].some(([table, products]) =>
        products.some((one) => same(one.factor, claim.points) && columnMeant(table, claim, products) === one.points),
      );
    const wrong = found.filter(({ claim }, at) => found.findIndex((other) => other.claim === claim) === at && !followed(claim));
    return wrong.map((one) => one.found);
  },
};
