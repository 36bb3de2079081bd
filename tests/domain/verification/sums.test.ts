import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/domain/document.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { brief, change, type Rows, read, scored, scoredColumns, table } from './tables.ts';

describe('sums', () => {
  const total: readonly Cell[] = ['合计', 100, 500, 30, 530];

  it('names the wrong total once, though its row breaks the arithmetic too', () => {
    const found = verify(read([table(scoredColumns, [...scored, ['合计', 100, 500, 30, 528]])]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'sum', severity: 'error', where: { row: 4, column: 4 }, stated: 528, expected: 530 });
  });

  it('lowers the total that one wrong row explains', () => {
    const found = verify(read([table(scoredColumns, [...change(scored, 0, 4, 211), total])]));
    expect(found.map(({ kind, severity }) => [kind, severity])).toEqual([
      ['sum', 'warning'],
      ['row-arithmetic', 'error'],
    ]);
    expect(found[0]!.explanation).toContain('甲局');
  });

  it('only asks where no column of a total line fits the rows: the total may cover more', () => {
    const found = verify(read([table(scoredColumns, [...scored, ['合计', 999, 4995, 5, 5000]])]));
    expect(new Set(found.map(({ kind, severity }) => `${kind} ${severity}`))).toEqual(new Set(['sum warning']));
  });

  it('reads totals above their rows, subtotals and the total of subtotals', () => {
    const columns = ['单位', '采用条数'];
    expect(
      verify(
        read([
          table(columns, [
            ['合计', 9],
            ['甲', 4],
            ['乙', 5],
          ]),
        ]),
      ),
    ).toEqual([]);
    const nested: Rows = [
      ['甲', 4],
      ['乙', 5],
      ['小计', 9],
      ['丙', 1],
      ['丁', 6],
      ['小计', 7],
      ['总计', 16],
    ];
    expect(verify(read([table(columns, nested)]))).toEqual([]);
    expect(brief(verify(read([table(columns, change(nested, 5, 1, 8))])))).toContainEqual(['sum', 'error', 5, 1]);
    expect(verify(read([table(columns, [['合计', 9]])]))).toEqual([]);
  });

  const grouped: Rows = [
    ['甲市', 9],
    ['市本级', 4],
    ['子县', 5],
    ['乙市', 7],
    ['市本级', 6],
    ['丑县', 1],
    ['丙市', 12],
    ['市本级', 8],
    ['寅县', 4],
  ];

  it('quotes the table that gives the area the right figure', () => {
    const one = table(
      ['地区', '小计'],
      [
        ['甲市', 9],
        ['乙市', 7],
        ['丙市', 12],
      ],
      '表一',
    );
    const found = verify(read([one, table(['单位', '采用条数'], change(grouped, 3, 1, 8), '表二')]));
    expect(found.find(({ where }) => where.table === 1)).toMatchObject({ kind: 'sum', severity: 'error', stated: 8, expected: 7 });
    expect(found.find(({ where }) => where.table === 1)!.explanation).toContain('“表一”');
  });

  it('asks about an area table that differs from the area lines', () => {
    const one = table(
      ['地区', '小计'],
      [
        ['甲市', 9],
        ['乙市', 17],
        ['丙市', 12],
      ],
      '表一',
    );
    const found = verify(read([one, table(['单位', '采用条数'], grouped, '表二')]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'sum', severity: 'warning', where: { table: 0, row: 1 }, stated: 17, expected: 7 });
    const others = table(
      ['地区', '人口'],
      [
        ['甲市', 901],
        ['乙市', 17],
        ['丙市', 122],
      ],
      '表一',
    );
    expect(verify(read([others, table(['单位', '采用条数'], grouped, '表二')]))).toEqual([]);
  });

  it('adds up the area lines for the total of a grouped table', () => {
    expect(verify(read([table(['单位', '采用条数'], [...grouped, ['合计', 28]])]))).toEqual([]);
    expect(brief(verify(read([table(['单位', '采用条数'], [...grouped, ['合计', 29]])])))).toEqual([['sum', 'error', 9, 1]]);
  });

  it('knows areas by the gaps between them, or by another table that lists them', () => {
    const gaps: Rows = [
      ['甲市', 9],
      ['子县', 4],
      ['丑县', 5],
      [null, null],
      ['乙市', 7],
      ['寅县', 6],
      ['卯县', 1],
      [null, null],
      ['丙市', 4],
      ['辰县', 2],
      ['巳县', 1],
    ];
    expect(brief(verify(read([table(['单位', '条数'], gaps)])))).toEqual([['sum', 'error', 8, 1]]);
    const named = gaps.filter(([name]) => name !== null);
    const list = table(
      ['地区', '面积'],
      [
        ['甲市', 1],
        ['乙市', 5],
        ['丙市', 3],
      ],
    );
    expect(brief(verify(read([list, table(['单位', '条数'], named)])))).toEqual([['sum', 'error', 6, 1]]);
  });

  it('asks, and does not accuse, where areas are known only by their sums', () => {
    const plain: Rows = [
      ['甲市', 9],
      ['子县', 4],
      ['丑县', 5],
      ['乙市', 7],
      ['寅县', 6],
      ['卯县', 1],
      ['辰县', 0],
      ['丙市', 30],
      ['巳县', 10],
      ['午县', 20],
      ['丁市', 3],
      ['未县', 1],
      ['申县', 2],
    ];
    expect(verify(read([table(['单位', '条数'], plain)]))).toEqual([]);
    expect(brief(verify(read([table(['单位', '条数'], change(plain, 3, 1, 8))])))).toEqual([['sum', 'warning', 3, 1]]);
    expect(
      verify(
        read([
          table(
            ['单位', '条数'],
            [
              ['甲', 3],
              ['乙', 9],
              ['丙', 1],
              ['丁', 4],
            ],
          ),
        ]),
      ),
    ).toEqual([]);
    expect(
      verify(
        read([
          table(
            ['单位', '条数'],
            [
              ['甲', 3],
              ['乙', 1],
              ['丙', 2],
              ['丁', 40],
              ['戊', 7],
              ['己', 50],
            ],
          ),
        ]),
      ),
    ).toEqual([]);
  });

  it('reads a table whose first row was taken for its titles', () => {
    const [first, ...rest] = grouped;
    const found = verify(read([table(first!.map(String), change(rest, 0, 1, 14))]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'sum', where: { table: 0, column: 1 }, stated: 9, expected: 19 });
    expect(found[0]!.where.row).toBeUndefined();
  });
});
