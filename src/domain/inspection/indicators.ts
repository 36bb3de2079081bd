/**
 * Indicators of an inspection (检查指标). Shipped are only those of 国办秘函〔2019〕19号 whose text was read: the vetoes of a web site.
 * Points, further indicators and those of new-media accounts are the office's own settings.
 */
import { nameKey } from '../import/cell.ts';
import { nearestNames } from '../nearest.ts';
import type { InspectionSettings } from '../organisation/settings.ts';

/** A number that the rule names. */
export interface IndicatorThreshold {
  readonly name: string;
  readonly value: number;
  readonly unit: '天' | '周' | '个月' | '个' | '次' | '秒' | '%';
}

export interface Indicator {
  readonly code: string;
  readonly name: string;
  /** 单项否决: one alone makes the subject fail. */
  readonly veto: boolean;
  /** What it asks. */
  readonly says: string;
  readonly thresholds: readonly IndicatorThreshold[];
  /** The rule it stands in; absent for the office's own. */
  readonly source?: string;
  /** What a finding takes away, as the settings say. */
  readonly points?: number;
}

const source = '国办秘函〔2019〕19号';
const veto = (code: string, name: string, says: string, thresholds: readonly IndicatorThreshold[] = []): Indicator => ({
  ...{ code, name, veto: true, says, thresholds, source },
});

export const shippedIndicators: readonly Indicator[] = [
  veto(
    'site-serious',
    '安全、泄密事故等严重问题',
    '严重表述错误，泄露国家秘密，反动、暴力、色情内容或链接，受攻击没有处置，弄虚作假，管理不善造成恶劣影响',
  ),
  veto('site-unreachable', '站点无法访问', '连续一周间隔访问，超过规定时间打不开的次数占比达到规定比例', [
    { name: '监测', value: 1, unit: '周' },
    { name: '每天访问', value: 20, unit: '次' },
    { name: '打开时间', value: 15, unit: '秒' },
    { name: '打不开的占比', value: 5, unit: '%' },
  ]),
  veto('site-home-stale', '首页不更新', '首页没有信息更新；首页只有导航的，看全部二级页面', [{ name: '没有更新', value: 2, unit: '周' }]),
  veto(
    'site-sections-stale',
    '栏目不更新',
    '动态、要闻类栏目，通知公告、政策文件类一级栏目没有更新，或者应更新的栏目长期不更新，或者空白栏目达到规定数量',
    [
      { name: '动态、要闻类没有更新', value: 2, unit: '周' },
      { name: '通知公告、政策文件类没有更新', value: 6, unit: '个月' },
      { name: '以上两类合计', value: 5, unit: '个' },
      { name: '应更新而长期不更新', value: 10, unit: '个' },
      { name: '空白栏目', value: 5, unit: '个' },
    ],
  ),
  veto('site-interaction', '互动回应差', '没有可用的咨询渠道，或者一年内有效留言超过规定时间没有答复', [
    { name: '没有答复', value: 3, unit: '个月' },
  ]),
  veto('site-services', '服务不实用', '没有办事服务，或者办事指南的重点要素缺失'),
];

/** What an office may find that no indicator names. */
export const otherIndicator: Indicator = { code: 'other', name: '其他问题', veto: false, says: '没有列入指标的问题', thresholds: [] };

/** The intervals that rule names for sections, as suggestions: an interval belongs to each section and account. Six months as 180 days. */
export const usualIntervals: readonly { readonly name: string; readonly days: number }[] = [
  { name: '动态、要闻（2周）', days: 14 },
  { name: '通知公告、政策文件（6个月）', days: 180 },
];

/** The indicators in force in a site: those shipped with the points that the settings give them, the site's own, and the rest. */
export function indicatorsOf({ points, indicators }: Pick<InspectionSettings, 'points' | 'indicators'>): readonly Indicator[] {
  const own = indicators.map((one): Indicator => ({ says: '', thresholds: [], ...one }));
  return [...shippedIndicators, ...own, otherIndicator].map((one) => {
    const said = Object.hasOwn(points, one.code) ? points[one.code] : undefined;
    return said === undefined ? one : { ...one, points: said };
  });
}

/** The indicator of a code or a name; else the names that may have been meant. */
export function findIndicator(
  indicators: readonly Indicator[],
  text: string,
): { readonly found: Indicator } | { readonly found: undefined; readonly suggestions: readonly string[] } {
  const key = nameKey(text);
  const found = indicators.find(({ code, name }) => nameKey(code) === key || nameKey(name) === key);
  if (found) return { found };
  const names = new Map(indicators.map(({ name }) => [nameKey(name), name]));
  return { found: undefined, suggestions: nearestNames(key, names.keys()).map((near) => names.get(near) as string) };
}
