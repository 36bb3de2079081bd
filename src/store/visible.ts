/**
 * What an actor may see: the reach of `may` as a condition on rows. Every view starts here. A site that none of an actor's
 * capabilities reaches is not there for them; one that is reached, but not by the capability asked for, is refused.
 */
import type pg from 'pg';
import { accept, type Outcome, problem, type Refusal, refuse } from '../domain/outcome.ts';
import { type Actor, type Capability, capabilities, may, mayIn, reachIn, reachOf } from '../domain/permission.ts';
import { prepared } from './prepared.ts';

export interface VisibleSite {
  readonly id: string;
  readonly name: string;
}

/** The sites a capability reaches as a parameter for `sitesReached`: null stands for all. */
export const reachParameter = (actor: Actor, capability: Capability): readonly string[] | null => {
  const reach = reachOf(actor, capability);
  return reach === 'all' ? null : reach;
};

/** SQL for "this site is within reach", with `reachParameter` bound to the placeholder. */
export const sitesReached = (column: string, placeholder: string): string =>
  `(${placeholder}::text[] is null or ${column} = any(${placeholder}::text[]))`;

/** The sites that a capability reaches, in the order of their ids, after `after`. */
export async function visibleSites(
  client: pg.ClientBase,
  actor: Actor,
  capability: Capability,
  page: { readonly after?: string; readonly limit: number },
): Promise<readonly VisibleSite[]> {
  const found = await client.query<VisibleSite>(
    `select id, name from sites where ${sitesReached('id', '$1')} and id > $2 order by id limit $3`,
    [reachParameter(actor, capability), page.after ?? '', page.limit],
  );
  return found.rows;
}

/** The site, where the actor may use the capability on it. */
export async function visibleSite(
  client: pg.ClientBase,
  actor: Actor,
  capability: Capability,
  site: string,
): Promise<Outcome<VisibleSite>> {
  const found = await client.query<VisibleSite>(prepared('select id, name from sites where id = $1', [site]));
  const [row] = found.rows;
  if (!row || !capabilities.some((one) => mayIn(actor, one, site))) return unknownSite(site);
  if (!may(actor, capability, { site }))
    return refuse('forbidden', [problem('forbidden', `您没有查看“${row.name}”这项内容的权限`, 'site')]);
  return accept(row);
}

/** The site, where the capability reaches something in it, be it only what one wrote: for lists that `rowsReached` limits. */
export async function reachedSite(
  client: pg.ClientBase,
  actor: Actor,
  capability: Capability,
  site: string,
): Promise<Outcome<VisibleSite>> {
  const found = await client.query<VisibleSite>(prepared('select id, name from sites where id = $1', [site]));
  const [row] = found.rows;
  if (!row || !capabilities.some((one) => mayIn(actor, one, site))) return unknownSite(site);
  if (!mayIn(actor, capability, site)) return refuse('forbidden', [problem('forbidden', `您没有查看“${row.name}”这项内容的权限`, 'site')]);
  return accept(row);
}

/** Why `reachedSite` refuses: for views that find the site in the statement of what they show, where the capability reaches nothing. */
export async function refusedSite(client: pg.ClientBase, actor: Actor, capability: Capability, site: string): Promise<Refusal> {
  const seen = await reachedSite(client, actor, capability, site);
  return seen.ok ? unknownSite(site) : seen;
}

/** What is said of a site that is not there, or not for this actor. */
export const unknownSite = (site: string): Refusal =>
  refuse('not-found', [problem('unknown-site', `没有网站“${site}”，或者您看不到它`, 'site')]);

/** Columns that place a row: an expression each. */
export interface PlacedColumns {
  readonly unit: string;
  /** An array of further units it is shared with. */
  readonly joint?: string;
  readonly author?: string;
  /** An array of the only persons who reach it; null where it is open. */
  readonly people?: string;
  /** Whether it is a draft that was never sent; not needed where the query asks for other states. */
  readonly unsent?: string;
}

/** How submissions `alias` are placed, whatever their state. */
export const placedSubmission = (alias: string): PlacedColumns => ({
  unit: `${alias}.unit_id`,
  joint: `${alias}.joint_ids`,
  author: `${alias}.author_id`,
  people: `${alias}.people`,
  unsent: `(${alias}.state in ('draft', 'discarded') and ${alias}.submitted_at is null and ${alias}.text_version = 0)`,
});

/**
 * SQL for "this row of the site is within the capability's reach", the same answer as `may`. `bind` takes a value and gives its
 * placeholder. `true` where all of the site is reached, `false` where nothing is.
 */
export function rowsReached(
  actor: Actor,
  capability: Capability,
  site: string,
  columns: PlacedColumns,
  bind: (value: unknown) => string,
): string {
  const reach = reachIn(actor, capability, site);
  const among = (units: readonly number[]): string => {
    const list = `${bind(units)}::bigint[]`;
    return columns.joint ? `(${columns.unit} = any(${list}) or ${columns.joint} && ${list})` : `${columns.unit} = any(${list})`;
  };
  const ways: string[] = [];
  const sent = reach.all && !reach.allUnsent ? columns.unsent : undefined;
  if (reach.all) ways.push(sent === undefined ? 'true' : `not ${sent}`);
  if (!reach.all || sent !== undefined) {
    if (reach.units.length > 0) ways.push(among(reach.units));
    if (reach.ownIn.length > 0 && columns.author && actor.person !== undefined)
      ways.push(`(${columns.author} = ${bind(actor.person)} and ${among(reach.ownIn)})`);
  }
  if (ways.length === 0) return 'false';
  const where = ways.length === 1 ? (ways[0] as string) : `(${ways.join(' or ')})`;
  if (!columns.people) return where;
  const named = actor.person === undefined ? 'false' : `${bind(actor.person)} = any(${columns.people})`;
  return `(${where} and (${columns.people} is null or ${named}))`;
}
