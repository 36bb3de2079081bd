/**
 * The rulebooks that the rule texts of ../shared/scoring-cases ask for, by case id.
 * Column titles and total names are those of the case's expected values.
 */
import type { Rulebook } from '../../../src/domain/scoring/rulebook.ts';

export interface CaseRulebooks {
  readonly rulebooks: readonly Rulebook[];
  /** For cases with variants: the rulebooks of each, by its name. */
  readonly variants?: Readonly<Record<string, readonly Rulebook[]>>;
}

const adoption5: Rulebook = {
  name: '每条5分',
  from: '2000-01-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }],
};

export const caseRulebooks: Readonly<Record<string, CaseRulebooks>> = {
  '101-monthly-base-cap': {
    rulebooks: [
      {
        name: '月度基础分',
        from: '2014-01-01',
        rules: [
          {
            id: '月度基础分',
            per: 'month',
            measure: { count: { fact: 'submission', kind: ['动态', '要情'] } },
            steps: [{ atLeast: 8, points: 10 }],
            otherwise: 0,
          },
        ],
        limits: [{ rules: ['月度基础分'], per: 'year', max: 120 }],
        figures: [{ name: '达标月数', windowsOf: '月度基础分', met: true }],
        columns: ['名次', '达标月数', '得分'],
      },
    ],
  },
  'edge-year-end': { rulebooks: [adoption5] },
  'edge-month-end': { rulebooks: [adoption5] },
  'edge-resave-keeps-month': { rulebooks: [adoption5] },
  'edge-withdrawal-next-period': { rulebooks: [adoption5] },
  'edge-rulebook-mid-year': {
    rulebooks: [
      {
        name: '旧办法',
        from: '2024-01-01',
        rules: [
          { id: '采用', each: { fact: 'adoption' }, points: 5 },
          { id: '约稿', each: { fact: 'adoption', kind: '约稿' }, points: 10 },
        ],
      },
      { name: '新办法', from: '2024-07-01', rules: [{ id: '采用', each: { fact: 'adoption' }, points: 8 }] },
    ],
    variants: {
      'what-if 新办法算上半年': [{ name: '新办法', from: '2024-07-01', rules: [{ id: '采用', each: { fact: 'adoption' }, points: 8 }] }],
    },
  },
  'edge-highest-across-periods': {
    rulebooks: [
      {
        name: '只计最高',
        from: '2024-01-01',
        rules: [{ id: '采用', each: { fact: 'adoption' }, points: { by: 'outlet', table: { 甲刊: 3, 乙刊: 10 } } }],
        sameItem: [{ rules: ['采用'], take: 'highest' }],
      },
    ],
  },
  'edge-nothing-reported': {
    rulebooks: [
      {
        ...adoption5,
        figures: [
          { name: '报送', count: { fact: 'submission' } },
          { name: '采用', count: { fact: 'adoption' } },
          { name: '采用率', formula: '采用 / 报送', show: { percent: true, decimals: 1 } },
        ],
        totals: [
          { name: '报送', count: { fact: 'submission' } },
          { name: '采用', count: { fact: 'adoption' } },
          { name: '采用率', formula: '采用 / 报送', show: { percent: true, decimals: 1 } },
          { name: '上月报送', count: { fact: 'submission' }, over: 'previous' },
          { name: '上月采用', count: { fact: 'adoption' }, over: 'previous' },
          { name: '上月采用率', formula: '上月采用 / 上月报送', show: { percent: true, decimals: 1 } },
          { name: '较上月百分点', formula: '(采用率 - 上月采用率) * 100', show: { decimals: 1 } },
          { name: '零报送单位数', unitCount: '报送 = 0' },
        ],
      },
    ],
  },
};
