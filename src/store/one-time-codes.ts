/** Codes that work once. */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Tables } from './tables.ts';

export type CodePurpose = 'first-administrator' | 'set-password';

/** Keeps a new code's hash; codes for the same purpose and person that were not used become void. */
export async function addCode(
  db: Kysely<Tables>,
  code: { readonly hash: Buffer; readonly purpose: CodePurpose; readonly person?: number; readonly now: Date; readonly endsAt: Date },
): Promise<void> {
  await voidCodes(db, code.purpose, code.person, code.now);
  await db
    .insertInto('one_time_codes')
    .values({ code_hash: code.hash, purpose: code.purpose, person_id: code.person ?? null, recorded_at: code.now, ends_at: code.endsAt })
    .execute();
}

export async function voidCodes(db: Kysely<Tables>, purpose: CodePurpose, person: number | undefined, now: Date): Promise<void> {
  await db
    .updateTable('one_time_codes')
    .set({ used_at: now })
    .where('purpose', '=', purpose)
    .where('person_id', person === undefined ? 'is' : '=', person ?? null)
    .where('used_at', 'is', null)
    .execute();
}

/** Uses a code up; undefined where there is none such, or it was used, or is over. */
export async function takeCode(
  client: pg.ClientBase,
  hash: Buffer,
  purpose: CodePurpose,
  now: Date,
): Promise<{ readonly person: number | null } | undefined> {
  const taken = await client.query<{ person_id: number | null }>(
    `update one_time_codes set used_at = $3 where code_hash = $1 and purpose = $2 and used_at is null and ends_at > $3 returning person_id`,
    [hash, purpose, now],
  );
  const [row] = taken.rows;
  return row && { person: row.person_id };
}
