/** Publications: what is to reach which channel, when, and what became of it. The tables are the queue: nothing else has to be kept. */
import type pg from 'pg';
import { LEASE_MINUTES } from '../domain/adoption/delivery.ts';
import type { PublicationState } from '../domain/adoption/lifecycle.ts';
import type { Placed } from '../domain/permission.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { SubmissionKind } from '../domain/submission/submission.ts';

export interface OrderedPublication {
  readonly submission: number;
  readonly textVersion: number;
  /** Where it goes; undefined: published by hand, nothing is sent. */
  readonly channel: number | undefined;
  readonly dueAt: Date;
  /** Of a page put up by hand. */
  readonly address?: string | undefined;
  readonly by: number | undefined;
  readonly byName: string;
  readonly now: Date;
}

/** Adds a publication; by hand and due already, it is delivered with that. Undefined where something else is on its way to the channel. */
export async function orderPublication(client: pg.ClientBase, site: string, order: OrderedPublication): Promise<number | undefined> {
  const done = order.channel === undefined && order.dueAt <= order.now;
  const made = await client.query<{ id: number }>(
    `insert into publications (site_id, submission_id, channel_id, version_number, state, due_at, try_after, delivered_at, address, ordered_by,
       ordered_by_name, recorded_at) values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11)
     on conflict (site_id, submission_id, channel_id) where state in ('due', 'withdrawing') do nothing returning id`,
    [
      ...[site, order.submission, order.channel ?? null, order.textVersion, done ? 'delivered' : 'due', order.dueAt],
      ...[done ? order.now : null, order.address ?? null, order.by ?? null, order.byName, order.now],
    ],
  );
  return made.rows[0]?.id;
}

/** A publication with the item it is of. */
export interface LoadedPublication extends Placed {
  readonly site: string;
  readonly id: number;
  readonly submission: number;
  readonly channel: number | undefined;
  readonly state: PublicationState;
  readonly version: number;
  readonly textVersion: number;
  readonly attempts: number;
  readonly submissionState: SubmissionState;
  readonly kind: SubmissionKind;
  readonly eventOn: string | undefined;
}

export async function loadPublication(client: pg.ClientBase, site: string, id: number): Promise<LoadedPublication | undefined> {
  const found = await client.query<{
    submission_id: number;
    channel_id: number | null;
    state: PublicationState;
    version: number;
    version_number: number;
    attempts: number;
    submission_state: SubmissionState;
    kind: SubmissionKind;
    event_on: string | null;
    units: readonly unknown[];
    author_id: number | null;
    people: readonly unknown[] | null;
  }>(
    `select p.submission_id, p.channel_id, p.state, p.version, p.version_number, p.attempts, s.state as submission_state, s.kind, s.event_on,
       s.unit_id || s.joint_ids as units, s.author_id, s.people
     from publications p join submissions s on s.site_id = p.site_id and s.id = p.submission_id where p.site_id = $1 and p.id = $2`,
    [site, id],
  );
  const [row] = found.rows;
  return (
    row && {
      site,
      id,
      submission: row.submission_id,
      channel: row.channel_id ?? undefined,
      state: row.state,
      version: row.version,
      textVersion: row.version_number,
      attempts: row.attempts,
      submissionState: row.submission_state,
      kind: row.kind,
      eventOn: row.event_on ?? undefined,
      units: row.units.map(Number),
      ...(row.author_id === null ? {} : { author: row.author_id }),
      ...(row.people === null ? {} : { people: row.people.map(Number) }),
    }
  );
}

export interface PublicationChanges {
  readonly state?: PublicationState;
  readonly attempts?: number;
  readonly tryAfter?: Date;
  readonly fault?: string | null;
  readonly deliveredAt?: Date;
  /** Kept as it is where not given. */
  readonly address?: string | undefined;
}

/** Moves a publication whose version is still the one that was loaded; false where somebody was faster. */
export async function movePublication(
  client: pg.ClientBase,
  { site, id, version }: Pick<LoadedPublication, 'site' | 'id' | 'version'>,
  changes: PublicationChanges,
): Promise<boolean> {
  const moved = await client.query(
    `update publications set version = version + 1, state = coalesce($4, state), attempts = coalesce($5, attempts),
       try_after = coalesce($6, try_after), fault = case when $7 then $8 else fault end, delivered_at = coalesce($9, delivered_at),
       address = coalesce($10, address) where site_id = $1 and id = $2 and version = $3`,
    [
      ...[site, id, version, changes.state ?? null, changes.attempts ?? null, changes.tryAfter ?? null],
      ...[changes.fault !== undefined, changes.fault ?? null, changes.deliveredAt ?? null, changes.address ?? null],
    ],
  );
  return moved.rowCount === 1;
}

/** Until then a try that was begun is left alone. */
export const leaseUntil = (now: Date): Date => new Date(now.getTime() + LEASE_MINUTES * 60_000);

/** What a delivered text put in the place of: earlier deliveries of the item to the same channel. */
export async function replaceEarlier(client: pg.ClientBase, { site, id, submission, channel }: LoadedPublication): Promise<void> {
  await client.query(
    `update publications set state = 'replaced', version = version + 1
     where site_id = $1 and submission_id = $2 and channel_id is not distinct from $3 and id < $4 and state = 'delivered'`,
    [site, submission, channel ?? null, id],
  );
}

/**
 * Takes an item back from all its channels: what was never sent is cancelled; of what a channel has, or may have (a try was begun and
 * nothing was heard), the newest is to be taken down there, once a try that is under way is over. What was put up by hand is taken down
 * by hand.
 */
export async function takeDown(client: pg.ClientBase, site: string, submission: number, reason: string, now: Date): Promise<void> {
  // Two statements: for a moment two of a channel would be under way, which the tables do not allow.
  const newest = `(select channel_id, max(id) filter (where channel_id is not null and (state = 'delivered' or attempts > 0)) as id from publications
    where site_id = $1 and submission_id = $2 and state in ('due', 'failed', 'delivered') group by channel_id) as newest`;
  const open = `p.site_id = $1 and p.submission_id = $2 and p.state in ('due', 'failed', 'delivered') and newest.channel_id is not distinct from p.channel_id`;
  await client.query(
    `update publications p set version = version + 1, reason = $3, fault = null, state = case
         when p.state in ('due', 'failed') then 'cancelled' when p.channel_id is null then 'withdrawn' else 'replaced' end
     from ${newest} where ${open} and p.id is distinct from newest.id`,
    [site, submission, reason],
  );
  await client.query(
    `update publications p set version = version + 1, reason = $3, fault = null, attempts = 0, state = 'withdrawing',
       try_after = case when p.state = 'due' and p.attempts > 0 then least(greatest(p.try_after, $4), $5) else $4 end
     from ${newest} where ${open} and p.id = newest.id`,
    [site, submission, reason, now, leaseUntil(now)],
  );
}

/** What is still on its way, or failed, gives way to a corrected text; gives every channel the item was ordered to (null: by hand). */
export async function channelsToCorrect(client: pg.ClientBase, site: string, submission: number): Promise<readonly (number | null)[]> {
  const found = await client.query<{ channel_id: number | null }>(
    `with open as (update publications set state = 'cancelled', version = version + 1
       where site_id = $1 and submission_id = $2 and state in ('due', 'failed') returning channel_id)
     select channel_id from open union select channel_id from publications where site_id = $1 and submission_id = $2 and state = 'delivered'`,
    [site, submission],
  );
  return found.rows.map(({ channel_id }) => channel_id);
}
