/** What a unit leaves behind that is no longer at work: its open tasks, and who goes on with its work. */
import type pg from 'pg';
import { type LoadedTask, loadTasks, openStates } from './commissions.ts';

/** A unit that is no longer at work on a day, and who goes on with its work, through as many changes as there were. */
export interface GoneUnit {
  readonly name: string;
  readonly heir: { readonly id: number; readonly name: string } | undefined;
}

/** Undefined where the unit is at work on the day. */
export async function goneUnit(client: pg.ClientBase, site: string, unit: number, day: string): Promise<GoneUnit | undefined> {
  const found = await client.query<{ id: number; name: string; gone: boolean }>(
    `with recursive chain as (
       select 1 as step, u.id, u.name, u.heir, u.gone from ${unitsSql} u where u.id = $2
       union all
       select c.step + 1, u.id, u.name, u.heir, u.gone from chain c join ${unitsSql} u on u.id = c.heir where c.gone and c.step < 50)
     select id, name, gone from chain order by step`,
    [site, unit, day],
  );
  const [first, last] = [found.rows[0], found.rows.at(-1)];
  if (!first?.gone || !last) return undefined;
  return { name: first.name, heir: last.gone ? undefined : { id: last.id, name: last.name } };
}

const unitsSql = `(select id, name, coalesce(merged_on <= $3::date, false) or coalesce(active_to < $3::date, false) as gone,
    case when merged_on <= $3::date then merged_into else succeeded_by end as heir from units where site_id = $1)`;

/** Whether a unit goes on with the work of one of these. */
export async function goesOnWith(
  client: pg.ClientBase,
  site: string,
  unit: number,
  before: readonly number[],
  day: string,
): Promise<boolean> {
  for (const one of before) if ((await goneUnit(client, site, one, day))?.heir?.id === unit) return true;
  return false;
}

/** A unit's open tasks. */
export async function openTasksOf(client: pg.ClientBase, site: string, unit: number): Promise<readonly LoadedTask[]> {
  const found = await client.query<{ id: number }>(
    `select id from commission_tasks where site_id = $1 and unit_id = $2 and state in ${openStates} for update`,
    [site, unit],
  );
  return loadTasks(
    client,
    site,
    found.rows.map(({ id }) => id),
  );
}

/** Of these commissions, those in which the unit has a task that was neither moved nor called off. */
export async function askedIn(
  client: pg.ClientBase,
  site: string,
  unit: number,
  commissions: readonly number[],
): Promise<readonly number[]> {
  const found = await client.query<{ id: number }>(
    `select commission_id as id from commission_tasks
     where site_id = $1 and unit_id = $2 and commission_id = any($3::bigint[]) and state not in ('moved', 'called-off')`,
    [site, unit, commissions],
  );
  return found.rows.map(({ id }) => id);
}
