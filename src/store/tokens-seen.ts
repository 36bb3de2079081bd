/** API tokens as lists show them: never their value. */
import type pg from 'pg';

export interface TokenSeen {
  readonly id: number;
  readonly name: string;
  readonly person: number;
  readonly personName: string;
  readonly site: string;
  readonly siteName: string;
  readonly capabilities: readonly string[];
  /** ISO 8601. */
  readonly madeAt: string;
  readonly endsAt: string;
  readonly revokedAt: string | null;
  readonly usedAt: string | null;
  readonly usedFrom: string | null;
}

/** Newest first, before `before`; of one person, or of all. */
export async function tokensSeen(
  client: pg.ClientBase,
  asked: { readonly person?: number; readonly before: number; readonly limit: number },
): Promise<readonly TokenSeen[]> {
  const found = await client.query<TokenSeen & { made_at: Date; ends_at: Date; revoked_at: Date | null; used_at: Date | null }>(
    `select t.id, t.name, t.person_id as person, p.name as "personName", t.site_id as site, s.name as "siteName", t.capabilities,
       t.recorded_at as made_at, t.ends_at, t.revoked_at, t.used_at, t.used_from as "usedFrom"
     from tokens t join people p on p.id = t.person_id join sites s on s.id = t.site_id
     where t.id < $1 and ($2::bigint is null or t.person_id = $2) order by t.id desc limit $3`,
    [asked.before, asked.person ?? null, asked.limit],
  );
  return found.rows.map(({ made_at: made, ends_at: ends, revoked_at: revoked, used_at: used, ...row }) => ({
    ...row,
    madeAt: made.toISOString(),
    endsAt: ends.toISOString(),
    revokedAt: revoked?.toISOString() ?? null,
    usedAt: used?.toISOString() ?? null,
  }));
}
