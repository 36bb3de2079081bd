/** Sections (栏目) of a site. */
import type pg from 'pg';

export interface SavedSection {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
}

/** All sections of a site; undefined where there is no such site. */
export async function sectionTree(client: pg.ClientBase, site: string): Promise<readonly SavedSection[] | undefined> {
  const found = await client.query<{ id: number | null; name: string; parent: number | null }>(
    `select k.id, k.name, k.parent_id as parent from sites w left join sections k on k.site_id = w.id where w.id = $1 order by k.position, k.id`,
    [site],
  );
  if (found.rows.length === 0) return undefined;
  return found.rows.flatMap(({ id, name, parent }) => (id === null ? [] : [{ id, name, parent }]));
}

export interface SectionRow {
  readonly name: string;
  readonly parent?: number | null;
  readonly keywords?: readonly string[];
  readonly columnType?: string;
  readonly description?: string;
  readonly position?: number;
  readonly active?: boolean;
}

/** Adds a section (at the end, where no position is said) or changes one: what is not given stays. Gives its id. */
export async function saveSectionRow(client: pg.ClientBase, site: string, id: number | undefined, row: SectionRow): Promise<number> {
  const values = [
    ...[site, row.name, row.parent ?? null, row.keywords ?? null, row.columnType ?? null, row.description ?? null],
    ...[row.position ?? null, row.active ?? null],
  ];
  if (id === undefined) {
    const made = await client.query<{ id: number }>(
      `insert into sections (site_id, name, parent_id, keywords, column_type, description, position, active)
       values ($1, $2, $3, coalesce($4::text[], '{}'), $5, $6,
         coalesce($7::int, (select coalesce(max(position), 0) + 1 from sections where site_id = $1)), coalesce($8::boolean, true)) returning id`,
      values,
    );
    return made.rows[0]?.id as number;
  }
  await client.query(
    `update sections set name = $2, parent_id = case when $10 then $3::bigint else parent_id end, keywords = coalesce($4::text[], keywords),
       column_type = coalesce($5, column_type), description = coalesce($6, description), position = coalesce($7::int, position),
       active = coalesce($8::boolean, active) where site_id = $1 and id = $9`,
    [...values, id, row.parent !== undefined],
  );
  return id;
}
