import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/domain/verification/verify.ts';
import { brief, change, type Rows, read, table } from './tables.ts';

describe('order', () => {
  const columns = ['单位', '采用条数', '总分'];
  const descending: Rows = [
    ['甲', 9, 20],
    ['乙', 8, 70],
    ['丙', 7, 10],
    ['丁', 6, 50],
    ['戊', 5, 5],
  ];
  const note = '注：1、排列顺序按采用条数从高到低。';

  it('names the upper of two rows that changed places', () => {
    const rows = change(change(descending, 1, 1, 6), 3, 1, 8);
    const found = verify(read([table(columns, rows)], [note]), { kinds: ['order'] });
    expect(brief(found)).toEqual([['order', 'error', 1, 1]]);
    expect(found[0]!.message).toMatch(/乙.*丁/u);
  });

  it('names a row that stands too low, or first where it should not', () => {
    const low: Rows = [...descending, ['己', 4, 1], ['庚', 8.5, 60]];
    expect(brief(verify(read([table(columns, low)], [note]), { kinds: ['order'] }))).toEqual([['order', 'error', 6, 1]]);
    const first: Rows = [['己', 1, 1], ...descending];
    expect(brief(verify(read([table(columns, first)], [note]), { kinds: ['order'] }))).toEqual([['order', 'error', 0, 1]]);
  });

  it('names the note where the rows follow no such order at all', () => {
    const rows: Rows = [
      ['甲', 1, 20],
      ['乙', 8, 70],
      ['丙', 2, 10],
      ['丁', 9, 50],
      ['戊', 3, 5],
      ['己', 7, 6],
    ];
    const found = verify(read([table(columns, rows)], [note]), { kinds: ['order'] });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'order', where: { paragraph: 0, row: 1 }, stated: '采用条数' });
    expect(found[0]!.explanation).toBeUndefined();
  });

  it('understands rising orders, orders in the text, notes inside the table, and 得分 as the sum of points', () => {
    const rising = [...descending].toReversed();
    expect(verify(read([table(columns, rising)], ['注：按采用条数由低到高排列。']), { kinds: ['order'] })).toEqual([]);
    expect(verify(read([table(columns, rising)], [note]), { kinds: ['order'] })).toHaveLength(1);
    const swapped = change(change(rising, 0, 1, 6), 1, 1, 5);
    expect(verify(read([table(columns, swapped)], ['各单位按采用条数由低到高排列如下。']), { kinds: ['order'] })).toHaveLength(1);
    const inside = table(columns, [...rising, ['注：按采用条数从高到低排列', null, null]]);
    expect(verify(read([inside]), { kinds: ['order'] })).toHaveLength(1);
    const points: Rows = [
      ['甲', 9, 5, 30],
      ['乙', 20, 8, 28],
      ['丙', 3, 2, 5],
    ];
    expect(
      verify(read([table(['单位', '采用得分', '约稿得分', '得分合计'], points)], ['注：按得分从高到低排列。']), { kinds: ['order'] }),
    ).toEqual([]);
  });

  it('says nothing where the note orders ties, or names no column', () => {
    const notes = ['注：1.得分相同的，按采用条数从高到低排列。', '2.按行政级别从高到低排列。', '3.请按数量多少分类。'];
    expect(verify(read([table(columns, descending.toReversed())], notes), { kinds: ['order'] })).toEqual([]);
  });
});
