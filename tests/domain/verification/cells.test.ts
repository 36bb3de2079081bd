import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/domain/document.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { brief, change, type Rows, read, scored, scoredColumns, table } from './tables.ts';

describe('cells and duplicates', () => {
  it('names text where a number belongs, and leaves lines of words alone', () => {
    const rows: Rows = [
      ...change(scored, 2, 3, '未统计'),
      ['单位', '采用条数', '采用得分', '约稿得分', '总分'],
      ['第二页', '续', null, null, null],
      ['注：条数含转载', null, null, null, null],
    ];
    const found = verify(read([table(scoredColumns, rows)]));
    expect(brief(found)).toContainEqual(['non-numeric-cell', 'warning', 2, 3]);
    expect(found.filter(({ where }) => (where.row ?? 0) > 3)).toEqual([]);
  });

  it('names a unit that stands twice, also where rows have no numbers', () => {
    expect(brief(verify(read([table(scoredColumns, [...scored, ['甲局', 1, 5, 0, 5]])])))).toEqual([
      ['duplicate-row', 'warning', 4, undefined],
    ]);
    expect(brief(verify(read([table(['单位'], [['甲'], ['乙'], ['甲']])])))).toEqual([['duplicate-row', 'warning', 2, undefined]]);
    const [first, ...rest] = scored;
    const titled = verify(read([table(first!.map(String), [...rest, ['甲局', 1, 5, 0, 5]])]), { kinds: ['duplicate-row'] });
    expect(titled[0]!.message).toContain('40、200、10、210和第4行');
  });

  it('names a unit that stands twice under one area without accounting for its sum', () => {
    const rows: Rows = [
      ['甲市', 9],
      ['市本级', 4],
      ['子县', 3],
      ['子县', 2],
      ['乙市', 7],
      ['市本级', 6],
      ['丑县', 1],
    ];
    const found = verify(read([table(['单位', '条数'], rows)]));
    expect(brief(found)).toEqual([['duplicate-row', 'warning', 3, undefined]]);
    expect(found[0]!.explanation).toBeUndefined();
  });

  it('reads a head of two rows', () => {
    const head: readonly Cell[] = ['单位', '采用条数', '采用得分', '约稿得分', '总分'];
    const found = verify(read([table(['单位', '采用', '采用', '加分', '总分'], [head, ...change(scored, 1, 4, 151)])]));
    expect(brief(found)).toEqual([['row-arithmetic', 'error', 2, 4]]);
    expect(found[0]!.message).toContain('“采用得分”150');
  });

  it('reads two units per row under repeated titles', () => {
    const columns = ['单位', '采用条数', '单位', '采用条数'];
    const rows: Rows = [
      ['甲', 4, '丙', 2],
      ['乙', 5, '合计', 12],
    ];
    expect(brief(verify(read([table(columns, rows)])))).toEqual([['sum', 'error', 1, 3]]);
  });

  it('names a row without a name by its number', () => {
    const rows: Rows = scored.map((cells) => cells.slice(1));
    expect(verify(read([table(scoredColumns.slice(1), change(rows, 1, 3, 151))]))[0]!.message).toContain('第2行');
    expect(verify(read([table(['5(含转载)', '7'], [[3, 4]])]))[0]!.message).toContain('首行');
  });
});
