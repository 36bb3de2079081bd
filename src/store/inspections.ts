/** Inspections (检查): campaigns, the subjects in them, and which of them somebody has looked at. */
import type pg from 'pg';
import type { InspectionState } from '../domain/inspection/lifecycle.ts';
import type { InspectedKind } from '../domain/inspection/subject.ts';
import type { Placed } from '../domain/permission.ts';

export type InspectionMethod = 'whole' | 'sample' | 'list';

export interface LoadedInspection extends Placed {
  readonly site: string;
  readonly id: number;
  readonly name: string;
  readonly state: InspectionState;
  readonly version: number;
  readonly method: InspectionMethod;
  readonly kinds: readonly InspectedKind[];
  readonly sampleSize: number | undefined;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  /** Subjects in it nobody has looked at; findings that wait, and those confirmed. */
  readonly unchecked: number;
  readonly open: number;
  readonly confirmed: number;
  /** Its bulletin was issued. */
  readonly issued: boolean;
}

const columns = `i.id, i.name, i.state, i.version, i.method, i.kinds, i.sample_size, i.seed, i.from_on, i.to_on,
  (select count(*) from inspection_checks c where c.site_id = i.site_id and c.inspection_id = i.id and c.checked_on is null)::int as unchecked,
  (select count(*) from inspection_findings f where f.site_id = i.site_id and f.inspection_id = i.id and f.state = 'found')::int as open,
  (select count(*) from inspection_findings f where f.site_id = i.site_id and f.inspection_id = i.id and f.state = 'confirmed')::int as confirmed,
  exists (select from inspection_issues x where x.site_id = i.site_id and x.inspection_id = i.id) as issued`;

interface InspectionRow {
  readonly id: number;
  readonly name: string;
  readonly state: InspectionState;
  readonly version: number;
  readonly method: InspectionMethod;
  readonly kinds: readonly InspectedKind[];
  readonly sample_size: number | null;
  readonly seed: number;
  readonly from_on: string;
  readonly to_on: string;
  readonly unchecked: number;
  readonly open: number;
  readonly confirmed: number;
  readonly issued: boolean;
}

const loadedOf = (site: string, { sample_size, from_on, to_on, ...row }: InspectionRow): LoadedInspection => ({
  ...row,
  site,
  sampleSize: sample_size ?? undefined,
  from: from_on,
  to: to_on,
});

export async function loadInspection(client: pg.ClientBase, site: string, id: number): Promise<LoadedInspection | undefined> {
  const found = await client.query<InspectionRow>(`select ${columns} from inspections i where i.site_id = $1 and i.id = $2`, [site, id]);
  return found.rows[0] && loadedOf(site, found.rows[0]);
}

/** The inspection of a name, by which a list that is imported again finds its own. */
export async function inspectionNamed(client: pg.ClientBase, site: string, name: string): Promise<LoadedInspection | undefined> {
  const found = await client.query<InspectionRow>(`select ${columns} from inspections i where i.site_id = $1 and i.name = $2`, [
    site,
    name,
  ]);
  return found.rows[0] && loadedOf(site, found.rows[0]);
}

export interface NewInspection {
  readonly name: string;
  readonly state: 'planned' | 'under-way';
  readonly method: InspectionMethod;
  readonly kinds: readonly InspectedKind[];
  readonly sampleSize: number | undefined;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly failBelow: number;
  readonly by: number | undefined;
  readonly byName: string;
  readonly now: Date;
}

/** Adds an inspection; undefined where the site has one of that name. */
export async function addInspection(client: pg.ClientBase, site: string, given: NewInspection): Promise<number | undefined> {
  const made = await client.query<{ id: number }>(
    `insert into inspections (site_id, name, state, method, kinds, sample_size, seed, from_on, to_on, fail_below, recorded_by, recorded_by_name,
       recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (site_id, name) do nothing returning id`,
    [
      ...[site, given.name, given.state, given.method, given.kinds, given.sampleSize ?? null, given.seed, given.from, given.to],
      ...[given.failBelow, given.by ?? null, given.byName, given.now],
    ],
  );
  return made.rows[0]?.id;
}

/** Moves an inspection whose version is still the one that was loaded; false where somebody was faster. */
export async function moveInspection(
  client: pg.ClientBase,
  { site, id, version }: Pick<LoadedInspection, 'site' | 'id' | 'version'>,
  to: { readonly state: InspectionState; readonly reason?: string | undefined },
): Promise<boolean> {
  const moved = await client.query(
    `update inspections set state = $4, reason = coalesce($5, reason), version = version + 1 where site_id = $1 and id = $2 and version = $3`,
    [site, id, version, to.state, to.reason ?? null],
  );
  return moved.rowCount === 1;
}

/** Subjects in use of these kinds, by id: what a sample is drawn from. */
export async function subjectsOfKinds(client: pg.ClientBase, site: string, kinds: readonly InspectedKind[]): Promise<readonly number[]> {
  const found = await client.query<{ id: number }>(
    'select id from inspection_subjects where site_id = $1 and active and kind = any($2) order by id',
    [site, kinds],
  );
  return found.rows.map(({ id }) => id);
}

/** Puts subjects into an inspection; those in it already stay as they are. */
export async function addToInspection(client: pg.ClientBase, site: string, inspection: number, subjects: readonly number[]): Promise<void> {
  await client.query(
    `insert into inspection_checks (site_id, inspection_id, subject_id) select $1, $2, s from unnest($3::bigint[]) s on conflict do nothing`,
    [site, inspection, subjects],
  );
}

/** Which of the subjects there are in use, and which are in the inspection. */
export async function subjectsIn(
  client: pg.ClientBase,
  site: string,
  inspection: number,
  subjects: readonly number[],
): Promise<ReadonlyMap<number, { readonly unit: number; readonly name: string; readonly inside: boolean }>> {
  const found = await client.query<{ id: number; unit: number; name: string; inside: boolean }>(
    `select s.id, s.unit_id as unit, s.name, c.subject_id is not null as inside from inspection_subjects s
     left join inspection_checks c on c.site_id = s.site_id and c.inspection_id = $2 and c.subject_id = s.id
     where s.site_id = $1 and s.id = any($3)`,
    [site, inspection, subjects],
  );
  return new Map(found.rows.map(({ id, ...row }) => [id, row]));
}

/** Notes that somebody looked at subjects of an inspection, on a day; what was looked at before keeps its day. Gives how many are new. */
export async function checkSubjects(
  client: pg.ClientBase,
  site: string,
  inspection: number,
  checked: { readonly subjects: readonly number[] | 'all'; readonly on: string; readonly byName: string },
): Promise<number> {
  const { subjects, on, byName } = checked;
  const noted = await client.query(
    `update inspection_checks set checked_on = $3, checked_by_name = $4
     where site_id = $1 and inspection_id = $2 and checked_on is null and ($5::bigint[] is null or subject_id = any($5))`,
    [site, inspection, on, byName, subjects === 'all' ? null : subjects],
  );
  return noted.rowCount ?? 0;
}
