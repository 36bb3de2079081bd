/** The cases that come from defects of earlier systems and from the ways offices count (DOMAIN). */
import type { Rank, Rulebook } from '../../../../src/domain/scoring/rulebook.ts';
import { type CasesById, only } from './case.ts';

const adoption5: Rulebook = {
  name: '每条5分',
  from: '2000-01-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }],
};

const newFromJuly: Rulebook = {
  name: '新办法',
  from: '2024-07-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', each: { fact: 'adoption' }, points: 8 }],
};

const threeOutlets: Rulebook = {
  name: '三种刊物',
  from: '2024-01-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', each: { fact: 'adoption' }, points: { by: 'outlet', table: { 甲刊: 3, 乙刊: 10, 丙刊: 5 } } }],
};
const onlyThe = (take: 'highest' | 'first'): Rulebook => ({ ...threeOutlets, sameItem: [{ rules: ['采用'], take }] });

const rankedBy = (rank: Rank): Rulebook => ({
  ...adoption5,
  figures: [{ name: '报送', count: { fact: 'submission' } }],
  columns: ['名次', '单位', '报送', '得分'],
  rank,
  totals: [{ name: '前三名', units: '名次 <= 3' }],
});

const rates: Rulebook = {
  ...adoption5,
  figures: [
    { name: '报送', count: { fact: 'submission' } },
    { name: '采用条数', count: { fact: 'adoption' } },
    { name: '采用率', formula: '采用条数 / 报送', show: { percent: true, decimals: 1 } },
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
};

export const edges: CasesById = {
  'edge-year-end': only(adoption5),
  'edge-month-end': only(adoption5),
  'edge-resave-keeps-month': only(adoption5),
  'edge-withdrawal-next-period': only(adoption5),
  'edge-second-adoption-no-overwrite': only({
    name: '两级采用累加',
    from: '2024-01-01',
    countsAt: 'adoption',
    rules: [{ id: '采用', each: { fact: 'adoption' }, points: { by: 'level', table: { 本级: 5, 上级: 10 } } }],
  }),
  'edge-rulebook-mid-year': {
    rulebooks: [
      {
        name: '旧办法',
        from: '2024-01-01',
        countsAt: 'adoption',
        rules: [
          { id: '采用', each: { fact: 'adoption' }, points: 5 },
          { id: '约稿', each: { fact: 'adoption', kind: '约稿' }, points: 10, note: '约稿信息采用每条另加{points}分' },
        ],
      },
      newFromJuly,
    ],
    variants: { 'what-if 新办法算上半年': [newFromJuly] },
  },
  'edge-highest-across-periods': only(onlyThe('highest')),
  'edge-same-item-three-ways': {
    rulebooks: [threeOutlets],
    variants: { 累加: [threeOutlets], 只计最高: [onlyThe('highest')], 只计首次: [onlyThe('first')] },
  },
  'edge-nothing-reported': only(rates),
  'edge-joint-same-title': only({
    name: '联合信息均分',
    from: '2024-01-01',
    countsAt: 'adoption',
    rules: [{ id: '采用', each: { fact: 'adoption' }, points: 6, joint: 'share', once: ['item'] }],
    figures: [{ name: '采用条数', count: { fact: 'adoption' }, of: 'items' }],
    totals: [
      { name: '报送', count: { fact: 'submission' } },
      { name: '采用条数(去重)', count: { fact: 'adoption' }, of: 'items' },
      { name: '采用条数(各单位列合计)', sum: '采用条数' },
    ],
  }),
  'edge-date-basis': only({
    ...adoption5,
    figures: [
      { name: '采用条数(按决定日期)', count: { fact: 'adoption' } },
      { name: '报送', count: { fact: 'submission' } },
      { name: '报送中已采用', count: { fact: 'submission', has: { fact: 'adoption' } } },
      { name: '采用率(按报送批次)', formula: '报送中已采用 / 报送', show: { percent: true, decimals: 0 } },
    ],
    columns: ['名次', '单位', '采用条数(按决定日期)', '得分', '报送', '采用率(按报送批次)'],
    notes: ['采用率为本期报送的信息中已被采用的条数除以本期报送条数，按报送日期归期。'],
  }),
  'edge-counts-reconcile': only({
    ...adoption5,
    figures: [{ name: '采用条数', count: { fact: 'adoption' } }],
    columns: ['名次', '单位', '采用条数', { figure: '得分', title: '得分显示', show: { decimals: 1 } }],
    totals: [
      { name: '采用(去重)', count: { fact: 'adoption' }, of: 'items' },
      { name: '列合计', sum: '采用条数' },
      { name: '联合信息', count: { fact: 'adoption', joint: true }, of: 'items' },
      { name: '得分合计', sum: '得分' },
    ],
  }),
  'edge-four-tie-methods': {
    rulebooks: [adoption5],
    variants: {
      连续: [rankedBy({ by: ['得分', '报送'], ties: 'consecutive' })],
      密集: [rankedBy({ by: ['得分'], ties: 'dense' })],
      竞赛: [rankedBy({ by: ['得分'], ties: 'competition' })],
      只排序: [rankedBy({ by: ['得分'], ties: 'none' })],
    },
  },
  'edge-batch-all-or-nothing': only({
    ...adoption5,
    totals: [
      { name: '采用', count: { fact: 'adoption' } },
      { name: '未生效批', list: 'refused-batches' },
    ],
  }),
};
