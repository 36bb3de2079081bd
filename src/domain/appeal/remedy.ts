/** What an appeal is about, until when it can be raised, and what winning it brings. */
import { type DayNumber, dayText } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';
import { needsOf } from '../scoring/needs.ts';
import type { Rulebook } from '../scoring/rulebook.ts';

export const appealTargets = ['fact', 'rejection', 'issue'] as const;
/** 一条得分或扣分 · 不予采用 · 通报里本单位的一行. */
export type AppealTarget = (typeof appealTargets)[number];
export const appealTargetNames: Readonly<Record<AppealTarget, string>> = { fact: '得分、扣分', rejection: '不予采用', issue: '通报' };

export const appealRemedies = ['reverse', 'reopen', 'points'] as const;
/** 冲销原来那条 · 重新考虑这件 · 另记一条调整. */
export type AppealRemedy = (typeof appealRemedies)[number];
export const appealRemedyNames: Readonly<Record<AppealRemedy, string>> = {
  reverse: '冲销原来那条',
  reopen: '把稿件放回待处理',
  points: '另记一条调整',
};

const remedies: Readonly<Record<AppealTarget, Readonly<Record<'grant' | 'grant-partly', readonly AppealRemedy[]>>>> = {
  fact: { grant: ['reverse', 'points'], 'grant-partly': ['points'] },
  rejection: { grant: ['reopen'], 'grant-partly': ['points'] },
  issue: { grant: ['points'], 'grant-partly': ['points'] },
};

/** What winning brings, the usual first. A fact shared by several units is not taken back for one of them. */
export const remediesOf = (about: AppealTarget, step: 'grant' | 'grant-partly', joint: boolean): readonly AppealRemedy[] =>
  remedies[about][step].filter((one) => one !== 'reverse' || !joint);

/** The last day on which it can be raised: so many days after the latest of the days on which the unit could know of it; 0: no limit. */
export const raisedUntil = (days: readonly DayNumber[], raiseDays: number, after: DaysAfter): DayNumber | undefined =>
  raiseDays === 0 || days.length === 0 ? undefined : after(Math.max(...days), raiseDays);

/** The last of so many days after a day, counted as the office has settled it. */
export type DaysAfter = (day: DayNumber, days: number) => DayNumber;

/** What stands against raising an appeal. */
export function raiseFindings(appeal: {
  readonly reason: string;
  readonly today: DayNumber;
  readonly until: DayNumber | undefined;
  /** An appeal of the unit about the same thing that is open or was answered. */
  readonly before: boolean;
  /** The fact was taken back already, the item is no longer rejected, the bulletin was corrected. */
  readonly gone: boolean;
}): readonly Finding[] {
  return [
    ...(appeal.reason.trim() === '' ? [problem('reason', '请写明理由', 'reason')] : []),
    ...(appeal.gone ? [problem('gone', '原来的决定已经改了，不用再提申诉')] : []),
    ...(appeal.before ? [problem('before', '本单位已就这一条提过申诉，请到“我的申诉”查看')] : []),
    ...(appeal.until !== undefined && appeal.today > appeal.until
      ? [problem('too-late', `申诉到 ${dayText(appeal.until)} 为止，已经过期`)]
      : []),
  ];
}

/** What stands against an answer that brings this. Points come only where the rulebook of the day counts adjustments. */
export function remedyFindings(
  given: { readonly remedy: AppealRemedy; readonly points?: number | undefined },
  open: readonly AppealRemedy[],
  rulebook: Rulebook | undefined,
): readonly Finding[] {
  const { remedy, points } = given;
  if (!open.includes(remedy)) {
    const named = open.map((one) => appealRemedyNames[one]).join('、');
    return [problem('remedy', `这件申诉不能“${appealRemedyNames[remedy]}”，可以：${named}`, 'remedy')];
  }
  if (remedy !== 'points') return points === undefined ? [] : [problem('points', '只有另记调整才写分值', 'points')];
  return [
    ...(points === undefined || points === 0 ? [problem('points', '请写调整几分', 'points')] : []),
    ...(points !== undefined && Math.abs(points * 100 - Math.round(points * 100)) > 1e-6
      ? [problem('points', '分值最多两位小数', 'points')]
      : []),
    ...(rulebook && needsOf([rulebook]).facts.includes('adjustment')
      ? []
      : [problem('no-rule', '现行计分办法里没有“调整”这一条规则，记了也不计分；请先修订计分办法', 'remedy')]),
  ];
}
