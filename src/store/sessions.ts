/** Sessions: a person signed in at a browser, until it is idle, over, or ended. */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Tables } from './tables.ts';

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly person: number;
  readonly now: Date;
  readonly endsAt: Date;
  readonly address: string;
  readonly agent: string;
}

export async function addSession(db: Kysely<Tables>, session: NewSession): Promise<number> {
  const { id } = await db
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      person_id: session.person,
      started_at: session.now,
      seen_at: session.now,
      ends_at: session.endsAt,
      address: session.address,
      agent: session.agent,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Ends one session of a person; false where there is no such live session. */
export async function endSession(db: Kysely<Tables>, person: number, id: number, now: Date): Promise<boolean> {
  const ended = await db
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** Ends a person's sessions but the one named; gives how many were live. */
export async function endSessions(client: pg.ClientBase, person: number, now: Date, except?: number): Promise<number> {
  const ended = await client.query(
    'update sessions set ended_at = $2 where person_id = $1 and ended_at is null and ends_at > $2 and id is distinct from $3',
    [person, now, except ?? null],
  );
  return ended.rowCount ?? 0;
}

/** The cookies of a person's sessions get new values with their next requests: something about their rights has changed. */
export async function markRenewal(client: pg.ClientBase, person: number): Promise<void> {
  await client.query('update sessions set renew = true where person_id = $1 and ended_at is null', [person]);
}

/** Requests under way with the old value are still answered for so long. */
const graceSeconds = 30;

/** Gives a session that is to be renewed a new value; undefined where it was renewed already, or is over. */
export async function renewSession(
  client: pg.ClientBase,
  id: number,
  tokenHash: Buffer,
  now: Date,
): Promise<{ readonly endsAt: Date } | undefined> {
  const renewed = await client.query<{ ends_at: Date }>(
    `update sessions set former_hash = token_hash, former_until = $3::timestamptz + make_interval(secs => ${graceSeconds}),
       token_hash = $2, renew = false
     where id = $1 and renew and ended_at is null and ends_at > $3 returning ends_at`,
    [id, tokenHash, now],
  );
  const [row] = renewed.rows;
  return row && { endsAt: row.ends_at };
}

/** Sessions long over are forgotten, one person's or everybody's; history keeps who signed in when. Gives how many. */
export async function forgetSessions(client: pg.ClientBase, person: number | undefined, now: Date): Promise<number> {
  const gone = await client.query(
    `delete from sessions where ${person === undefined ? '$1::bigint is null' : 'person_id = $1'}
       and least(coalesce(ended_at, ends_at), ends_at) < $2::timestamptz - interval '180 days'`,
    [person ?? null, now],
  );
  return gone.rowCount ?? 0;
}

/** Has this person signed in from this address within the last 30 days? */
export async function knownAddress(client: pg.ClientBase, signInName: string, address: string, now: Date): Promise<boolean> {
  const found = await client.query(
    `select from sessions s join people p on p.id = s.person_id
     where p.sign_in_name = $1 and s.address = $2 and s.started_at > $3::timestamptz - interval '30 days' limit 1`,
    [signInName, address, now],
  );
  return found.rows.length > 0;
}
