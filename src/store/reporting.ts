/** What units reported in a period and what became of it: of their months, and of the problems a bulletin names (seeds 002, 004). */
import type pg from 'pg';
import { type FrozenReporting, type ReportingFigures, totalsOf } from '../domain/bulletin/reporting.ts';
import { type DayNumber, dayText } from '../domain/calendar/day.ts';
import { readSettings, type SiteSettings } from '../domain/organisation/settings.ts';
import { prepared } from './prepared.ts';
import { repeatsSql } from './similar.ts';
import { loadSettings } from './site-settings.ts';

interface FigureRow {
  readonly id: number;
  readonly key: string;
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
  readonly again: number;
  readonly copied: number;
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

/** One query for all units (or the one named). Discarded items count nowhere. Planned each time: by how long the period is. */
export async function reportingFigures(
  client: pg.ClientBase,
  site: string,
  period: FigurePeriod,
  settings: SiteSettings,
  units: readonly number[] | 'all',
): Promise<readonly ReportingFigures[]> {
  const { freshDays, burst } = settings;
  const found = await client.query<FigureRow>(figuresSql, [
    ...[site, dayText(period.from), dayText(period.to), JSON.stringify(freshDays)],
    ...[burst.perDay, burst.monthEndDays, units === 'all' ? null : units, repeatsFrom(settings)],
  ]);
  const nameOf = (code: string): string => settings.rejectReasons.find((one) => one.code === code)?.name ?? code;
  return found.rows.map((row) => ({
    unit: {
      ...{ id: row.id, name: row.name, group: row.group, own: row.own },
      ...(settings.zeroReports.apart.includes(row.key) ? { apart: true as const } : {}),
    },
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
    again: row.again,
    copied: row.copied,
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
    ...(settings.zeroReports.naming === 'named' ? {} : { zeroNaming: settings.zeroReports.naming }),
    units: units.map((unit) => ({ ...unit, lastOn: days.get(unit.unit.id) ?? null })),
  };
}

const adoptedStates = `state in ('adopted', 'scheduled', 'published', 'withdrawn')`;
/** What each figure counts by the state alone. */
const stateConditions = {
  submitted: 'true',
  adopted: adoptedStates,
  rejected: `state = 'rejected'`,
  merged: `state = 'merged'`,
  waiting: `state in ('draft', 'in-review', 'returned', 'submitted')`,
} as const;
/** What each figure counts among the items of `receivedSql`; $5 is where repeating begins (`repeatsFrom`). */
export const figureConditions = {
  ...stateConditions,
  adopted: `(${adoptedStates} or lead_adopted)`,
  unreviewed: 'levels = 0',
  again: `id in (select q.later from (${repeatsSql('$5::int')}) q where q.own and not q.refused)`,
  copied: `id in (select q.later from (${repeatsSql('$5::int')}) q where not q.own and not q.refused)`,
  late: 'fresh_days > 0 and event_on is not null and least(day, coalesce(paper_on, day)) - event_on > fresh_days',
} as const;

/** From this similarity on, in thousandths, an item repeats another one in the figures; null where the site wants none named. */
export const repeatsFrom = ({ checks, similar }: SiteSettings): number | null =>
  similar.problems && checks.similar !== 'off' ? similar.percent * 10 : null;

/** Of one row `s` at a time: as an `exists` it would be looked up in a list of all that was ever adopted. */
const leadAdopted = `coalesce(case when s.state = 'merged' then (select l.${adoptedStates}
      from submissions l where l.site_id = $1 and l.id = s.merged_into) end, false) as lead_adopted`;
/** Of a site ($1), received in a period ($2, $3). */
const within = `s.site_id = $1 and s.submitted_at >= $2::date and s.submitted_at < $3::date + 1 and s.state <> 'discarded'`;

/** Items of a site ($1) that the office received in a period ($2, $3), as the figures look at them; $4 holds the days that are fresh by kind. */
export const receivedSql = `
    select s.id, s.unit_id, s.joint_ids, s.author_id, s.people, s.state, s.levels, s.event_on, s.paper_on, s.reason_code,
      s.submitted_at::date as day, f.days as fresh_days, ${leadAdopted}
    from submissions s left join (select key, value::int as days from jsonb_each_text($4::jsonb)) f on f.key = s.kind
    where ${within}`;

type Figure = keyof typeof figureConditions;
/** Small numbers: sums of them stay whole numbers, where those of count's own would become decimals, five times as slow. */
const counted = (figure: Figure): string => `(count(*) filter (where ${figureConditions[figure]}))::int as ${figure}`;
const wantedUnits = '($7::bigint[] is null or s.unit_id = any($7::bigint[]))';
const dayFigures = ['submitted', 'adopted', 'rejected', 'merged', 'waiting', 'unreviewed', 'late'] as const;

/** A unit's most on one day and which, as one number that orders by the most and then by the earlier day. */
const mostSql = `max(submitted * 100000::bigint + 99999 - (day - date '1990-01-01'))`;

/** Units that are at work in the period, or have figures. */
const atWork = `(u.merged_into is null and (u.active_from is null or u.active_from <= $3::date) and (u.active_to is null or u.active_to >= $2::date))`;

const figuresSql = `with own as (
    select unit_id, ${dayFigures.map((figure) => `sum(${figure}) as ${figure}`).join(', ')}, ${mostSql} as most,
      count(*) filter (where submitted > $5::int) as burst_days,
      coalesce(sum(submitted) filter (where date_part('month', day + $6::int) <> date_part('month', day)), 0) as month_end
    from (select unit_id, day, ${dayFigures.map(counted).join(', ')} from (${receivedSql} and ${wantedUnits}) r group by unit_id, day) d group by unit_id),
  refused as (
    select unit_id, json_object_agg(code, items) as reasons
    from (select s.unit_id, coalesce(s.reason_code, 'other') as code, count(*) as items from submissions s
      where ${within} and s.state = 'rejected' and ${wantedUnits} group by 1, 2) r group by unit_id),
  repeats as (
    select unit_id, count(*) filter (where own) as again, count(*) filter (where not own) as copied
    from (${repeatsSql('$8::int', wantedUnits)}) q where not refused group by unit_id),
  shared as (
    select j.unit, count(*) as joint from submissions s, unnest(s.joint_ids) as j(unit)
    where ${within} and s.joint_ids <> '{}' and ($7::bigint[] is null or s.joint_ids && $7::bigint[]) group by j.unit)
  select u.id, u.key, u.name, u.group_name as "group", u.own, ${dayFigures.map((figure) => `coalesce(o.${figure}, 0) as ${figure}`).join(', ')},
    coalesce(p.again, 0) as again, coalesce(p.copied, 0) as copied, coalesce(h.joint, 0) as joint, r.reasons, o.most / 100000 as most, (date '1990-01-01' + (99999 - o.most % 100000)::int)::text as most_on,
    coalesce(o.burst_days, 0) as burst_days, coalesce(o.month_end, 0) as month_end
  from units u left join own o on o.unit_id = u.id left join refused r on r.unit_id = u.id left join shared h on h.unit = u.id
    left join repeats p on p.unit_id = u.id
  where u.site_id = $1 and ($7::bigint[] is null or u.id = any($7::bigint[])) and (o.unit_id is not null or h.unit is not null or ${atWork})
  order by u.position, u.id`;

const stateFigures = Object.keys(stateConditions) as (keyof typeof stateConditions)[];

interface CountRow extends Readonly<Record<keyof typeof stateConditions, number>> {
  readonly site_name: string;
  readonly id: number | null;
  readonly name: string;
  readonly group: string;
}

/** What became of the items received, by unit: the numbers alone, in one statement. Undefined where there is no such site. */
export async function reportingCounts(
  client: pg.ClientBase,
  site: string,
  period: FigurePeriod,
  units: readonly number[] | 'all',
): Promise<{ readonly siteName: string; readonly units: readonly UnitCounts[] } | undefined> {
  const values = [site, dayText(period.from), dayText(period.to), units === 'all' ? null : units];
  const found = await client.query<CountRow>(prepared(countsSql, values));
  const [first] = found.rows;
  return (
    first && {
      siteName: first.site_name,
      units: found.rows.flatMap(({ id, name, group, submitted, adopted, rejected, merged, waiting }) =>
        id === null
          ? []
          : [
              {
                unit: { id, name, group },
                submitted,
                adopted,
                rejected,
                merged,
                waiting,
                rate: submitted === 0 ? null : adopted / submitted,
              },
            ],
      ),
    }
  );
}
export type UnitCounts = Pick<ReportingFigures, keyof typeof stateConditions | 'rate'> & {
  readonly unit: { readonly id: number; readonly name: string; readonly group: string };
};

/** Items and their states come from an index alone; of the merged ones, few, it is looked up what became of the item they went into. */
const countsSql = `select w.name as site_name, u.id, u.name, u.group_name as "group",
    ${stateFigures.map((figure) => `coalesce(o.${figure}, 0)${figure === 'adopted' ? ' + coalesce(m.items, 0)' : ''} as ${figure}`).join(', ')}
  from sites w left join (units u left join (
      select unit_id, ${stateFigures.map((figure) => `sum(items) filter (where ${stateConditions[figure]}) as ${figure}`).join(', ')}
      from (select s.unit_id, s.state, count(*)::int as items from submissions s where ${within} group by s.unit_id, s.state) g
      group by unit_id) o on o.unit_id = u.id
    left join (select s.unit_id, count(*) as items from submissions s join submissions l on l.site_id = s.site_id and l.id = s.merged_into
      where ${within} and s.state = 'merged' and l.${adoptedStates} group by s.unit_id) m on m.unit_id = u.id)
    on u.site_id = w.id and ($4::bigint[] is null or u.id = any($4::bigint[])) and (o.unit_id is not null or ${atWork})
  where w.id = $1 order by u.position, u.id`;
