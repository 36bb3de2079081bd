/** Outlets (采用载体) of a site: where an item may be adopted. */
import type pg from 'pg';

export type OutletKind = 'own-site' | 'upper-site' | 'journal' | 'press';

export interface OutletRow {
  readonly id: number;
  readonly name: string;
  readonly kind: OutletKind;
  readonly level: string | null;
  readonly position: number;
  /** False: closed, nothing new is adopted into it. */
  readonly active: boolean;
  /** Facts or adoptions name it. */
  readonly used: boolean;
}

/** All outlets of a site in their order. */
export async function outletRows(client: pg.ClientBase, site: string): Promise<readonly OutletRow[]> {
  const found = await client.query<OutletRow>(
    `select o.id, o.name, o.kind, o.level, o.position, o.active,
       exists (select from adoptions a where a.site_id = o.site_id and a.outlet_id = o.id)
         or exists (select from facts f where f.site_id = o.site_id and f.outlet_id = o.id) as used
     from outlets o where o.site_id = $1 order by o.position, o.id`,
    [site],
  );
  return found.rows;
}

/** Adds an outlet at the end, or changes one: open or closed it stays where that is not said. Gives its id. */
export async function saveOutletRow(
  client: pg.ClientBase,
  site: string,
  id: number | undefined,
  row: { readonly name: string; readonly kind: OutletKind; readonly level: string | null; readonly active?: boolean | undefined },
): Promise<number> {
  const values = [site, row.name, row.kind, row.level, row.active ?? null];
  const saved =
    id === undefined
      ? await client.query<{ id: number }>(
          `insert into outlets (site_id, name, kind, level, active, position)
           values ($1, $2, $3, $4, coalesce($5::boolean, true), (select coalesce(max(position), 0) + 1 from outlets where site_id = $1)) returning id`,
          values,
        )
      : await client.query<{ id: number }>(
          'update outlets set name = $2, kind = $3, level = $4, active = coalesce($5::boolean, active) where site_id = $1 and id = $6 returning id',
          [...values, id],
        );
  return saved.rows[0]?.id as number;
}

/** Gives the outlets of a site their places: 1, 2, 3 … in this order. */
export async function placeOutlets(client: pg.ClientBase, site: string, ids: readonly number[]): Promise<void> {
  await client.query(
    'update outlets o set position = n.place from unnest($2::bigint[]) with ordinality as n (id, place) where o.site_id = $1 and o.id = n.id',
    [site, ids],
  );
}
