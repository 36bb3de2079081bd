/** What has to be updated, and what is about to fall behind: subjects with their last update, their interval and the day it runs out. */
import { type DayNumber, dayFrom, dayText } from '../domain/calendar/day.ts';
import { usualIntervals } from '../domain/inspection/indicators.ts';
import {
  dueUpdate,
  type InspectedKind,
  inspectedKindNames,
  inspectedKinds,
  type UpdateStanding,
  updateStandingNames,
} from '../domain/inspection/subject.ts';
import { accept } from '../domain/outcome.ts';
import { type Actor, mayIn } from '../domain/permission.ts';
import { settingsFrom } from '../store/site-settings.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { dayProperty, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

export interface UpdateBoardInput {
  readonly site: string;
  /** Behind and soon behind (where not given), everything in use, or what was put out of use. */
  readonly show?: 'due' | 'all' | 'closed';
  readonly kind?: InspectedKind;
  readonly text?: string;
  /** Seen on this day; today where not given. */
  readonly on?: string;
  readonly after?: string;
  readonly limit?: number;
}

export interface ShownInspectionSubject {
  readonly subject: number;
  readonly version: number;
  readonly kind: InspectedKind;
  readonly kindName: string;
  readonly name: string;
  readonly address: string | null;
  readonly unit: { readonly id: number; readonly name: string };
  readonly section: { readonly id: number; readonly name: string } | null;
  readonly intervalDays: number | null;
  /** As recorded by hand or by a list. */
  readonly notedOn: string | null;
  /** The last update there is of any source. */
  readonly updatedOn: string | null;
  readonly standing: UpdateStanding;
  readonly standingName: string;
  readonly dueOn: string | null;
  /** Negative: so many days too late. */
  readonly daysLeft: number | null;
  readonly active: boolean;
}
export interface UpdateBoard {
  readonly site: VisibleSite;
  readonly today: string;
  readonly soonDays: number;
  readonly counts: { readonly behind: number; readonly soon: number; readonly unknown: number; readonly watched: number };
  readonly usualIntervals: typeof usualIntervals;
  readonly mayWrite: boolean;
  readonly rows: readonly ShownInspectionSubject[];
  readonly next?: string;
}

interface BoardRow {
  readonly id: number;
  readonly version: number;
  readonly kind: InspectedKind;
  readonly name: string;
  readonly address: string | null;
  readonly unit_id: number;
  readonly unit: string;
  readonly section_id: number | null;
  readonly section: string | null;
  readonly interval_days: number | null;
  readonly noted_on: string | null;
  readonly updated_on: string | null;
  readonly rank: number;
  readonly active: boolean;
}

/**
 * Subjects with their last update: what was recorded, or the newest publication in the section. What has no
 * update at all stands first, what nobody watches last; `rank` is the day that its place comes from.
 */
const UNKNOWN = 0;
const UNWATCHED = 9_999_999;
const subjects = (where: string): string => `with latest as (
    select x.section_id, max((p.delivered_at at time zone 'Asia/Shanghai')::date) as updated_on
    from submissions x join publications p on p.site_id = x.site_id and p.submission_id = x.id
    where x.site_id = $1 and p.state in ('delivered', 'replaced') and x.state = 'published' and x.section_id in
      (select section_id from inspection_subjects where site_id = $1 and section_id is not null)
    group by x.section_id),
  seen as (
    select s.id, s.version, s.kind, s.name, s.address, s.unit_id, u.name as unit, s.section_id, k.name as section, s.interval_days,
      s.updated_on as noted_on, greatest(s.updated_on, l.updated_on) as updated_on, s.active
    from inspection_subjects s join units u on u.site_id = s.site_id and u.id = s.unit_id
    left join sections k on k.site_id = s.site_id and k.id = s.section_id left join latest l on l.section_id = s.section_id
    where s.site_id = $1 and ${where}),
  ranked as (select seen.*, case when interval_days is null then ${UNWATCHED} when updated_on is null then ${UNKNOWN}
    else (updated_on + interval_days) - date '1970-01-01' end as rank from seen)`;

const reached = (actor: Actor, site: string, values: unknown[]): string =>
  rowsReached(actor, 'inspection.read', site, { unit: 's.unit_id' }, (value) => `$${values.push(value)}`);

export const updateBoard = makeView<UpdateBoardInput, UpdateBoard>(
  { view: 'update-board', says: '检查对象和更新情况：上次更新、更新周期、哪天到期，快到期和已超期的在前' },
  {
    type: 'object',
    required: ['site'],
    properties: {
      ...{ site: siteProperty, on: dayProperty, limit: pageProperties.limit },
      show: { enum: ['due', 'all', 'closed'] },
      kind: { enum: [...inspectedKinds] },
      text: { type: 'string', maxLength: 60 },
      after: { type: 'string', pattern: '^\\d{1,7}-\\d{1,15}$', description: '上一页给出的 next' },
    },
    additionalProperties: false,
  },
  async (client, actor, { site, show = 'due', kind, text, on, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'inspection.read', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const held = await client.query<{ settings: string }>('select settings::text as settings from sites where id = $1', [site]);
    const { soonDays } = settingsFrom(held.rows[0]?.settings ?? '{}').inspection;
    const [day, soon] = [today.value, today.value + soonDays];
    const counting: unknown[] = [site, day, soon];
    const counted = await client.query<UpdateBoard['counts']>(
      `${subjects(`s.active and ${reached(actor, site, counting)}`)}
       select count(*) filter (where rank > ${UNKNOWN} and rank < $2::int)::int as behind,
         count(*) filter (where rank >= $2::int and rank <= $3::int)::int as soon, count(*) filter (where rank = ${UNKNOWN})::int as unknown,
         count(*) filter (where rank < ${UNWATCHED})::int as watched from ranked`,
      counting,
    );
    const [rank, id] = (after ?? '-1-0').split(/-(?=\d+$)/).map(Number);
    const values: unknown[] = [site, rank, id];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const wanted = [
      show === 'closed' ? 'not s.active' : 's.active',
      reached(actor, site, values),
      ...(kind === undefined ? [] : [`s.kind = ${bind(kind)}`]),
      ...(text === undefined || text.trim() === '' ? [] : [`strpos(s.name || ' ' || u.name, ${bind(text.trim())}) > 0`]),
    ];
    const found = await client.query<BoardRow>(
      `${subjects(wanted.join(' and '))} select * from ranked where (rank, id) > ($2::int, $3::bigint)
         ${show === 'due' ? `and rank <= ${bind(soon)}::int` : ''} order by rank, id limit ${bind(limit + 1)}`,
      values,
    );
    const rows = found.rows.slice(0, limit);
    const last = found.rows.length > limit ? rows.at(-1) : undefined;
    return accept({
      site: seen.value,
      today: dayText(today.value),
      soonDays,
      counts: counted.rows[0] ?? { behind: 0, soon: 0, unknown: 0, watched: 0 },
      usualIntervals,
      mayWrite: mayIn(actor, 'inspection.write', site),
      rows: rows.map((row) => shown(row, today.value, soonDays)),
      ...(last ? { next: `${last.rank}-${last.id}` } : {}),
    });
  },
);

function shown(row: BoardRow, today: DayNumber, soonDays: number): ShownInspectionSubject {
  const updatedOn = row.updated_on === null ? undefined : dayFrom(row.updated_on);
  const due = dueUpdate({ updatedOn, intervalDays: row.interval_days ?? undefined }, today, soonDays);
  return {
    ...{
      subject: row.id,
      version: row.version,
      kind: row.kind,
      kindName: inspectedKindNames[row.kind],
      name: row.name,
      address: row.address,
    },
    unit: { id: row.unit_id, name: row.unit },
    section: row.section_id === null ? null : { id: row.section_id, name: row.section ?? '' },
    ...{ intervalDays: row.interval_days, notedOn: row.noted_on, updatedOn: row.updated_on, active: row.active },
    ...{ standing: due.standing, standingName: updateStandingNames[due.standing] },
    dueOn: due.dueOn === undefined ? null : dayText(due.dueOn),
    daysLeft: due.daysLeft ?? null,
  };
}
