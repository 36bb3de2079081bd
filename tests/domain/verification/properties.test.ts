import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, ReadDocument, ReadTable } from '../../../src/domain/document.ts';
import { percentage } from '../../../src/domain/verification/figures.ts';
import { blocks } from '../../../src/domain/verification/finding.ts';
import type { TieMethod } from '../../../src/domain/verification/ranking.ts';
import { verify } from '../../../src/domain/verification/verify.ts';

interface Made {
  readonly method: TieMethod;
  readonly table: ReadTable;
}

const columns = ['排名', '单位', '报送条数', '采用条数', '采用得分', '约稿得分', '附加分', '总分', '采用率'];

const units = fc.array(
  fc.record({
    adopted: fc.integer({ min: 1, max: 300 }),
    rejected: fc.integer({ min: 0, max: 300 }),
    commissioned: fc.integer({ min: 0, max: 9 }).map((count) => count * 10),
    extra: fc.constantFrom(-30, -10, -5, 0, 0, 5, 10),
  }),
  { minLength: 8, maxLength: 40 },
);

function ranksOf(scores: readonly number[], method: TieMethod): readonly number[] {
  return scores.map((score, at) => {
    if (method === 'consecutive') return at + 1;
    const above = scores.filter((other) => other > score);
    return (method === 'dense' ? new Set(above).size : above.length) + 1;
  });
}

/** A bulletin table that is right in every cell, with its total line. */
const consistent: fc.Arbitrary<Made> = fc
  .tuple(units, fc.constantFrom(3, 5, 6), fc.constantFrom<TieMethod>('consecutive', 'dense', 'competition'), fc.integer({ min: 0, max: 2 }))
  .map(([made, factor, method, decimals]) => {
    const scored = made
      .map((unit) => ({ ...unit, score: unit.adopted * factor + unit.commissioned + unit.extra }))
      .toSorted((a, b) => b.score - a.score);
    const ranks = ranksOf(
      scored.map(({ score }) => score),
      method,
    );
    const figures = scored.map(({ adopted, rejected, commissioned, extra, score }) => [
      adopted + rejected,
      adopted,
      adopted * factor,
      commissioned,
      extra,
      score,
    ]);
    const totals = columns.slice(2, 8).map((_, at) => figures.reduce((sum, row) => sum + row[at]!, 0));
    const rate = (row: readonly number[]): string => `${percentage(row[1]!, row[0]!, decimals).toFixed(decimals)}%`;
    const rows = figures.map((row, at): readonly Cell[] => [ranks[at]!, `第${at + 1}局`, ...row, rate(row)]);
    return { method, table: { caption: '信息采用情况', columns, rows: [...rows, ['合计', null, ...totals, rate(totals)]] } };
  });

const noteOf: Readonly<Record<TieMethod, string>> = {
  consecutive: '注：1.按总分从高到低排列。',
  dense: '注：1.按总分从高到低排列。2.得分相同的名次并列，其后名次依次顺延。',
  competition: '注：1.按总分从高到低排列。2.得分相同的名次并列，其后名次相应空出。',
};

function documentOf({ table, method }: Made): ReadDocument {
  return { title: '关于信息采用情况的通报', paragraphs: [noteOf[method]], tables: [table] };
}

const figureColumns = [2, 3, 4, 5, 6, 7];

describe('any bulletin', () => {
  it('that is consistent passes', () => {
    fc.assert(
      fc.property(consistent, (made) => {
        expect(verify(documentOf(made)).filter(({ severity }) => severity !== 'note')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('with one figure changed is stopped at that row or at the total', () => {
    fc.assert(
      fc.property(consistent, fc.nat(), fc.constantFrom(...figureColumns), fc.integer({ min: 1, max: 500 }), (made, at, column, by) => {
        const { table } = made;
        const row = at % table.rows.length;
        const rows = table.rows.map((cells, index) =>
          index === row ? cells.map((cell, c) => (c === column ? Number(cell) + by : cell)) : cells,
        );
        const found = verify(documentOf({ ...made, table: { ...table, rows } })).filter(blocks);
        expect(found.filter(({ where }) => where.row === row || where.row === rows.length - 1)).not.toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('whose rows are too alike to be sure of the one that is wrong is stopped at the total', () => {
    const alike = [1, 1, 1, 1, 1, 1, 1];
    const figures = [[100, 1], ...alike.map((one) => [one, one])] as [number, number][];
    const rows = figures.map(([sent, adopted], at): readonly Cell[] => [
      at + 1,
      `第${at + 1}局`,
      sent,
      adopted,
      3,
      0,
      -30,
      -27,
      `${100 / sent}%`,
    ]);
    const total = ['合计', null, 107, 8, 24, 0, -240, -216, '7%'];
    const wrong = rows.map((cells, at) => (at === 0 ? cells.map((cell, c) => (c === 3 ? 2 : cell)) : cells));
    const table = { caption: '信息采用情况', columns, rows: [...wrong, total] };
    const found = verify(documentOf({ method: 'consecutive', table })).filter(blocks);
    expect(found.map(({ kind, where }) => [kind, where.row, where.column])).toEqual([['sum', 8, 3]]);
  });

  it('with one rank changed beyond its ties is stopped at that row', () => {
    fc.assert(
      fc.property(consistent, fc.nat(), (made, at) => {
        const { table } = made;
        const row = at % (table.rows.length - 1);
        const rows = table.rows.map((cells, index) => (index === row ? [99, ...cells.slice(1)] : cells));
        const found = verify(documentOf({ ...made, table: { ...table, rows } })).filter(({ kind }) => kind === 'rank');
        expect(found.map(({ where, severity }) => [where.row, where.column, severity])).toEqual([[row, 0, 'error']]);
      }),
      { numRuns: 100 },
    );
  });

  it('with one rate changed by more than a rounding is stopped at that row', () => {
    fc.assert(
      fc.property(consistent, fc.nat(), (made, at) => {
        const { table } = made;
        const row = at % table.rows.length;
        const rows = table.rows.map((cells, index) =>
          index === row ? [...cells.slice(0, 8), `${Number.parseFloat(String(cells[8])) + 7}%`] : cells,
        );
        const found = verify(documentOf({ ...made, table: { ...table, rows } })).filter(blocks);
        expect(found.map(({ kind, where }) => [kind, where.row])).toEqual([['rate', row]]);
      }),
      { numRuns: 100 },
    );
  });
});
