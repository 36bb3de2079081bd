/** Commissions (约稿) and their units' tasks as actions see them: moved only from the version that was seen. */
import type pg from 'pg';
import type { PostedTask } from '../domain/adoption/posting.ts';
import type { NamedSection } from '../domain/commission/answer.ts';
import type { CommissionState, TaskState } from '../domain/commission/lifecycle.ts';
import { openTaskStates } from '../domain/commission/lifecycle.ts';
import type { Placed } from '../domain/permission.ts';
import { officeDay } from './actors.ts';

export interface LoadedCommission extends Placed {
  readonly site: string;
  readonly id: number;
  readonly state: CommissionState;
  readonly version: number;
  readonly title: string;
  readonly due: string;
  /** How many units have still something to do. */
  readonly open: number;
}

/** The states in which a unit has still something to do, for SQL. */
export const openStates = `(${openTaskStates.map((state) => `'${state}'`).join(', ')})`;

export async function loadCommission(client: pg.ClientBase, site: string, id: number): Promise<LoadedCommission | undefined> {
  const found = await client.query<Omit<LoadedCommission, 'site'>>(
    `select c.id, c.state, c.version, c.title, c.due_on as due, (select count(*) from commission_tasks t
       where t.site_id = c.site_id and t.commission_id = c.id and t.state in ${openStates}) as open
     from commissions c where c.site_id = $1 and c.id = $2`,
    [site, id],
  );
  const [row] = found.rows;
  return row && { ...row, site };
}

export interface NewCommission {
  readonly title: string;
  readonly brief: string;
  /** Any section answers where none is named. */
  readonly sections: readonly number[];
  readonly due: string;
  readonly mayDecline: boolean;
  readonly placedOn: string;
  readonly by: number | undefined;
  readonly byName: string;
}

export async function addCommission(client: pg.ClientBase, site: string, one: NewCommission, now: Date): Promise<number> {
  const made = await client.query<{ id: number }>(
    `insert into commissions (site_id, state, title, brief, due_on, may_decline, placed_on, opened_on, placed_by, placed_by_name, recorded_at)
     values ($1, 'open', $2, $3, $4, $5, $6, $6, $7, $8, $9) returning id`,
    [site, one.title, one.brief, one.due, one.mayDecline, one.placedOn, one.by ?? null, one.byName, now],
  );
  const id = made.rows[0]?.id as number;
  await addSections(client, site, id, one.sections);
  return id;
}

const addSections = (client: pg.ClientBase, site: string, commission: number, sections: readonly number[]): Promise<unknown> =>
  client.query(
    'insert into commission_sections (site_id, commission_id, section_id) select $1, $2, k from unnest($3::bigint[]) k on conflict do nothing',
    [site, commission, sections],
  );

/** Which sections answer from now on. */
export async function changeSections(client: pg.ClientBase, site: string, commission: number, sections: readonly number[]): Promise<void> {
  await client.query('delete from commission_sections where site_id = $1 and commission_id = $2', [site, commission]);
  await addSections(client, site, commission, sections);
}

export interface NewTask {
  readonly id: number;
  readonly unit: number;
}

/** A task for each of the units, asked today; those that have one in this commission already get none. */
export async function addTasks(
  client: pg.ClientBase,
  site: string,
  commission: number,
  units: readonly number[],
  now: Date,
): Promise<readonly NewTask[]> {
  const made = await client.query<NewTask>(
    `insert into commission_tasks (site_id, commission_id, unit_id, state, asked_on, recorded_at, changed_at)
     select $1, $2, n, 'asked', $5, $4, $4 from unnest($3::bigint[]) with ordinality as u(n, place) order by place
     on conflict (site_id, commission_id, unit_id) where state not in ('moved', 'called-off') do nothing returning id, unit_id as unit`,
    [site, commission, units, now, officeDay(now)],
  );
  return made.rows;
}

/** Of these units: their names, whether they are at work on the day, and how many tasks they have open. */
export async function askedUnits(
  client: pg.ClientBase,
  site: string,
  units: readonly number[],
  day: string,
): Promise<readonly { readonly unit: number; readonly name: string; readonly active: boolean; readonly open: number }[]> {
  const found = await client.query<{ unit: number; name: string; active: boolean; open: number }>(
    `select u.id as unit, u.name, (u.active_from is null or u.active_from <= $3::date) and (u.active_to is null or u.active_to >= $3::date)
       and (u.merged_on is null or u.merged_on > $3::date) as active,
       (select count(*) from commission_tasks t where t.site_id = u.site_id and t.unit_id = u.id and t.state in ${openStates}) as open
     from units u where u.site_id = $1 and u.id = any($2::bigint[]) order by u.position, u.id`,
    [site, units, day],
  );
  return found.rows;
}

/** Those of the sections that the site has, open. */
export async function openSections(client: pg.ClientBase, site: string, sections: readonly number[]): Promise<readonly number[]> {
  const found = await client.query<{ id: number }>('select id from sections where site_id = $1 and id = any($2::bigint[]) and active', [
    site,
    sections,
  ]);
  return found.rows.map(({ id }) => id);
}

export interface CommissionChanges {
  readonly state?: CommissionState;
  readonly title?: string | undefined;
  readonly brief?: string | undefined;
  readonly due?: string | undefined;
  readonly mayDecline?: boolean | undefined;
  readonly reason?: string;
  /** Answers are taken again from this day on. */
  readonly openedOn?: string;
}

/** Moves a commission whose version is still the one that was loaded; false where somebody was faster. */
export async function moveCommission(
  client: pg.ClientBase,
  { site, id, version }: Pick<LoadedCommission, 'site' | 'id' | 'version'>,
  to: CommissionChanges,
): Promise<boolean> {
  const moved = await client.query(
    `update commissions set state = coalesce($4, state), title = coalesce($5, title), brief = coalesce($6, brief), due_on = coalesce($7::date, due_on),
       may_decline = coalesce($8, may_decline), reason = coalesce($9, reason), opened_on = coalesce($10::date, opened_on), version = version + 1
     where site_id = $1 and id = $2 and version = $3`,
    [
      ...[site, id, version, to.state ?? null, to.title ?? null, to.brief ?? null, to.due ?? null, to.mayDecline ?? null],
      ...[to.reason ?? null, to.openedOn ?? null],
    ],
  );
  return moved.rowCount === 1;
}

/** Calls off what is open of a commission that is withdrawn. */
export async function callOffOpen(
  client: pg.ClientBase,
  site: string,
  commission: number,
  reason: string,
  now: Date,
): Promise<readonly { readonly id: number; readonly from: TaskState }[]> {
  const moved = await client.query<{ id: number; from: TaskState }>(
    `with held as (select id, state from commission_tasks where site_id = $1 and commission_id = $2 and state in ${openStates} for update)
     update commission_tasks t set state = 'called-off', reason = $3, submission_id = null, version = t.version + 1, changed_at = $4
     from held where t.site_id = $1 and t.id = held.id returning t.id, held.state as "from"`,
    [site, commission, reason, now],
  );
  return [...moved.rows].sort((a, b) => a.id - b.id);
}

/** A unit's task with the commission it belongs to. */
export interface LoadedTask extends Placed, PostedTask {
  readonly site: string;
  readonly units: readonly number[];
  readonly unitName: string;
  readonly state: TaskState;
  readonly version: number;
  readonly submission: number | undefined;
  readonly posted: boolean;
  readonly commission: number;
  readonly commissionState: CommissionState;
  readonly mayDecline: boolean;
  readonly placedOn: string;
  /** The day on which the commission was placed or opened again; the task was asked, opened again or taken over. */
  readonly openedOn: string;
  readonly askedOn: string;
  readonly sections: readonly NamedSection[];
}

/** JSON of the sections that a commission `c` names, in their order. */
export const namedSectionsSql = `(select coalesce(json_agg(json_build_object('id', k.id, 'name', k.name) order by k.position, k.id), '[]')
  from commission_sections n join sections k on k.site_id = n.site_id and k.id = n.section_id
  where n.site_id = c.site_id and n.commission_id = c.id)`;

/** Several in the order of their ids; those that are not there are left out. */
export async function loadTasks(client: pg.ClientBase, site: string, ids: readonly number[]): Promise<readonly LoadedTask[]> {
  const found = await client.query<Omit<LoadedTask, 'site' | 'units' | 'submission'> & { readonly submission: number | null }>(
    `select t.id, t.unit_id as unit, u.name as "unitName", t.state, t.version, t.submission_id as submission, t.facts, t.posted, c.id as commission,
       c.state as "commissionState", c.title, c.due_on as due, c.may_decline as "mayDecline", c.placed_on as "placedOn",
       c.opened_on as "openedOn", t.asked_on as "askedOn", ${namedSectionsSql} as sections
     from commission_tasks t join commissions c on c.site_id = t.site_id and c.id = t.commission_id
     join units u on u.site_id = t.site_id and u.id = t.unit_id where t.site_id = $1 and t.id = any($2::bigint[]) order by t.id`,
    [site, ids],
  );
  return found.rows.map((row) => ({ ...row, site, units: [row.unit], submission: row.submission ?? undefined }));
}

export interface TaskChanges {
  readonly state: TaskState;
  readonly submission?: number | null;
  readonly sentOn?: string | null;
  readonly reason?: string | undefined;
  /** How many facts it has posted then. */
  readonly facts?: number;
  readonly posted?: boolean;
  readonly reminded?: true;
  /** It has its days from this one on. */
  readonly askedOn?: string;
  /** Another unit has it. */
  readonly unit?: number;
}

/** Moves a task whose version is still the one that was loaded; false where somebody was faster. */
export async function moveTask(
  client: pg.ClientBase,
  { site, id, version }: Pick<LoadedTask, 'site' | 'id' | 'version'>,
  { state, submission, sentOn, reason, facts, posted, reminded, askedOn, unit }: TaskChanges,
  now: Date,
): Promise<boolean> {
  const moved = await client.query(
    `update commission_tasks set state = $4, submission_id = case when $5 then $6::bigint else submission_id end,
       sent_on = case when $7 then $8::date else sent_on end, reason = coalesce($9, reason), facts = coalesce($10, facts), posted = coalesce($11, posted),
       reminders = reminders + case when $12 then 1 else 0 end, reminded_at = case when $12 then $13::timestamptz else reminded_at end,
       asked_on = coalesce($14::date, asked_on), unit_id = coalesce($15, unit_id), version = version + 1, changed_at = $13::timestamptz
     where site_id = $1 and id = $2 and version = $3`,
    [
      ...[site, id, version, state, submission !== undefined, submission ?? null, sentOn !== undefined, sentOn ?? null],
      ...[reason ?? null, facts ?? null, posted ?? null, reminded === true, now, askedOn ?? null, unit ?? null],
    ],
  );
  return moved.rowCount === 1;
}

/** Whether the item answers another task already. */
export async function answersElsewhere(client: pg.ClientBase, site: string, submission: number, task: number): Promise<boolean> {
  const found = await client.query('select from commission_tasks where site_id = $1 and submission_id = $2 and id <> $3', [
    site,
    submission,
    task,
  ]);
  return found.rowCount !== 0;
}
