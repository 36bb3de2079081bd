/** What is inspected (对象): who is responsible for it, how often it has to be updated, and when it last was. */
import type pg from 'pg';
import type { ListedCheck } from '../domain/inspection/list.ts';
import type { InspectedKind } from '../domain/inspection/subject.ts';

export async function loadInspectionSubject(
  client: pg.ClientBase,
  site: string,
  id: number,
): Promise<{ readonly version: number } | undefined> {
  const found = await client.query<{ version: number }>('select version from inspection_subjects where site_id = $1 and id = $2', [
    site,
    id,
  ]);
  return found.rows[0];
}

/** Which of the things a subject names there are: unit, section; and whether another subject is the same. */
export async function subjectPlaces(
  client: pg.ClientBase,
  site: string,
  given: {
    readonly subject?: number | undefined;
    readonly kind: InspectedKind;
    readonly name: string;
    readonly unit: number;
    readonly section?: number | null | undefined;
  },
): Promise<{ readonly unit: boolean; readonly section: boolean; readonly taken: boolean }> {
  const found = await client.query<{ unit: boolean; section: boolean; taken: boolean }>(
    `select exists (select from units where site_id = $1 and id = $2) as unit,
       $3::bigint is null or exists (select from sections where site_id = $1 and id = $3) as section,
       exists (select from inspection_subjects where site_id = $1 and kind = $4 and unit_id = $2 and name = $5 and id is distinct from $6::bigint) as taken`,
    [site, given.unit, given.section ?? null, given.kind, given.name, given.subject ?? null],
  );
  return found.rows[0] as { unit: boolean; section: boolean; taken: boolean };
}

export interface InspectionSubjectRow {
  readonly kind: InspectedKind;
  readonly name: string;
  readonly unit: number;
  readonly address: string | null;
  readonly section: number | null;
  readonly intervalDays: number | null;
  readonly updatedOn: string | null;
  readonly active: boolean;
}

/** Adds a subject, or changes the one of this id and version; undefined where somebody was faster. */
export async function saveInspectionSubject(
  client: pg.ClientBase,
  site: string,
  held: { readonly id: number; readonly version: number } | undefined,
  row: InspectionSubjectRow,
  now: Date,
): Promise<number | undefined> {
  const values = [
    ...[site, row.kind, row.name, row.unit, row.address, row.section, row.intervalDays, row.updatedOn, row.active],
    ...(held ? [held.id, held.version] : [now]),
  ];
  const saved = await client.query<{ id: number }>(
    held
      ? `update inspection_subjects set kind = $2, name = $3, unit_id = $4, address = $5, section_id = $6, interval_days = $7, updated_on = $8,
           active = $9, version = version + 1 where site_id = $1 and id = $10 and version = $11 returning id`
      : `insert into inspection_subjects (site_id, kind, name, unit_id, address, section_id, interval_days, updated_on, active, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    values,
  );
  return saved.rows[0]?.id;
}

/** Notes the last update of subjects by hand; an earlier day than the one held changes nothing. Gives how many moved. */
export async function noteUpdates(client: pg.ClientBase, site: string, subjects: readonly number[], on: string): Promise<number> {
  const noted = await client.query(
    `update inspection_subjects set updated_on = $3, version = version + 1
     where site_id = $1 and id = any($2) and (updated_on is null or updated_on < $3)`,
    [site, subjects, on],
  );
  return noted.rowCount ?? 0;
}

/** What an import needs of one subject: the first of its rows that says a thing says it. */
type ListedSubject = Pick<ListedCheck, 'kind' | 'name' | 'unit' | 'address' | 'updatedOn' | 'intervalDays'>;

/**
 * Finds the subjects of a list by kind, unit and name, adds those that are new, and takes over a later update and what was not known.
 * Gives their ids by `subjectKey`, and how many are new.
 */
export async function keepListed(
  client: pg.ClientBase,
  site: string,
  subjects: readonly ListedSubject[],
  now: Date,
): Promise<{ readonly ids: ReadonlyMap<string, number>; readonly added: number }> {
  const rows = JSON.stringify(subjects);
  const given = `jsonb_to_recordset($2::jsonb) as g(kind text, name text, unit bigint, address text, "updatedOn" date, "intervalDays" int)`;
  const made = await client.query(
    `insert into inspection_subjects (site_id, kind, name, unit_id, address, interval_days, updated_on, recorded_at)
     select $1, g.kind, g.name, g.unit, g.address, g."intervalDays", g."updatedOn", $3 from ${given}
     on conflict (site_id, kind, unit_id, name) do nothing`,
    [site, rows, now],
  );
  await client.query(
    `update inspection_subjects s set address = coalesce(s.address, g.address), interval_days = coalesce(s.interval_days, g."intervalDays"),
       updated_on = greatest(s.updated_on, g."updatedOn"), version = s.version + 1
     from ${given} where s.site_id = $1 and s.kind = g.kind and s.unit_id = g.unit and s.name = g.name
       and ((s.address is null and g.address is not null) or (s.interval_days is null and g."intervalDays" is not null)
         or g."updatedOn" > coalesce(s.updated_on, '-infinity'))`,
    [site, rows],
  );
  const found = await client.query<{ id: number; kind: InspectedKind; unit: number; name: string }>(
    `select s.id, s.kind, s.unit_id as unit, s.name from inspection_subjects s
     join ${given} on s.kind = g.kind and s.unit_id = g.unit and s.name = g.name where s.site_id = $1`,
    [site, rows],
  );
  return { ids: new Map(found.rows.map((row) => [subjectKey(row), row.id])), added: made.rowCount ?? 0 };
}

/** By which a list knows a subject again. */
export const subjectKey = ({ kind, unit, name }: Pick<ListedSubject, 'kind' | 'unit' | 'name'>): string => `${kind} ${unit} ${name}`;
