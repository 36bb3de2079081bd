/** Appeals: what they are against, as it stands; the appeal itself; and the points that a won one brings. */
import type pg from 'pg';
import type { AppealState } from '../domain/appeal/lifecycle.ts';
import type { AppealRemedy, AppealTarget } from '../domain/appeal/remedy.ts';
import { type DayNumber, dayFrom } from '../domain/calendar/day.ts';
import type { DayCount } from '../domain/calendar/working-days.ts';
import type { SiteSettings } from '../domain/organisation/settings.ts';
import type { Placed } from '../domain/permission.ts';
import { settingsFrom } from './site-settings.ts';

/** What an appeal is against: one of a fact, a rejected item, an issued bulletin. */
export interface AppealedThing {
  readonly about: AppealTarget;
  readonly fact?: number | undefined;
  readonly submission?: number | undefined;
  readonly bulletin?: number | undefined;
}

/** The thing as it stands, with what the rules ask of it. */
export interface LoadedTarget extends Placed, AppealedThing {
  readonly site: string;
  readonly unit: number;
  readonly settings: SiteSettings;
  /** The days on which the unit could know of it. */
  readonly days: readonly DayNumber[];
  /** It was taken back, or is no longer so. */
  readonly gone: boolean;
  /** An appeal about it is open or was answered. */
  readonly before: boolean;
}

interface TargetRow {
  readonly settings: string;
  readonly days: readonly (string | null)[];
  readonly gone: boolean;
  readonly before: boolean;
}

const officeDayOf = (column: string): string => `(${column} at time zone 'Asia/Shanghai')::date`;
const reversed = (fact: string): string => `exists (select from facts o join facts a on a.site_id = o.site_id and a.ref_id = o.id
  where o.site_id = ${fact}.site_id and o.source_key = ${fact}.source_key and a.fact = 'adjustment' and a.points is null)`;

/** `$1` site, `$2` unit, `$3` id. A line could be known when it was recorded, and again when the bulletin of its day was issued. */
const targetSql: Readonly<Record<AppealTarget, string>> = {
  fact: `select w.settings::text as settings, ${reversed('f')} as gone,
      array[f.fact_on, f.published_on, ${officeDayOf('f.recorded_at')}, (select max(${officeDayOf('i.frozen_at')}) from bulletin_issues i
        where i.site_id = f.site_id and coalesce(f.published_on, f.fact_on) between i.period_from and i.period_to)]::text[] as days,
      exists (select from appeals a where a.site_id = f.site_id and a.fact_id = f.id and a.unit_id = f.unit_id and a.state <> 'taken-back') as before
    from facts f join sites w on w.id = f.site_id where f.site_id = $1 and f.unit_id = $2 and f.id = $3`,
  rejection: `select w.settings::text as settings, s.state <> 'rejected' as gone, array[${officeDayOf('s.decided_at')}]::text[] as days,
      exists (select from appeals a where a.site_id = s.site_id and a.submission_id = s.id and a.state <> 'taken-back'
        and a.raised_at >= coalesce(s.decided_at, s.recorded_at)) as before
    from submissions s join sites w on w.id = s.site_id where s.site_id = $1 and s.unit_id = $2 and s.id = $3 and s.decided_at is not null`,
  issue: `select w.settings::text as settings, b.state <> 'issued' as gone, array[${officeDayOf('i.frozen_at')}, i.issued_on]::text[] as days,
      exists (select from appeals a where a.site_id = i.site_id and a.bulletin_id = i.bulletin_id and a.unit_id = u.id and a.state <> 'taken-back') as before
    from bulletin_issues i join bulletins b on b.site_id = i.site_id and b.id = i.bulletin_id join sites w on w.id = i.site_id
    join units u on u.site_id = i.site_id and u.id = $2
    where i.site_id = $1 and i.bulletin_id = $3 and i.rulebook_id is not null and i.figures @> jsonb_build_object('groups', jsonb_build_array(jsonb_build_object('rows', jsonb_build_array(jsonb_build_object('key', u.key)))))`,
};

/** What a unit appeals against; undefined where it is not there, or not the unit's. */
export async function loadTarget(
  client: pg.ClientBase,
  site: string,
  unit: number,
  thing: AppealedThing,
): Promise<LoadedTarget | undefined> {
  const id = { fact: thing.fact, rejection: thing.submission, issue: thing.bulletin }[thing.about];
  if (id === undefined) return undefined;
  const found = await client.query<TargetRow>(targetSql[thing.about], [site, unit, id]);
  const [row] = found.rows;
  if (!row) return undefined;
  const days = row.days.flatMap((day) => (day === null ? [] : (dayFrom(day) ?? [])));
  return { ...thing, site, unit, units: [unit], settings: settingsFrom(row.settings), days, gone: row.gone, before: row.before };
}

export interface NewAppeal extends AppealedThing {
  readonly unit: number;
  readonly reason: string;
  readonly by: number | undefined;
  readonly byName: string;
  readonly now: Date;
  readonly dueOn: string;
  readonly provisional: boolean;
  readonly answerDays: number;
  readonly count: DayCount;
}

/** Gives its id; undefined where somebody of the unit was faster. */
export async function addAppeal(client: pg.ClientBase, site: string, appeal: NewAppeal): Promise<number | undefined> {
  const made = await client.query<{ id: number }>(
    `insert into appeals (site_id, unit_id, about, fact_id, submission_id, bulletin_id, state, reason, raised_by, raised_by_name, raised_at, due_on,
       due_provisional, answer_days, answer_count)
     values ($1, $2, $3, $4, $5, $6, 'raised', $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing returning id`,
    [
      ...[site, appeal.unit, appeal.about, appeal.fact ?? null, appeal.submission ?? null, appeal.bulletin ?? null],
      ...[appeal.reason, appeal.by ?? null, appeal.byName, appeal.now, appeal.dueOn],
      ...[appeal.provisional, appeal.answerDays, appeal.count],
    ],
  );
  return made.rows[0]?.id;
}

export interface LoadedAppeal extends Placed, AppealedThing {
  readonly site: string;
  readonly id: number;
  readonly unit: number;
  readonly version: number;
  readonly state: AppealState;
  readonly raiser: number | undefined;
  readonly deciders: readonly number[];
  /** Of the fact: its key, its item, and whether several units share it. */
  readonly source: string | undefined;
  readonly item: number | undefined;
  readonly joint: boolean;
}

/**
 * Who decided what appeal `a` is against: who adopted or confirmed, who rejected, who issued, who said that a commission was missed, who
 * confirmed a wording error; of other facts whoever left a line of history on the thing that the fact's key names.
 */
export const decidersSql = `array(
  select d.decided_by from adoptions d where d.site_id = a.site_id and f.source_key = 'adoption:' || d.id and d.decided_by is not null
  union select d.confirmed_by from adoptions d where d.site_id = a.site_id and f.source_key = 'adoption:' || d.id and d.confirmed_by is not null
  union select h.by_person from history h where h.site_id = a.site_id and h.by_person is not null and f.id is not null
    and h.thing = split_part(f.source_key, ':', 1) and h.thing_id = split_part(f.source_key, ':', 2) and h.thing not in ('submission', 'adoption', 'commission')
  union select h.by_person from history h where h.site_id = a.site_id and h.by_person is not null and f.fact = 'commission'
    and h.thing = 'commission-task' and h.thing_id = split_part(f.source_key, ':', 2) and h.step = 'commission.miss'
  union select r.confirmed_by from rectifications r where r.site_id = a.site_id and r.submission_id = f.submission_id and r.confirmed_by is not null
    and 'wording:' || r.submission_id || ':' || regexp_replace(btrim(r.word), '\\s+', ' ', 'g') = regexp_replace(f.source_key, '^overdue:|#[0-9]+$', '', 'g')
  union (select r.person_id from submission_remarks r where r.site_id = a.site_id and r.kind = 'reject' and r.person_id is not null
    and r.submission_id = coalesce(a.submission_id, case when f.fact = 'refusal' then f.submission_id end) order by r.id desc limit 1)
  union select h.by_person from history h where h.site_id = a.site_id and h.by_person is not null and h.thing = 'bulletin'
    and h.thing_id = a.bulletin_id::text and h.step = 'bulletin.issue')`;

export async function loadAppeal(client: pg.ClientBase, site: string, id: number): Promise<LoadedAppeal | undefined> {
  const found = await client.query<{
    unit_id: number;
    about: AppealTarget;
    fact_id: number | null;
    submission_id: number | null;
    bulletin_id: number | null;
    version: number;
    state: AppealState;
    raised_by: number | null;
    deciders: readonly unknown[];
    source_key: string | null;
    item: number | null;
    joint: boolean | null;
  }>(
    `select a.unit_id, a.about, a.fact_id, a.submission_id, a.bulletin_id, a.version, a.state, a.raised_by, ${decidersSql} as deciders,
       f.source_key, coalesce(a.submission_id, f.submission_id) as item, f.joint
     from appeals a left join facts f on f.site_id = a.site_id and f.id = a.fact_id where a.site_id = $1 and a.id = $2`,
    [site, id],
  );
  const [row] = found.rows;
  return (
    row && {
      ...{ site, id, unit: row.unit_id, units: [row.unit_id], about: row.about, version: row.version, state: row.state },
      fact: row.fact_id ?? undefined,
      submission: row.submission_id ?? undefined,
      bulletin: row.bulletin_id ?? undefined,
      raiser: row.raised_by ?? undefined,
      deciders: row.deciders.map(Number),
      source: row.source_key ?? undefined,
      item: row.item ?? undefined,
      joint: row.joint ?? false,
    }
  );
}

/** What an answer writes. */
export interface Answer {
  readonly state: AppealState;
  readonly remedy?: AppealRemedy | undefined;
  readonly points?: number | undefined;
  readonly answer: string;
  readonly by: number | undefined;
  readonly byName: string;
  readonly now: Date;
}

/** Moves an appeal whose version is still the one that was loaded; false where somebody was faster. */
export async function moveAppeal(
  client: pg.ClientBase,
  { site, id, version }: Pick<LoadedAppeal, 'site' | 'id' | 'version'>,
  { state, ...to }: { readonly state: AppealState } & Partial<Answer>,
): Promise<boolean> {
  const moved = await client.query(
    `update appeals set state = $4, version = version + 1, remedy = $5, points = $6, answer = $7, answered_by = $8, answered_by_name = $9, answered_at = $10
     where site_id = $1 and id = $2 and version = $3`,
    [
      ...[site, id, version, state, to.remedy ?? null, to.points ?? null],
      ...[to.answer ?? null, to.by ?? null, to.byName ?? null, to.now ?? null],
    ],
  );
  return moved.rowCount === 1;
}

/** Points of an adjustment for the unit, on a day of its own; it names the fact that it puts right, where there is one. */
export async function addAdjustment(
  client: pg.ClientBase,
  { site, id, unit, fact, item }: Pick<LoadedAppeal, 'site' | 'id' | 'unit' | 'fact' | 'item'>,
  given: { readonly points: number; readonly on: string; readonly note: string; readonly now: Date },
): Promise<void> {
  await client.query(
    `insert into facts (site_id, fact, unit_id, fact_on, happened_at, recorded_at, submission_id, ref_id, points, note, source_key)
     values ($1, 'adjustment', $2, $3, $4, $4, $5, $6, $7, $8, $9)`,
    [site, unit, given.on, given.now, item ?? null, fact ?? null, given.points, given.note, `appeal:${id}`],
  );
}
