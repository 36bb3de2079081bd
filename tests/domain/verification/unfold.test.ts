import { describe, expect, it } from 'vitest';
import { unfold, unfoldFindings } from '../../../src/domain/verification/unfold.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { read, table } from './tables.ts';

const areas = table(
  ['', '', '', '', ''],
  [
    ['甲市', 10, null, '乙盟', 9],
    ['市本级', 7, null, '盟本级', 4],
    ['丙区', 3, null, '丁旗', '5(包括园区)'],
    [null, null, null, null, null],
    ['戊市', 6, null, '己市', 3],
    ['市本级', 6, null, '市本级', 2],
    [null, null, null, '庚县', 1],
  ],
  '统计（表二）',
);

describe('a document unfolded to values', () => {
  it('gives each area a table of its own, with its figure as subtotal', () => {
    expect(unfold(read([areas])).document.tables).toEqual([
      {
        caption: '统计（表二） / 甲市',
        columns: ['', ''],
        subtotal: 10,
        rows: [
          ['市本级', 7],
          ['丙区', 3],
        ],
      },
      {
        caption: '统计（表二） / 乙盟',
        columns: ['', ''],
        subtotal: 9,
        rows: [
          ['盟本级', 4],
          ['丁旗', 5],
        ],
        printed: [{ row: 1, column: 1, text: '5(包括园区)' }],
      },
      { caption: '统计（表二） / 戊市', columns: ['', ''], subtotal: 6, rows: [['市本级', 6]] },
      {
        caption: '统计（表二） / 己市',
        columns: ['', ''],
        subtotal: 3,
        rows: [
          ['市本级', 2],
          ['庚县', 1],
        ],
      },
    ]);
  });
  it('puts two units per row under each other, in the order of their numbers', () => {
    const pairs = table(
      ['序号', '单位', '条数', '序号', '单位', '条数'],
      [
        [1, '甲局', 9, 2, '乙局', 8],
        [3, '丙局', 5, null, null, null],
      ],
    );
    expect(unfold(read([pairs])).document.tables).toEqual([
      {
        columns: ['序号', '单位', '条数'],
        rows: [
          [1, '甲局', 9],
          [2, '乙局', 8],
          [3, '丙局', 5],
        ],
      },
    ]);
  });
  it('leaves out empty rows, and gives signs for nothing and rates as values beside their print', () => {
    const rates = table(
      ['单位', '报送', '采纳率'],
      [
        ['甲局', 4, '50%'],
        [null, null, null],
        ['乙局', 0, '—'],
      ],
    );
    expect(unfold(read([rates])).document.tables).toEqual([
      {
        columns: ['单位', '报送', '采纳率'],
        rows: [
          ['甲局', 4, 50],
          ['乙局', 0, null],
        ],
        printed: [
          { row: 0, column: 2, text: '50%' },
          { row: 1, column: 2, text: '—' },
        ],
      },
    ]);
  });
  it('leaves an ordinary table as it is', () => {
    const plain = table(
      ['单位', '条数'],
      [
        ['甲局', 3],
        ['乙局', 2],
        ['合计', 5],
      ],
      '表',
    );
    expect(unfold(read([plain])).document.tables).toEqual([plain]);
  });
  it('leads findings to where they stand in it', () => {
    const wrong = { ...areas, rows: areas.rows.map((cells, at) => (at === 0 ? ['甲市', 10, null, '乙盟', 8] : cells)) };
    const document = read([wrong]);
    const [sum] = unfoldFindings(document, verify(document, { kinds: ['sum'] }));
    expect(sum).toMatchObject({ where: { table: 1 }, stated: 8, expected: 9 });
    expect(sum?.where.row).toBeUndefined();
    const { placeOf } = unfold(document);
    expect(placeOf({ table: 0, row: 6, column: 4 })).toEqual({ table: 3, row: 1, column: 1 });
    expect(placeOf({ table: 0, row: 1 }, '盟本级')).toEqual({ table: 1, row: 0 });
    expect(placeOf({ paragraph: 3 })).toEqual({ paragraph: 3 });
  });
});
