/** What units reported in a period and what became of it: of their months, and of the problems a bulletin names (seeds 002, 004). */
import type pg from 'pg';
import { type FrozenReporting, type ReportingFigures, totalsOf } from '../domain/bulletin/reporting.ts';
import { type DayNumber, dayText } from '../domain/calendar/day.ts';
import { readSettings, type SiteSettings } from '../domain/organisation/settings.ts';
import { loadSettings } from './site-settings.ts';

interface FigureRow {
  readonly id: number;
  readonly name: string;
  readonly group: string;
  readonly own: boolean;
  readonly submitted: number;
  readonly adopted: number;
  readonly rejected: number;
  readonly merged: number;
  readonly waiting: number;
  readonly unreviewed: number;
  readonly late: number;
  readonly joint: number;
  readonly reasons: Readonly<Record<string, number>> | null;
  readonly most: number | null;
  readonly most_on: string | null;
  readonly burst_days: number;
  readonly month_end: number;
}

export interface FigurePeriod {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** One query for all units (or the one named). Discarded items count nowhere. */
export async function reportingFigures(
  client: pg.ClientBase,
  site: string,
  period: FigurePeriod,
  settings: SiteSettings,
  units: readonly number[] | 'all',
): Promise<readonly ReportingFigures[]> {
  const found = await client.query<FigureRow>(figuresSql, [
    site,
    dayText(period.from),
    dayText(period.to),
    JSON.stringify(settings.freshDays),
    settings.burst.perDay,
    settings.burst.monthEndDays,
    units === 'all' ? null : units,
  ]);
  const nameOf = (code: string): string => settings.rejectReasons.find((one) => one.code === code)?.name ?? code;
  return found.rows.map((row) => ({
    unit: { id: row.id, name: row.name, group: row.group, own: row.own },
    submitted: row.submitted,
    adopted: row.adopted,
    rejected: row.rejected,
    merged: row.merged,
    waiting: row.waiting,
    rate: row.submitted === 0 ? null : row.adopted / row.submitted,
    reasons: Object.entries(row.reasons ?? {})
      .map(([code, count]) => ({ code, name: nameOf(code), count }))
      .sort((a, b) => b.count - a.count),
    unreviewed: row.unreviewed,
    late: row.late,
    joint: row.joint,
    burst: { most: row.most ?? 0, mostOn: row.most_on, days: row.burst_days, monthEnd: row.month_end },
  }));
}

/**
 * The figures of all units as a bulletin of the period has them, with the day on which each reported last. Undefined where the office had
 * received nothing by the period's end: what it counts came in from elsewhere.
 */
export async function loadReporting(client: pg.ClientBase, site: string, period: FigurePeriod): Promise<FrozenReporting | undefined> {
  const to = dayText(period.to);
  const first = await client.query<{ since: string | null }>(
    'select min(submitted_at)::date::text as since from submissions where site_id = $1 and submitted_at is not null',
    [site],
  );
  const since = first.rows[0]?.since ?? null;
  if (since === null || since > to) return undefined;
  const settings = readSettings((await loadSettings(client, site))?.body);
  const units = await reportingFigures(client, site, period, settings, 'all');
  const last = await client.query<{ unit_id: number; day: string }>(
    `select unit_id, max(submitted_at)::date::text as day from submissions
     where site_id = $1 and submitted_at is not null and submitted_at < $2::date + 1 and state <> 'discarded' group by unit_id`,
    [site, to],
  );
  const days = new Map(last.rows.map((row) => [row.unit_id, row.day]));
  return {
    since,
    totals: totalsOf(units),
    units: units.map((unit) => ({ ...unit, lastOn: days.get(unit.unit.id) ?? null })),
  };
}

/** What each figure counts among the items of `receivedSql`; $4 holds the days that are fresh by kind. */
export const figureConditions = {
  submitted: 'true',
  adopted: `(state in ('adopted', 'scheduled', 'published', 'withdrawn') or lead_adopted)`,
  rejected: `state = 'rejected'`,
  merged: `state = 'merged'`,
  waiting: `state in ('draft', 'in-review', 'returned', 'submitted')`,
  unreviewed: 'levels = 0',
  late: `(coalesce(($4::jsonb ->> kind)::int, 0) > 0 and event_on is not null
        and least(day, coalesce(paper_on, day)) - event_on > ($4::jsonb ->> kind)::int)`,
} as const;

/** Items of a site ($1) that the office received in a period ($2, $3), as the figures look at them. */
export const receivedSql = `
    select s.id, s.unit_id, s.joint_ids, s.author_id, s.people, s.state, s.kind, s.levels, s.event_on, s.paper_on, s.reason_code,
      s.submitted_at::date as day, s.state = 'merged' and exists (select from submissions l where l.site_id = s.site_id and l.id = s.merged_into
        and l.state in ('adopted', 'scheduled', 'published', 'withdrawn')) as lead_adopted
    from submissions s
    where s.site_id = $1 and s.submitted_at >= $2::date and s.submitted_at < $3::date + 1 and s.state <> 'discarded'`;

const counted = (figure: keyof typeof figureConditions): string => `count(*) filter (where ${figureConditions[figure]})`;

const figuresSql = `with received as materialized (${receivedSql} and ($7::bigint[] is null or s.unit_id = any($7::bigint[]))),
  own as (
    select unit_id, count(*) as submitted, ${counted('adopted')} as adopted, ${counted('rejected')} as rejected, ${counted('merged')} as merged,
      ${counted('waiting')} as waiting, ${counted('unreviewed')} as unreviewed, ${counted('late')} as late,
      count(*) filter (where day > (date_trunc('month', day) + interval '1 month')::date - 1 - $6::int) as month_end
    from received group by unit_id),
  days as (select unit_id, day, count(*) as items from received group by unit_id, day),
  bursts as (
    select unit_id, max(items) as most, (array_agg(day order by items desc, day))[1] as most_on, count(*) filter (where items > $5::int) as days
    from days group by unit_id),
  refused as (
    select unit_id, json_object_agg(code, items) as reasons
    from (select unit_id, coalesce(reason_code, 'other') as code, count(*) as items from received where state = 'rejected' group by 1, 2) r group by unit_id),
  shared as (
    select j.unit, count(*) as joint from submissions s, unnest(s.joint_ids) as j(unit)
    where s.site_id = $1 and s.submitted_at >= $2::date and s.submitted_at < $3::date + 1 and s.state <> 'discarded' and s.joint_ids <> '{}'
      and ($7::bigint[] is null or s.joint_ids && $7::bigint[]) group by j.unit)
  select u.id, u.name, u.group_name as "group", u.own, coalesce(o.submitted, 0) as submitted, coalesce(o.adopted, 0) as adopted, coalesce(o.rejected, 0) as rejected,
    coalesce(o.merged, 0) as merged, coalesce(o.waiting, 0) as waiting, coalesce(o.unreviewed, 0) as unreviewed, coalesce(o.late, 0) as late,
    coalesce(h.joint, 0) as joint, r.reasons, b.most, b.most_on::text as most_on, coalesce(b.days, 0) as burst_days, coalesce(o.month_end, 0) as month_end
  from units u left join own o on o.unit_id = u.id left join bursts b on b.unit_id = u.id left join refused r on r.unit_id = u.id
    left join shared h on h.unit = u.id
  where u.site_id = $1 and ($7::bigint[] is null or u.id = any($7::bigint[])) and (o.unit_id is not null or h.unit is not null
    or (u.merged_into is null and (u.active_from is null or u.active_from <= $3::date) and (u.active_to is null or u.active_to >= $2::date)))
  order by u.position, u.id`;
