import { describe, expect, it } from 'vitest';
import type { ReadTable } from '../../../src/domain/document.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { brief, type Rows, read, table } from './tables.ts';

describe('ranks', () => {
  const columns = ['排名', '单位', '得分'];
  const ranked = (pairs: readonly (readonly [number, number])[]): ReadTable =>
    table(
      columns,
      pairs.map(([rank, score], at) => [rank, `第${at}局`, score]),
    );

  it.each([
    [
      'consecutive',
      [
        [1, 9],
        [2, 7],
        [3, 7],
        [4, 5],
      ],
    ],
    [
      'dense',
      [
        [1, 9],
        [2, 7],
        [2, 7],
        [3, 5],
      ],
    ],
    [
      'competition',
      [
        [1, 9],
        [2, 7],
        [2, 7],
        [4, 5],
      ],
    ],
    [
      'continued from another page',
      [
        [11, 9],
        [12, 7],
        [13, 6],
        [14, 5],
      ],
    ],
  ] as const)('accepts %s ranks', (_, pairs) => {
    expect(verify(read([ranked(pairs)]))).toEqual([]);
  });

  it('names the first of those that a skipped number shifts', () => {
    const found = verify(
      read([
        ranked([
          [1, 9],
          [2, 8],
          [4, 7],
          [5, 6],
        ]),
      ]),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'rank', severity: 'error', where: { row: 2, column: 0 }, stated: 4, expected: 3 });
    expect(found[0]!.message).toContain('其后1行');
  });

  it('takes the method that the note names, unless most ranks follow another', () => {
    const dense = ranked([
      [1, 9],
      [2, 7],
      [2, 7],
      [3, 5],
    ]);
    expect(verify(read([dense], ['注：得分相同的名次并列，其后名次空出。']))).toHaveLength(1);
    const many = ranked([
      [1, 9],
      [2, 9],
      [3, 7],
      [4, 7],
      [5, 5],
      [6, 5],
    ]);
    expect(verify(read([many], ['注：得分相同的名次并列，其后名次依次顺延。']))).toEqual([]);
  });

  it('names the one whose score stands elsewhere instead of all it pushes', () => {
    const found = verify(
      read([
        ranked([
          [1, 90],
          [2, 80],
          [3, 70],
          [4, 60],
          [5, 50],
          [6, 85],
          [7, 40],
          [8, 30],
          [9, 20],
          [10, 10],
        ]),
      ]),
    );
    expect(brief(found)).toEqual([['rank', 'error', 5, 0]]);
  });

  it('only examines the sequence where no column explains the ranks', () => {
    const odd = ranked([
      [1, 3],
      [2, 9],
      [3, 1],
      [5, 8],
      [6, 2],
      [7, 7],
    ]);
    expect(brief(verify(read([odd])))).toEqual([['rank', 'warning', 3, 0]]);
    expect(
      brief(
        verify(
          read([
            table(
              ['名次', '单位'],
              [
                [1, '甲'],
                [2, '乙'],
                [4, '丙'],
              ],
            ),
          ]),
        ),
      ),
    ).toEqual([['rank', 'warning', 2, 0]]);
  });

  it('lets ranks begin anew behind a subtotal, and serial numbers run on', () => {
    const rows: Rows = [
      [1, '甲', 9],
      [2, '乙', 8],
      [null, '小计', 17],
      [1, '丙', 5],
      [2, '丁', 4],
      [null, '小计', 9],
    ];
    expect(verify(read([table(columns, rows)]))).toEqual([]);
    const serial: Rows = [
      [1, '甲', 3],
      [2, '乙', 8],
      [4, '丙', 5],
    ];
    expect(brief(verify(read([table(['序号', '单位', '采用条数'], serial)])))).toEqual([['rank', 'warning', 2, 0]]);
  });
});
