/** Single units, added or changed by hand; a whole plan is `site-plan.ts`. */
import type pg from 'pg';
import type { PlannedUnit } from '../domain/organisation/site-plan.ts';
import { moveWording } from './wording.ts';

/** A unit as a plan would write it, with its id. */
export interface UnitEntry {
  readonly id: number;
  readonly planned: PlannedUnit & { readonly key: string };
}

/** All units of a site in directory order. */
export async function unitEntries(client: pg.ClientBase, site: string): Promise<readonly UnitEntry[]> {
  const found = await client.query<{
    id: number;
    key: string;
    name: string;
    parent: string | null;
    merged_into: string | null;
    merged_on: string | null;
    active_from: string | null;
    active_to: string | null;
    aliases: string[];
    former: { name: string; to: string | null }[];
  }>(
    `select u.id, u.key, u.name, p.key as parent, m.key as merged_into, u.merged_on, u.active_from, u.active_to,
       coalesce((select array_agg(n.name order by n.name) from unit_names n where n.site_id = u.site_id and n.unit_id = u.id and n.kind = 'alias'), '{}') as aliases,
       coalesce((select json_agg(json_build_object('name', n.name, 'to', n.used_to)) from unit_names n
         where n.site_id = u.site_id and n.unit_id = u.id and n.kind = 'former'), '[]') as former
     from units u left join units p on p.site_id = u.site_id and p.id = u.parent_id
       left join units m on m.site_id = u.site_id and m.id = u.merged_into
     where u.site_id = $1 order by u.position, u.id`,
    [site],
  );
  return found.rows.map((row) => ({
    id: row.id,
    planned: {
      key: row.key,
      name: row.name,
      aliases: row.aliases,
      // A former name without a last day came from a file of old; what is asked here is only whether names collide.
      formerNames: row.former.map(({ name, to }) => ({ name, to: to ?? '9999-12-31' })),
      ...(row.parent === null ? {} : { parent: row.parent }),
      ...(row.merged_into === null || row.merged_on === null ? {} : { mergedInto: row.merged_into, mergedOn: row.merged_on }),
      ...(row.active_from === null ? {} : { activeFrom: row.active_from }),
      ...(row.active_to === null ? {} : { activeTo: row.active_to }),
    },
  }));
}

export interface UnitRow {
  readonly key: string;
  readonly name: string;
  readonly parent: number | null;
  readonly group: string;
  readonly class: string | null;
  readonly own: boolean;
  readonly activeFrom: string | null;
  readonly activeTo: string | null;
  readonly aliases: readonly string[];
}

/** Adds a unit at the end of the directory, or writes one anew; its former names stay. Gives its id. */
export async function saveUnitRow(client: pg.ClientBase, site: string, id: number | undefined, row: UnitRow): Promise<number> {
  const values = [site, row.name, row.parent, row.group, row.class, row.own, row.activeFrom, row.activeTo];
  const saved =
    id === undefined
      ? await client.query<{ id: number }>(
          `insert into units (site_id, name, parent_id, group_name, class, own, active_from, active_to, key, position)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (select coalesce(max(position), 0) + 1 from units where site_id = $1)) returning id`,
          [...values, row.key],
        )
      : await client.query<{ id: number }>(
          `update units set name = $2, parent_id = $3, group_name = $4, class = $5, own = $6, active_from = $7, active_to = $8
           where site_id = $1 and id = $9 returning id`,
          [...values, id],
        );
  const unit = saved.rows[0]?.id as number;
  await client.query(`delete from unit_names where site_id = $1 and unit_id = $2 and kind = 'alias'`, [site, unit]);
  // An alias said twice is one, and a former name is known already.
  await client.query(
    `insert into unit_names (site_id, unit_id, name, kind) select $1, $2, name, 'alias' from unnest($3::text[]) as a (name)
     on conflict do nothing`,
    [site, unit, row.aliases],
  );
  await moveWording(client, site);
  return unit;
}

/** Gives the units of a site their places in the directory: 1, 2, 3 … in this order. */
export async function placeUnits(client: pg.ClientBase, site: string, ids: readonly number[]): Promise<void> {
  await client.query(
    `update units u set position = o.place from unnest($2::bigint[]) with ordinality as o (id, place) where u.site_id = $1 and u.id = o.id
       and u.position <> o.place`,
    [site, ids],
  );
}

/** What a unit has besides its plan: so that what is not given stays. */
export async function loadUnitRow(client: pg.ClientBase, site: string, id: number): Promise<UnitRow | undefined> {
  const found = await client.query<UnitRow>(
    `select key, name, parent_id as parent, group_name as "group", class, own, active_from as "activeFrom", active_to as "activeTo",
       coalesce((select array_agg(n.name order by n.name) from unit_names n
         where n.site_id = units.site_id and n.unit_id = units.id and n.kind = 'alias'), '{}') as aliases
     from units where site_id = $1 and id = $2`,
    [site, id],
  );
  return found.rows[0];
}
