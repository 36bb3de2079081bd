/** What views of inspections share: the head of one, its subjects and findings within an actor's reach, and its figures. */
import type pg from 'pg';
import { type CountedFound, type InspectedSubject, type InspectionFigures, inspectionFigures } from '../domain/inspection/figures.ts';
import { type FoundState, type InspectionState, inspectionStateNames } from '../domain/inspection/lifecycle.ts';
import { type InspectedKind, inspectedKindNames } from '../domain/inspection/subject.ts';
import { type Actor, reachIn } from '../domain/permission.ts';
import { rowsReached } from '../store/visible.ts';

export interface InspectionHead {
  readonly inspection: number;
  readonly version: number;
  readonly name: string;
  readonly state: InspectionState;
  readonly stateName: string;
  readonly method: 'whole' | 'sample' | 'list';
  readonly kinds: readonly InspectedKind[];
  readonly kindNames: readonly string[];
  readonly sampleSize: number | null;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly failBelow: number;
  readonly reason: string | null;
}

/** Of `i`. */
export const inspectionHeadColumns = `i.id, i.version, i.name, i.state, i.method, i.kinds, i.sample_size, i.seed, i.from_on, i.to_on, i.fail_below,
  i.reason`;
export interface InspectionHeadRow {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly state: InspectionState;
  readonly method: 'whole' | 'sample' | 'list';
  readonly kinds: readonly InspectedKind[];
  readonly sample_size: number | null;
  readonly seed: number;
  readonly from_on: string;
  readonly to_on: string;
  readonly fail_below: number;
  readonly reason: string | null;
}

export const inspectionHeadOf = (row: InspectionHeadRow): InspectionHead => ({
  ...{ inspection: row.id, version: row.version, name: row.name, state: row.state, stateName: inspectionStateNames[row.state] },
  ...{ method: row.method, kinds: row.kinds, kindNames: row.kinds.map((kind) => inspectedKindNames[kind]), sampleSize: row.sample_size },
  ...{ seed: row.seed, from: row.from_on, to: row.to_on, failBelow: row.fail_below, reason: row.reason },
});

/** Findings `f` that an actor sees: all, or, of the own units, those that were confirmed. */
export const foundReached = (actor: Actor, site: string, bind: (value: unknown) => string): string => {
  const { all } = reachIn(actor, 'inspection.read', site);
  return all ? 'true' : `(f.state = 'confirmed' and ${rowsReached(actor, 'inspection.read', site, { unit: 'f.unit_id' }, bind)})`;
};

/** The figures of one inspection, of all subjects that the actor reaches. */
export async function figuresOf(
  client: pg.ClientBase,
  actor: Actor,
  site: string,
  inspection: number,
  failBelow: number,
): Promise<InspectionFigures> {
  const values: unknown[] = [site, inspection];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const subjects = await client.query<InspectedSubject & { readonly checkedOn: string | null }>(
    `select c.subject_id as subject, s.kind, s.name, s.unit_id as unit, u.name as "unitName", c.checked_on as "checkedOn"
     from inspection_checks c join inspection_subjects s on s.site_id = c.site_id and s.id = c.subject_id
     join units u on u.site_id = s.site_id and u.id = s.unit_id
     where c.site_id = $1 and c.inspection_id = $2 and ${rowsReached(actor, 'inspection.read', site, { unit: 's.unit_id' }, bind)}
     order by u.position, u.id, s.kind, s.id`,
    values,
  );
  const wanted: unknown[] = [site, inspection];
  const found = await client.query<{ subject: number; state: FoundState; veto: boolean; points: string | null }>(
    `select f.subject_id as subject, f.state, f.veto, f.points from inspection_findings f
     where f.site_id = $1 and f.inspection_id = $2 and ${foundReached(actor, site, (value) => `$${wanted.push(value)}`)}`,
    wanted,
  );
  return inspectionFigures(
    subjects.rows.map((row) => ({ ...row, checkedOn: row.checkedOn ?? undefined })),
    found.rows.map((row): CountedFound => ({ ...row, points: row.points ?? undefined })),
    failBelow,
  );
}
