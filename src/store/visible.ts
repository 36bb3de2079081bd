/**
 * What an actor may see: the reach of `may` as a condition on rows. Every view starts here. A site that none of an actor's
 * capabilities reaches is not there for them; one that is reached, but not by the capability asked for, is refused.
 */
import type pg from 'pg';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type Actor, type Capability, capabilities, may, reachOf } from '../domain/permission.ts';

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
  const found = await client.query<VisibleSite>('select id, name from sites where id = $1', [site]);
  const [row] = found.rows;
  if (!row || !capabilities.some((one) => may(actor, one, site)))
    return refuse('not-found', [problem('unknown-site', `没有网站“${site}”，或者您看不到它`, 'site')]);
  if (!may(actor, capability, site)) return refuse('forbidden', [problem('forbidden', `您没有查看“${row.name}”这项内容的权限`, 'site')]);
  return accept(row);
}
