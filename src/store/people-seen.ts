/** People as lists and pages show them, within the sites an actor's `person.read` reaches. */
import type pg from 'pg';
import type { HeldRole } from '../domain/permission.ts';
import type { PersonState } from './people.ts';

export interface RoleSeen {
  readonly appointment: number;
  readonly role: HeldRole;
  readonly site: string | null;
  readonly siteName: string | null;
  readonly unit: number | null;
  readonly unitName: string | null;
  readonly from: string;
  readonly to: string | null;
}

export interface PersonSeen {
  readonly id: number;
  readonly name: string;
  readonly signInName: string;
  readonly phone: string | null;
  readonly state: PersonState;
  readonly version: number;
  /** The second step is on. */
  readonly totp: boolean;
  /** Roles in force today or later, in the sites that are reached. */
  readonly roles: readonly RoleSeen[];
}

export interface PeopleAsked {
  /** The sites that are reached; null: all, and the people of none. */
  readonly sites: readonly string[] | null;
  /** Only people with a role in this site, now or once. */
  readonly site?: string | undefined;
  readonly unit?: number | undefined;
  readonly role?: string | undefined;
  readonly state?: string | undefined;
  /** Part of the name, the sign-in name or the phone. */
  readonly text?: string | undefined;
  readonly person?: number | undefined;
  readonly after: number;
  readonly limit: number;
  readonly day: string;
}

/** In the order of their ids, after `after`. */
export async function peopleSeen(client: pg.ClientBase, asked: PeopleAsked): Promise<readonly PersonSeen[]> {
  const inForce = 'r.withdrawn_at is null and (r.to_on is null or r.to_on >= $7::date)';
  const found = await client.query<PersonSeen>(
    `select p.id, p.name, p.sign_in_name as "signInName", p.phone, p.state, p.version, p.totp_secret is not null as totp,
       coalesce((select json_agg(json_build_object('appointment', r.id, 'role', r.role, 'site', r.site_id, 'siteName', s.name,
           'unit', r.unit_id, 'unitName', u.name, 'from', r.from_on, 'to', r.to_on) order by r.site_id nulls first, r.id)
         from person_roles r left join sites s on s.id = r.site_id left join units u on u.site_id = r.site_id and u.id = r.unit_id
         where r.person_id = p.id and ${inForce} and ($1::text[] is null or r.site_id = any($1))), '[]') as roles
     from people p
     where p.id > $2 and ($3::bigint is null or p.id = $3) and ($4::text is null or p.state = $4)
       and ($5::text is null or strpos(p.name, $5) > 0 or strpos(p.sign_in_name, lower($5)) > 0 or strpos(p.phone, $5) > 0)
       and ($1::text[] is null or exists (select from person_roles r where r.person_id = p.id and r.site_id = any($1)))
       and ($6::text is null or exists (select from person_roles r where r.person_id = p.id and r.site_id = $6))
       and (($8::bigint is null and $9::text is null) or exists (select from person_roles r where r.person_id = p.id and ${inForce}
         and ($6::text is null or r.site_id = $6) and ($1::text[] is null or r.site_id = any($1))
         and ($8::bigint is null or r.unit_id = $8) and ($9::text is null or r.role = $9)))
     order by p.id limit $10`,
    [
      asked.sites,
      asked.after,
      asked.person ?? null,
      asked.state ?? null,
      asked.text ?? null,
      asked.site ?? null,
      asked.day,
      asked.unit ?? null,
      asked.role ?? null,
      asked.limit,
    ],
  );
  return found.rows;
}
