/** The units' wording errors of a period: how many each, how they stand, and the sentence a bulletin may take over. */
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { reachIn } from '../domain/permission.ts';
import { type FrozenRectification, rectificationSentence } from '../domain/rectification/period.ts';
import { rectificationsFound } from '../store/rectification-period.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import { dayProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface RectificationReport {
  readonly site: VisibleSite;
  readonly period: { readonly from: string; readonly to: string };
  /** The unit with the most first. */
  readonly units: readonly { readonly unit: string; readonly found: number; readonly closed: number; readonly overdue: number }[];
  readonly rows: readonly FrozenRectification[];
  /** As a bulletin says it; null where there is nothing, and for those who see only their own. */
  readonly paragraph: string | null;
}

export const rectificationReport = makeView<{ readonly site: string; readonly from: string; readonly to: string }, RectificationReport>(
  { view: 'rectification-report', says: '各单位一个时段的错情和整改情况，以及通报可用的句子' },
  {
    type: 'object',
    required: ['site', 'from', 'to'],
    properties: { site: siteProperty, from: dayProperty, to: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, from, to }) => {
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const [first, last] = [dayFrom(from), dayFrom(to)];
    if (first === undefined || last === undefined || first > last)
      return refuse('bad-input', [problem('bad-period', '起止日期不对', first === undefined ? 'from' : 'to')]);
    const rows = await rectificationsFound(client, site, { from, to }, (bind) => rowsReached(actor, 'submission.read', site, placed, bind));
    const units = [...Map.groupBy(rows, ({ unit }) => unit)].map(([unit, own]) => ({
      unit,
      found: own.length,
      closed: own.filter(({ state }) => state === 'closed').length,
      overdue: own.filter(({ overdue }) => overdue).length,
    }));
    const whole = reachIn(actor, 'submission.read', site).all;
    return accept({
      site: seen.value,
      period: { from, to },
      units: units.sort((a, b) => b.found - a.found),
      rows,
      paragraph: (whole ? rectificationSentence(rows) : undefined) ?? null,
    });
  },
);
