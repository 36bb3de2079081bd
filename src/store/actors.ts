/** Who stands behind a cookie or an API token, with the roles of today: one query, asked with every request. */
import type pg from 'pg';
import { dayText, momentFrom } from '../domain/calendar/day.ts';
import { defaultPeopleSettings } from '../domain/people/settings.ts';
import { type Actor, type Capability, capabilities, type HeldRole, type RoleGrant, rolesBelow } from '../domain/permission.ts';

export interface ActiveSession {
  readonly id: number;
  readonly personId: number;
  readonly seenAt: Date;
  /** Nothing but the own account is open until a new password is set. */
  readonly mustChangePassword: boolean;
  /** The cookie is to get a new value now (`session.renew`). */
  readonly renew: boolean;
  /** Where everybody's rights stood then. */
  readonly stamp: number;
}

/** The day it is in the office. */
export const officeDay = (now: Date): string => dayText(momentFrom(now.toISOString())?.day ?? 0);

/** The roles that reach below their unit: only of these it is asked what lies there. */
const below = rolesBelow.map((role) => `'${role}'`).join(', ');

const stampSql = '(select value from rights_stamp) as stamp';

/** SQL: the roles of a person on a day as JSON, with the units merged into theirs, and for those that reach further all that lie below. */
const grantsSql = (person: string, day: string): string => `
  (select coalesce(json_agg(json_build_object('role', r.role, 'site', r.site_id, 'unit', r.unit_id, 'below',
     case when r.unit_id is not null and r.role in (${below}) then (
       with recursive tree as (
         select r.unit_id as unit
         union
         select u.id from tree t cross join lateral (
           select id from units where site_id = r.site_id and parent_id = t.unit
           union all select id from units where site_id = r.site_id and merged_into = t.unit and merged_on <= ${day}) u)
       select json_agg(unit order by unit) from tree) end,
     'merged', case when exists (select from units where site_id = r.site_id and merged_into = r.unit_id and merged_on <= ${day}) then (
       with recursive held as (
         select r.unit_id as unit
         union
         select u.id from held h join units u on u.site_id = r.site_id and u.merged_into = h.unit and u.merged_on <= ${day})
       select json_agg(unit order by unit) from held) end)), '[]')
   from person_roles r
   where r.person_id = ${person} and r.withdrawn_at is null and r.from_on <= ${day} and (r.to_on is null or r.to_on >= ${day})) as grants`;

interface GrantRow {
  readonly role: HeldRole;
  readonly site: string | null;
  readonly unit: number | null;
  readonly below: readonly number[] | null;
  readonly merged: readonly number[] | null;
}

const grantOf = ({ role, site, unit, below, merged }: GrantRow): RoleGrant => ({
  role,
  ...(site === null ? {} : { site }),
  ...(unit === null ? {} : { unit, below: below ?? merged ?? [unit] }),
  ...(merged === null ? {} : { merged }),
});

/**
 * The person of a session that is neither ended nor over, with the roles held today. `limits` hold where the platform has not settled
 * its own.
 */
export async function actorOfSession(
  client: pg.ClientBase | pg.Pool,
  tokenHash: Buffer,
  now: Date,
  limits: { readonly idleMinutes: number } = defaultPeopleSettings,
): Promise<{ readonly actor: Actor; readonly session: ActiveSession } | undefined> {
  const found = await client.query<{
    id: number;
    person_id: number;
    seen_at: Date;
    renew: boolean;
    stamp: number;
    name: string;
    must_change: boolean;
    grants: readonly GrantRow[];
  }>({
    // Prepared once for each connection: planning it takes four times as long as running it.
    name: 'actor-of-session',
    text: `select s.id, s.person_id, s.seen_at, s.renew and s.token_hash = $1 as renew, ${stampSql}, p.name,
        p.must_change_password or (coalesce((c.body->>'passwordDays')::int, $5) > 0
          and p.password_changed_at < $2::timestamptz - make_interval(days => coalesce((c.body->>'passwordDays')::int, $5))) as must_change,
        ${grantsSql('s.person_id', '$3::date')}
      from sessions s join people p on p.id = s.person_id left join platform_settings c on true
      where (s.token_hash = $1 or (s.former_hash = $1 and s.former_until > $2)) and s.ended_at is null and s.ends_at > $2
        and s.seen_at > $2::timestamptz - make_interval(mins => coalesce((c.body->>'idleMinutes')::int, $4)) and p.state = 'active'`,
    values: [tokenHash, now, officeDay(now), limits.idleMinutes, defaultPeopleSettings.passwordDays],
  });
  const [row] = found.rows;
  if (!row) return undefined;
  const actor: Actor = {
    name: row.name,
    person: row.person_id,
    session: row.id,
    grants: [{ role: 'member' }, ...row.grants.map(grantOf)],
    ...(row.must_change ? { only: ['account.keep' as const] } : {}),
  };
  const session = {
    id: row.id,
    personId: row.person_id,
    seenAt: row.seen_at,
    mustChangePassword: row.must_change,
    renew: row.renew,
    stamp: row.stamp,
  };
  return { actor, session };
}

/** A person who may sign in, with the roles of the day, where no request carries a secret: the demo's own people. */
export async function actorOfPerson(client: pg.ClientBase | pg.Pool, person: number, now: Date): Promise<Actor | undefined> {
  const found = await client.query<{ name: string; grants: readonly GrantRow[] }>(
    `select p.name, ${grantsSql('p.id', '$2::date')} from people p where p.id = $1 and p.state = 'active'`,
    [person, officeDay(now)],
  );
  const [row] = found.rows;
  return row && { name: row.name, person, grants: [{ role: 'member' }, ...row.grants.map(grantOf)] };
}

/** Notes that a session is in use, at most once a minute. */
export async function touchSession(
  client: pg.ClientBase | pg.Pool,
  session: Pick<ActiveSession, 'id' | 'seenAt'>,
  now: Date,
): Promise<void> {
  if (now.getTime() - session.seenAt.getTime() < 60_000) return;
  await client.query(`update sessions set seen_at = $2 where id = $1 and seen_at <= $2::timestamptz - interval '1 minute'`, [
    session.id,
    now,
  ]);
}

export interface ActiveToken {
  readonly id: number;
  readonly personId: number;
  readonly site: string;
  readonly usedAt: Date | null;
  /** Where everybody's rights stood then. */
  readonly stamp: number;
}

/** The owner of an API token, within the token's site and capabilities: never more than the owner may do there today. */
export async function actorOfToken(
  client: pg.ClientBase | pg.Pool,
  tokenHash: Buffer,
  now: Date,
): Promise<{ readonly actor: Actor; readonly token: ActiveToken } | undefined> {
  const found = await client.query<{
    id: number;
    person_id: number;
    site_id: string;
    capabilities: readonly string[];
    used_at: Date | null;
    stamp: number;
    name: string;
    person_name: string;
    grants: readonly GrantRow[];
  }>({
    name: 'actor-of-token',
    text: `select t.id, t.person_id, t.site_id, t.capabilities, t.used_at, t.name, ${stampSql}, p.name as person_name, ${grantsSql('t.person_id', '$3::date')}
      from tokens t join people p on p.id = t.person_id
      where t.token_hash = $1 and t.revoked_at is null and t.ends_at > $2 and p.state = 'active'`,
    values: [tokenHash, now, officeDay(now)],
  });
  const [row] = found.rows;
  if (!row) return undefined;
  // Only what is held in the token's own site: a role on the whole platform is not lent to programs.
  const grants = row.grants.filter(({ site }) => site === row.site_id).map(grantOf);
  const actor: Actor = {
    name: `${row.person_name}（接口“${row.name}”）`,
    person: row.person_id,
    grants,
    only: row.capabilities.filter((one): one is Capability => (capabilities as readonly string[]).includes(one)),
  };
  return { actor, token: { id: row.id, personId: row.person_id, site: row.site_id, usedAt: row.used_at, stamp: row.stamp } };
}

/** Notes when and from where a token was used last, at most once a minute. */
export async function touchToken(
  client: pg.ClientBase | pg.Pool,
  token: Pick<ActiveToken, 'id' | 'usedAt'>,
  now: Date,
  address: string,
): Promise<void> {
  if (token.usedAt && now.getTime() - token.usedAt.getTime() < 60_000) return;
  await client.query('update tokens set used_at = $2, used_from = $3 where id = $1', [token.id, now, address]);
}

/** Things whose history tells of what rights depend on. */
const ofRights: ReadonlySet<string> = new Set(['person', 'unit', 'site', 'platform']);
/** May this line of history have moved somebody's rights? Sessions are asked for by themselves. */
export const movesRights = ({ thing, step }: { readonly thing: string; readonly step: string }): boolean =>
  ofRights.has(thing) && !step.startsWith('session.');

/** Whoever was found behind a cookie or token before is looked up anew. Sent with the end: everybody else waits for no more than that. */
export async function moveRights(client: pg.ClientBase): Promise<void> {
  await client.query('update rights_stamp set value = value + 1');
}

/**
 * Asks whether what was found within the last minute still stands: the session goes on, its cookie is the newest, and nobody's rights
 * have moved since. Prepared, and sent ahead of what the request asks; no row is a no.
 */
export const sessionStands = (tokenHash: Buffer, stamp: number, now: Date): pg.QueryConfig => ({
  name: 'session-stands',
  text: `select from sessions s, rights_stamp r where s.token_hash = $1 and s.ended_at is null and s.ends_at > $3 and not s.renew
    and s.seen_at > $3::timestamptz - interval '1 minute' and r.value = $2`,
  values: [tokenHash, stamp, now],
});

/** The same of a token. */
export const tokenStands = (tokenHash: Buffer, stamp: number, now: Date): pg.QueryConfig => ({
  name: 'token-stands',
  text: `select from tokens t, rights_stamp r where t.token_hash = $1 and t.revoked_at is null and t.ends_at > $3
    and t.used_at > $3::timestamptz - interval '1 minute' and r.value = $2`,
  values: [tokenHash, stamp, now],
});
