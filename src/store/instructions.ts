/** Leaders' instructions (领导批示) about items: recorded with evidence, confirmed by a second person. */
import type pg from 'pg';
import type { InstructionState } from '../domain/adoption/lifecycle.ts';
import type { Placed } from '../domain/permission.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { SubmissionKind } from '../domain/submission/submission.ts';

export interface NewInstruction {
  readonly submission: number;
  readonly leader: string;
  readonly level: string;
  readonly outlet?: number | undefined;
  /** Local day. */
  readonly on: string;
  readonly body?: string | undefined;
  readonly evidence?: string | undefined;
  readonly evidenceSha256?: string | undefined;
  readonly by: number | undefined;
  readonly byName: string;
  readonly now: Date;
}

export async function addInstruction(client: pg.ClientBase, site: string, one: NewInstruction): Promise<number> {
  const made = await client.query<{ id: number }>(
    `insert into instructions (site_id, submission_id, state, leader, level, outlet_id, instructed_on, body, evidence, evidence_sha256,
       recorded_by, recorded_by_name, recorded_at) values ($1, $2, 'claimed', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [
      ...[site, one.submission, one.leader, one.level, one.outlet ?? null, one.on, one.body ?? null, one.evidence ?? null],
      ...[one.evidenceSha256 ?? null, one.by ?? null, one.byName, one.now],
    ],
  );
  return made.rows[0]?.id as number;
}

/** An instruction with the item it is about. */
export interface LoadedInstruction extends Placed {
  readonly site: string;
  readonly id: number;
  readonly submission: number;
  readonly unit: number;
  readonly jointIds: readonly number[];
  readonly state: InstructionState;
  readonly version: number;
  readonly claimer: number | undefined;
  readonly leader: string;
  readonly level: string;
  readonly outlet: number | undefined;
  readonly on: string;
  readonly evidence: string | undefined;
  readonly kind: SubmissionKind;
  readonly eventOn: string | undefined;
  readonly submissionState: SubmissionState;
}

export async function loadInstruction(client: pg.ClientBase, site: string, id: number): Promise<LoadedInstruction | undefined> {
  const found = await client.query<{
    submission_id: number;
    state: InstructionState;
    version: number;
    recorded_by: number | null;
    leader: string;
    level: string;
    outlet_id: number | null;
    instructed_on: string;
    evidence: string | null;
    kind: SubmissionKind;
    event_on: string | null;
    submission_state: SubmissionState;
    unit_id: number;
    joint_ids: readonly unknown[];
    author_id: number | null;
    people: readonly unknown[] | null;
  }>(
    `select i.submission_id, i.state, i.version, i.recorded_by, i.leader, i.level, i.outlet_id, i.instructed_on, i.evidence, s.kind, s.event_on,
       s.state as submission_state, s.unit_id, s.joint_ids, s.author_id, s.people
     from instructions i join submissions s on s.site_id = i.site_id and s.id = i.submission_id where i.site_id = $1 and i.id = $2`,
    [site, id],
  );
  const [row] = found.rows;
  if (!row) return undefined;
  const jointIds = row.joint_ids.map(Number);
  return {
    site,
    id,
    submission: row.submission_id,
    unit: row.unit_id,
    jointIds,
    units: [row.unit_id, ...jointIds],
    state: row.state,
    version: row.version,
    claimer: row.recorded_by ?? undefined,
    leader: row.leader,
    level: row.level,
    outlet: row.outlet_id ?? undefined,
    on: row.instructed_on,
    evidence: row.evidence ?? undefined,
    kind: row.kind,
    eventOn: row.event_on ?? undefined,
    submissionState: row.submission_state,
    ...(row.author_id === null ? {} : { author: row.author_id }),
    ...(row.people === null ? {} : { people: row.people.map(Number) }),
  };
}

/** Moves an instruction whose version is still the one that was loaded; false where somebody was faster. */
export async function moveInstruction(
  client: pg.ClientBase,
  { site, id, version }: Pick<LoadedInstruction, 'site' | 'id' | 'version'>,
  to: { readonly state: InstructionState; readonly confirmedBy?: number | undefined },
): Promise<boolean> {
  const moved = await client.query(
    `update instructions set state = $4, confirmed_by = coalesce($5, confirmed_by), version = version + 1
     where site_id = $1 and id = $2 and version = $3`,
    [site, id, version, to.state, to.confirmedBy ?? null],
  );
  return moved.rowCount === 1;
}
