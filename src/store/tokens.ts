/** API tokens: a program acts for a person, in one site, within named capabilities. */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Capability } from '../domain/permission.ts';
import type { Tables } from './tables.ts';

export interface NewToken {
  readonly hash: Buffer;
  readonly name: string;
  readonly person: number;
  readonly site: string;
  readonly capabilities: readonly Capability[];
  readonly now: Date;
  readonly endsAt: Date;
}

export async function addToken(db: Kysely<Tables>, token: NewToken): Promise<number> {
  const { id } = await db
    .insertInto('tokens')
    .values({
      token_hash: token.hash,
      name: token.name,
      person_id: token.person,
      site_id: token.site,
      capabilities: [...token.capabilities],
      recorded_at: token.now,
      ends_at: token.endsAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface TokenHeld {
  readonly id: number;
  readonly name: string;
  readonly person: number;
  readonly site: string;
  readonly revoked: boolean;
}

export async function loadToken(db: Kysely<Tables>, id: number): Promise<TokenHeld | undefined> {
  const row = await db
    .selectFrom('tokens')
    .select(['id', 'name', 'person_id as person', 'site_id as site', 'revoked_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, name: row.name, person: row.person, site: row.site, revoked: row.revoked_at !== null };
}

export async function revokeToken(db: Kysely<Tables>, id: number, now: Date): Promise<void> {
  await db.updateTable('tokens').set({ revoked_at: now }).where('id', '=', id).where('revoked_at', 'is', null).execute();
}

/** Revokes all tokens of a person; gives how many. */
export async function revokeTokensOf(client: pg.ClientBase, person: number, now: Date): Promise<number> {
  const revoked = await client.query('update tokens set revoked_at = $2 where person_id = $1 and revoked_at is null and ends_at > $2', [
    person,
    now,
  ]);
  return revoked.rowCount ?? 0;
}
