/** Failed sign-ins, by account and address together and by address alone: how long somebody has to wait. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { PeopleSettings } from '../domain/people/settings.ts';
import { type FailureCount, failuresAfter, waitAfter } from '../domain/people/waits.ts';

/** Whose failures: of one name from one address, or of all names from it. */
export interface Tried {
  /** As `readSignInName` gives it; absent: all names. */
  readonly signInName?: string;
  readonly address: string;
}

const key = ({ signInName, address }: Tried): [string, string] => [
  signInName === undefined ? '' : createHash('sha256').update(signInName).digest('hex'),
  address,
];

/**
 * Holds the attempt until the transaction ends; false where another attempt by the same name from the same address is under way: many at
 * once would each see the count before any of them was counted.
 */
export async function holdAttempt(client: pg.ClientBase, tried: Tried): Promise<boolean> {
  const held = await client.query<{ held: boolean }>('select pg_try_advisory_xact_lock(hashtextextended($1, 3)) as held', [
    JSON.stringify(key(tried)),
  ]);
  return held.rows[0]?.held ?? false;
}

/** Whole seconds that are still to wait; 0 where it may be tried now. Never more than the longest wait, should the clock be set back. */
export async function waitOf(
  client: pg.ClientBase,
  tried: Tried,
  now: Date,
  settings: Pick<PeopleSettings, 'longestWaitSeconds'>,
): Promise<number> {
  const found = await client.query<{ waits_until: Date }>(
    'select waits_until from sign_in_failures where name_hash = $1 and address = $2',
    key(tried),
  );
  const until = found.rows[0]?.waits_until.getTime() ?? 0;
  return Math.min(Math.max(0, Math.ceil((until - now.getTime()) / 1000)), settings.longestWaitSeconds);
}

/** Counts one more failure; gives the seconds to wait from now. */
export async function countFailure(client: pg.ClientBase, tried: Tried, now: Date, settings: PeopleSettings): Promise<number> {
  // The row is made first and then locked, so that attempts from one address are counted one after another.
  await client.query(
    `insert into sign_in_failures (name_hash, address, failures, failed_at, waits_until) values ($1, $2, 0, $3, 'epoch') on conflict do nothing`,
    [...key(tried), now],
  );
  const found = await client.query<{ failures: number; failed_at: Date }>(
    'select failures, failed_at from sign_in_failures where name_hash = $1 and address = $2 for update',
    key(tried),
  );
  const [row] = found.rows;
  const before: FailureCount | undefined = row && { failures: row.failures, failedAt: row.failed_at.getTime() };
  const failures = failuresAfter(before, now.getTime(), settings);
  const wait = waitAfter(failures, tried.signInName === undefined ? settings.freeFailuresOfAddress : settings.freeFailures, settings);
  await client.query(
    `update sign_in_failures set failures = $3, failed_at = $4,
       waits_until = case when $5::int = 0 then 'epoch' else $4::timestamptz + make_interval(secs => $5::int) end
     where name_hash = $1 and address = $2`,
    [...key(tried), failures, now, wait],
  );
  return wait;
}

export async function forgetFailures(client: pg.ClientBase, tried: Tried): Promise<void> {
  await client.query('delete from sign_in_failures where name_hash = $1 and address = $2', key(tried));
}

/** Counts that would begin anew anyway. Those that somebody holds at this moment are left for the next time. */
export async function forgetOldFailures(client: pg.ClientBase, now: Date, settings: PeopleSettings): Promise<void> {
  await client.query(
    `delete from sign_in_failures where (name_hash, address) in (
       select name_hash, address from sign_in_failures where failed_at < $1::timestamptz - make_interval(mins => $2)
         and waits_until < $1 order by failed_at limit 100 for update skip locked)`,
    [now, settings.forgetFailuresMinutes],
  );
}
