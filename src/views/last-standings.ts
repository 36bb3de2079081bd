/** The tables of the last bulletin that was issued for days up to one: every unit's rank and score as they were frozen. */
import type { FrozenGroup } from '../domain/bulletin/figures.ts';
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { type IssueHead, lastIssue, periodOf } from './issue-of-period.ts';
import { type NamedPeriod, namedPeriod } from './period.ts';
import { dayProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface IssuedStandings {
  readonly issue: IssueHead;
  readonly title: string;
  readonly period: NamedPeriod;
  readonly groups: readonly FrozenGroup[];
}
export interface LastStandings {
  readonly site: VisibleSite;
  /** Null before the first bulletin. */
  readonly last: IssuedStandings | null;
}

export const lastStandings = makeView<{ readonly site: string; readonly to: string }, LastStandings>(
  { view: 'last-standings', says: '到某日为止最近一期通报里各单位的名次和得分' },
  { type: 'object', required: ['site', 'to'], properties: { site: siteProperty, to: dayProperty }, additionalProperties: false },
  async (client, actor, { site, to }) => {
    const seen = await reachedSite(client, actor, 'bulletin.read', site);
    if (!seen.ok) return seen;
    if (dayFrom(to) === undefined) return refuse('bad-input', [problem('bad-day', `没有 ${to} 这一天`, 'to')]);
    const issue = await lastIssue(client, site, to);
    if (!issue) return accept({ site: seen.value, last: null });
    const { head, title, from, to: until, groups } = issue;
    return accept({ site: seen.value, last: { issue: head, title, period: namedPeriod(periodOf({ from, to: until })), groups } });
  },
);
