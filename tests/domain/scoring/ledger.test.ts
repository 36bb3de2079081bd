import { describe, expect, it } from 'vitest';
import type { Limit, Rule, Rulebook } from '../../../src/domain/scoring/rulebook.ts';
import { book, columnOf, linesOf, month, period, type RawFact, scored, scoresOf, year } from './small-office.ts';

const adopted = (on: string, more: Record<string, unknown> = {}): RawFact => ({ fact: 'adoption', unit: '甲局', on, ...more });
const scoreOf = (rulebook: Rulebook, facts: readonly RawFact[], within = year(2024)): number | null | undefined =>
  scoresOf(scored(rulebook, facts, within))['甲局'];
const byMonth = (rulebook: Rulebook, facts: readonly RawFact[], months = [1, 2, 3]): unknown[] =>
  months.map((n) => scoreOf(rulebook, facts, month(n)));
const byKind = (kind: string, points: number): Rule => ({ id: kind, each: { fact: 'adoption', kind }, points });

describe('points of a fact', () => {
  it('factors multiply, a joint item gives shares or full points, and a table may not know a value', () => {
    const rules: Rule[] = [
      {
        id: '载体',
        each: { fact: 'adoption' },
        points: { by: 'level', table: { 省级: 10, 本级: 1.5 } },
        times: [
          { when: { front: true }, by: 2 },
          { when: { joint: true }, by: 0.5 },
        ],
        joint: 'full',
      },
    ];
    expect(scoreOf(book({ rules }), [adopted('2024-03-01', { level: '省级', front: true })])).toBe(20);
    expect(scoreOf(book({ rules }), [{ fact: 'adoption', units: ['甲局', '乙局'], on: '2024-03-01', level: '省级' }])).toBe(5);
    expect(scoreOf(book({ rules }), [adopted('2024-03-01', { level: '本级' })])).toBe(1.5);
    expect(scoreOf(book({ rules }), [adopted('2024-03-01', { level: '外省' }), adopted('2024-03-01')])).toBe(0);
  });

  it('own points are those of the fact, or their negative', () => {
    const rules: Rule[] = [
      { id: '加', each: { fact: 'bonus' }, points: 'own' },
      { id: '扣', each: { fact: 'deduction' }, points: 'minus-own' },
    ];
    const facts = [
      { fact: 'bonus', unit: '甲局', on: '2024-03-01', points: 2.5 },
      { fact: 'bonus', unit: '甲局', on: '2024-03-01', points: 2.5 },
      { fact: 'bonus', unit: '甲局', on: '2024-03-01' },
      { fact: 'deduction', unit: '甲局', on: '2024-03-02', points: '1.5', count: 2 },
    ];
    expect(scoreOf(book({ rules }), facts)).toBe(2);
  });

  it('three thirds of a joint item are one whole item', () => {
    const units = ['甲局', '乙局', '丙镇'];
    const facts = [1, 2, 3].map((n) => ({ fact: 'adoption', units, on: `2024-03-0${n}` }));
    expect(scoresOf(scored(book({}), facts, year(2024)))).toEqual({ 甲局: 5, 乙局: 5, 丙镇: 5 });
  });

  it('a sum that no longer fits is a fault, never a wrong figure', () => {
    const rules: Rule[] = [{ id: '加', each: { fact: 'bonus' }, points: 'own' }];
    const huge = (points: unknown) => ({ fact: 'bonus', unit: '甲局', on: '2024-03-01', points });
    expect(() => scored(book({ rules }), [huge(9e15), huge(9e15)], year(2024))).toThrow(RangeError);
    expect(() => scored(book({ rules }), [huge('900719925474.0991'), huge('900719925474.0991')], year(2024))).toThrow(RangeError);
    expect(() => scored(book({ rules: [{ id: '加', each: { fact: 'bonus' }, points: 1e17 }] }), [], year(2024))).toThrow(RangeError);
  });
});

describe('the same item in several outlets', () => {
  const rules = [byKind('甲刊', 3), byKind('乙刊', 10), byKind('丙刊', 5)];
  const highest = book({ rules, sameItem: [{ rules: ['甲刊', '乙刊', '丙刊'], take: 'highest' }] });
  const first = book({ rules, sameItem: [{ rules: ['甲刊', '乙刊', '丙刊'], take: 'first' }] });
  const facts = [
    adopted('2024-01-10', { kind: '甲刊', item: 's', id: 'a' }),
    adopted('2024-02-10', { kind: '乙刊', item: 's', id: 'b' }),
    adopted('2024-03-10', { kind: '丙刊', item: 's', id: 'c' }),
  ];

  it('only the highest counts; a later higher one gives the difference in its month', () => {
    expect(byMonth(highest, facts)).toEqual([3, 7, 0]);
    expect(linesOf(scored(highest, facts, month(2)))).toEqual([
      { unit: '甲局', rule: '甲刊', points: -3, fact: 'a', note: '已计更高' },
      { unit: '甲局', rule: '乙刊', points: 10, fact: 'b' },
    ]);
    expect(linesOf(scored(highest, facts, year(2024)))).toEqual([{ unit: '甲局', rule: '乙刊', points: 10, fact: 'b' }]);
  });

  it('only the first counts, by its moment, also where all are published on one day', () => {
    expect(byMonth(first, facts)).toEqual([3, 0, 0]);
    const published = facts.toReversed().map((fact) => ({ ...fact, publishedOn: '2024-03-20' }));
    expect(scoreOf({ ...first, countsAt: 'publication' }, published)).toBe(3);
  });

  it('the highest taken back leaves the next one', () => {
    const back = { fact: 'adjustment', unit: '甲局', on: '2024-03-15', ref: 'b' };
    expect(byMonth(highest, [...facts, back])).toEqual([3, 7, -5]);
    expect(linesOf(scored(highest, [...facts, back], month(3)))).toEqual([
      { unit: '甲局', rule: '乙刊', points: -10, fact: 'b', note: '撤销' },
      { unit: '甲局', rule: '丙刊', points: 5, fact: 'c' },
    ]);
  });

  it('taken back in the next year, it is taken back there, and only if it counted', () => {
    const back = (ref: string) => ({ fact: 'adjustment', unit: '甲局', on: '2025-01-15', ref });
    expect(scoreOf(highest, [...facts, back('b')], month(1, 2025))).toBe(-5);
    expect(scoreOf(highest, [...facts, back('a')], month(1, 2025))).toBe(0);
    expect(scoreOf(highest, facts, month(1, 2025))).toBe(0);
  });

  it('a better one under the same rule gives the difference, in shares too', () => {
    const rule: Rule = { id: '层级', each: { fact: 'adoption' }, points: { by: 'level', table: { 本级: 5, 省级: 10 } }, once: ['item'] };
    const twice = [
      adopted('2024-01-10', { item: 's', level: '本级' }),
      { fact: 'adoption', units: ['甲局', '乙局', '丙镇'], on: '2024-02-10', item: 's', level: '省级' },
    ];
    expect(byMonth(book({ rules: [{ ...rule, joint: 'full' }] }), twice, [1, 2])).toEqual([5, 5]);
    expect(byMonth(book({ rules: [rule] }), twice, [1, 2])).toEqual([5, 0]);
    const better = [
      { fact: 'adoption', units: ['甲局', '乙局', '丙镇'], on: '2024-01-10', item: 's', level: '省级' },
      adopted('2024-02-10', { item: 's', level: '本级' }),
    ];
    const result = scored(book({ rules: [rule] }), better, month(2));
    expect(linesOf(result).map(({ points, note }) => [points, note])).toEqual([[5 / 3, '补差']]);
  });

  it('a fact without an item is an item of its own, and counts as often as it says', () => {
    const both = book({
      rules: [...rules, { id: '全部', each: { fact: 'adoption' }, points: 4 }],
      sameItem: [{ rules: ['甲刊', '乙刊', '全部'], take: 'highest' }],
    });
    expect(scoreOf(both, [adopted('2024-01-10', { kind: '甲刊', count: 3 })])).toBe(12);
    expect(scoreOf(both, [adopted('2024-01-10', { kind: '乙刊', count: 3 })])).toBe(30);
    expect(scoreOf({ ...both, sameItem: [{ rules: ['甲刊', '全部'], take: 'first' }] }, [adopted('2024-01-10', { kind: '甲刊' })])).toBe(3);
  });
});

describe('rules that count once', () => {
  const once: Rule = { id: '批示', each: { fact: 'instruction' }, points: 5, once: ['level'] };
  const instruction = (on: string, more: Record<string, unknown>): RawFact => ({ fact: 'instruction', unit: '甲局', on, ...more });

  it('several instructions of one level count once a year, whatever their items and counts', () => {
    const facts = [
      instruction('2024-01-05', { level: '市级', item: 'x' }),
      instruction('2024-02-05', { level: '市级', item: 'y' }),
      instruction('2024-03-05', { level: '省级', count: 3 }),
    ];
    expect(scoreOf(book({ rules: [once] }), facts)).toBe(10);
    expect(byMonth(book({ rules: [once] }), facts)).toEqual([5, 0, 5]);
  });

  it('the next year begins anew', () => {
    const facts = [instruction('2023-12-31', { level: '市级' }), instruction('2024-01-01', { level: '市级' })];
    expect(scoreOf(book({ rules: [once] }), facts)).toBe(5);
  });
});

describe('limits', () => {
  const two = [byKind('甲', 5), byKind('乙', 5)];
  const with3 = (limits: Limit[], rules: Rule[] = two): Rulebook => book({ rules, limits });
  const three = (kind: string, on = '2024-01-10'): RawFact => adopted(on, { kind, count: 3 });

  it('a cap and a floor hold in their window and are shown as lines', () => {
    expect(scoreOf(with3([{ rules: ['甲'], per: 'year', max: 12 }]), [three('甲')])).toBe(12);
    const floor = book({
      rules: [{ id: '扣', each: { fact: 'deduction' }, points: -5 }],
      limits: [{ rules: ['扣'], per: 'year', min: -12 }],
    });
    const result = scored(floor, [{ fact: 'deduction', unit: '甲局', on: '2024-01-10', count: 3 }], year(2024));
    expect(linesOf(result).map(({ points, note }) => [points, note])).toEqual([
      [-15, undefined],
      [3, '保底'],
    ]);
  });

  it('what one month reached is not taken again by the next', () => {
    const facts = [three('甲'), three('甲', '2024-02-10'), adopted('2024-03-10', { kind: '甲' })];
    expect(byMonth(with3([{ rules: ['甲'], per: 'year', max: 20 }]), facts)).toEqual([15, 5, 0]);
    expect(byMonth(with3([{ rules: ['甲'], per: 'month', max: 10 }]), facts)).toEqual([10, 10, 5]);
    expect(byMonth(with3([{ rules: ['甲'], per: 'period', max: 8 }]), facts)).toEqual([8, 8, 5]);
  });

  it('each at most 10 and together at most 15 make 15, in whatever order they are written', () => {
    const limits: Limit[] = [
      { rules: ['甲', '乙'], per: 'year', max: 15 },
      { rules: ['甲'], per: 'year', max: 10 },
      { id: '乙封顶', rules: ['乙'], per: 'year', max: 10 },
    ];
    for (const order of [limits, limits.toReversed()]) {
      expect(scoreOf(with3(order), [three('甲'), three('乙')])).toBe(15);
      expect(scoreOf(with3(order), [three('甲'), adopted('2024-03-01', { kind: '乙' })])).toBe(15);
      expect(scoreOf(with3(order), [three('甲')])).toBe(10);
    }
  });

  it('a month and a year may limit the same rule', () => {
    const limits: Limit[] = [
      { rules: ['甲'], per: 'year', max: 12 },
      { rules: ['甲'], per: 'month', max: 5 },
    ];
    expect(byMonth(with3(limits), [three('甲'), three('甲', '2024-02-10'), three('甲', '2024-03-10')])).toEqual([5, 5, 2]);
  });

  it('a floor above zero lifts those who have something', () => {
    expect(scoreOf(with3([{ rules: ['甲'], per: 'year', min: 8 }]), [adopted('2024-01-10', { kind: '甲' })])).toBe(8);
  });

  it('a reversal makes room again', () => {
    const facts = [
      adopted('2024-01-10', { kind: '甲', count: 3, id: 'x' }),
      adopted('2024-02-10', { kind: '甲' }),
      { fact: 'adjustment', unit: '甲局', on: '2024-03-01', ref: 'x' },
    ];
    expect(byMonth(with3([{ rules: ['甲'], per: 'year', max: 12 }]), facts)).toEqual([12, 0, -7]);
  });

  it('a yearly limit also knows the months judged before the period', () => {
    const quota: Rule = {
      id: '任务',
      per: 'month',
      measure: { count: { fact: 'submission' } },
      steps: [{ atLeast: 1, points: 10 }],
      otherwise: -5,
    };
    const sent = [1, 2, 3].map((n) => ({ fact: 'submission', unit: '甲局', on: `2024-0${n}-05` }));
    expect(byMonth(with3([{ rules: ['任务'], per: 'year', max: 25 }], [quota]), sent)).toEqual([10, 10, 5]);
    const first = with3([{ rules: ['任务'], per: 'year', min: -8 }], [quota]);
    expect(byMonth(first, [])).toEqual([-5, -3, 0]);
    const base: Rule = { id: '基础', per: 'month', points: 10 };
    expect(byMonth(with3([{ rules: ['基础'], per: 'year', max: 25 }], [base]), [])).toEqual([10, 10, 5]);
  });

  it('a limit on a rule that measures points holds as well', () => {
    const bonus: Rule = { id: '优秀', per: 'year', measure: { points: ['甲'] }, steps: [{ atLeast: 10, points: 20 }] };
    expect(scoreOf(with3([{ rules: ['优秀'], per: 'year', max: 8 }], [...two, bonus]), [three('甲')])).toBe(23);
  });
});

describe('windows', () => {
  const commission = (on: string, more: Record<string, unknown> = {}): RawFact => ({
    fact: 'commission',
    unit: '甲局',
    on,
    met: false,
    ...more,
  });
  const missed: Rule = {
    id: '两次',
    per: 'year',
    measure: { count: { fact: 'commission', met: false } },
    steps: [{ atLeast: 2, points: 'zero' }],
  };
  const base = [{ id: '采用', each: { fact: 'adoption' as const }, points: 5 }, missed];
  const facts = [adopted('2024-01-10'), commission('2024-01-20'), commission('2024-02-20', { id: 'second' }), adopted('2024-03-10')];

  it('two missed commissions bring the year to nothing from that day on', () => {
    expect(byMonth(book({ rules: base }), facts)).toEqual([5, -5, 0]);
    expect(scoreOf(book({ rules: base }), facts)).toBe(0);
    expect(scoreOf(book({ rules: base }), facts, month(1, 2025))).toBe(0);
  });

  it('a missed commission taken back gives the year back', () => {
    const back = { fact: 'adjustment', unit: '甲局', on: '2024-03-15', ref: 'second' };
    expect(scoreOf(book({ rules: base }), [...facts, back])).toBe(10);
  });

  it('本期 brought to nothing takes back what it gave, base points and all, and leaves other ranges', () => {
    const inPeriod = book({
      rules: [
        base[0] as Rule,
        { id: '基础', per: 'period', points: 100 },
        { ...missed, per: 'period', steps: [{ atLeast: 1, points: 'zero' }] },
      ],
      figures: [{ name: '上期', points: 'all', over: 'previous' }],
    });
    const march = scored(inPeriod, facts, month(3));
    expect([scoresOf(march)['甲局'], columnOf(march, '上期')['甲局']]).toEqual([105, '0']);
    const february = scored(inPeriod, facts, month(2));
    expect([scoresOf(february)['甲局'], columnOf(february, '上期')['甲局']]).toEqual([0, '0']);
    expect(scoreOf(inPeriod, facts, period('2024-03-01', '2024-04-30'))).toBe(105);
  });

  it('a month brought to nothing leaves the other months', () => {
    const monthly = book({ rules: [base[0] as Rule, { ...missed, per: 'month', steps: [{ atLeast: 1, points: 'zero' }] }] });
    expect(byMonth(monthly, facts)).toEqual([0, 0, 5]);
    expect(scoreOf(monthly, facts)).toBe(5);
  });

  it('a step for a low rate is judged by the rate, and only when the window is over', () => {
    const rate: Rule = {
      id: '率',
      per: 'quarter',
      measure: { rate: { fact: 'adoption' }, among: { fact: 'submission' } },
      steps: [{ under: 30, points: 'zero' }],
    };
    const sent = { fact: 'submission', unit: '甲局', on: '2024-01-05', count: 2 };
    expect(byMonth(book({ rules: [base[0] as Rule, rate] }), [sent, adopted('2024-01-10')])).toEqual([5, 0, 0]);
    expect(byMonth(book({ rules: [base[0] as Rule, rate] }), [{ ...sent, count: 4 }, adopted('2024-01-10')])).toEqual([5, 0, -5]);
    expect(scoreOf(book({ rules: [base[0] as Rule, rate] }), [adopted('2024-04-10')])).toBe(5);
  });

  it('a step below a bound does not strike before the window is over', () => {
    const few = book({
      rules: [
        base[0] as Rule,
        { id: '少', per: 'quarter', measure: { count: { fact: 'adoption' } }, steps: [{ under: 2, points: 'zero' }] },
      ],
    });
    expect(byMonth(few, [adopted('2024-01-10')])).toEqual([5, 0, -5]);
    expect(byMonth(few, [adopted('2024-01-10'), adopted('2024-03-10')])).toEqual([5, 0, 5]);
  });

  it('rising steps are given on the day they are reached, and taken back with the fact that reached them', () => {
    const steps = book({
      rules: [
        {
          id: '档',
          per: 'year',
          measure: { count: { fact: 'adoption' } },
          steps: [
            { atLeast: 3, points: 9 },
            { atLeast: 2, points: 4 },
          ],
        },
      ],
    });
    const three = [adopted('2024-01-10'), adopted('2024-02-10', { id: 'x' }), adopted('2024-03-10')];
    expect(byMonth(steps, three)).toEqual([0, 4, 5]);
    expect(byMonth(steps, [...three, { fact: 'adjustment', unit: '甲局', on: '2024-04-10', ref: 'x' }], [3, 4])).toEqual([5, -5]);
  });

  it('items, shares and facts are counted apart', () => {
    const of = (kind: 'items' | 'shares' | 'facts') =>
      book({ rules: [{ id: '档', per: 'year', measure: { count: { fact: 'adoption' }, of: kind }, steps: [{ atLeast: 2, points: 10 }] }] });
    const same = [adopted('2024-01-10', { item: 's' }), adopted('2024-02-10', { item: 's' })];
    expect([scoreOf(of('facts'), same), scoreOf(of('items'), same)]).toEqual([10, 0]);
    const joint = [1, 2].map((n) => ({ fact: 'adoption', units: ['甲局', '乙局'], on: `2024-01-0${n}` }));
    expect([scoreOf(of('facts'), joint), scoreOf(of('shares'), joint)]).toEqual([10, 0]);
    expect(scoreOf(of('shares'), [...joint, ...joint])).toBe(10);
  });

  it('met and missed windows of a period can be counted', () => {
    const quota: Rule = {
      id: '任务',
      per: 'month',
      measure: { count: { fact: 'submission' } },
      steps: [{ atLeast: { attribute: 'quota' }, points: 1 }],
    };
    const figures = [
      { name: '达标', windowsOf: '任务', met: true },
      { name: '未达标', windowsOf: '任务', met: false },
    ];
    const units = [
      { name: '甲局', group: '部门', quota: 2 },
      { name: '乙局', group: '部门' },
    ];
    const sent = [
      { fact: 'submission', unit: '甲局', on: '2024-01-05', count: 2 },
      { fact: 'submission', unit: '甲局', on: '2024-02-05' },
      { fact: 'submission', unit: '乙局', on: '2024-02-05', count: 9 },
    ];
    const result = scored(book({ rules: [quota], figures }), sent, period('2024-01-01', '2024-03-31'), { units });
    expect([columnOf(result, '达标'), columnOf(result, '未达标')]).toEqual([
      { 甲局: '1', 乙局: '0' },
      { 甲局: '2', 乙局: '3' },
    ]);
  });
});

describe('units below', () => {
  const units = [
    { name: '甲市', group: '盟市' },
    { name: '子县', group: '旗县', parent: '甲市' },
    { name: '丑县', group: '旗县', parent: '甲市' },
  ];
  const facts = [
    { fact: 'adoption', unit: '子县', on: '2024-03-01', count: 2 },
    { fact: 'adoption', unit: '丑县', on: '2024-03-01', count: 4 },
  ];

  it('are seen from above with the score and the group of their own table, and their own table does not change by being seen', () => {
    const rulebook = book({
      figures: [{ name: '下级', formula: 'sumBelow(得分)' }],
      groups: [
        { name: '盟市', columns: ['下级', '得分'] },
        { name: '旗县', score: '合计 - averageInGroup(合计)' },
      ],
    });
    const result = scored(rulebook, facts, year(2024), { units });
    expect(scoresOf(result)).toEqual({ 甲市: 0, 丑县: 5, 子县: -5 });
    expect(columnOf({ ...result, groups: result.groups.slice(0, 1) }, '下级')).toEqual({ 甲市: '0' });
  });

  it('are counted in where the group rolls up', () => {
    const rulebook = book({
      figures: [
        { name: '采用', count: { fact: 'adoption' } },
        { name: '本级', count: { fact: 'adoption' }, tree: 'self' },
        { name: '下', points: 'all', tree: 'below' },
      ],
      groups: [{ name: '盟市', rollUp: true }],
    });
    const result = scored(rulebook, [...facts, { fact: 'adoption', unit: '甲市', on: '2024-03-01' }], year(2024), { units });
    expect(['采用', '本级', '下', '得分'].map((title) => columnOf(result, title)['甲市'])).toEqual(['7', '1', '30', '35']);
  });
});

describe('conditions of a rule and score formulas', () => {
  it('a rule that does not hold gives nothing, and a line says why the score differs', () => {
    const rules: Rule[] = [{ id: '采用', each: { fact: 'adoption' }, points: 5, onlyIf: '报送 >= 2' }, byKind('约稿', 10)];
    const rulebook = book({ rules, figures: [{ name: '报送', count: { fact: 'submission' } }] });
    const result = scored(rulebook, [adopted('2024-03-01', { kind: '约稿' })], year(2024));
    expect(scoresOf(result)['甲局']).toBe(10);
    expect(linesOf(result).reduce((sum, line) => sum + line.points, 0)).toBe(10);
    expect(scoreOf(rulebook, [adopted('2024-03-01'), { fact: 'submission', unit: '甲局', on: '2024-03-01', count: 2 }])).toBe(5);
  });

  it('a score formula is explained by a line of its own', () => {
    const result = scored(book({ score: '合计 / 3' }), [adopted('2024-03-01')], year(2024));
    expect(linesOf(result).map(({ rule, note }) => [rule, note])).toEqual([
      ['采用', undefined],
      ['得分公式', '按得分公式'],
    ]);
    expect(linesOf(result).reduce((sum, line) => sum + line.points, 0)).toBeCloseTo(5 / 3, 12);
  });
});

describe('exclusions', () => {
  const facts = [adopted('2024-03-01'), { id: 'out', fact: 'exclusion', unit: '甲局', on: '2024-04-10' }];
  const listed = (more: RawFact[], within = year(2024)) => {
    const result = scored(book({}), [...facts, ...more], within);
    return [Object.keys(scoresOf(result)).includes('甲局'), result.excluded.map((unit) => unit.name), linesOf(result).length];
  };

  it('take a unit out of tables and lines from their day on', () => {
    expect(listed([], month(3))).toEqual([true, [], 1]);
    expect(listed([])).toEqual([false, ['甲局'], 0]);
  });

  it('taken back, they bring it in again', () => {
    expect(listed([{ fact: 'adjustment', unit: '甲局', on: '2024-05-01', ref: 'out' }])).toEqual([true, [], 1]);
    expect(listed([{ fact: 'adjustment', unit: '甲局', on: '2024-05-01', ref: 'out' }], month(4))).toEqual([false, ['甲局'], 0]);
  });
});

describe('ranks and totals', () => {
  it('a unit without a value stands last and has no rank', () => {
    const rulebook = book({
      score: '合计 / 报送',
      figures: [{ name: '报送', count: { fact: 'submission' } }],
      rank: { by: ['得分', { figure: '报送', order: 'low' }], ties: 'dense' },
      groups: [{ name: '全部', of: {} }],
    });
    const sent = ['乙局', '丙镇'].map((unit) => ({ fact: 'submission', unit, on: '2024-03-01' }));
    const result = scored(rulebook, [...sent, { fact: 'adoption', unit: '丙镇', on: '2024-03-02' }], year(2024));
    expect(result.groups[0]?.rows.map((row) => [row.unit.name, row.rank])).toEqual([
      ['丙镇', 1],
      ['乙局', 2],
      ['甲局', undefined],
    ]);
    expect(scoresOf(result)['甲局']).toBeNull();
  });

  it('units alike without a value in the first key are ordered by the next', () => {
    const rulebook = book({
      figures: [
        { name: '率', formula: '采用 / 报送' },
        { name: '采用', count: { fact: 'adoption' } },
        { name: '报送', count: { fact: 'submission' } },
      ],
      rank: { by: ['率', '采用'], ties: 'competition' },
      groups: [{ name: '全部', of: {} }],
    });
    const result = scored(rulebook, [{ fact: 'adoption', unit: '丙镇', on: '2024-03-02' }], year(2024));
    expect(result.groups[0]?.rows.map((row) => [row.unit.name, row.rank])).toEqual([
      ['丙镇', undefined],
      ['甲局', undefined],
      ['乙局', undefined],
    ]);
  });

  it('a formula of totals has no unit and no group to look at', () => {
    const totals = [
      { name: '属性', formula: 'attribute("class")' },
      { name: '个数', formula: 'countInGroup(1 = 1)' },
    ];
    expect(scored(book({ totals }), [], year(2024)).totals.map((total) => total.shown)).toEqual(['—', '0']);
  });

  it('the office itself is in the totals and not in the tables, unless it is ranked', () => {
    const units = [
      { name: '甲局', group: '部门' },
      { name: '办公室', group: '部门', own: true },
    ];
    const rulebook = book({
      totals: [
        { name: '得分', sum: '得分' },
        { name: '别家', sum: '得分', own: 'without' },
        { name: '本办', sum: '得分', own: 'only' },
        { name: '本办条数', count: { fact: 'adoption' }, own: 'only' },
        { name: '别家条数', count: { fact: 'adoption' }, own: 'without' },
        { name: '名单', units: '得分 > 0' },
        { name: '无从计算', formula: '名单 + 1' },
        { name: '合起来', formula: '得分 + 别家' },
      ],
    });
    const facts = [adopted('2024-03-01'), { fact: 'adoption', unit: '办公室', on: '2024-03-01', count: 2 }];
    const apart = scored(rulebook, facts, year(2024), { units });
    expect(scoresOf(apart)).toEqual({ 甲局: 5 });
    expect(Object.fromEntries(apart.totals.map((total) => [total.name, total.shown]))).toEqual({
      得分: '15',
      别家: '5',
      本办: '10',
      本办条数: '2',
      别家条数: '1',
      名单: '甲局',
      无从计算: '—',
      合起来: '20',
    });
    expect(scoresOf(scored({ ...rulebook, own: 'ranked' }, facts, year(2024), { units }))).toEqual({ 甲局: 5, 办公室: 10 });
  });
});
