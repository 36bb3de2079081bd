/** Wording errors of items and their rectification: loaded with what the guards ask, recorded once for each item and word, and moved. */
import type pg from 'pg';
import type { SiteSettings } from '../domain/organisation/settings.ts';
import type { Placed } from '../domain/permission.ts';
import {
  type FaultSide,
  placeIn,
  type WordingFinding,
  type WordingKind,
  type WordingSeverity,
  type WrittenText,
} from '../domain/rectification/finding.ts';
import type { RectificationState } from '../domain/rectification/lifecycle.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { SubmissionContent, SubmissionKind, SubmissionText } from '../domain/submission/submission.ts';
import { settingsFrom } from './site-settings.ts';

export interface LoadedRectification extends Placed, WordingFinding {
  readonly site: string;
  readonly id: number;
  readonly submission: number;
  readonly title: string;
  readonly unit: number;
  readonly jointIds: readonly number[];
  readonly severity: WordingSeverity;
  readonly side: FaultSide;
  readonly place: string;
  readonly state: RectificationState;
  readonly version: number;
  readonly foundOn: string;
  readonly finder: number | undefined;
  readonly confirmer: number | undefined;
  /** How often it was confirmed. */
  readonly rounds: number;
  readonly dueOn: string | undefined;
  readonly submissionKind: SubmissionKind;
  readonly eventOn: string | undefined;
  /** It still stands in the item's newest text, and that is or may be read. */
  readonly stands: boolean;
  readonly settings: SiteSettings;
}

/** What is no longer used holds no error that anybody meets. */
const gone: readonly SubmissionState[] = ['withdrawn', 'discarded', 'rejected', 'merged'];
export const stillStands = (word: string, state: SubmissionState, text: SubmissionText): boolean =>
  !gone.includes(state) && placeIn(word, text) !== undefined;

interface Row {
  readonly id: number;
  readonly submission_id: number;
  readonly title: string;
  readonly body: string;
  readonly content: SubmissionContent;
  readonly unit_id: number;
  readonly joint_ids: readonly unknown[];
  readonly author_id: number | null;
  readonly people: readonly unknown[] | null;
  readonly word: string;
  readonly correction: string;
  readonly kind: WordingKind;
  readonly severity: WordingSeverity;
  readonly side: FaultSide;
  readonly place: string;
  readonly state: RectificationState;
  readonly version: number;
  readonly found_on: string;
  readonly found_by: number | null;
  readonly confirmed_by: number | null;
  readonly confirmed_count: number;
  readonly due_on: string | null;
  readonly submission_kind: SubmissionKind;
  readonly submission_state: SubmissionState;
  readonly event_on: string | null;
  readonly settings: string;
}

const loadSql = `select r.id, r.submission_id, s.title, t.body, t.content, s.unit_id, s.joint_ids, s.author_id, s.people, r.word, r.correction,
    r.kind, r.severity, r.side, r.place, r.state, r.version, r.found_on, r.found_by, r.confirmed_by, r.confirmed_count, r.due_on,
    s.kind as submission_kind, s.state as submission_state, s.event_on, w.settings::text as settings
  from rectifications r join submissions s on s.site_id = r.site_id and s.id = r.submission_id
  join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id join sites w on w.id = r.site_id where r.site_id = $1`;

function loadedOf(site: string, row: Row): LoadedRectification {
  const jointIds = row.joint_ids.map(Number);
  return {
    site,
    id: row.id,
    submission: row.submission_id,
    title: row.title,
    unit: row.unit_id,
    jointIds,
    units: [row.unit_id, ...jointIds],
    ...(row.author_id === null ? {} : { author: row.author_id }),
    ...(row.people === null ? {} : { people: row.people.map(Number) }),
    word: row.word,
    correction: row.correction,
    kind: row.kind,
    severity: row.severity,
    side: row.side,
    place: row.place,
    state: row.state,
    version: row.version,
    foundOn: row.found_on,
    finder: row.found_by ?? undefined,
    confirmer: row.confirmed_by ?? undefined,
    rounds: row.confirmed_count,
    dueOn: row.due_on ?? undefined,
    submissionKind: row.submission_kind,
    eventOn: row.event_on ?? undefined,
    stands: stillStands(row.word, row.submission_state, { title: row.title, body: row.body, content: row.content }),
    settings: settingsFrom(row.settings),
  };
}

export async function loadRectification(client: pg.ClientBase, site: string, id: number): Promise<LoadedRectification | undefined> {
  const found = await client.query<Row>(`${loadSql} and r.id = $2`, [site, id]);
  const [row] = found.rows;
  return row && loadedOf(site, row);
}

/** Several at once, in the order asked for; those that are not there are left out. */
export async function loadRectifications(
  client: pg.ClientBase,
  site: string,
  ids: readonly number[],
): Promise<readonly LoadedRectification[]> {
  const found = await client.query<Row>(`${loadSql} and r.id = any($2::bigint[])`, [site, ids]);
  const byId = new Map(found.rows.map((row) => [row.id, loadedOf(site, row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** What units were told of one item and have not answered. */
export async function noticedOf(client: pg.ClientBase, site: string, submission: number): Promise<readonly LoadedRectification[]> {
  const found = await client.query<Row>(`${loadSql} and r.submission_id = $2 and r.state = 'noticed' order by r.id`, [site, submission]);
  return found.rows.map((row) => loadedOf(site, row));
}

/** The texts of an item as they were sent and edited, in their order. */
export async function writtenVersions(client: pg.ClientBase, site: string, submission: number): Promise<readonly WrittenText[]> {
  const found = await client.query<{ number: number; side: FaultSide; title: string; body: string; content: SubmissionContent }>(
    'select number, side, title, body, content from submission_versions where site_id = $1 and submission_id = $2 order by number',
    [site, submission],
  );
  return found.rows.map(({ number, side, ...text }) => ({ number, side, text }));
}

export interface NewRectification extends WordingFinding {
  readonly submission: number;
  readonly severity: WordingSeverity;
  readonly side: FaultSide;
  readonly place: string;
  readonly textVersion: number;
  readonly foundOn: string;
  readonly by: number | undefined;
  readonly byName: string;
  readonly note: string | undefined;
  readonly now: Date;
}
export interface AddedRectification {
  readonly id: number;
  readonly version: number;
  readonly state: RectificationState;
  /** Nobody had found it before. */
  readonly isNew: boolean;
}

/** Records an error; where the item has it already, that one is given and stays as it is. */
export async function addRectification(client: pg.ClientBase, site: string, found: NewRectification): Promise<AddedRectification> {
  const made = await client.query<{ id: number }>(
    `insert into rectifications (site_id, submission_id, word, correction, kind, severity, side, place, version_number, state, found_on,
       found_by, found_by_name, note, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'found', $10, $11, $12, $13, $14)
     on conflict (site_id, submission_id, word) do nothing returning id`,
    [
      ...[site, found.submission, found.word, found.correction, found.kind, found.severity, found.side, found.place, found.textVersion],
      ...[found.foundOn, found.by ?? null, found.byName, found.note ?? null, found.now],
    ],
  );
  const [row] = made.rows;
  if (row) return { id: row.id, version: 1, state: 'found', isNew: true };
  const held = await client.query<{ id: number; version: number; state: RectificationState }>(
    'select id, version, state from rectifications where site_id = $1 and submission_id = $2 and word = $3',
    [site, found.submission, found.word],
  );
  return { ...(held.rows[0] as { id: number; version: number; state: RectificationState }), isNew: false };
}

/** What a step writes of an error; what is not named stays, null takes it out. */
export interface RectificationChanges {
  readonly state: RectificationState;
  readonly confirmed_by?: number | null;
  readonly confirmed_by_name?: string | null;
  readonly confirmed_at?: Date | null;
  readonly confirmed_count?: number;
  readonly notice_id?: number | null;
  readonly due_on?: string | null;
  readonly overdue_on?: string | null;
  readonly reply?: string | null;
  readonly reply_title?: string | null;
  readonly reply_body?: string | null;
  readonly replied_by?: number | null;
  readonly replied_by_name?: string | null;
  readonly replied_at?: Date | null;
  readonly closed_by?: number | null;
  readonly closed_by_name?: string | null;
  readonly closed_at?: Date | null;
  readonly reason?: string | null;
}

/** Moves errors whose versions are still those that were loaded, all of them alike. False where somebody was faster with one. */
export async function moveRectifications(
  client: pg.ClientBase,
  site: string,
  loaded: readonly { readonly id: number; readonly version: number }[],
  changes: RectificationChanges,
): Promise<boolean> {
  const names = Object.keys(changes) as (keyof RectificationChanges)[];
  const set = names.map((name, index) => `${name} = $${index + 4}`).join(', ');
  const moved = await client.query(
    `update rectifications r set ${set}, version = r.version + 1 from unnest($2::bigint[], $3::int[]) as seen(id, version)
     where r.site_id = $1 and r.id = seen.id and r.version = seen.version`,
    [site, loaded.map(({ id }) => id), loaded.map(({ version }) => version), ...names.map((name) => changes[name])],
  );
  return moved.rowCount === loaded.length;
}
