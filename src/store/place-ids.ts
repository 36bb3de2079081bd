/** What the units and outlets of a site are called, and their numbers: for programs that know them by name. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface PlaceIds {
  /** By key. */
  readonly units: ReadonlyMap<string, number>;
  /** By name. */
  readonly outlets: ReadonlyMap<string, number>;
}

export async function placeIds(db: Kysely<Tables>, site: string): Promise<PlaceIds> {
  const [units, outlets] = await Promise.all([
    db.selectFrom('units').select(['id', 'key']).where('site_id', '=', site).execute(),
    db.selectFrom('outlets').select(['id', 'name']).where('site_id', '=', site).execute(),
  ]);
  return { units: new Map(units.map(({ id, key }) => [key, id])), outlets: new Map(outlets.map(({ id, name }) => [name, id])) };
}
