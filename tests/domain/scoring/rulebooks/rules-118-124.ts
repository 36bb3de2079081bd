/** 伊春（118）、肇庆（120）、南昌（124）. */
import type { FactRule, Limit } from '../../../../src/domain/scoring/rulebook.ts';
import { type CasesById, only } from './case.ts';

/** 倒扣指标 with their points; without 办事服务 each of the others has five more. */
const indicators = { 信息发布: 30, 互动交流: 20, 功能设计: 15, 管理: 15, 办事服务: 20 };
const kinds = Object.keys(indicators);

const indicatorRules = kinds.map(
  (kind): FactRule => ({
    id: kind,
    each: { fact: 'deduction', kind },
    points: 'minus-own',
    ...(kind === '办事服务' ? { for: { noService: { not: true } } } : {}),
  }),
);
const indicatorLimits = Object.entries(indicators).flatMap(([kind, points]): Limit[] => [
  { rules: [kind], per: 'year', min: -points, for: { noService: { not: true } } },
  ...(kind === '办事服务' ? [] : [{ rules: [kind], per: 'year', min: -points - 5, for: { noService: true } } as const]),
]);

export const rules118to124: CasesById = {
  '118-stale-and-vague': only({
    name: '信息时效要求',
    from: '2017-01-01',
    countsAt: 'adoption',
    rules: [{ id: '采用', each: { fact: 'adoption' }, points: 1 }],
    figures: [
      { name: '报送', count: { fact: 'submission' } },
      { name: '采用条数', count: { fact: 'adoption' } },
      { name: '采用率', formula: '采用条数 / 报送', show: { percent: true, decimals: 1 } },
      { name: '不采用:超出一周', count: { fact: 'submission', age: { over: 7 } } },
      { name: '不采用:时间词模糊', count: { fact: 'submission', text: { contains: ['近日', '最近'] } } },
    ],
    columns: ['名次', '单位', '报送', '采用条数', '采用率', '不采用:超出一周', '不采用:时间词模糊', '得分'],
    totals: [
      { name: '报送', count: { fact: 'submission' } },
      { name: '采用', count: { fact: 'adoption' } },
      { name: '采用率', formula: '采用 / 报送', show: { percent: true, decimals: 1 } },
    ],
  }),
  '120-site-deduct-cap-bonus-gate': only({
    name: '政府网站考评',
    from: '2019-01-01',
    rules: [
      { id: '扣分指标总分', per: 'year', points: 100 },
      ...indicatorRules,
      { id: '加分', each: { fact: 'bonus' }, points: 'own', onlyIf: '扣分后得分 > 80' },
    ],
    limits: [...indicatorLimits, { rules: ['加分'], per: 'year', max: 25 }],
    figures: [
      { name: '否决', count: { fact: 'veto' } },
      { name: '扣分后得分', points: ['扣分指标总分', ...kinds] },
      { name: '加分得分', points: ['加分'] },
      { name: '结论', label: [{ when: '否决 > 0 or 扣分后得分 < 60', text: '不合格' }], otherwise: '合格' },
    ],
    attributeNames: { noService: '没有对外服务职能' },
    score: 'if(否决 > 0, none, 合计)',
    columns: ['名次', '单位', '扣分后得分', '加分得分', '得分', '结论'],
  }),
  '120-newmedia-veto-59': only({
    name: '政务新媒体考评',
    from: '2019-01-01',
    rules: [
      { id: '账号总分', per: 'year', points: 100, for: { group: '账号' } },
      { id: '扣分', each: { fact: 'deduction' }, points: 'minus-own' },
    ],
    limits: [{ rules: ['扣分'], per: 'year', min: -100 }],
    figures: [
      { name: '被否决账号', count: { fact: 'veto' }, tree: 'below' },
      { name: '结论', label: [{ when: '被否决账号 > 0 or 得分 < 60', text: '不合格' }], otherwise: '合格' },
    ],
    groups: [
      {
        name: '县市区',
        score: 'if(被否决账号 > 0, 59, averageBelow(得分))',
        columns: ['名次', '单位', { figure: '得分', show: { decimals: 1 } }, '结论'],
      },
    ],
  }),
  '124-month-and-cumulative-row-rank': only({
    name: '月度得分表',
    from: '2012-01-01',
    countsAt: 'adoption',
    rules: [
      { id: '市级采用', each: { fact: 'adoption', level: '市', outlet: '每日要情' }, points: 2 },
      { id: '省级采用', each: { fact: 'adoption', level: '省' }, points: { by: 'outlet', table: { 每日要情: 5, 江西政务: 8 } } },
      { id: '国办采用', each: { fact: 'adoption', outlet: '国办信息' }, points: 20 },
      { id: '市领导批示', each: { fact: 'instruction', level: '市领导' }, points: 5 },
    ],
    figures: [
      { name: '上月累计', formula: '得分', over: 'before' },
      { name: '累计得分', formula: '得分', over: 'year' },
    ],
    columns: ['单位', { figure: '得分', title: '本月得分' }, '上月累计', '累计得分', { figure: '名次', title: '排名' }],
    rank: { by: ['累计得分'], ties: 'consecutive' },
  }),
  '124-october-narrative': only({
    name: '月度采用情况',
    from: '2013-01-01',
    countsAt: 'adoption',
    rules: [],
    figures: [
      { name: '报送', count: { fact: 'submission' } },
      { name: '采用', count: { fact: 'adoption' } },
    ],
    score: '采用',
    columns: ['单位', '报送', '采用'],
    totals: [
      { name: '采用', count: { fact: 'adoption' } },
      { name: '采用县区', count: { fact: 'adoption' }, group: '县区' },
      { name: '采用部门', count: { fact: 'adoption' }, group: '部门' },
      { name: '采用驻外办', count: { fact: 'adoption' }, group: '驻外办' },
      { name: '省政府领导批示', count: { fact: 'instruction', level: '省政府领导' } },
    ],
  }),
};
