import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/domain/verification/verify.ts';
import { brief, change, type Rows, read, scored, scoredColumns, table } from './tables.ts';

describe('row arithmetic', () => {
  it('names the count where the points are right in the total', () => {
    const [found, ...more] = verify(read([table(scoredColumns, change(scored, 1, 1, 33))]));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: 'row-arithmetic', where: { table: 0, row: 1, column: 1 }, stated: 33, expected: 30 });
  });

  it('names the points, not also the total, where correcting the points corrects the total', () => {
    const [found, ...more] = verify(read([table(scoredColumns, change(scored, 1, 2, 155))]));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: 'row-arithmetic', where: { row: 1, column: 2 }, stated: 155, expected: 150 });
  });

  it('names the points that stand empty', () => {
    const found = verify(read([table(scoredColumns, change(scored, 3, 2, '/'))], [], ''), { kinds: ['row-arithmetic'] });
    expect(found[0]).toMatchObject({ where: { row: 3, column: 2 }, stated: '/', expected: 50 });
    const emptied = verify(read([table(scoredColumns, change(scored, 3, 2, null))]), { kinds: ['row-arithmetic'] });
    expect(emptied[0]!.message).toContain('为空');
  });

  it('says so where every part is zero', () => {
    const rows: Rows = [...scored, ['戊局', 0, 0, 0, 5]];
    expect(verify(read([table(scoredColumns, rows)]))[0]!.message).toContain('各项都为0');
  });

  it('learns from stacked tables with the same columns', () => {
    const small = table(scoredColumns, [['戊局', 6, 30, 0, 35]], '表二');
    expect(brief(verify(read([table(scoredColumns, scored, '表一'), small])))).toEqual([['row-arithmetic', 'error', 0, 4]]);
    expect(verify(read([small]))).toEqual([]);
  });

  it('believes no rule that a third of the rows break', () => {
    const rows: Rows = [...scored, ['戊局', 5, 77, 0, 1], ['己局', 3, 8, 0, 2], ['庚局', 2, 99, 1, 3]];
    expect(verify(read([table(scoredColumns, rows)]), { kinds: ['row-arithmetic'] })).toEqual([]);
  });

  it('knows own level and subordinates as parts of a subtotal', () => {
    const rows: Rows = [
      ['甲市', 70, 24, 46],
      ['乙盟', 108, 30, 78],
      ['丙盟', 38, 26, 11],
      ['丁盟', 104, 26, 78],
    ];
    expect(brief(verify(read([table(['地区', '小计', '本级', '旗县级'], rows)])))).toEqual([['row-arithmetic', 'error', 2, 1]]);
  });

  it('counts five rows before it believes a sum that no title announces', () => {
    const rows: Rows = [3, 5, 8, 9, 11, 14].map((n, at) => [`第${at}局`, n, n * n, n + n * n]);
    expect(verify(read([table(['单位', '甲', '乙', '丙'], change(rows, 2, 3, 1))]))).toHaveLength(1);
    expect(verify(read([table(['单位', '甲', '乙', '丙'], change(rows.slice(0, 5), 2, 3, 1))]))).toEqual([]);
  });

  it('manages tables with very many columns', () => {
    const rows: Rows = Array.from({ length: 6 }, (_, row) => {
      const parts = Array.from({ length: 12 }, (_, at) => ((row + 2) * (at + 3)) % 17);
      return [`第${row}局`, ...parts, parts.slice(2).reduce((a, b) => a + b, 0)];
    });
    const columns = ['单位', ...Array.from({ length: 12 }, (_, at) => `第${at}类`), '合计'];
    expect(verify(read([table(columns, rows)]))).toEqual([]);
    expect(brief(verify(read([table(columns, change(rows, 2, 13, 999))])))).toEqual([['row-arithmetic', 'error', 2, 13]]);
  });
});
