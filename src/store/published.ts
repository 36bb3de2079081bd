/** Old published texts as items that nobody works on (`recorded`), each with its text, so that duplicates and similarity see them. */
import type pg from 'pg';

export interface PublishedRow {
  readonly row: number;
  readonly key: string;
  readonly title: string;
  readonly at: Date;
  readonly address: string | undefined;
  readonly unit: number;
  readonly section: number | undefined;
  readonly body: string;
  readonly sha256: string;
}

export interface AddedTexts {
  readonly added: number;
  /** There before, with the same text. */
  readonly known: number;
  /** Rows whose key is known with another text. */
  readonly changed: readonly { readonly row: number; readonly key: string }[];
}

/** Adds the texts of a portion. What is there already is left as it is. */
export async function addPublished(
  client: pg.ClientBase,
  site: string,
  texts: readonly PublishedRow[],
  byName: string,
  now: Date,
): Promise<AddedTexts> {
  const rows = JSON.stringify(texts.map((text) => ({ ...text, at: text.at.toISOString() })));
  const known = await client.query<{ row: number; key: string; same: boolean }>(
    `select g.row, g.key, exists (select from submission_versions v where v.site_id = s.site_id and v.submission_id = s.id and v.number = 1
        and v.sha256 = g.sha256) as same
     from jsonb_to_recordset($2::jsonb) as g(row int, key text, sha256 text) join submissions s on s.site_id = $1 and s.source_key = g.key`,
    [site, rows],
  );
  const added = await client.query(
    `with given as (select * from jsonb_to_recordset($2::jsonb)
         as g(row int, key text, title text, at timestamptz, address text, unit bigint, section bigint, body text, sha256 text)),
       made as (insert into submissions (site_id, unit_id, source_key, title, recorded_at, section_id, text_version, changed_at)
         select $1, unit, key, title, $3, section, 1, $3 from given order by row
         on conflict (site_id, source_key) do nothing returning id, source_key),
       versions as (insert into submission_versions (site_id, submission_id, number, side, title, body, content, sha256, written_by_name, recorded_at)
         select $1, m.id, 1, 'office', g.title, g.body, '{}', g.sha256, $4, $3 from made m join given g on g.key = m.source_key)
     insert into publications (site_id, submission_id, version_number, state, due_at, try_after, delivered_at, address, ordered_by_name, recorded_at)
     select $1, m.id, 1, 'delivered', g.at, g.at, g.at, g.address, $4, $3 from made m join given g on g.key = m.source_key`,
    [site, rows, now, byName],
  );
  return {
    added: added.rowCount ?? 0,
    known: known.rows.filter(({ same }) => same).length,
    changed: known.rows.filter(({ same }) => !same).map(({ row, key }) => ({ row, key })),
  };
}

/** The office's own unit, to which texts without a unit belong; undefined where there is none, or several. */
export async function ownUnit(client: pg.ClientBase, site: string): Promise<number | undefined> {
  const found = await client.query<{ id: number }>('select id from units where site_id = $1 and own limit 2', [site]);
  return found.rows.length === 1 ? found.rows[0]?.id : undefined;
}

/** Sections by name. */
export async function sectionsByName(client: pg.ClientBase, site: string): Promise<ReadonlyMap<string, number>> {
  const found = await client.query<{ id: number; name: string }>('select id, name from sections where site_id = $1', [site]);
  return new Map(found.rows.map(({ id, name }) => [name, id]));
}
