/** Sites, units with the names and successors they have on a day, and outlets. */
import type { Kysely } from 'kysely';
import { dayText, type Period } from '../domain/calendar/day.ts';
import type { Unit } from '../domain/organisation/unit.ts';
import type { Tables } from './tables.ts';

export interface LoadedUnits {
  /** In directory order. */
  readonly units: readonly Unit[];
  /** Database ids, in the order of `units`. */
  readonly ids: readonly number[];
  /** Index of the unit that a database id's facts count for: itself, or on that day its successor. */
  readonly indexOf: ReadonlyMap<number, number>;
}

/** The units of a site as they stand on the period's last day: under the name then official, merged ones under their successor. */
export async function loadUnits(db: Kysely<Tables>, site: string, period: Period): Promise<LoadedUnits> {
  const [rows, former] = await Promise.all([
    db.selectFrom('units').selectAll().where('site_id', '=', site).orderBy('position').orderBy('id').execute(),
    db.selectFrom('unit_names').selectAll().where('site_id', '=', site).where('kind', '=', 'former').execute(),
  ]);
  const [from, to] = [dayText(period.from), dayText(period.to)];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const nameThen = new Map(
    former.filter((name) => (name.used_from ?? '0') <= to && to <= (name.used_to ?? '9')).map((name) => [name.unit_id, name.name]),
  );
  const gone = (row: (typeof rows)[number]): boolean => row.merged_into !== null && row.merged_on !== null && row.merged_on <= to;
  const present = rows.filter((row) => !gone(row));
  const place = new Map(present.map((row, index) => [row.id, index]));
  const indexOf = new Map<number, number>();
  for (const row of rows) {
    let holder = row;
    for (let steps = 0; gone(holder) && steps < rows.length; steps += 1) holder = byId.get(holder.merged_into as number) ?? holder;
    const index = place.get(holder.id);
    if (index !== undefined) indexOf.set(row.id, index);
  }
  const units = present.map((row): Unit => {
    const parent = row.parent_id === null ? undefined : byId.get(row.parent_id)?.key;
    const inactive = (row.active_from !== null && row.active_from > to) || (row.active_to !== null && row.active_to < from);
    return {
      key: row.key,
      name: nameThen.get(row.id) ?? row.name,
      group: row.group_name,
      ...(row.class === null ? {} : { class: row.class }),
      ...(parent === undefined ? {} : { parent }),
      ...(row.own ? { own: true } : {}),
      ...(inactive ? { inactive: true } : {}),
      attributes: row.attributes as Record<string, string | number | boolean>,
    };
  });
  return { units, ids: present.map((row) => row.id), indexOf };
}
