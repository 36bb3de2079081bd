/** Who I am: the person signed in, with roles, the sites they reach, and what may be done there. */
import type pg from 'pg';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, type Capability, capabilities, capabilitiesIn, may, type Role, reachOf } from '../domain/permission.ts';
import { sitesReached, type VisibleSite } from '../store/visible.ts';
import { makeView } from './view.ts';

export interface MyRole {
  readonly role: Role;
  readonly site?: string;
  readonly siteName?: string;
  readonly unit?: number;
  readonly unitName?: string;
}

export interface Me {
  readonly person: { readonly id: number; readonly name: string; readonly signInName: string };
  readonly phone: string | null;
  /** For `account.edit`. */
  readonly version: number;
  /** The second step is on. */
  readonly totp: boolean;
  readonly roles: readonly MyRole[];
  readonly sites: readonly VisibleSite[];
  readonly capabilities: Readonly<Record<string, readonly Capability[]>>;
  /** What may be done to the platform as a whole. */
  readonly platform: readonly Capability[];
  readonly mustChangePassword: boolean;
}

const mostSites = 500;

export const me = makeView<Readonly<Record<string, never>>, Me>(
  { view: 'me', says: '登录的人：姓名、角色、能进的网站和能办的事' },
  { type: 'object', additionalProperties: false },
  async (client, actor) => {
    const found = await client.query<{
      id: number;
      name: string;
      sign_in_name: string;
      phone: string | null;
      version: number;
      totp: boolean;
    }>('select id, name, sign_in_name, phone, version, totp_secret is not null as totp from people where id = $1', [actor.person ?? null]);
    const [row] = found.rows;
    if (!row) return refuse('not-found', [problem('no-account', '您没有登录')]);
    const sites = await sitesOf(client, actor);
    return accept({
      person: { id: row.id, name: row.name, signInName: row.sign_in_name },
      phone: row.phone,
      version: row.version,
      totp: row.totp,
      roles: await rolesOf(client, actor),
      sites,
      capabilities: Object.fromEntries(sites.map(({ id }) => [id, capabilitiesIn(actor, id)])),
      platform: capabilities.filter((capability) => may(actor, capability)),
      // A session whose person must set a new password is open for nothing but the account.
      mustChangePassword: actor.session !== undefined && actor.only !== undefined,
    });
  },
);

async function sitesOf(client: pg.ClientBase, actor: Actor): Promise<readonly VisibleSite[]> {
  const reached = capabilities.map((capability) => reachOf(actor, capability));
  const all = reached.includes('all') ? null : [...new Set(reached.flat())];
  const found = await client.query<VisibleSite>(
    `select id, name from sites where ${sitesReached('id', '$1')} order by id limit ${mostSites}`,
    [all],
  );
  return found.rows;
}

async function rolesOf(client: pg.ClientBase, { grants }: Actor): Promise<readonly MyRole[]> {
  const held = grants.filter(({ role }) => role !== 'member');
  const found = await client.query<{ site_name: string | null; unit_name: string | null }>(
    `select s.name as site_name, u.name as unit_name
     from unnest($1::text[], $2::bigint[]) with ordinality as g (site, unit, at)
       left join sites s on s.id = g.site left join units u on u.site_id = g.site and u.id = g.unit order by g.at`,
    [held.map(({ site }) => site ?? null), held.map(({ unit }) => unit ?? null)],
  );
  return held.map(({ role, site, unit }, index) => ({
    role,
    ...(site === undefined ? {} : { site, siteName: found.rows[index]?.site_name ?? site }),
    ...(unit === undefined ? {} : { unit, unitName: found.rows[index]?.unit_name ?? '' }),
  }));
}
