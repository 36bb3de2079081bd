import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/domain/verification/verify.ts';
import { brief, change, type Rows, read, table } from './tables.ts';

describe('rates', () => {
  const columns = ['单位', '报送数', '采纳数', '采纳率'];
  const rows: Rows = [
    ['甲', 76, 50, '65.79%'],
    ['乙', 84, 46, '54.76%'],
    ['丙', 72, 45, '62.50%'],
    ['丁', 0, 0, '—'],
    ['戊', 21, 4, '19.05%'],
  ];

  it('tells a wrong rate from a wrong rounding', () => {
    expect(brief(verify(read([table(columns, change(rows, 1, 3, '55.76%'))])))).toEqual([['rate', 'error', 1, 3]]);
    expect(brief(verify(read([table(columns, change(rows, 4, 3, '19.04%'))])))).toEqual([['rounding', 'warning', 4, 3]]);
  });

  it('lets 0 of 0 have no rate, or 0, but nothing else', () => {
    for (const cell of ['—', '', null, 0, '0%']) expect(verify(read([table(columns, change(rows, 3, 3, cell))]))).toEqual([]);
    expect(brief(verify(read([table(columns, change(rows, 3, 3, '100%'))])))).toEqual([['rate', 'error', 3, 3]]);
  });

  it('reads fractions, bare per cents and fewer decimals than printed', () => {
    const fractions: Rows = [
      ['甲', 76, 50, 0.6579],
      ['乙', 84, 46, 0.5476],
      ['丙', 72, 45, 0.6],
      ['丁', 4, 2, 0.5],
    ];
    expect(brief(verify(read([table(columns, fractions)])))).toEqual([['rate', 'error', 2, 3]]);
    const bare: Rows = [
      ['甲', 14, 7, 50],
      ['乙', 28, 16, '57.10'],
      ['丙', 15, 8, '53.30'],
      ['丁', 10, 5, 50],
    ];
    expect(verify(read([table(columns, bare)]))).toEqual([]);
  });

  it('says nothing of a rate that no two columns explain', () => {
    expect(
      verify(
        read([
          table(columns, [
            ['甲', 76, 50, '1%'],
            ['乙', 84, 46, '2%'],
            ['丙', 72, 45, '3%'],
          ]),
        ]),
      ),
    ).toEqual([]);
  });

  it('checks the rate in the text by its own counts', () => {
    expect(verify(read([], ['累计报送578条，采纳250条，信息采发率43.3%。']))).toEqual([]);
    const [wrong] = verify(read([], ['累计报送578条，采纳250条，信息采发率47.3%。']));
    expect(wrong).toMatchObject({ kind: 'rate', severity: 'error', where: { paragraph: 0 }, stated: 47.3, expected: 43.3 });
    expect(verify(read([], ['累计报送578条，采纳250条，信息采发率43.2%。']))[0]).toMatchObject({ kind: 'rounding', severity: 'warning' });
  });
});
