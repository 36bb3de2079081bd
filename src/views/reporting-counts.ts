/** How many items the office received of each unit in a period and what became of them: the numbers alone, for tables and programs. */
import { dayText } from '../domain/calendar/day.ts';
import { accept } from '../domain/outcome.ts';
import { mayIn, reachIn } from '../domain/permission.ts';
import { reportingCounts as loadCounts, type UnitCounts } from '../store/reporting.ts';
import { refusedSite, unknownSite, type VisibleSite } from '../store/visible.ts';
import { dayField, type PeriodInput, readPeriod } from './period.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ReportingCountsInput extends PeriodInput {
  readonly site: string;
}
export interface ReportingCounts {
  readonly site: VisibleSite;
  readonly period: PeriodInput;
  /** Every unit at work in the period, within reach. */
  readonly units: readonly UnitCounts[];
}

export const reportingCounts = makeView<ReportingCountsInput, ReportingCounts>(
  { view: 'reporting-counts', says: '各单位一个时段报送、采用、不予采用的件数，只有数字' },
  {
    type: 'object',
    required: ['site', 'from', 'to'],
    properties: { site: siteProperty, from: dayField, to: dayField },
    additionalProperties: false,
  },
  async (client, actor, { site, ...given }) => {
    const period = readPeriod(given);
    if (!period.ok) return period;
    if (!mayIn(actor, 'fact.read', site)) return refusedSite(client, actor, 'fact.read', site);
    const reach = reachIn(actor, 'fact.read', site);
    const found = await loadCounts(client, site, period.value, reach.all ? 'all' : reach.units);
    if (!found) return unknownSite(site);
    const { from, to } = period.value;
    return accept({ site: { id: site, name: found.siteName }, period: { from: dayText(from), to: dayText(to) }, units: found.units });
  },
  'one long statement',
);
