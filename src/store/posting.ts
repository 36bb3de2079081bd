/** Facts and reversals that come out of the item's way, added to the table of facts. Adding one that is there already changes nothing. */
import type pg from 'pg';
import {
  adoptionFact,
  adoptionKey,
  commissionFact,
  commissionKey,
  countsAtOn,
  type PostedAdoption,
  type PostedFact,
  type PostedItem,
  type PostedReversal,
  type PostedTask,
  refusalFact,
  refusalKey,
  reversal,
  submissionFact,
  type TaskOutcome,
} from '../domain/adoption/posting.ts';
import type { RejectionReason } from '../domain/adoption/reasons.ts';
import { type CreditShare, creditShares } from '../domain/adoption/shares.ts';
import type { Rulebook } from '../domain/scoring/rulebook.ts';
import type { JointShare } from '../domain/submission/submission.ts';
import { officeDay } from './actors.ts';

/** Whose item it is, for facts that need nothing else of it. */
export interface CreditedItem extends PostedItem {
  readonly site: string;
  readonly unit: number;
  readonly jointIds: readonly number[];
}

/** The rulebook valid on a day; undefined where none is. */
export async function rulebookOn(client: pg.ClientBase, site: string, day: string): Promise<Rulebook | undefined> {
  const found = await client.query<{ body: Rulebook }>(
    'select body from rulebooks where site_id = $1 and starts_on <= $2 order by starts_on desc limit 1',
    [site, day],
  );
  return found.rows[0]?.body;
}

/** Adds a fact, a row for each unit. Gives whether it is new. */
export async function addFact(client: pg.ClientBase, site: string, fact: PostedFact, now: Date): Promise<boolean> {
  const { shares } = fact;
  const added = await client.query(
    `insert into facts (site_id, fact, unit_id, fact_on, happened_at, recorded_at, published_on, event_on, submission_id, outlet_id,
       level, kind, form, reason, leader, note, evidence, share_top, share_bottom, lead, joint, source_key, outcome, due_on, delivered_on)
     select $1, $2, s.unit, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, s.top, s.bottom, s.lead, $17, $18, $23, $24::date, $25::date
     from unnest($19::bigint[], $20::int[], $21::int[], $22::bool[]) as s(unit, top, bottom, lead)
     on conflict (site_id, source_key, unit_id) do nothing`,
    [
      ...[site, fact.fact, fact.on, happenedAt(fact, now), now, fact.publishedOn ?? null, fact.eventOn ?? null, fact.submission ?? null],
      ...[fact.outlet ?? null, fact.level ?? null, fact.kind ?? null, fact.form ?? null, fact.reason ?? null, fact.leader ?? null],
      ...[fact.note ?? null, fact.evidence ?? null, shares.length > 1, fact.key],
      ...[shares.map(({ unit }) => unit), shares.map(({ top }) => top), shares.map(({ bottom }) => bottom), shares.map(({ lead }) => lead)],
      ...[fact.outcome ?? null, fact.due ?? null, fact.deliveredOn ?? null],
    ],
  );
  return (added.rowCount ?? 0) > 0;
}

/** The moment orders the facts of one day; of what happened on another day only the day is known. */
const happenedAt = (fact: PostedFact, now: Date): Date | null => ((fact.publishedOn ?? fact.on) === officeDay(now) ? now : null);

/** Takes a fact back, once. Gives whether there was one to take back. */
export async function addReversal(client: pg.ClientBase, site: string, { key, of, on, note }: PostedReversal, now: Date): Promise<boolean> {
  const added = await client.query(
    `insert into facts (site_id, fact, unit_id, fact_on, happened_at, recorded_at, submission_id, ref_id, note, source_key)
     select site_id, 'adjustment', unit_id, $3, $4, $4, submission_id, id, $5, $6 from facts
     where site_id = $1 and source_key = $2 order by lead desc, id limit 1
     on conflict (site_id, source_key, unit_id) do nothing`,
    [site, of, on, now, note ?? null, key],
  );
  return (added.rowCount ?? 0) > 0;
}

/** The equal or given parts of an item's own units. */
export async function ownShares(
  client: pg.ClientBase,
  { site, submission, unit, jointIds }: CreditedItem,
): Promise<readonly CreditShare[]> {
  const found = await client.query<{ shares: readonly JointShare[] | null }>(
    `select content -> 'shares' as shares from submission_texts where site_id = $1 and submission_id = $2`,
    [site, submission],
  );
  const given = creditShares({ units: [unit, ...jointIds], shares: found.rows[0]?.shares ?? undefined }, []);
  // Parts that make no sense together were refused when the item was written; what is left are equal ones.
  const equal = creditShares({ units: [unit, ...jointIds] }, []);
  return given.ok ? given.value : equal.ok ? equal.value : [];
}

/** The office received the item: its fact, once, on the day of receipt. */
export async function postSubmission(client: pg.ClientBase, item: CreditedItem, now: Date, on: string = officeDay(now)): Promise<boolean> {
  return addFact(client, item.site, submissionFact(item, await ownShares(client, item), on), now);
}

/** How often the item was refused, and whether the last refusal still stands. */
async function refusals(client: pg.ClientBase, { site, submission }: CreditedItem): Promise<number> {
  const found = await client.query<{ count: number }>(
    `select count(distinct source_key) as count from facts where site_id = $1 and submission_id = $2 and fact = 'refusal'`,
    [site, submission],
  );
  return found.rows[0]?.count ?? 0;
}

export async function postRefusal(client: pg.ClientBase, item: CreditedItem, reason: RejectionReason, now: Date): Promise<void> {
  const fact = refusalFact(item, await ownShares(client, item), officeDay(now), reason, await refusals(client, item));
  await addFact(client, item.site, fact, now);
}

/** The last refusal is taken back today. */
export async function takeBackRefusal(client: pg.ClientBase, item: CreditedItem, note: string, now: Date): Promise<void> {
  const last = await refusals(client, item);
  if (last > 0) await addReversal(client, item.site, reversal(refusalKey(item.submission, last), officeDay(now), note), now);
}

/** An adoption that stands, and whether its fact was posted. */
export interface StandingAdoption extends PostedAdoption {
  readonly posted: boolean;
}

/** The item's adoptions in these states, in the order they were made. */
export async function standingAdoptions(
  client: pg.ClientBase,
  site: string,
  submission: number,
  states: readonly ('decided' | 'claimed' | 'confirmed')[],
): Promise<readonly StandingAdoption[]> {
  const found = await client.query<{
    id: number;
    outlet_id: number;
    level: string | null;
    kind: string | null;
    form: string | null;
    adopted_on: string;
    evidence: string | null;
    shares: readonly CreditShare[] | null;
    posted: boolean;
  }>(
    `select a.id, a.outlet_id, coalesce(a.level, o.level) as level, a.kind, a.form, a.adopted_on, a.evidence,
       (select json_agg(json_build_object('unit', s.unit_id, 'top', s.share_top, 'bottom', s.share_bottom, 'lead', s.lead)
          order by s.lead desc, s.unit_id)
        from adoption_shares s where s.site_id = a.site_id and s.adoption_id = a.id) as shares,
       exists (select from facts f where f.site_id = a.site_id and f.source_key = 'adoption:' || a.id) as posted
     from adoptions a join outlets o on o.site_id = a.site_id and o.id = a.outlet_id
     where a.site_id = $1 and a.submission_id = $2 and a.state = any($3) order by a.id`,
    [site, submission, states],
  );
  return found.rows.map((row) => ({
    id: row.id,
    outlet: row.outlet_id,
    level: row.level ?? undefined,
    kind: row.kind ?? undefined,
    form: row.form ?? undefined,
    adoptedOn: row.adopted_on,
    evidence: row.evidence ?? undefined,
    shares: row.shares ?? [],
    posted: row.posted,
  }));
}

/**
 * Posts the item's own adoptions where they count now: decided today, under a rulebook that counts decisions; or published today, and
 * not posted before. Gives how many were posted.
 */
export async function postAdoptions(
  client: pg.ClientBase,
  item: PostedItem & { readonly site: string },
  occasion: 'decided' | 'published',
  now: Date,
): Promise<number> {
  const today = officeDay(now);
  const rulebook = await rulebookOn(client, item.site, today);
  if (occasion === 'decided' && countsAtOn(rulebook) === 'publication') return 0;
  const adoptions = await standingAdoptions(client, item.site, item.submission, ['decided']);
  let posted = 0;
  for (const [index, adoption] of adoptions.entries()) {
    if (adoption.posted) continue;
    const when = { rulebook, further: index > 0, ...(occasion === 'published' ? { publishedOn: today } : {}) };
    if (await addFact(client, item.site, adoptionFact(item, adoption, when), now)) posted += 1;
  }
  return posted;
}

/** Takes back the facts of adoptions today; those that were never posted have none. */
export async function takeBackAdoptions(
  client: pg.ClientBase,
  site: string,
  adoptions: readonly number[],
  note: string,
  now: Date,
): Promise<void> {
  for (const id of adoptions) await addReversal(client, site, reversal(adoptionKey(id), officeDay(now), note), now);
}

/** What became of a unit's task in a commission: its fact, dated by the day it was due where it was missed. */
export const postOutcome = (
  client: pg.ClientBase,
  site: string,
  task: PostedTask,
  outcome: TaskOutcome,
  answer: Parameters<typeof commissionFact>[2],
  now: Date,
): Promise<boolean> => addFact(client, site, commissionFact(task, outcome, answer), now);

/** Takes the task's last fact back today. */
export const takeBackOutcome = (client: pg.ClientBase, site: string, task: PostedTask, note: string, now: Date): Promise<boolean> =>
  addReversal(client, site, reversal(commissionKey(task.id, task.facts), officeDay(now), note), now);
