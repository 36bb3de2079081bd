import { describe, expect, it } from 'vitest';
import { dayFrom } from '../../../src/domain/calendar/day.ts';
import { readRulebook } from '../../../src/domain/scoring/check-rulebook.ts';
import { formulaText } from '../../../src/domain/scoring/note-formula.ts';
import { notesOf } from '../../../src/domain/scoring/notes.ts';
import type { Rulebook, WindowRule } from '../../../src/domain/scoring/rulebook.ts';
import { caseRulebooks } from './case-rulebooks.ts';

const period = { from: dayFrom('2024-01-01') as number, to: dayFrom('2024-03-31') as number };
const days = '以上数据统计时间为2024年1月1日至2024年3月31日。';
const publication = '采用按发布日期归期，没有发布日期的按采用日期。';
const adoption = { id: '采用', each: { fact: 'adoption' }, points: 5 } as const;

const notes = (more: Partial<Rulebook>): string[] => {
  const read = readRulebook({ name: '办法', from: '2024-01-01', rules: [], ...more });
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return notesOf(read.value, period).filter((note) => note !== days);
};
/** What is said of the rules, limits and same-item clauses. */
const said = (more: Partial<Rulebook>): string | undefined =>
  notes(more).find((note) => !note.startsWith('各表') && !note.includes('归期'));
const ofRule = (rule: Rulebook['rules'][number]): string | undefined => said({ rules: [rule] });
const ofWindow = (rule: Partial<WindowRule>): string | undefined =>
  ofRule({ id: '报送任务', per: 'month', measure: { count: { fact: 'submission' } }, ...rule });

describe('the order', () => {
  const order = (more: Partial<Rulebook>): string | undefined => notes(more)[0];

  it.each([
    ['competition', '各表按得分由高到低排列，相同的按名册顺序；数值相同的名次并列，其后名次空出（如1、2、3、3、5）。'],
    ['dense', '各表按得分由高到低排列，相同的按名册顺序；数值相同的名次并列，其后名次连续（如1、2、3、3、4）。'],
    ['consecutive', '各表按得分由高到低排列，相同的按名册顺序；名次连续编排，不并列。'],
    ['none', '各表按得分由高到低排列，相同的按名册顺序；不编名次。'],
  ] as const)('%s', (ties, text) => expect(order({ rank: { by: ['得分'], ties } })).toBe(text));

  it('names the second key, the direction and the title in print', () => {
    const figures = [{ name: '扣分', points: ['采用'] }];
    expect(
      order({
        rules: [adoption],
        figures,
        columns: [{ figure: '得分', title: '总分' }, '扣分'],
        rank: { by: ['得分', { figure: '扣分', order: 'low' }], ties: 'consecutive' },
      }),
    ).toBe('各表按总分由高到低排列，相同的再按扣分由低到高，仍相同的按名册顺序。');
  });

  it('says nothing of places where the table shows none, and calls a score that is a count by its name', () => {
    expect(order({ figures: [{ name: '条数', count: { fact: 'adoption' } }], score: '条数', columns: ['单位', '条数'] })).toBe(
      '各表按条数由高到低排列，相同的按名册顺序。',
    );
  });

  it('says nothing of a group without a table of its own', () => {
    expect(notes({ groups: [{ name: '县区' }, { name: '账号', printed: false, rank: { by: ['合计'], ties: 'none' } }] })[0]).toMatch(
      /^本表按得分/,
    );
  });

  it('is said once for one table, and by group where groups differ', () => {
    expect(order({ groups: [{ name: '县区' }] })).toMatch(/^本表按得分/);
    const groups: Rulebook['groups'] = [
      { name: '县区', title: '各县区' },
      { name: '部门', rank: { by: ['合计'], ties: 'none' } },
    ];
    expect(notes({ groups }).slice(0, 2)).toEqual([
      '各县区按得分由高到低排列，相同的按名册顺序；数值相同的名次并列，其后名次空出（如1、2、3、3、5）。',
      '部门按总分由高到低排列，相同的按名册顺序；不编名次。',
    ]);
  });
});

describe('zeros', () => {
  it('names left-out units, marks for zero and rates of nothing by their columns', () => {
    const found = notes({
      rules: [adoption],
      figures: [
        { name: '访谈', count: { fact: 'interview' }, show: { zero: '/' } },
        { name: '解读', count: { fact: 'interpretation' }, show: { zero: '/' } },
        { name: '图片', count: { fact: 'adoption', form: '图片' } },
        { name: '采用率', formula: '访谈 / 解读', show: { percent: true } },
        { name: '完成率', formula: '访谈 / 图片', show: { percent: true, none: '' } },
      ],
      columns: ['单位', '访谈', '解读', { figure: '图片', title: '图片数', show: { zero: '' } }],
      zero: { rows: 'left-out', is: '访谈 = 0 and 解读 = 0' },
    });
    expect(found).toContain('访谈等于0且解读等于0的单位未列出。');
    expect(found).toContain('访谈和解读栏“/”表示为零。');
    expect(found).toContain('图片数空白表示为零。');
    expect(found).toContain('采用率栏“—”表示分母为零，无从计算。');
    expect(found).toContain('完成率空白表示分母为零，无从计算。');
  });

  it('says of which table units are left out', () => {
    expect(notes({ groups: [{ name: '县区', zero: { rows: 'left-out' } }, { name: '部门' }] })).toContain('县区中各项均为零的单位未列出。');
  });
});

describe('points of facts', () => {
  it.each([
    ['a number', { ...adoption }, '采用每条计5分。'],
    ['a deduction', { id: '错字', each: { fact: 'deduction' }, points: -5 }, '错字每处扣5分。'],
    ['different things', { id: '活动', each: [{ fact: 'interview' }, { fact: 'adoption' }], points: 1 }, '活动每项计1分。'],
    ['a judged score', { id: '检查', each: { fact: 'appraisal' }, points: 'own' }, '检查按认定的分值计。'],
    [
      'a table',
      { ...adoption, points: { by: 'level', table: { 县: 1, 市委办: 2, '省委、省政府': 3 }, otherwise: 0.5 } },
      '采用每条：县级计1分、市委办计2分、“省委、省政府”计3分、其他计0.5分。',
    ],
    [
      'done or not',
      { id: '任务', each: { fact: 'quota' }, points: { by: 'met', table: { true: 5, false: -5 } } },
      '任务每项：完成计5分、未完成扣5分。',
    ],
    [
      'cases',
      {
        ...adoption,
        points: [
          { when: { form: '简讯', joint: true }, points: 1 },
          { when: { kind: ['调研', '理论'] }, points: 'own' },
          { when: {}, points: 3 },
        ],
      },
      '采用每条：简讯联合报送计1分、调研或理论按认定的分值计、其他计3分。',
    ],
    [
      'days late',
      { id: '迟报', each: { fact: 'commission' }, points: { by: 'lateBy', each: -2, atMost: 10 } },
      '迟报按迟报天数，每1天扣2分，最多扣10分。',
    ],
    [
      'every thousand',
      { id: '字数', each: { fact: 'adoption' }, points: { by: 'words', each: 1, every: 1000 } },
      '字数按words，每满1000计1分。',
    ],
    [
      'factors, once and joint',
      {
        ...adoption,
        times: [
          { when: { form: '头版' }, by: 2 },
          { when: { outlet: '学刊' }, by: 0.5 },
          { when: { level: '国家' }, by: 5 },
        ],
        once: ['item', 'month'],
        joint: 'full',
      },
      '采用每条计5分，头版的加倍计分，学刊的减半计分，国家级的按5倍计分，同一条信息、同一月只计一次，取最高，联合报送的各单位均计全分。',
    ],
    ['shares', { ...adoption, joint: 'share', once: ['leader'] }, '采用每条计5分，同一领导只计一次，联合报送的由各单位分得。'],
    ['its own words', { ...adoption, note: '每条{points}分，另有规定的除外' }, '每条5分，另有规定的除外。'],
    [
      'only for some',
      { ...adoption, for: { class: '一类', noService: { not: true } } },
      '采用（一类单位、noService的单位除外）每条计5分。',
    ],
    ['aside', { ...adoption, aside: true }, '采用每条计5分，不计入得分。'],
    [
      'other facts of the item',
      {
        ...adoption,
        points: [
          { when: { has: { fact: 'instruction' } }, points: 2 },
          { when: { lacks: { fact: 'instruction' } }, points: 1 },
        ],
      },
      '采用每条：另有相关记录计2分、没有相关记录计1分。',
    ],
    [
      'conditions on numbers and words',
      {
        ...adoption,
        points: [
          { when: { age: { atLeast: 1, atMost: 3 } }, points: 5 },
          { when: { lateBy: { over: 3, under: 9 } }, points: 4 },
          { when: { text: { contains: ['近日', '最近'] } }, points: 3 },
          { when: { leader: { exists: true }, form: { not: '简讯' } }, points: 2 },
          { when: { leader: { exists: false }, joint: { not: true } }, points: 1 },
          { when: { kind: null, unit: { group: '县区' }, lead: false }, points: 0 },
        ],
      },
      '采用每条：距事件发生天数不少于1且不超过3计5分、迟报天数超过3且不足9计4分、正文含“近日”或“最近”计3分、注明领导且非简讯计2分、未注明领导且单独报送计1分、未注明类别且县区且非牵头计0分。',
    ],
  ] as const)('%s', (_, rule, text) => expect(ofRule(rule as unknown as Rulebook['rules'][number])).toBe(text));

  it('rules of which the same is said are said together', () => {
    const deduction = (id: string) => ({ id, each: { fact: 'deduction', kind: id }, points: 'minus-own' }) as const;
    expect(said({ rules: [deduction('发布'), deduction('互动'), { ...deduction('服务'), for: { group: '县区' } }] })).toBe(
      '发布和互动按认定的分值扣；服务（县区）按认定的分值扣。',
    );
  });

  it('a condition is said with its rule', () => {
    expect(
      said({
        rules: [adoption, { id: '加分', each: { fact: 'bonus' }, points: 'own', onlyIf: '采用分 > 80' }],
        figures: [{ name: '采用分', points: ['采用'] }],
      }),
    ).toBe('采用每条计5分；加分按认定的分值计，只在采用分大于80时计入。');
  });
});

describe('points of windows', () => {
  it.each([
    ['a quota', { steps: [{ atLeast: 8, points: 10 }], otherwise: 0 }, '报送任务：每月报送达到8条的计10分，未达到的不计分。'],
    ['a loss', { steps: [{ under: 1, points: -5 }], otherwise: 2 }, '报送任务：每月报送为零的扣5分，其他计2分。'],
    [
      'steps',
      {
        steps: [
          { over: 9, points: 3 },
          { atLeast: 5, atMost: 9, points: 0 },
          { under: 5, points: -1 },
        ],
      },
      '报送任务：每月报送超过9条的计3分，达到5条且不超过9条的不计分，不足5条的扣1分。',
    ],
    ['a run', { steps: [{ under: 1, inARow: 2, points: -5 }] }, '报送任务：每月报送连续2个月为零的扣5分。'],
    [
      'nothing for the year',
      { per: 'year', measure: { count: { fact: 'commission', outcome: 'missed' } }, steps: [{ atLeast: 2, points: 'zero' }] },
      '报送任务：全年约稿（不报）达到2篇的该周期各项得分归零。',
    ],
    [
      'more and less',
      { extra: { above: 4, points: 1, atMost: 5 }, short: { below: 4, points: -2, every: 2 } },
      '报送任务：每月报送超过4条的，每超1条加1分，最多加5分，不足4条的，每少2条扣2分。',
    ],
    [
      'a rate',
      { per: 'quarter', measure: { rate: { fact: 'adoption' }, among: { fact: 'submission' } }, steps: [{ under: 30, points: -1 }] },
      '报送任务：每季度采用占报送的比例不足30%的扣1分。',
    ],
    [
      'a rate above',
      { measure: { rate: { fact: 'adoption' }, among: { fact: 'submission' } }, extra: { above: 50, points: 0.5 } },
      '报送任务：每月采用占报送的比例超过50%的，每超1个百分点加0.5分。',
    ],
    [
      'different items',
      { measure: { count: { fact: ['adoption', 'forward'] }, of: 'items' }, steps: [{ points: 1 }] },
      '报送任务：每月采用、转报（按信息去重）计1分。',
    ],
    [
      'of several',
      { measure: { count: [{ fact: 'submission', kind: '动态' }, { fact: 'interview' }] }, otherwise: 3 },
      '报送任务：每月报送（动态）和访谈计3分。',
    ],
    ['by unit', { steps: [{ atLeast: { attribute: '任务数' }, points: 10 }] }, '报送任务：每月报送达到本单位任务数的计10分。'],
    [
      'by class',
      { steps: [{ atLeast: { by: 'class', table: { 一类: 8, 二类: 4 }, otherwise: 2 }, points: 10 }] },
      '报送任务：每月报送达到规定数（一类8条、二类4条、其他2条）的计10分。',
    ],
    [
      'by formula',
      { formula: 'min(20, 20 * 值 / attribute("任务数"))' },
      '报送任务：每月报送的得分为20与20×实际数÷本单位任务数中较小的数。',
    ],
    ['by cases', { formula: 'if(值 > 3, 5, none)' }, '报送任务：每月报送的得分：实际数大于3的为5，其他不计分。'],
    ['formula after a step', { steps: [{ atLeast: 9, points: 9 }], formula: '值' }, '报送任务：每月报送达到9条的计9分，未达到的为实际数。'],
  ] as const)('%s', (_, rule, text) => expect(ofWindow(rule as unknown as WindowRule)).toBe(text));

  it('points of rules, base points, limits and the same item', () => {
    const found = said({
      rules: [
        { id: '基础分', per: 'year', points: 100, for: { group: '账号' } },
        { ...adoption, name: '采用信息' },
        { id: '批示', each: { fact: 'instruction' }, points: 10 },
        { id: '满分奖', per: 'quarter', measure: { points: ['采用'] }, steps: [{ atLeast: 60, points: 5 }] },
      ],
      limits: [
        { rules: ['采用'], per: 'month', max: 20 },
        { rules: ['批示'], per: 'month', max: 20 },
        { rules: ['采用', '批示'], per: 'item', max: 30, min: 0, for: { class: '一类' } },
        { rules: ['采用'], per: 'period', max: -1, min: -10 },
      ],
      sameItem: [{ rules: ['采用', '批示'], take: 'highest', others: 0.5 }],
    });
    expect(found).toBe(
      '基础分（账号）全年100分；采用信息每条计5分；批示每次计10分；满分奖：每季度采用信息得分达到60分的计5分；采用信息和批示每月最高20分；' +
        '采用信息和批示合计（一类单位）每条信息最高30分、最低0分；采用信息本期至少扣1分、最多扣10分；' +
        '同一条信息在采用信息和批示中有多项得分的，只全额计最高的一项，其余各项按50%计分。',
    );
    expect(said({ rules: [adoption], sameItem: [{ rules: ['采用'], take: 'first' }] })).toBe(
      '采用每条计5分；同一条信息有多项得分的，只计最先的一项。',
    );
  });
});

describe('formulas', () => {
  it.each([
    ['5 * 得分 / maxInGroup(得分)', '5×得分÷本组最高得分'],
    ['(甲 - (乙 - 丙)) / (甲 * 2)', '（甲－（乙－丙））÷（甲×2）'],
    ['-(甲 + 乙) * 12.5%', '（－（甲＋乙））×0.125'],
    ['甲 >= 1 and (乙 < 2 or not (丙 != 3))', '甲不小于1且（乙小于2或并非（丙不等于3））'],
    ['if(甲 = none, 0, if(甲 > 1, 1, 甲))', '甲无法计算的为0，甲大于1的为1，其他为甲'],
    ['甲 != none', '甲可以计算'],
    ['甲 + if(乙 <= 1, 1, 2)', '甲＋（乙不大于1的为1，其他为2）'],
    [
      'round(甲 / 3, 1) + round(甲) + floor(甲) + abs(甲) + max(甲)',
      '（甲÷3）四舍五入保留1位小数＋甲四舍五入取整＋甲舍去尾数取整＋甲的绝对值＋甲',
    ],
    ['max(甲, 0)', '甲与0中较大的数'],
    ['attribute("人数") = "未知"', '本单位人数等于“未知”'],
    [
      'sumBelow(甲) + averageBelow(甲) + minInGroup(甲) + countInGroup(甲 > 0) + rankInGroup(甲)',
      '下级单位甲之和＋下级单位平均甲＋本组最低甲＋本组中甲大于0的单位数＋甲在本组的位次',
    ],
    ['attribute(名称) = none', '本单位名称无法计算'],
    ['none', '无'],
  ])('%s', (source, text) => expect(formulaText(source)).toBe(text));

  it('columns that are reckoned, and a score by formula, are explained', () => {
    const found = notes({
      rules: [adoption],
      yearStarts: '12-26',
      attributeNames: { staff: '编制人数' },
      figures: [
        { name: '累计', formula: '得分', over: 'year' },
        { name: '上期累计', formula: '得分', over: 'before' },
        { name: '上期', points: 'all', over: 'previous' },
        { name: '同期', points: 'all', over: 'last-year' },
        { name: '一季度', points: 'all', over: ['01-01', '03-31'] },
        { name: '本期', points: 'all', over: 'period' },
        { name: '人均', formula: '得分 / attribute("staff")' },
        { name: '档次', label: [{ when: '人均 > 3', text: '优' }], otherwise: '良' },
        { name: '名单', label: [{ when: '人均 > 3', text: '是' }] },
        { name: '系数', formula: '1' },
        { name: '未列出', formula: '得分 * 2' },
      ],
      columns: ['单位', '累计', '上期累计', '上期', '同期', '一季度', '本期', '人均', '档次', '名单', '系数'],
      score: 'max(合计, 0)',
    });
    expect(found.slice(2, 11)).toEqual([
      '得分：合计与0中较大的数。',
      '累计为考核年度开始至本期末的得分。',
      '上期累计为考核年度开始至上期末的得分。',
      '上期为上一期的数。',
      '同期为上年同期的数。',
      '一季度为01-01至03-31的数。',
      '人均：得分÷本单位编制人数。',
      '档次：人均大于3的为优，其他为良。',
      '名单：人均大于3的为是。',
    ]);
    expect(found.join('')).not.toContain('未列出');
  });

  it('a score formula of one group is said of that group', () => {
    expect(notes({ groups: [{ name: '县区', score: 'averageBelow(得分)' }, { name: '部门' }] })).toContain('县区得分：下级单位平均得分。');
  });
});

describe('days', () => {
  it('says on which day adoptions count, only where they are counted', () => {
    expect(notes({ rules: [adoption] })).toContain(publication);
    expect(notes({ rules: [adoption], countsAt: 'adoption' })).toContain('采用按采用（决定）日期归期。');
    expect(notes({ figures: [{ name: '报送', count: { fact: 'submission' } }] }).join('')).not.toContain('归期');
  });

  it('says of rules that go by another day', () => {
    const found = notes({
      rules: [
        { id: '迟报', each: { fact: 'commission', outcome: 'late' }, points: -10, dayOf: 'due' },
        { id: '交稿', per: 'month', measure: { count: { fact: 'commission' }, dayOf: 'deliveredOn' }, steps: [{ points: 1 }] },
      ],
    });
    expect(found).toContain('迟报按截止日期归期。');
    expect(found).toContain('交稿按交稿日期归期。');
  });

  it("names the period, then the office's own sentences", () => {
    const read = readRulebook({ name: '办法', from: '2024-01-01', rules: [], notes: ['本表由办公室解释。'] });
    if (!read.ok) throw new Error('unreadable');
    expect(notesOf(read.value, period).slice(-2)).toEqual([days, '本表由办公室解释。']);
  });
});

it('every case has notes of whole sentences, without a word of code', () => {
  for (const [id, { rulebooks }] of Object.entries(caseRulebooks)) {
    for (const note of rulebooks.flatMap((book) => notesOf(book, period))) {
      expect(note, id).toMatch(/[。]$/);
      expect(note, id).not.toMatch(/undefined|null|object|none|[a-z]{3}|。。|；；|，，/);
    }
  }
});
