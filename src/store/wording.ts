/** What a site settles about wording: its own entries, what it switched off, persons in office, its units, its gate; and their version. */
import { sql } from 'kysely';
import type pg from 'pg';
import type { EntryKind } from '../domain/wording/entry.ts';
import type { OfficeHolder, OwnReading, SiteWording } from '../domain/wording/proofreader.ts';
import { modelSql } from './model-trainings.ts';
import { prepared } from './prepared.ts';

/** For Kysely's `set`: the site's texts are to be proofread anew. */
export const wordingMoved = { wording_version: sql<number>`wording_version + 1` };

export async function moveWording(client: pg.ClientBase, site: string): Promise<void> {
  await client.query('update sites set wording_version = wording_version + 1 where id = $1', [site]);
}

interface WordingRow {
  readonly version: number;
  readonly entries: readonly {
    readonly kind: EntryKind;
    readonly find: string;
    readonly put: readonly string[];
    readonly why: string | null;
  }[];
  readonly off: readonly string[];
  readonly holders: readonly (Omit<OfficeHolder, 'to' | 'order'> & { readonly to: string | null; readonly order: number | null })[];
  readonly units: readonly string[];
  readonly former: readonly { readonly phrase: string; readonly until: string; readonly now: string }[];
  readonly gate: Buffer | null;
  readonly model: string | null;
}

/** The gate that decides. */
const newestGate = (site: string): string =>
  `select g.gate from wording_gates g where g.site_id = ${site} and g.gate is not null order by g.id desc limit 1`;

const wordingSql = `select w.wording_version as version,
  (select coalesce(json_agg(json_build_object('kind', e.kind, 'find', e.find, 'put', e.put, 'why', e.why) order by e.id), '[]')
    from site_wording e where e.site_id = w.id and e.state = 'active') as entries,
  (select coalesce(json_agg(o.key order by o.key), '[]') from wording_off o where o.site_id = w.id) as off,
  (select coalesce(json_agg(json_build_object('name', h.name, 'post', h.post, 'from', h.from_on, 'to', h.to_on, 'order', h.position) order by h.id), '[]')
    from office_holders h where h.site_id = w.id and h.state = 'active') as holders,
  (select coalesce(json_agg(distinct u.name), '[]') from units u where u.site_id = w.id) as units,
  (select coalesce(json_agg(json_build_object('phrase', n.name, 'until', n.used_to + 1, 'now', u.name)), '[]') from unit_names n
    join units u on u.site_id = n.site_id and u.id = n.unit_id
    where n.site_id = w.id and n.kind = 'former' and n.used_to is not null and n.name <> u.name) as former,
  (${newestGate('w.id')}) as gate,
  ${modelSql('w.id')} as model
  from sites w where w.id = $1`;

/** Everything in one statement, of one moment. Undefined where there is no such site. */
export async function loadWording(client: pg.ClientBase, site: string): Promise<SiteWording | undefined> {
  const { rows } = await client.query<WordingRow>(prepared(wordingSql, [site]));
  const [row] = rows;
  if (!row) return undefined;
  const { version, entries, off, holders, units, former, gate, model } = row;
  return {
    site,
    version: String(version),
    entries: entries.flatMap(({ kind, find, put, why }) => (kind === 'allowed' ? [] : [{ kind, find, put, ...(why ? { why } : {}) }])),
    allowed: entries.flatMap(({ kind, find }) => (kind === 'allowed' ? [find] : [])),
    off,
    holders: holders.map(({ to, order, ...holder }) => ({ ...holder, ...(to ? { to } : {}), ...(order ? { order } : {}) })),
    units,
    formerUnits: former,
    ...(model ? { model } : {}),
    ...(gate ? { gate: new Uint8Array(gate) } : {}),
  };
}

/** The site's own model and gate by the hashes of their bytes. */
export async function ownReading(client: pg.ClientBase, site: string): Promise<OwnReading> {
  const { rows } = await client.query<{ gate: string | null; model: string | null; byte_size: number | null }>(
    prepared(
      `select encode(sha256((${newestGate('$1')})), 'hex') as gate, m.sha256 as model, m.byte_size from (select) one
       left join lateral (select t.sha256, t.byte_size from model_trainings t where t.site_id = $1 and t.state = 'taken' order by t.id desc limit 1) m on true`,
      [site],
    ),
  );
  const { gate = null, model = null, byte_size = null } = rows[0] ?? {};
  return {
    ...(model === null || byte_size === null ? {} : { model: { sha256: model, byteSize: byte_size } }),
    ...(gate === null ? {} : { gate }),
  };
}

/** The bytes of the gate that decides now, if they have this hash. */
export async function gateBytes(client: pg.ClientBase, site: string, sha256: string): Promise<Buffer | undefined> {
  const { rows } = await client.query<{ gate: Buffer }>(
    `select n.gate from (${newestGate('$1')}) n where encode(sha256(n.gate), 'hex') = $2`,
    [site, sha256],
  );
  return rows[0]?.gate;
}

export interface NewEntry {
  readonly kind: EntryKind;
  readonly find: string;
  readonly put: readonly string[];
  readonly why?: string | undefined;
}

export interface By {
  readonly person: number | undefined;
  readonly name: string;
  readonly now: Date;
}

/** The entry's id; undefined where the word stands already. The version moves with it. */
export async function addEntry(
  client: pg.ClientBase,
  site: string,
  { kind, find, put, why }: NewEntry,
  by: By,
): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    `insert into site_wording (site_id, kind, find, put, why, state, added_by, added_by_name, added_at)
     values ($1, $2, $3, $4, $5, 'active', $6, $7, $8) on conflict (site_id, find) where state = 'active' do nothing returning id`,
    [site, kind, find, put, why ?? null, by.person ?? null, by.name, by.now],
  );
  if (rows[0]) await moveWording(client, site);
  return rows[0]?.id;
}

/** What the entry said; undefined where there is none that stands. */
export async function withdrawEntry(
  client: pg.ClientBase,
  site: string,
  id: number,
  by: By,
): Promise<{ readonly kind: EntryKind; readonly find: string } | undefined> {
  const { rows } = await client.query<{ kind: EntryKind; find: string }>(
    `update site_wording set state = 'withdrawn', withdrawn_by_name = $3, withdrawn_at = $4
     where site_id = $1 and id = $2 and state = 'active' returning kind, find`,
    [site, id, by.name, by.now],
  );
  if (rows[0]) await moveWording(client, site);
  return rows[0];
}

/** False where it was so already. */
export async function switchWording(client: pg.ClientBase, site: string, key: string, on: boolean, by: By): Promise<boolean> {
  const { rowCount } = on
    ? await client.query('delete from wording_off where site_id = $1 and key = $2', [site, key])
    : await client.query('insert into wording_off (site_id, key, off_by_name, off_at) values ($1, $2, $3, $4) on conflict do nothing', [
        ...[site, key, by.name],
        by.now,
      ]);
  if (rowCount === 0) return false;
  await moveWording(client, site);
  return true;
}

export interface HolderRow {
  readonly name: string;
  readonly post: string;
  readonly from: string;
  readonly to?: string | undefined;
  readonly position?: number | undefined;
}

/** Adds a person in office, or writes one anew. The id; undefined where there is none of this id. */
export async function keepHolder(
  client: pg.ClientBase,
  site: string,
  id: number | undefined,
  { name, post, from, to, position }: HolderRow,
  by: By,
): Promise<number | undefined> {
  const values = [site, name, post, from, to ?? null, position ?? null, by.name, by.now];
  const { rows } =
    id === undefined
      ? await client.query<{ id: number }>(
          `insert into office_holders (site_id, name, post, from_on, to_on, position, kept_by_name, kept_at, state)
           values ($1, $2, $3, $4, $5, $6, $7, $8, 'active') returning id`,
          values,
        )
      : await client.query<{ id: number }>(
          `update office_holders set name = $2, post = $3, from_on = $4, to_on = $5, position = $6, kept_by_name = $7, kept_at = $8
           where site_id = $1 and id = $9 and state = 'active' returning id`,
          [...values, id],
        );
  if (rows[0]) await moveWording(client, site);
  return rows[0]?.id;
}

/** Name and post; undefined where there is none of this id. */
export async function withdrawHolder(
  client: pg.ClientBase,
  site: string,
  id: number,
  by: By,
): Promise<{ readonly name: string; readonly post: string } | undefined> {
  const { rows } = await client.query<{ name: string; post: string }>(
    `update office_holders set state = 'withdrawn', kept_by_name = $3, kept_at = $4 where site_id = $1 and id = $2 and state = 'active'
     returning name, post`,
    [site, id, by.name, by.now],
  );
  if (rows[0]) await moveWording(client, site);
  return rows[0];
}
