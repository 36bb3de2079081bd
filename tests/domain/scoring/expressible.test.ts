/** What published rules ask for beyond the open cases: each said in a small rulebook, and scored. */
import { describe, expect, it } from 'vitest';
import type { FactRule, Rule } from '../../../src/domain/scoring/rulebook.ts';
import { type Given, linesOf, monthly, scored, scoresOf, year } from './scored.ts';

const adopted = (on: string, more: object = {}) => ({ fact: 'adoption', unit: '甲局', on, ...more });
const submitted = (on: string, more: object = {}) => ({ fact: 'submission', unit: '甲局', on, ...more });
const adoption5: FactRule = { id: '采用', each: { fact: 'adoption' }, points: 5 };
const yearOf = (given: Given) => scoresOf(scored(given, ...year));

describe('caps and floors', () => {
  it('several rules share one cap, and each may have its own below it', () => {
    const given: Given = {
      rules: [
        { id: '报送', each: { fact: 'submission' }, points: 1 },
        { id: '采用', each: { fact: 'adoption' }, points: 5 },
      ],
      book: {
        limits: [
          { rules: ['报送'], per: 'month', max: 3 },
          { rules: ['报送', '采用'], per: 'month', max: 10 },
        ],
      },
      facts: [submitted('2024-01-05', { count: 8 }), adopted('2024-01-06', { count: 2 }), submitted('2024-02-01', { count: 8 })],
    };
    expect(monthly(given, '甲局', 2)).toEqual([10, 3]);
    expect(yearOf(given)).toEqual({ 甲局: 13, 乙局: 0 });
  });

  it('one item gives at most so much, however many outlets and leaders take it, across months', () => {
    const given: Given = {
      rules: [adoption5, { id: '批示', each: { fact: 'instruction' }, points: 20 }],
      book: { limits: [{ rules: ['采用', '批示'], per: 'item', max: 22 }] },
      facts: [
        adopted('2024-01-05', { item: 'a' }),
        { fact: 'instruction', unit: '甲局', on: '2024-02-01', item: 'a' },
        adopted('2024-03-01', { item: 'a' }),
        adopted('2024-03-02', { item: 'b' }),
        adopted('2024-03-03', { count: 3 }),
      ],
    };
    expect(monthly(given, '甲局', 3)).toEqual([5, 17, 20]);
  });

  it('deductions never take more than the month gave, and a total score never falls below zero', () => {
    const rules: Rule[] = [
      { id: '基础分', per: 'month', points: 10 },
      { id: '扣分', each: { fact: 'deduction' }, points: 'minus-own' },
    ];
    const facts = [{ fact: 'deduction', unit: '甲局', on: '2024-01-10', points: 14 }];
    expect(monthly({ rules, facts, book: { limits: [{ rules: ['基础分', '扣分'], per: 'month', min: 0 }] } }, '甲局', 2)).toEqual([0, 10]);
    expect(monthly({ rules: rules.slice(1), facts, book: { score: 'max(合计, 0)' } }, '甲局', 1)).toEqual([0]);
  });

  it('base points of a year stand from its first day, so the year to date is right in every month', () => {
    const given: Given = {
      rules: [
        { id: '总分', per: 'year', points: 100 },
        { id: '扣分', each: { fact: 'deduction' }, points: 'minus-own' },
      ],
      facts: [{ fact: 'deduction', unit: '甲局', on: '2024-02-10', points: 3 }],
    };
    expect(monthly(given, '甲局', 3)).toEqual([100, -3, 0]);
    expect(scoresOf(scored(given, '2024-01-01', '2024-06-30'))).toEqual({ 甲局: 97, 乙局: 100 });
  });
});

describe('quotas', () => {
  it('the quota depends on the class of the unit', () => {
    const quota = (name: string): Rule => ({
      id: name,
      per: 'month',
      measure: { count: { fact: 'submission' } },
      steps: [{ atLeast: { by: 'class', table: { 一类: 8, 二类: 4 }, otherwise: 1 }, points: 10 }],
      otherwise: -2,
    });
    const units = [{ name: '甲局', class: '一类' }, { name: '乙局', class: '二类' }, { name: '丙局' }];
    const facts = units.map(({ name }) => submitted('2024-01-05', { unit: name, count: 4 }));
    expect(scoresOf(scored({ rules: [quota('月报送')], units, facts }, '2024-01-01', '2024-01-31'))).toEqual({
      甲局: -2,
      乙局: 10,
      丙局: 10,
    });
  });

  it('each item missing from the quota takes points, down to a limit, once the month is over', () => {
    const given: Given = {
      rules: [
        {
          id: '月报送',
          per: 'month',
          measure: { count: { fact: 'submission' } },
          steps: [{ atLeast: 4, points: 10 }],
          short: { below: 4, points: -3, atMost: 10 },
          extra: { above: 4, points: 2, every: 2, atMost: 4 },
        },
      ],
      facts: [submitted('2024-01-05', { count: 3 }), submitted('2024-02-05', { count: 7 }), submitted('2024-03-05', { count: 40 })],
    };
    expect(monthly(given, '甲局', 4)).toEqual([-3, 12, 14, -10]);
    expect(scoresOf(scored(given, '2024-01-01', '2024-01-30'))).toEqual({ 甲局: 0, 乙局: 0 });
  });

  it('points follow the percentage of the quota that is done', () => {
    const given: Given = {
      rules: [{ id: '任务', per: 'quarter', measure: { count: { fact: 'adoption' } }, formula: 'min(20, 20 * 值 / attribute("任务数"))' }],
      units: [{ name: '甲局', 任务数: 8 }, { name: '乙局', 任务数: 2 }, { name: '丙局' }],
      facts: [
        adopted('2024-01-05', { count: 3 }),
        adopted('2024-02-05', { unit: '乙局', count: 3 }),
        adopted('2024-02-05', { unit: '丙局' }),
      ],
    };
    expect(scoresOf(scored(given, '2024-01-01', '2024-03-31'))).toEqual({ 甲局: 7.5, 乙局: 20, 丙局: 0 });
  });

  it('the first ten give two points each, those after them one', () => {
    const given: Given = {
      rules: [
        {
          id: '采用',
          per: 'year',
          measure: { count: { fact: 'adoption' } },
          formula: '2 * min(值, 10) + max(值 - 10, 0)',
          given: 'at-once',
        },
      ],
      facts: [adopted('2024-01-05', { count: 8 }), adopted('2024-02-05', { count: 5 })],
    };
    expect(monthly(given, '甲局', 3)).toEqual([16, 7, 0]);
  });

  it('one long report stands for three items of the quota and gives no points itself', () => {
    const given: Given = {
      rules: [
        { id: '折算条数', each: { fact: 'submission' }, points: { by: 'kind', table: { 调研: 3 }, otherwise: 1 }, aside: true },
        { id: '任务', per: 'month', measure: { points: ['折算条数'] }, steps: [{ atLeast: 5, points: 10 }] },
      ],
      book: { figures: [{ name: '折算条数合计', points: ['折算条数'] }] },
      facts: [submitted('2024-01-05', { kind: '调研' }), submitted('2024-01-06', { count: 2 })],
    };
    const january = scored(given, '2024-01-01', '2024-01-31');
    expect(scoresOf(january)).toEqual({ 甲局: 10, 乙局: 0 });
    expect(january.groups[0]?.rows[0]?.cells.map((cell) => cell.shown)).toEqual(['1', '甲局', '5', '10']);
    expect(linesOf(january, '甲局')).toEqual(['任务 10 达标']);
  });

  it('an adoption rate under 30 % takes a point; a rate of nothing takes none', () => {
    const given: Given = {
      rules: [
        {
          id: '采用率',
          per: 'quarter',
          measure: { rate: { fact: 'adoption' }, among: { fact: 'submission' } },
          steps: [{ under: 30, points: -1 }],
        },
      ],
      facts: [submitted('2024-01-05', { count: 4 }), adopted('2024-01-06')],
    };
    expect(scoresOf(scored(given, '2024-01-01', '2024-03-31'))).toEqual({ 甲局: -1, 乙局: 0 });
  });
});

describe('what repeats', () => {
  const silent: Rule = {
    id: '零报送',
    per: 'month',
    measure: { count: { fact: 'submission' } },
    steps: [{ under: 1, inARow: 2, points: -5 }],
  };

  it('two months without a submission in a row take points, two apart do not', () => {
    const facts = ['01', '03', '06'].map((month) => submitted(`2024-${month}-05`));
    expect(monthly({ rules: [silent], facts }, '甲局', 10)).toEqual([0, 0, 0, 0, -5, 0, 0, -5, 0, -5]);
    expect(yearOf({ rules: [silent], facts })).toEqual({ 甲局: -20, 乙局: -30 });
  });

  it('a run does not reach over into the next year', () => {
    const facts = [...Array(11).keys()].map((index) => submitted(`2024-${String(index + 1).padStart(2, '0')}-05`));
    const given = { rules: [silent], facts: [...facts, submitted('2025-02-03')] };
    expect(scoresOf(scored(given, '2024-12-01', '2025-02-28'))['甲局']).toBe(0);
  });

  it('months without a submission are counted and named', () => {
    const given: Given = {
      rules: [{ ...silent, steps: [{ atLeast: 1, points: 0 }] }],
      book: {
        figures: [{ name: '零报送月数', windowsOf: '零报送', met: false }],
        totals: [{ name: '全年三个月以上零报送', units: '零报送月数 >= 3' }],
      },
      facts: [...Array(10).keys()].map((index) => submitted(`2024-${String(index + 1).padStart(2, '0')}-05`)),
    };
    const one = scored(given, ...year);
    expect(one.groups[0]?.rows.map((row) => row.cells.map((cell) => cell.shown))).toEqual([
      ['1', '甲局', '2', '0'],
      ['1', '乙局', '12', '0'],
    ]);
    expect(one.totals[0]?.shown).toBe('乙局');
  });

  it('a second missed commission brings the year to nothing, from that day on and without touching earlier months', () => {
    const missed = (on: string) => ({ fact: 'commission', unit: '甲局', on, outcome: 'missed', id: `m${on}` });
    const given: Given = {
      rules: [
        adoption5,
        {
          id: '约稿未完成',
          per: 'year',
          measure: { count: { fact: 'commission', outcome: 'missed' } },
          steps: [{ atLeast: 2, points: 'zero' }],
        },
      ],
      facts: [adopted('2024-01-05', { count: 2 }), missed('2024-02-10'), missed('2024-03-10'), adopted('2024-04-05')],
    };
    expect(monthly(given, '甲局', 5)).toEqual([10, 0, -10, 0, 0]);
    expect(yearOf(given)).toEqual({ 甲局: 0, 乙局: 0 });
    expect(linesOf(scored(given, '2024-03-01', '2024-03-31'), '甲局')).toEqual(['采用 -10 归零']);
    const lifted = { ...given, facts: [...given.facts, { fact: 'adjustment', unit: '甲局', on: '2024-05-06', ref: 'm2024-03-10' }] };
    expect(monthly(lifted, '甲局', 5)).toEqual([10, 0, -10, 0, 15]);
    expect(linesOf(scored(lifted, '2024-05-01', '2024-05-31'), '甲局')).toEqual(['采用 15 恢复']);
  });

  it('a month in which a commission is missed gives nothing, other months stay', () => {
    const given: Given = {
      rules: [
        adoption5,
        {
          id: '约稿未完成',
          per: 'month',
          measure: { count: { fact: 'commission', outcome: 'missed' } },
          steps: [{ atLeast: 1, points: 'zero' }],
        },
      ],
      facts: [adopted('2024-01-05'), adopted('2024-02-05'), { fact: 'commission', unit: '甲局', on: '2024-02-20', outcome: 'missed' }],
    };
    expect(monthly(given, '甲局', 2)).toEqual([5, 0]);
    expect(yearOf(given)).toEqual({ 甲局: 5, 乙局: 0 });
  });

  it('each further late report costs more', () => {
    const late = (on: string) => ({ fact: 'commission', unit: '甲局', on, outcome: 'late' });
    const given: Given = {
      rules: [
        {
          id: '迟报',
          per: 'year',
          measure: { count: { fact: 'commission', outcome: 'late' } },
          steps: [
            { atLeast: 3, points: -20 },
            { atLeast: 2, points: -8 },
            { atLeast: 1, points: -3 },
          ],
        },
      ],
      facts: ['2024-01-05', '2024-03-05', '2024-03-06'].map(late),
    };
    expect(monthly(given, '甲局', 3)).toEqual([-3, 0, -17]);
  });

  it('of one kind of item one counts per month', () => {
    const given: Given = {
      rules: [{ ...adoption5, once: ['kind', 'month'] }],
      facts: [
        adopted('2024-01-05', { kind: '动态' }),
        adopted('2024-01-06', { kind: '动态' }),
        adopted('2024-01-07', { kind: '调研' }),
        adopted('2024-02-07', { kind: '动态' }),
      ],
    };
    expect(monthly(given, '甲局', 2)).toEqual([10, 5]);
  });
});

describe('points of one fact', () => {
  it('a late commission loses points for each day, up to a limit', () => {
    const commission = (due: string, deliveredOn: string) => ({ fact: 'commission', unit: '甲局', on: '2024-01-02', due, deliveredOn });
    const given: Given = {
      rules: [
        { id: '迟报', each: { fact: 'commission', lateBy: { over: 0 } }, points: { by: 'lateBy', each: -2, atMost: 10 }, dayOf: 'due' },
      ],
      facts: [commission('2024-01-10', '2024-01-13'), commission('2024-02-10', '2024-02-29'), commission('2024-03-10', '2024-03-09')],
    };
    expect(monthly(given, '甲局', 3)).toEqual([-6, -10, 0]);
  });

  it('every full thousand characters give a point', () => {
    const given: Given = {
      rules: [{ id: '字数', each: { fact: 'adoption' }, points: { by: 'words', each: 1, every: 1000 } }],
      facts: [adopted('2024-01-05', { words: 2999 }), adopted('2024-01-06', { words: 999 }), adopted('2024-01-07')],
    };
    expect(yearOf(given)['甲局']).toBe(2);
  });

  it('the State Council counts five times, the front page twice, a picture half', () => {
    const given: Given = {
      rules: [
        {
          id: '采用',
          each: { fact: 'adoption' },
          points: [
            { when: { form: '图片' }, points: 0.5 },
            { when: {}, points: 1 },
          ],
          times: [
            { when: { outlet: '国务院办公厅' }, by: 5 },
            { when: { form: '头版' }, by: 2 },
          ],
        },
      ],
      facts: [
        adopted('2024-01-05', { outlet: '国务院办公厅' }),
        adopted('2024-01-06', { form: '头版' }),
        adopted('2024-01-07', { form: '图片' }),
      ],
    };
    expect(yearOf(given)['甲局']).toBe(7.5);
  });

  it("a rank in the superior's list gives a bonus by rank", () => {
    const given: Given = {
      rules: [{ id: '省级排名', each: { fact: 'bonus', kind: '省级排名' }, points: { by: 'rank', table: { 1: 20, 2: 15, 3: 10 } } }],
      facts: [{ fact: 'bonus', unit: '甲局', on: '2024-12-20', kind: '省级排名', rank: 2 }],
    };
    expect(yearOf(given)['甲局']).toBe(15);
  });

  it('classes of units have their own points', () => {
    const given: Given = {
      rules: [
        { id: '部门采用', each: { fact: 'adoption' }, points: 5, for: { class: { not: '乡镇' } } },
        { id: '乡镇采用', each: { fact: 'adoption' }, points: 8, for: { class: '乡镇' } },
      ],
      units: [
        { name: '甲局', class: '部门' },
        { name: '某镇', class: '乡镇' },
      ],
      facts: [adopted('2024-01-05'), adopted('2024-01-05', { unit: '某镇' })],
    };
    expect(yearOf(given)).toEqual({ 甲局: 5, 某镇: 8 });
  });

  it('the unit in the lead of a joint item has all points, the others half; or two units each half', () => {
    const joint = [{ fact: 'adoption', units: ['甲局', '乙局', '丙局'], on: '2024-01-05', item: 'j' }];
    const units = [{ name: '甲局' }, { name: '乙局' }, { name: '丙局' }];
    const half = (when: { lead?: boolean; joint?: boolean }): FactRule => ({ ...adoption5, joint: 'full', times: [{ when, by: 0.5 }] });
    expect(yearOf({ rules: [half({ lead: false })], units, facts: joint })).toEqual({ 甲局: 5, 乙局: 2.5, 丙局: 2.5 });
    expect(yearOf({ rules: [half({ joint: true })], units, facts: joint })).toEqual({ 甲局: 2.5, 乙局: 2.5, 丙局: 2.5 });
  });

  it('a joint item gives each unit less than one of its own', () => {
    const given: Given = {
      rules: [
        {
          id: '采用',
          each: { fact: 'adoption' },
          points: [
            { when: { joint: true }, points: 3 },
            { when: {}, points: 5 },
          ],
          joint: 'full',
        },
      ],
      facts: [{ fact: 'adoption', units: ['甲局', '乙局'], on: '2024-01-05', item: 'j' }, adopted('2024-01-06')],
    };
    expect(yearOf(given)).toEqual({ 甲局: 8, 乙局: 3 });
  });

  it('an item that was submitted too late, or with vague words, gives nothing when adopted', () => {
    const given: Given = {
      rules: [
        {
          ...adoption5,
          each: {
            fact: 'adoption',
            lacks: [
              { fact: 'submission', age: { over: 7 } },
              { fact: 'submission', text: { contains: ['近日', '最近'] } },
            ],
          },
        },
      ],
      facts: [
        submitted('2024-01-09', { item: 'a', eventOn: '2024-01-01' }),
        adopted('2024-01-10', { item: 'a' }),
        submitted('2024-01-09', { item: 'b', text: '近日，我局……' }),
        adopted('2024-01-10', { item: 'b' }),
        submitted('2024-01-09', { item: 'c', eventOn: '2024-01-02' }),
        adopted('2024-01-10', { item: 'c' }),
      ],
    };
    expect(yearOf(given)['甲局']).toBe(5);
  });
});

describe('the same item', () => {
  it('the submission point is replaced by the adoption points, in whichever month that happens', () => {
    const given: Given = {
      rules: [{ id: '报送', each: { fact: 'submission' }, points: 1 }, adoption5],
      book: { sameItem: [{ rules: ['报送', '采用'], take: 'highest' }] },
      facts: [submitted('2024-01-05', { item: 'a' }), submitted('2024-01-06', { item: 'b' }), adopted('2024-02-01', { item: 'a' })],
    };
    expect(monthly(given, '甲局', 2)).toEqual([2, 4]);
  });

  it('the best outlet counts in full, the others half, also across months', () => {
    const given: Given = {
      rules: [{ id: '采用', each: { fact: 'adoption' }, points: { by: 'outlet', table: { 市: 4, 省: 10 } } }],
      book: { sameItem: [{ rules: ['采用'], take: 'highest', others: 0.5 }] },
      facts: [adopted('2024-01-05', { outlet: '市', item: 'a' }), adopted('2024-02-05', { outlet: '省', item: 'a' })],
    };
    expect(monthly(given, '甲局', 2)).toEqual([4, 8]);
  });

  it('of several instructions on one item the highest level counts', () => {
    const given: Given = {
      rules: [{ id: '批示', each: { fact: 'instruction' }, points: { by: 'level', table: { 县: 5, 市: 10 } }, once: ['item'] }],
      facts: [
        { fact: 'instruction', unit: '甲局', on: '2024-01-05', level: '县', item: 'a' },
        { fact: 'instruction', unit: '甲局', on: '2024-02-05', level: '市', item: 'a' },
      ],
    };
    expect(monthly(given, '甲局', 2)).toEqual([5, 5]);
  });
});

describe('from scores to assessments', () => {
  it('parts are weighted, the best of the group is 100, and the place in the group gives points', () => {
    const given: Given = {
      rules: [{ id: '报送', each: { fact: 'submission' }, points: 1 }, adoption5],
      book: {
        figures: [
          { name: '报送分', points: ['报送'] },
          { name: '采用分', points: ['采用'] },
          { name: '百分制', formula: '40 * 报送分 / maxInGroup(报送分) + 60 * 采用分 / maxInGroup(采用分)' },
          { name: '名次分', formula: 'max(0, 10 - 2 * (rankInGroup(百分制) - 1))' },
        ],
        score: '百分制 + 名次分',
      },
      facts: [submitted('2024-01-05', { count: 4 }), adopted('2024-01-06'), submitted('2024-01-05', { unit: '乙局', count: 2 })],
    };
    expect(yearOf(given)).toEqual({ 甲局: 110, 乙局: 28 });
  });

  it('twelve months on target give a bonus; bonus points count only above a mark', () => {
    const given: Given = {
      rules: [
        { id: '月报送', per: 'month', measure: { count: { fact: 'submission' } }, steps: [{ atLeast: 1, points: 1 }] },
        { id: '全勤', per: 'year', points: 10, onlyIf: '达标月数 = 12' },
      ],
      book: { figures: [{ name: '达标月数', windowsOf: '月报送', met: true, over: 'year' }] },
      facts: [...Array(12).keys()].flatMap((index) =>
        ['甲局', ...(index === 4 ? [] : ['乙局'])].map((unit) => submitted(`2024-${String(index + 1).padStart(2, '0')}-05`, { unit })),
      ),
    };
    expect(yearOf(given)).toEqual({ 甲局: 22, 乙局: 11 });
  });

  it('a table shows the last period beside this one, also where a month runs from the 26th to the 25th', () => {
    const given: Given = {
      rules: [adoption5],
      book: {
        figures: [
          { name: '上期', formula: '得分', over: 'previous' },
          { name: '增减', formula: '得分 - 上期' },
          { name: '上期名次', formula: 'rankInGroup(得分)', over: 'previous' },
        ],
      },
      facts: [adopted('2024-02-26'), adopted('2024-03-26', { count: 3 }), adopted('2024-03-25', { unit: '乙局', count: 2 })],
    };
    const one = scored(given, '2024-03-26', '2024-04-25');
    expect(one.groups[0]?.rows.map((row) => row.cells.map((cell) => cell.shown))).toEqual([
      ['1', '甲局', '5', '10', '2', '15'],
      ['2', '乙局', '10', '-10', '1', '0'],
    ]);
  });

  it('the first of each group are commended; units that are excluded or reported nothing are not', () => {
    const given: Given = {
      rules: [adoption5],
      book: {
        figures: [{ name: '报送', count: { fact: 'submission' } }],
        totals: [
          { name: '表扬', units: '名次 <= 1 and 得分 > 0', group: '部门' },
          { name: '点名', units: '报送 = 0' },
        ],
      },
      units: ['甲局', '乙局', '丙局'].map((name) => ({ name, group: '部门' })),
      facts: [
        adopted('2024-01-05'),
        submitted('2024-01-04'),
        adopted('2024-01-05', { unit: '丙局', count: 9 }),
        { fact: 'exclusion', unit: '丙局', on: '2024-01-01' },
      ],
    };
    expect(scored(given, ...year).totals.map((total) => total.shown)).toEqual(['甲局', '乙局']);
  });
});
