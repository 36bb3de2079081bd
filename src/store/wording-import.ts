/** A file of words goes into what a site keeps, set by set; and what it keeps comes out as a whole. */
import type pg from 'pg';
import type { EntryRow, HolderRow } from '../domain/import/wording.ts';
import type { HeldEntry, HeldHolder, HeldWording, WordingPlan } from '../domain/import/wording-file.ts';
import { type By, moveWording } from './wording.ts';

/** Everything that stands, in the order in which it was added. */
export async function heldWording(client: pg.ClientBase, site: string): Promise<HeldWording> {
  const entries = await client.query<HeldEntry>(
    `select e.id, e.kind, e.find, e.put, e.why from site_wording e where e.site_id = $1 and e.state = 'active' order by e.id`,
    [site],
  );
  const holders = await client.query<HeldHolder>(
    `select h.id, h.name, h.post, h.from_on as "from", h.to_on as "to", h.position from office_holders h
     where h.site_id = $1 and h.state = 'active' order by h.id`,
    [site],
  );
  const off = await client.query<{ key: string }>('select o.key from wording_off o where o.site_id = $1 order by o.key', [site]);
  return { entries: entries.rows, holders: holders.rows, off: off.rows.map(({ key }) => key) };
}

/** What changes of an entry makes a new one: the old one is withdrawn, with who did it. The version moves where anything did. */
export async function keepPlanned(client: pg.ClientBase, site: string, { added, changed }: WordingPlan, by: By): Promise<void> {
  const newEntries = added.filter((one): one is EntryRow => one.what === 'entry');
  const newHolders = added.filter((one): one is HolderRow => one.what === 'holder');
  const movedEntries = changed.flatMap((one) => (one.read.what === 'entry' ? [{ id: one.was.id, read: one.read }] : []));
  const movedHolders = changed.flatMap((one) => (one.read.what === 'holder' ? [{ id: one.was.id, read: one.read }] : []));
  await client.query(
    `update site_wording set state = 'withdrawn', withdrawn_by_name = $3, withdrawn_at = $4
     where site_id = $1 and id = any($2::bigint[]) and state = 'active'`,
    [site, movedEntries.map(({ id }) => id), by.name, by.now],
  );
  await addEntries(client, site, [...newEntries, ...movedEntries.map(({ read }) => read)], by);
  await keepHolders(client, site, newHolders, movedHolders, by);
  await client.query(
    `insert into wording_off (site_id, key, off_by_name, off_at) select $1, k.key, $3, $4 from unnest($2::text[]) as k (key)
     on conflict do nothing`,
    [site, added.flatMap((one) => (one.what === 'off' ? [one.key] : [])), by.name, by.now],
  );
  if (added.length + changed.length > 0) await moveWording(client, site);
}

async function addEntries(client: pg.ClientBase, site: string, entries: readonly EntryRow[], by: By): Promise<void> {
  await client.query(
    `insert into site_wording (site_id, kind, find, put, why, state, added_by, added_by_name, added_at)
     select $1, r.kind, r.find, array(select p.one from jsonb_array_elements_text(r.put) with ordinality as p (one, at) order by p.at),
       r.why, 'active', $3, $4, $5
     from jsonb_to_recordset($2) as r (row integer, kind text, find text, put jsonb, why text) order by r.row`,
    [site, JSON.stringify(entries), by.person ?? null, by.name, by.now],
  );
}

async function keepHolders(
  client: pg.ClientBase,
  site: string,
  added: readonly HolderRow[],
  moved: readonly { readonly id: number; readonly read: HolderRow }[],
  by: By,
): Promise<void> {
  await client.query(
    `insert into office_holders (site_id, name, post, from_on, to_on, position, kept_by_name, kept_at, state)
     select $1, r.name, r.post, r."from", r."to", r.position, $3, $4, 'active'
     from jsonb_to_recordset($2) as r (row integer, name text, post text, "from" date, "to" date, position integer) order by r.row`,
    [site, JSON.stringify(added), by.name, by.now],
  );
  await client.query(
    `update office_holders h set from_on = r."from", to_on = r."to", position = r.position, kept_by_name = $3, kept_at = $4
     from jsonb_to_recordset($2) as r (id bigint, "from" date, "to" date, position integer)
     where h.site_id = $1 and h.id = r.id and h.state = 'active'`,
    [site, JSON.stringify(moved.map(({ id, read }) => ({ ...read, id }))), by.name, by.now],
  );
}
