/**
 * What was confirmed does not stand after all: an appeal against it was won, or somebody else found it wrong. It is dismissed or refuted,
 * its rectification ends with it, and what all of it counted is taken back today. The caller leaves the lines of history.
 */
import type pg from 'pg';
import { type LoadedTask, loadTasks, moveTask } from './commissions.ts';
import { type LoadedFound, loadFound, moveFound, takeBackFound } from './inspection-findings.ts';
import { takeBackOutcome } from './posting.ts';
import { takeBackDeduction } from './rectification-facts.ts';
import { type LoadedRectification, loadRectification, moveRectifications, rectificationOfFound } from './rectifications.ts';

/** One that changed by it, as its line of history begins. */
export interface Overturned {
  readonly thing: 'rectification' | 'inspection-finding' | 'commission-task';
  readonly thingId: string;
  readonly from: string;
  readonly to: 'dismissed' | 'refuted' | 'excused';
}
export interface Overturner {
  readonly person: number | undefined;
  readonly name: string;
  readonly reason: string;
  readonly now: Date;
}

/** Drops a rectification, whatever became of it; undefined where it is dropped already, or somebody was faster. */
async function drop(client: pg.ClientBase, loaded: LoadedRectification, { reason, now }: Overturner): Promise<Overturned | undefined> {
  const { site, id, state } = loaded;
  if (state === 'found' || state === 'dismissed') return undefined;
  if (!(await moveRectifications(client, site, [loaded], { state: 'dismissed', reason }))) return undefined;
  await takeBackDeduction(client, loaded, reason, now);
  return { thing: 'rectification', thingId: String(id), from: state, to: 'dismissed' };
}

/** Something an inspection found: refuted with its rectification. Undefined where somebody was faster. */
export async function overturnFound(
  client: pg.ClientBase,
  loaded: LoadedFound,
  by: Overturner,
): Promise<{ readonly takenBack: boolean; readonly changed: readonly Overturned[] } | undefined> {
  const { site, id, state } = loaded;
  if (!(await moveFound(client, loaded, { state: 'refuted', by: by.person, byName: by.name, reason: by.reason }))) return undefined;
  const takenBack = await takeBackFound(client, site, id, `问题不成立：${by.reason}`, by.now);
  const rectification = await rectificationOfFound(client, site, id);
  const dropped = rectification && (await drop(client, rectification, by));
  const own = { thing: 'inspection-finding', thingId: String(id), from: state, to: 'refuted' } as const;
  return { takenBack, changed: [own, ...(dropped ? [dropped] : [])] };
}

/** A commission that a unit missed is not held against it. Undefined where somebody was faster. */
async function excuse(client: pg.ClientBase, task: LoadedTask, { reason, now }: Overturner): Promise<Overturned | undefined> {
  if (!(await moveTask(client, task, { state: 'excused', posted: false, sentOn: null, reason }, now))) return undefined;
  await takeBackOutcome(client, task.site, task, reason, now);
  return { thing: 'commission-task', thingId: String(task.id), from: task.state, to: 'excused' };
}

/**
 * What the fact of this key was posted for: the wording error of its round, what an inspection found, or the commission that was missed. Empty where it was posted for
 * something else, or that stands no longer: then only the fact is to be taken back.
 */
export async function overturnSource(client: pg.ClientBase, site: string, source: string, by: Overturner): Promise<readonly Overturned[]> {
  const named = await client.query<{ rectification: number | null; finding: number | null; task: number | null }>(
    `select (select r.id from rectifications r where r.site_id = $1 and r.submission_id = case when $2 ~ '^wording:[0-9]{1,15}:' then split_part($2, ':', 2)::bigint end
         and $2 = 'wording:' || r.submission_id || ':' || r.word || case when r.confirmed_count > 1 then '#' || r.confirmed_count else '' end) as rectification,
       (select f.id from inspection_findings f where f.site_id = $1 and f.state = 'confirmed'
         and f.id = case when $2 ~ '^inspection:[0-9]{1,15}$' then split_part($2, ':', 2)::bigint end) as finding,
       (select t.id from commission_tasks t where t.site_id = $1 and t.state = 'missed' and t.posted
         and t.id = case when $2 ~ '^commission:[0-9]{1,15}:' then split_part($2, ':', 2)::bigint end
         and $2 = 'commission:' || t.id || ':' || t.facts) as task`,
    [site, source],
  );
  const { rectification = null, finding = null, task = null } = named.rows[0] ?? {};
  if (task !== null) {
    const [missed] = await loadTasks(client, site, [task]);
    const excused = missed && (await excuse(client, missed, by));
    return excused ? [excused] : [];
  }
  if (finding !== null) {
    const found = await loadFound(client, site, finding);
    return (found && (await overturnFound(client, found, by))?.changed) ?? [];
  }
  const loaded = rectification === null ? undefined : await loadRectification(client, site, rectification);
  const dropped = loaded && (await drop(client, loaded, by));
  return dropped ? [dropped] : [];
}
