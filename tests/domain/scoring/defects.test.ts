/** One promise for each defect of earlier systems that concerns scoring (DOMAIN section 3). */
import { describe, expect, it } from 'vitest';
import type { Rulebook } from '../../../src/domain/scoring/rulebook.ts';
import { book, columnOf, day, linesOf, month, period, type RawFact, scored, scoresOf, year } from './small-office.ts';

const adopted = (unit: string, on: string, more: Record<string, unknown> = {}): RawFact => ({ fact: 'adoption', unit, on, ...more });
const total = (result: ReturnType<typeof scored>, name: string): unknown => result.totals.find((one) => one.name === name)?.shown;

describe('the year', () => {
  const facts = [
    adopted('甲局', '2023-01-01T00:00:00'),
    adopted('甲局', '2023-12-30T23:59:59'),
    adopted('甲局', '2023-12-31T23:59:59.999'),
    adopted('甲局', '2024-01-01T00:00:00'),
    adopted('乙局', '2022-12-31T16:00:00Z'),
    adopted('乙局', '2023-12-31T15:59:59.999Z'),
    adopted('乙局', '2023-12-31T16:00:00Z'),
  ];

  it('ends with the last millisecond of 31 December in Shanghai', () => {
    expect(scoresOf(scored(book({}), facts, year(2023)))).toEqual({ 甲局: 15, 乙局: 10, 丙镇: 0 });
    expect(scoresOf(scored(book({}), facts, year(2024)))).toEqual({ 甲局: 5, 乙局: 5, 丙镇: 0 });
  });

  it('may start in February: January belongs to the year before, in the year to date and in caps', () => {
    const february = book({
      yearStarts: '02-01',
      limits: [{ rules: ['采用'], per: 'year', max: 8 }],
      figures: [{ name: '累计', points: 'all', over: 'year' }],
    });
    const ofYear = [
      adopted('甲局', '2024-01-31'),
      adopted('甲局', '2024-02-01'),
      adopted('甲局', '2024-02-02'),
      adopted('甲局', '2024-03-01'),
    ];
    const first = scored(february, ofYear, month(1));
    expect([scoresOf(first)['甲局'], columnOf(first, '累计')['甲局']]).toEqual([5, '5']);
    const second = scored(february, ofYear, month(2));
    expect([scoresOf(second)['甲局'], columnOf(second, '累计')['甲局']]).toEqual([8, '8']);
    const third = scored(february, ofYear, month(3));
    expect([scoresOf(third)['甲局'], columnOf(third, '累计')['甲局']]).toEqual([0, '8']);
  });
});

describe('the month', () => {
  it('ends on its own last day, not thirty days after its first', () => {
    const facts = ['2024-02-01', '2024-02-29T23:59:59', '2024-03-01', '2024-03-02', '2024-03-31T23:59:59', '2024-05-01'].map((on) =>
      adopted('甲局', on),
    );
    expect([2, 3, 4, 5].map((n) => scoresOf(scored(book({}), facts, month(n)))['甲局'])).toEqual([10, 15, 0, 5]);
  });
});

describe('an adoption', () => {
  it('stays in its month when it is edited and saved again', () => {
    const facts = [adopted('甲局', '2024-05-20', { id: 'f' }), { fact: 'edit', unit: '甲局', on: '2024-07-03', ref: 'f', note: '改标题' }];
    expect([5, 6, 7].map((n) => scoresOf(scored(book({}), facts, month(n)))['甲局'])).toEqual([5, 0, 0]);
  });

  it('is not overwritten by a later one of the same item, and both are shown', () => {
    const rules: Rulebook['rules'] = [
      { id: '本级', each: { fact: 'adoption', level: '本级' }, points: 5 },
      { id: '上级', each: { fact: 'adoption', level: '上级' }, points: 10 },
    ];
    const facts = [
      adopted('甲局', '2024-04-28', { level: '本级', item: 'a' }),
      adopted('甲局', '2024-05-06', { level: '上级', item: 'a' }),
    ];
    expect(scoresOf(scored(book({ rules }), facts, month(4)))['甲局']).toBe(5);
    expect(scoresOf(scored(book({ rules }), facts, month(5)))['甲局']).toBe(10);
    expect(linesOf(scored(book({ rules }), facts, period('2024-04-01', '2024-05-31'))).map(({ rule, points }) => [rule, points])).toEqual([
      ['本级', 5],
      ['上级', 10],
    ]);
  });
});

describe('a new rulebook in mid-year', () => {
  const books = [
    book({ name: '旧办法', from: '2024-01-01' }),
    book({ name: '新办法', from: '2024-07-01', rules: [{ id: '采用', each: { fact: 'adoption' }, points: 8 }] }),
  ];
  const facts = [
    adopted('甲局', '2024-03-10', { count: 2 }),
    adopted('甲局', '2024-06-30T23:59:59'),
    adopted('甲局', '2024-07-01'),
    adopted('乙局', '2024-08-10', { id: 'y' }),
  ];

  it('leaves earlier periods as they were', () => {
    const half = period('2024-01-01', '2024-06-30');
    expect(scoresOf(scored(books, facts, half))).toEqual(scoresOf(scored(books.slice(0, 1), facts, half)));
    expect(scoresOf(scored(books, facts, month(7)))['甲局']).toBe(8);
    expect(scoresOf(scored(books, facts, year(2024)))).toEqual({ 甲局: 23, 乙局: 8, 丙镇: 0 });
  });

  it('takes back what was given under the old one at the old points', () => {
    const reversal = { fact: 'adjustment', unit: '甲局', on: '2024-08-01', ref: 'old' };
    expect(scoresOf(scored(books, [adopted('甲局', '2024-03-10', { id: 'old' }), reversal], month(8)))['甲局']).toBe(-5);
  });

  it('may be tried on an old period without touching it', () => {
    expect(scoresOf(scored(books.slice(1), facts, period('2024-01-01', '2024-06-30')))['甲局']).toBe(24);
  });
});

describe('a fact recorded after its period was issued', () => {
  const issued = [{ from: day('2024-03-01'), to: day('2024-03-31'), frozenAt: Date.parse('2024-04-08T10:00:00+08:00') }];
  const rulebook = book({ figures: [{ name: '累计', points: 'all', over: 'year' }] });
  const facts = [
    adopted('甲局', '2024-03-05', { id: 'a', recorded: '2024-03-05' }),
    adopted('甲局', '2024-03-20', { id: 'late', recorded: '2024-04-20' }),
    adopted('甲局', '2024-04-10', { id: 'b', recorded: '2024-04-10' }),
  ];

  it('leaves the issued figure', () => {
    expect(scoresOf(scored(rulebook, facts, month(3), { issued }))['甲局']).toBe(5);
    expect(scoresOf(scored(rulebook, facts, month(3)))['甲局']).toBe(10);
  });

  it('counts in the first open period as 补记, and in the year to date', () => {
    const april = scored(rulebook, facts, month(4), { issued });
    expect([scoresOf(april)['甲局'], columnOf(april, '累计')['甲局']]).toEqual([10, '15']);
    expect(linesOf(april)).toEqual([
      { unit: '甲局', rule: '采用', points: 5, fact: 'late', note: '补记' },
      { unit: '甲局', rule: '采用', points: 5, fact: 'b' },
    ]);
  });

  it('has the points of its own day, though a new rulebook holds since', () => {
    const changed = [
      rulebook,
      { ...rulebook, from: '2024-04-01', rules: [{ id: '采用', each: { fact: 'adoption' as const }, points: 8 }] },
    ];
    expect(linesOf(scored(changed, facts, month(4), { issued })).map(({ fact, points }) => [fact, points])).toEqual([
      ['late', 5],
      ['b', 8],
    ]);
  });

  it('a withdrawal after issue is a minus in the open period', () => {
    const withdrawal = { fact: 'adjustment', unit: '甲局', on: '2024-03-31', ref: 'a', recorded: '2024-04-16' };
    const all = [...facts, withdrawal];
    expect(scoresOf(scored(rulebook, all, month(3), { issued }))['甲局']).toBe(5);
    expect(scoresOf(scored(rulebook, all, month(4), { issued }))['甲局']).toBe(5);
  });
});

describe('rates', () => {
  const rates = book({
    figures: [
      { name: '报送', count: { fact: 'submission' } },
      { name: '采用', count: { fact: 'adoption' } },
      { name: '采用率', formula: '采用 / 报送', show: { percent: true, decimals: 1 } },
      { name: '批次采用率', formula: '批次采用 / 报送', show: { percent: true, decimals: 0 } },
      { name: '批次采用', count: { fact: 'submission', has: { fact: 'adoption' } } },
    ],
    totals: [
      { name: '全部报送', count: { fact: 'submission' } },
      { name: '全部采用', count: { fact: 'adoption' } },
      { name: '总采用率', formula: '全部采用 / 全部报送', show: { percent: true } },
    ],
    zero: { rows: 'shown' },
  });

  it('of nothing reported are a dash, not an error and not 0 %', () => {
    const empty = scored(rates, [], month(2));
    expect(columnOf(empty, '采用率')).toEqual({ 甲局: '—', 乙局: '—', 丙镇: '—' });
    expect(total(empty, '总采用率')).toBe('—');
    expect(empty.zeroUnits.map((unit) => unit.name)).toEqual(['甲局', '乙局', '丙镇']);
  });

  it('by submission batch and acceptances by decision date stand side by side, each on its own day', () => {
    const facts: RawFact[] = [
      { fact: 'submission', unit: '甲局', on: '2024-03-28', item: 'k1' },
      { fact: 'submission', unit: '甲局', on: '2024-03-29', item: 'k2' },
      adopted('甲局', '2024-04-02', { item: 'k1' }),
      adopted('甲局', '2024-04-03', { item: 'k2' }),
      { fact: 'submission', unit: '甲局', on: '2024-04-25', item: 'k3' },
      adopted('甲局', '2024-05-06', { item: 'k3' }),
    ];
    const april = scored(rates, facts, month(4));
    expect([columnOf(april, '报送')['甲局'], columnOf(april, '采用')['甲局'], columnOf(april, '批次采用率')['甲局']]).toEqual([
      '1',
      '2',
      '100%',
    ]);
    expect(scoresOf(april)['甲局']).toBe(10);
    expect(columnOf(scored(rates, facts, month(3)), '批次采用率')['甲局']).toBe('100%');
  });

  it('the table says on which day an adoption counts', () => {
    expect(scored(rates, [], month(4)).notes.join('')).toContain('按采用（决定）日期归期');
    expect(scored(book({ countsAt: 'publication' }), [], month(4)).notes.join('')).toContain('按发布日期归期');
  });
});

describe('a joint event', () => {
  const facts: RawFact[] = [
    { fact: 'submission', unit: '甲局', on: '2024-03-04', item: 'v1', title: '我县举办春季招聘会' },
    { fact: 'submission', unit: '乙局', on: '2024-03-05', item: 'v2', title: '我县举办春季招聘会' },
    { fact: 'adoption', units: ['甲局', '乙局', '甲局'], on: '2024-03-07', item: 'v1' },
  ];
  const rulebook = book({
    rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }],
    figures: [
      { name: '报送', count: { fact: 'submission' } },
      { name: '采用', count: { fact: 'adoption' } },
    ],
    totals: [
      { name: '去重', count: { fact: 'adoption' } },
      { name: '列合计', sum: '采用' },
    ],
  });

  it('keeps both units that report it under one title, and each is credited once', () => {
    const result = scored(rulebook, facts, month(3));
    expect(columnOf(result, '报送')).toEqual({ 甲局: '1', 乙局: '1', 丙镇: '0' });
    expect(scoresOf(result)).toEqual({ 甲局: 2.5, 乙局: 2.5, 丙镇: 0 });
    expect([total(result, '去重'), total(result, '列合计')]).toEqual(['1', '2']);
  });
});

describe('a batch', () => {
  const rulebook = book({ totals: [{ name: '未生效', list: 'refused-batches' }] });
  const facts = [
    adopted('甲局', '2024-03-05', { batch: 'b1' }),
    adopted('不存在的局', '2024-03-05', { batch: 'b1' }),
    adopted('甲局', '2024-03-06', { batch: 'b2' }),
  ];

  it('counts whole or not at all', () => {
    const result = scored(rulebook, facts, month(3));
    expect(scoresOf(result)['甲局']).toBe(5);
    expect(total(result, '未生效')).toBe('b1');
  });
});
