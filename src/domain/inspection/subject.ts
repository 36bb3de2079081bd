/** What is inspected (对象), and whether it is about to fall behind: its last update and its interval, compared with a day. */
import type { DayNumber } from '../calendar/day.ts';

export const inspectedKinds = ['site', 'section', 'account', 'unit'] as const;
/** 网站 · 栏目 · 新媒体账号 · 单位. */
export type InspectedKind = (typeof inspectedKinds)[number];
export const inspectedKindNames: Readonly<Record<InspectedKind, string>> = {
  site: '网站',
  section: '栏目',
  account: '新媒体账号',
  unit: '单位',
};

/** Other words that lists use for a kind. */
const kindWords: Readonly<Record<string, InspectedKind>> = {
  政府网站: 'site',
  门户网站: 'site',
  部门网站: 'site',
  网站栏目: 'section',
  新媒体: 'account',
  政务新媒体: 'account',
  微信: 'account',
  微信公众号: 'account',
  公众号: 'account',
  微博: 'account',
  政务微博: 'account',
  客户端: 'account',
  账号: 'account',
  部门: 'unit',
};

export function readInspectedKind(text: string): InspectedKind | undefined {
  const word = text.normalize('NFKC').replace(/\s+/g, '');
  return inspectedKinds.find((kind) => kind === word || inspectedKindNames[kind] === word) ?? kindWords[word];
}

export const updateStandings = ['behind', 'soon', 'fine', 'unknown', 'unwatched'] as const;
/** 已超期 · 快到期 · 正常 · 没有更新记录 · 不设周期. Never stored: it is the day that makes it. */
export type UpdateStanding = (typeof updateStandings)[number];
export const updateStandingNames: Readonly<Record<UpdateStanding, string>> = {
  behind: '已超期',
  soon: '快到期',
  fine: '正常',
  unknown: '没有更新记录',
  unwatched: '不设周期',
};

export interface DueUpdate {
  readonly standing: UpdateStanding;
  /** The last day on which an update is in time. */
  readonly dueOn?: DayNumber;
  /** Negative: so many days too late. */
  readonly daysLeft?: number;
}

/** When the next update is due, seen on a day. With an interval of 14 days, what was updated on the 1st is due on the 15th and behind on the 16th. */
export function dueUpdate(
  { updatedOn, intervalDays }: { readonly updatedOn?: DayNumber | undefined; readonly intervalDays?: number | undefined },
  today: DayNumber,
  soonDays: number,
): DueUpdate {
  if (intervalDays === undefined) return { standing: 'unwatched' };
  if (updatedOn === undefined) return { standing: 'unknown' };
  const dueOn = updatedOn + intervalDays;
  const daysLeft = dueOn - today;
  return { standing: daysLeft < 0 ? 'behind' : daysLeft <= soonDays ? 'soon' : 'fine', dueOn, daysLeft };
}
