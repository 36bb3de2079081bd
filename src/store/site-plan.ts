/** Carries out a site plan: everything by key, set-based, whatever the site held before. */
import { type Kysely, sql } from 'kysely';
import { type HeldUnit, keyOf, type PlannedUnit, type SitePlan } from '../domain/organisation/site-plan.ts';
import type { Tables } from './tables.ts';
import { wordingMoved } from './wording.ts';

const PORTION = 1000;

export async function loadHeldUnits(db: Kysely<Tables>, site: string): Promise<readonly HeldUnit[]> {
  return db
    .selectFrom('units as u')
    .leftJoin('units as p', (join) => join.onRef('p.site_id', '=', 'u.site_id').onRef('p.id', '=', 'u.parent_id'))
    .leftJoin('units as m', (join) => join.onRef('m.site_id', '=', 'u.site_id').onRef('m.id', '=', 'u.merged_into'))
    .where('u.site_id', '=', site)
    .select(['u.key', 'u.name', 'p.key as parent', 'm.key as mergedInto'])
    .orderBy('u.position')
    .orderBy('u.id')
    .execute();
}

/** Writes the site, its units in the plan's order (those the plan does not name keep their place behind them), names and outlets. */
export async function saveSitePlan(db: Kysely<Tables>, plan: SitePlan, now: Date): Promise<void> {
  await db
    .insertInto('sites')
    .values({ id: plan.id, name: plan.name, recorded_at: now, ...(plan.settings ? { settings: JSON.stringify(plan.settings) } : {}) })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ name: plan.name, ...(plan.settings ? { settings: JSON.stringify(plan.settings) } : {}) }),
    )
    .execute();
  const keys = plan.units.map(keyOf);
  await sql`update units u set position = ${keys.length} + o.place from (
      select id, row_number() over (order by position, id) as place from units
      where site_id = ${plan.id} and not key = any(${sql.val(keys)}::text[])) o
    where u.site_id = ${plan.id} and u.id = o.id`.execute(db);
  for (let at = 0; at < plan.units.length; at += PORTION) await saveUnits(db, plan.id, plan.units.slice(at, at + PORTION), at);
  await saveTree(db, plan);
  await saveNames(db, plan);
  await saveOutlets(db, plan);
  await db.updateTable('sites').set(wordingMoved).where('id', '=', plan.id).execute();
}

async function saveUnits(db: Kysely<Tables>, site: string, units: readonly PlannedUnit[], first: number): Promise<void> {
  await db
    .insertInto('units')
    .values(
      units.map((unit, index) => ({
        site_id: site,
        key: keyOf(unit),
        name: unit.name,
        group_name: unit.group ?? '',
        class: unit.class ?? null,
        own: unit.own ?? false,
        attributes: JSON.stringify(unit.attributes ?? {}),
        position: first + index + 1,
        active_from: unit.activeFrom ?? null,
        active_to: unit.activeTo ?? null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'key']).doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        group_name: eb.ref('excluded.group_name'),
        class: eb.ref('excluded.class'),
        own: eb.ref('excluded.own'),
        attributes: eb.ref('excluded.attributes'),
        position: eb.ref('excluded.position'),
        active_from: eb.ref('excluded.active_from'),
        active_to: eb.ref('excluded.active_to'),
      })),
    )
    .execute();
}

/** Superiors and successors, once every unit stands. */
async function saveTree(db: Kysely<Tables>, plan: SitePlan): Promise<void> {
  const [parents, successors, days] = [
    plan.units.map((unit) => unit.parent ?? null),
    plan.units.map((unit) => unit.mergedInto ?? null),
    plan.units.map((unit) => unit.mergedOn ?? null),
  ];
  await sql`update units u set parent_id = p.id, merged_into = m.id, merged_on = t.day
    from unnest(${plan.units.map(keyOf)}::text[], ${parents}::text[], ${successors}::text[], ${days}::date[]) as t (key, parent, successor, day)
      left join units p on p.site_id = ${plan.id} and p.key = t.parent
      left join units m on m.site_id = ${plan.id} and m.key = t.successor
    where u.site_id = ${plan.id} and u.key = t.key`.execute(db);
}

async function saveNames(db: Kysely<Tables>, plan: SitePlan): Promise<void> {
  const names = plan.units.flatMap((unit) => [
    ...[...new Set(unit.aliases ?? [])].map((name) => ({ key: keyOf(unit), name, kind: 'alias', from: null, to: null })),
    ...(unit.formerNames ?? []).map(({ name, from, to }) => ({
      key: keyOf(unit),
      name,
      kind: 'former',
      from: from ?? null,
      to: to ?? null,
    })),
  ]);
  await sql`delete from unit_names n using units u
    where n.site_id = ${plan.id} and u.site_id = n.site_id and u.id = n.unit_id and u.key = any(${plan.units.map(keyOf)}::text[])`.execute(
    db,
  );
  const column = (field: 'key' | 'name' | 'kind' | 'from' | 'to') => names.map((name) => name[field]);
  await sql`insert into unit_names (site_id, unit_id, name, kind, used_from, used_to)
    select ${plan.id}, u.id, t.name, t.kind, t.used_from, t.used_to
    from unnest(${column('key')}::text[], ${column('name')}::text[], ${column('kind')}::text[], ${column('from')}::date[], ${column('to')}::date[])
      as t (key, name, kind, used_from, used_to)
      join units u on u.site_id = ${plan.id} and u.key = t.key`.execute(db);
}

async function saveOutlets(db: Kysely<Tables>, plan: SitePlan): Promise<void> {
  if (!plan.outlets || plan.outlets.length === 0) return;
  await db
    .insertInto('outlets')
    .values(
      plan.outlets.map(({ name, kind, level }, index) => ({ site_id: plan.id, name, kind, level: level ?? null, position: index + 1 })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'name']).doUpdateSet((eb) => ({
        kind: eb.ref('excluded.kind'),
        level: eb.ref('excluded.level'),
        position: eb.ref('excluded.position'),
      })),
    )
    .execute();
}
