/** People: who they are, their password and their second step. */
import { type Kysely, sql } from 'kysely';
import type pg from 'pg';
import type { Tables } from './tables.ts';

export type PersonState = 'invited' | 'active' | 'left';

export interface Person {
  readonly id: number;
  readonly signInName: string;
  readonly name: string;
  readonly phone: string | null;
  readonly state: PersonState;
  readonly version: number;
  readonly passwordHash: string | null;
  readonly passwordChangedAt: Date | null;
  readonly mustChangePassword: boolean;
  readonly totpSecret: Buffer | null;
  readonly totpPending: Buffer | null;
  readonly recoveryHashes: readonly Buffer[];
}

/**
 * Held until the transaction ends by whoever changes who holds which role, so that rules over several people (the last administrator,
 * 三员分立) see all of them.
 */
export async function holdAppointments(client: pg.ClientBase): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('appointments', 2))`);
}

const found = (db: Kysely<Tables>) =>
  db
    .selectFrom('people')
    .select(['id', 'sign_in_name as signInName', 'name', 'phone', 'state', 'version', 'password_hash as passwordHash'])
    .select(['password_changed_at as passwordChangedAt', 'must_change_password as mustChangePassword'])
    .select(['totp_secret as totpSecret', 'totp_pending as totpPending', 'recovery_hashes as recoveryHashes']);

export async function loadPerson(db: Kysely<Tables>, id: number): Promise<Person | undefined> {
  return found(db).where('id', '=', id).executeTakeFirst();
}

/** `signInName` as `readSignInName` gives it. */
export async function personBySignInName(db: Kysely<Tables>, signInName: string): Promise<Person | undefined> {
  return found(db).where('sign_in_name', '=', signInName).executeTakeFirst();
}

export interface NewPerson {
  readonly signInName: string;
  readonly name: string;
  readonly phone?: string | undefined;
  /** Absent: invited, and sets a password later. */
  readonly passwordHash?: string;
  readonly now: Date;
}

/** The new person's id; undefined where the sign-in name is taken. */
export async function addPerson(db: Kysely<Tables>, person: NewPerson): Promise<number | undefined> {
  const added = await db
    .insertInto('people')
    .values({
      sign_in_name: person.signInName,
      name: person.name,
      phone: person.phone ?? null,
      state: person.passwordHash === undefined ? 'invited' : 'active',
      password_hash: person.passwordHash ?? null,
      password_changed_at: person.passwordHash === undefined ? null : person.now,
      recorded_at: person.now,
    })
    .onConflict((conflict) => conflict.column('sign_in_name').doNothing())
    .returning('id')
    .executeTakeFirst();
  return added?.id;
}

/** Changes name, phone or sign-in name where the person is still at `version`; false where somebody was faster. */
export async function editPerson(
  db: Kysely<Tables>,
  id: number,
  version: number,
  to: { readonly name?: string; readonly phone?: string | null; readonly signInName?: string },
): Promise<boolean> {
  const saved = await db
    .updateTable('people')
    .set({
      version: version + 1,
      ...(to.name === undefined ? {} : { name: to.name }),
      ...(to.phone === undefined ? {} : { phone: to.phone }),
      ...(to.signInName === undefined ? {} : { sign_in_name: to.signInName }),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** The person cannot sign in any more, and leaves no secret behind. */
export async function markLeft(db: Kysely<Tables>, id: number, now: Date): Promise<void> {
  await db
    .updateTable('people')
    .set({ state: 'left', left_at: now, mail: null })
    .set({ password_hash: null, totp_secret: null, totp_pending: null, recovery_hashes: sql`'{}'` })
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
  await db.deleteFrom('person_passwords').where('person_id', '=', id).execute();
  await db.deleteFrom('notification_settings').where('person_id', '=', id).execute();
}

/** The hashes of the present password and the last `count` before it. */
export async function knownPasswords(db: Kysely<Tables>, person: Person, count: number): Promise<readonly string[]> {
  const former = await db
    .selectFrom('person_passwords')
    .select('hash')
    .where('person_id', '=', person.id)
    .orderBy('id', 'desc')
    .limit(count)
    .execute();
  return [...(person.passwordHash === null ? [] : [person.passwordHash]), ...former.map(({ hash }) => hash)];
}

/** Sets the password, keeps the last `keep` former ones, and makes an invited person active. */
export async function setPassword(db: Kysely<Tables>, person: Person, hash: string, keep: number, now: Date): Promise<void> {
  if (person.passwordHash !== null)
    await db.insertInto('person_passwords').values({ person_id: person.id, hash: person.passwordHash, recorded_at: now }).execute();
  await sql`delete from person_passwords where person_id = ${person.id} and id not in (
    select id from person_passwords where person_id = ${person.id} order by id desc limit ${keep})`.execute(db);
  await db
    .updateTable('people')
    .set({ password_hash: hash, password_changed_at: now, must_change_password: false, state: 'active' })
    .where('id', '=', person.id)
    .where('state', '<>', 'left')
    .execute();
}

/** Nobody signs in with the present password any more; a new one is set with a code. */
export async function awaitPassword(db: Kysely<Tables>, id: number): Promise<void> {
  await db.updateTable('people').set({ state: 'invited' }).where('id', '=', id).where('state', '=', 'active').execute();
}

/** Notes the time step of a code that was accepted; false where a code of this or a later step was accepted before. */
export async function takeTotpStep(db: Kysely<Tables>, id: number, step: number): Promise<boolean> {
  const taken = await db
    .updateTable('people')
    .set({ totp_step: step })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('totp_step', 'is', null), eb('totp_step', '<', step)]))
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

/** Uses up a recovery code; false where there is no such code left. */
export async function takeRecoveryCode(client: pg.ClientBase, id: number, hash: Buffer): Promise<boolean> {
  const taken = await client.query(
    'update people set recovery_hashes = array_remove(recovery_hashes, $2::bytea) where id = $1 and $2::bytea = any(recovery_hashes)',
    [id, hash],
  );
  return taken.rowCount === 1;
}

export interface SecondStep {
  readonly pending?: Uint8Array | null;
  readonly secret?: Uint8Array | null;
  readonly step?: number | null;
  readonly recoveryHashes?: readonly Buffer[];
}

export async function saveSecondStep(client: pg.ClientBase, id: number, to: SecondStep): Promise<void> {
  const columns: string[] = [];
  const values: unknown[] = [id];
  const set = (column: string, cast: string, value: unknown): void => {
    if (value !== undefined) columns.push(`${column} = $${values.push(value)}::${cast}`);
  };
  set('totp_pending', 'bytea', to.pending);
  set('totp_secret', 'bytea', to.secret);
  set('totp_step', 'bigint', to.step);
  set('recovery_hashes', 'bytea[]', to.recoveryHashes);
  if (columns.length > 0) await client.query(`update people set ${columns.join(', ')} where id = $1`, values);
}

/** Everything that is sealed with the key file, to be sealed anew: `replace` gives the new bytes. The number of things sealed. */
export async function resealAll(client: pg.ClientBase, replace: (sealed: Buffer) => Uint8Array): Promise<number> {
  let count = 0;
  const people = await client.query<{ id: number; totp_secret: Buffer | null; totp_pending: Buffer | null }>(
    'select id, totp_secret, totp_pending from people where totp_secret is not null or totp_pending is not null for update',
  );
  for (const { id, totp_secret: secret, totp_pending: pending } of people.rows) {
    await saveSecondStep(client, id, { secret: secret && replace(secret), pending: pending && replace(pending) });
    count += 1;
  }
  const channels = await client.query<{ site_id: string; id: number; secret: Buffer }>(
    'select site_id, id, secret from channels where secret is not null for update',
  );
  for (const { site_id: site, id, secret } of channels.rows) {
    await client.query('update channels set secret = $3 where site_id = $1 and id = $2', [site, id, replace(secret)]);
    count += 1;
  }
  return count;
}
