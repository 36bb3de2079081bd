/** Renaming, merging and splitting units; facts are not touched. */
import { type Kysely, sql } from 'kysely';
import { dayBefore, type FormerName, type NewPart, type UnitHeld } from '../domain/organisation/unit-change.ts';
import type { Tables } from './tables.ts';
import { wordingMoved } from './wording.ts';

/** All units of a site by id. */
export async function unitsHeld(db: Kysely<Tables>, site: string): Promise<ReadonlyMap<number, UnitHeld>> {
  const rows = await db
    .selectFrom('units')
    .select(['id', 'key', 'name', 'parent_id as parent', 'active_from as activeFrom', 'active_to as activeTo'])
    .select(['merged_into as mergedInto', 'merged_on as mergedOn'])
    .where('site_id', '=', site)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function formerNames(db: Kysely<Tables>, site: string, unit: number): Promise<readonly FormerName[]> {
  return db
    .selectFrom('unit_names')
    .select(['name', 'used_to as to'])
    .where('site_id', '=', site)
    .where('unit_id', '=', unit)
    .where('kind', '=', 'former')
    .execute();
}

/** The present name becomes a former one that was used up to the day before. */
export async function renameUnit(db: Kysely<Tables>, site: string, unit: UnitHeld, name: string, on: string): Promise<void> {
  await sql`insert into unit_names (site_id, unit_id, name, kind, used_from, used_to)
    select ${site}, ${unit.id}, ${unit.name}, 'former', (select max(used_to) + 1 from unit_names
      where site_id = ${site} and unit_id = ${unit.id} and kind = 'former'), ${dayBefore(on)}::date
    on conflict (site_id, unit_id, name) do update set kind = 'former', used_from = excluded.used_from, used_to = excluded.used_to`.execute(
    db,
  );
  // An alias that becomes the official name is one name.
  await db
    .deleteFrom('unit_names')
    .where('site_id', '=', site)
    .where('unit_id', '=', unit.id)
    .where('name', '=', name)
    .where('kind', '=', 'alias')
    .execute();
  await db.updateTable('units').set({ name }).where('site_id', '=', site).where('id', '=', unit.id).execute();
  await db.updateTable('sites').set(wordingMoved).where('id', '=', site).execute();
}

export async function mergeUnit(db: Kysely<Tables>, site: string, unit: number, into: number, on: string): Promise<void> {
  await db.updateTable('units').set({ merged_into: into, merged_on: on }).where('site_id', '=', site).where('id', '=', unit).execute();
}

/** The parts stand behind the unit in the directory, under the same superior, with its group and class where they name none. Their ids. */
export async function splitUnit(
  db: Kysely<Tables>,
  site: string,
  unit: number,
  parts: readonly NewPart[],
  on: string,
): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const part of parts) {
    const added = await sql<{ id: number }>`insert into units
        (site_id, key, name, parent_id, group_name, class, own, attributes, position, active_from)
      select site_id, ${part.key ?? part.name}, ${part.name}, parent_id, coalesce(${part.group ?? null}, group_name),
        coalesce(${part.class ?? null}, class), own, attributes, position, ${on}::date
      from units where site_id = ${site} and id = ${unit} returning id`.execute(db);
    ids.push(added.rows[0]?.id ?? 0);
  }
  await db.updateTable('sites').set(wordingMoved).where('id', '=', site).execute();
  return ids;
}

/** The last day on which a unit is at work, and who goes on with its work. */
export async function endUnit(db: Kysely<Tables>, site: string, unit: number, lastDay: string, heir: number | undefined): Promise<void> {
  await db
    .updateTable('units')
    .set({ active_to: lastDay, succeeded_by: heir ?? null })
    .where('site_id', '=', site)
    .where('id', '=', unit)
    .execute();
}
