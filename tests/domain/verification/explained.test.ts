// Documents of any office that are in order under a reading the checks must find before they accuse.
import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/domain/verification/verify.ts';
import { brief, change, type Rows, read, table } from './tables.ts';

describe('points that are guessed to be so much for each item', () => {
  const columns = ['单位', '采用条数', '采用得分'];
  const rows: Rows = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((count, at) => [`第${at}局`, count, count * 3]);

  it.each([
    ['more than the rate', 21, '高'],
    ['less than the rate', 16, '低'],
  ])('are only asked about where one unit has %s, which items of another worth explain', (_, points, way) => {
    const found = verify(read([table(columns, change(rows, 4, 2, points))]));
    expect(brief(found)).toEqual([['row-arithmetic', 'warning', 4, 2]]);
    expect(found[0]!.explanation).toContain(way);
    expect(found[0]!.explanation).toContain('分值');
  });

  it('are only asked about where an earlier month is taken back', () => {
    expect(brief(verify(read([table(columns, [...rows, ['某局', 0, -3]])])))).toEqual([['row-arithmetic', 'warning', 11, 2]]);
  });

  it('are no rule where several units differ, or where the title speaks of something else', () => {
    const long: Rows = Array.from({ length: 30 }, (_, at) => [`第${at}局`, at + 1, (at + 1) * 3]);
    expect(verify(read([table(columns, change(change(change(long, 3, 2, 15), 8, 2, 30), 20, 2, 65))]))).toEqual([]);
    expect(verify(read([table(['单位', '采用条数', '约稿得分'], change(rows, 4, 2, 21))]))).toEqual([]);
  });

  it('are a fault where the note gives this worth and no other', () => {
    const wrong = read([table(columns, change(rows, 4, 2, 21))], ['注：每采用1条信息得3分。']);
    expect(brief(verify(wrong))).toEqual([['row-arithmetic', 'error', 4, 2]]);
    const mixed = read([table(columns, change(rows, 4, 2, 21))], ['注：每采用1条信息得3分，头条6分，综合信息2分。']);
    expect(verify(mixed)).toEqual([]);
  });

  it('are a fault where the total of the row contradicts them too', () => {
    const totals = ['单位', '采用条数', '采用得分', '约稿得分', '总分'];
    const whole: Rows = rows.map((cells, at) => [...cells, at % 3, Number(cells[2]) + (at % 3)]);
    expect(brief(verify(read([table(totals, change(whole, 4, 2, 21))])))).toEqual([['row-arithmetic', 'error', 4, 2]]);
  });

  it('that are a sum no title announces are only asked about', () => {
    const sums: Rows = [3, 5, 8, 9, 11, 14].map((n, at) => [`第${at}局`, n, n * n, n + n * n]);
    expect(brief(verify(read([table(['单位', '甲', '乙', '丙'], change(sums, 2, 3, 1))])))).toEqual([['row-arithmetic', 'warning', 2, 3]]);
  });
});

describe('a figure of the text that counts something else', () => {
  const both = table(
    ['单位', '报送条数', '采用条数'],
    [
      ['甲局', 80, 60],
      ['乙局', 70, 52],
    ],
  );
  const said = (words: string, tables = [both]) => verify(read(tables, [`本月共收到报送信息150条；${words}。`]), { kinds: ['narrative'] });

  it.each([
    '因失去时效未采用7条',
    '失去时效的有3件',
    '被上级政府网站和媒体采用1条次',
    '不予采用的信息38条',
    '退稿5件',
    '因内容重复，退回4条',
    '重复报送的信息6条',
    '上级网站采用信息14条',
    '无审核人的信息5条',
    '有的单位一次报送12条',
    '其中头条3条、图文2条',
    '联合报送2条',
  ])('is not held against what was adopted or submitted: %s', (words) => {
    expect(said(words)).toEqual([]);
  });

  it('is compared where a column has its meaning', () => {
    const refused = table(
      ['单位', '报送条数', '采用条数', '未采用条数'],
      [
        ['甲局', 80, 60, 20],
        ['乙局', 70, 52, 18],
      ],
    );
    expect(said('未采用38条', [refused])).toEqual([]);
    expect(said('未采用37条', [refused])).toMatchObject([{ severity: 'error', stated: 37, expected: 38 }]);
  });

  it('does not hide a wrong total in the same sentence', () => {
    expect(verify(read([both], ['本月共收到报送信息150条，因失去时效未采用7条，共采用113条。']), { kinds: ['narrative'] })).toMatchObject([
      { severity: 'error', stated: 113, expected: 112 },
    ]);
  });

  it('explains items of several units that each row counts, and still names them', () => {
    const found = verify(read([both], ['本月共收到报送信息150条，采用110条，联合报送的2条按一条计。']), { kinds: ['narrative'] });
    expect(found).toMatchObject([{ severity: 'error', stated: 110, expected: 112, explanation: expect.stringContaining('联合') }]);
  });

  it('believes a note that says so, where the rows add up to more', () => {
    const note = '注：联合报送的信息，表中各单位都计入，总数只计一次。';
    const found = (adopted: number) =>
      verify(read([both], [`本月共收到报送信息150条，采用${adopted}条。`, note]), { kinds: ['narrative'] }).map(({ severity }) => severity);
    expect(found(110)).toEqual(['warning']);
    expect(found(114)).toEqual(['error']);
  });
});

describe('parts behind 其中', () => {
  const groups = ['县直', '乡镇'].map((name, at) =>
    table(
      [name, '采用条数'],
      [
        ['甲', 40 + at],
        ['乙', 20],
      ],
      name,
    ),
  );

  it('are not taken for the tables in order where none of them agrees', () => {
    expect(verify(read(groups, ['共采用121条，其中头条3条、图文20条。']))).toEqual([]);
  });
});

describe('ranks by two keys', () => {
  const columns = ['名次', '单位', '采用条数', '得分'];
  const rows: Rows = [
    [1, '甲局', 5, 30],
    [2, '乙局', 8, 20],
    [3, '丙局', 6, 20],
    [3, '丁局', 6, 20],
    [5, '戊局', 2, 6],
    [6, '己局', 1, 3],
  ];

  it.each([
    ['no note', []],
    ['a note', ['注：各表按得分由高到低排列，相同的再按采用条数由高到低，仍相同的按名册顺序；数值相同的名次并列，其后名次空出。']],
  ])('are right where a printed column orders equal scores, with %s', (_, notes) => {
    expect(verify(read([table(columns, rows)], notes))).toEqual([]);
  });

  it('are wrong where no printed column does', () => {
    const found = verify(read([table(columns, change(rows, 1, 2, 6))]), { kinds: ['rank'] });
    expect(found).toHaveLength(1);
    expect(found[0]!.severity).toBe('error');
  });

  it('are wrong where the note gives equal scores one rank', () => {
    const note = ['注：得分相同的名次并列，其后名次空出。'];
    expect(verify(read([table(columns, rows)], note), { kinds: ['rank'] })).not.toEqual([]);
  });
});
