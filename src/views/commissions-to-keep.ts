/** What the clock has to do with commissions, over all sites: tasks that were missed by now, and those of units that are gone. */
import type pg from 'pg';
import { openStates } from '../store/commissions.ts';
import { settingsFrom } from '../store/site-settings.ts';

export interface LapsedTask {
  readonly site: string;
  readonly task: number;
  readonly version: number;
}

/** Open tasks of commissions that take answers, as many days overdue as their site lets pass; sites that let none pass by themselves have none. */
export async function lapsedTasks(pool: pg.Pool, today: string): Promise<readonly LapsedTask[]> {
  const sites = await pool.query<{ id: string; settings: string }>(
    `select id, settings::text as settings from sites
     where id in (select site_id from commissions where state = 'open' and due_on < $1)`,
    [today],
  );
  const waiting = sites.rows
    .map(({ id, settings }) => ({ id, days: settingsFrom(settings).commissionsMissedAfter }))
    .filter(({ days }) => days > 0);
  const found = await pool.query<LapsedTask>(
    `select t.site_id as site, t.id as task, t.version from unnest($2::text[], $3::int[]) as w(site, days)
     join commissions c on c.site_id = w.site and c.state = 'open' and c.due_on < $1
     join commission_tasks t on t.site_id = c.site_id and t.commission_id = c.id and t.state in ${openStates}
     where greatest(c.due_on, c.opened_on, t.asked_on) + w.days <= $1::date order by c.due_on, t.id limit 500`,
    [today, waiting.map(({ id }) => id), waiting.map(({ days }) => days)],
  );
  return found.rows;
}

/** Units that are no longer at work and have open tasks. */
export async function goneUnitsWithTasks(
  pool: pg.Pool,
  today: string,
): Promise<readonly { readonly site: string; readonly unit: number }[]> {
  const found = await pool.query<{ site: string; unit: number }>(
    `select u.site_id as site, u.id as unit from units u where (u.merged_on <= $1 or u.active_to < $1)
       and exists (select from commission_tasks t where t.site_id = u.site_id and t.unit_id = u.id and t.state in ${openStates})
     order by 1, 2 limit 500`,
    [today],
  );
  return found.rows;
}
