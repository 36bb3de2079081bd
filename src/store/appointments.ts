/** Who holds which role where, on which days. */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { PowersSituation, RoleHeld } from '../domain/people/appointment.ts';
import { type Actor, type Capability, type HeldRole, reachOf } from '../domain/permission.ts';
import { loadPerson, type Person, type PersonState } from './people.ts';
import type { Tables } from './tables.ts';

export interface Appointment {
  readonly id: number;
  readonly person: number;
  readonly role: HeldRole;
  readonly site: string | null;
  readonly unit: number | null;
  readonly from: string;
  readonly to: string | null;
}

const columns = ['id', 'person_id as person', 'role', 'site_id as site', 'unit_id as unit', 'from_on as from', 'to_on as to'] as const;

/** Appointments of a person that are in force on the day or later. */
export async function appointmentsOf(db: Kysely<Tables>, person: number, day: string): Promise<readonly Appointment[]> {
  return db
    .selectFrom('person_roles')
    .select(columns)
    .where('person_id', '=', person)
    .where('withdrawn_at', 'is', null)
    .where((eb) => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', day)]))
    .orderBy('id')
    .execute();
}

/** The roles of a person that ended last, all at that moment; those that never began are not among them. */
export async function endedLast(client: pg.ClientBase, person: number, now: Date): Promise<readonly RoleHeld[]> {
  const found = await client.query<RoleHeld>(
    `with ended as (
       select role, site_id as site, from_on, least(withdrawn_at, (to_on + 1)::timestamp at time zone 'Asia/Shanghai') as at
       from person_roles where person_id = $1),
     over as (select * from ended where at <= $2 and from_on::timestamp at time zone 'Asia/Shanghai' < at)
     select distinct role, site from over where at = (select max(at) from over)`,
    [person, now],
  );
  return found.rows;
}

/** The sites in which the person holds or held a role. */
export async function sitesEver(db: Kysely<Tables>, person: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('person_roles')
    .select('site_id')
    .distinct()
    .where('person_id', '=', person)
    .where('site_id', 'is not', null)
    .orderBy('site_id')
    .execute();
  return rows.map(({ site_id: site }) => site as string);
}

/** Did the person ever hold a role in this site? */
async function everIn(db: Kysely<Tables>, person: number, site: string): Promise<boolean> {
  const row = await db
    .selectFrom('person_roles')
    .select('id')
    .where('person_id', '=', person)
    .where('site_id', '=', site)
    .executeTakeFirst();
  return row !== undefined;
}

export async function loadAppointment(db: Kysely<Tables>, id: number): Promise<Appointment | undefined> {
  return db.selectFrom('person_roles').select(columns).where('id', '=', id).where('withdrawn_at', 'is', null).executeTakeFirst();
}

export interface NewAppointment {
  readonly person: number;
  readonly role: HeldRole;
  readonly site: string | undefined;
  readonly unit: number | undefined;
  readonly from: string;
  readonly to: string | undefined;
  readonly by: string;
  readonly now: Date;
}

export async function addAppointment(db: Kysely<Tables>, one: NewAppointment): Promise<number> {
  const { id } = await db
    .insertInto('person_roles')
    .values({
      person_id: one.person,
      role: one.role,
      site_id: one.site ?? null,
      unit_id: one.unit ?? null,
      from_on: one.from,
      to_on: one.to ?? null,
      given_by: one.by,
      recorded_at: one.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Takes appointments back at once. */
export async function withdrawAppointments(client: pg.ClientBase, ids: readonly number[], now: Date): Promise<void> {
  await client.query('update person_roles set withdrawn_at = $2 where id = any($1::bigint[]) and withdrawn_at is null', [ids, now]);
}

/** Lets appointments end with a day; those that would begin after it are taken back. */
export async function endAppointments(client: pg.ClientBase, ids: readonly number[], lastDay: string, now: Date): Promise<void> {
  await client.query(
    `update person_roles set to_on = case when from_on <= $2 then $2::date else to_on end,
       withdrawn_at = case when from_on <= $2 then withdrawn_at else $3::timestamptz end
     where id = any($1::bigint[]) and withdrawn_at is null`,
    [ids, lastDay, now],
  );
}

/** Persons who hold a role of the whole platform on the day: those who can sign in, or all who have not left. */
async function holdersOf(db: Kysely<Tables>, role: HeldRole, day: string, states: readonly PersonState[]): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('person_roles as r')
    .innerJoin('people as p', 'p.id', 'r.person_id')
    .select('p.id')
    .distinct()
    .where('r.role', '=', role)
    .where('r.site_id', 'is', null)
    .where('r.withdrawn_at', 'is', null)
    .where('r.from_on', '<=', day)
    .where((eb) => eb.or([eb('r.to_on', 'is', null), eb('r.to_on', '>=', day)]))
    .where('p.state', 'in', states)
    .execute();
  return rows.map(({ id }) => id);
}

/** Has the platform a system administrator who has not left? */
export async function hasAdministrator(db: Kysely<Tables>, day: string): Promise<boolean> {
  return (await holdersOf(db, 'system-administrator', day, ['invited', 'active'])).length > 0;
}

/** What the rules of appointing ask about the platform. */
export async function powersSituation(db: Kysely<Tables>, day: string, separation: boolean): Promise<PowersSituation> {
  return {
    separation,
    systemAdministrators: await holdersOf(db, 'system-administrator', day, ['active']),
    securityAdministrators: await holdersOf(db, 'security-administrator', day, ['invited', 'active']),
  };
}

export interface Account {
  readonly person: Person;
  /** In force today or later. */
  readonly held: readonly Appointment[];
}

/**
 * A person with the roles held, where the actor's capability reaches: everybody for whom it reaches the whole platform, otherwise whoever
 * has or had a role in the site.
 */
export async function loadAccount(
  db: Kysely<Tables>,
  actor: Actor,
  capability: Capability,
  asked: { readonly person: number; readonly site?: string | undefined; readonly day: string },
): Promise<Account | undefined> {
  const person = await loadPerson(db, asked.person);
  if (!person) return undefined;
  const seen = reachOf(actor, capability) === 'all' || (asked.site !== undefined && (await everIn(db, person.id, asked.site)));
  return seen ? { person, held: await appointmentsOf(db, person.id, asked.day) } : undefined;
}

/** Everybody's roles in force on the day or later, by person: to ask 三员分立 of all of them. */
export async function rolesOfAll(
  client: pg.ClientBase,
  day: string,
): Promise<readonly { readonly name: string; readonly roles: readonly HeldRole[] }[]> {
  const found = await client.query<{ name: string; roles: HeldRole[] }>(
    `select p.name, array_agg(distinct r.role) as roles from person_roles r join people p on p.id = r.person_id
     where r.withdrawn_at is null and (r.to_on is null or r.to_on >= $1) and p.state <> 'left' group by p.id, p.name order by p.id`,
    [day],
  );
  return found.rows;
}

/** Appointments in a unit that are in force on the day or later. */
export async function appointmentsIn(db: Kysely<Tables>, site: string, unit: number, day: string): Promise<readonly Appointment[]> {
  return db
    .selectFrom('person_roles')
    .select(columns)
    .where('site_id', '=', site)
    .where('unit_id', '=', unit)
    .where('withdrawn_at', 'is', null)
    .where((eb) => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', day)]))
    .orderBy('id')
    .execute();
}

/** Is there such a site, and in it such a unit? */
export async function placeExists(db: Kysely<Tables>, site: string, unit: number | undefined): Promise<boolean> {
  if (unit === undefined) return (await db.selectFrom('sites').select('id').where('id', '=', site).executeTakeFirst()) !== undefined;
  return (await db.selectFrom('units').select('id').where('site_id', '=', site).where('id', '=', unit).executeTakeFirst()) !== undefined;
}
