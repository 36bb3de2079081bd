/**
 * Wording errors of items, what inspections found, and their rectification: loaded with what the guards ask, recorded once for each item
 * and word, or each finding, and moved.
 */
import type pg from 'pg';
import type { SiteSettings } from '../domain/organisation/settings.ts';
import type { Placed } from '../domain/permission.ts';
import { type FaultSide, placeIn, type WordingKind, type WordingSeverity } from '../domain/rectification/finding.ts';
import type { RectificationState } from '../domain/rectification/lifecycle.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { SubmissionContent, SubmissionKind, SubmissionText } from '../domain/submission/submission.ts';
import { settingsFrom } from './site-settings.ts';

/** What an inspection found, as it is told to whoever puts it right. */
export interface RectifiedFound {
  readonly id: number;
  readonly inspection: number;
  readonly inspectionName: string;
  readonly indicator: string;
  readonly subject: string;
  readonly body: string;
  readonly place: string | null;
  readonly link: string | null;
  readonly snapshot: string | null;
}

export interface LoadedRectification extends Placed {
  readonly site: string;
  readonly id: number;
  /** The item; or else what an inspection found. */
  readonly submission: number | undefined;
  readonly found: RectifiedFound | undefined;
  /** The item is an old text that was imported: nobody of its unit wrote it here. */
  readonly recorded: boolean;
  /** Of the item; or the name of the subject. */
  readonly title: string;
  /** Of what was found: its indicator, and no correction. */
  readonly word: string;
  readonly correction: string;
  readonly kind: WordingKind | undefined;
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
  readonly submissionKind: SubmissionKind | undefined;
  readonly eventOn: string | undefined;
  /** It still stands in the item's newest text, and that is or may be read. */
  readonly stands: boolean;
  readonly settings: SiteSettings;
}

/** What is no longer used holds no error that anybody meets; whether an old text was put right where it is published, somebody looks. */
const gone: readonly SubmissionState[] = ['withdrawn', 'discarded', 'rejected', 'merged', 'recorded'];
const stillStands = (word: string, state: SubmissionState, text: SubmissionText): boolean =>
  !gone.includes(state) && placeIn(word, text) !== undefined;

interface Row {
  readonly id: number;
  readonly submission_id: number | null;
  readonly found: RectifiedFound | null;
  readonly title: string;
  readonly body: string | null;
  readonly content: SubmissionContent | null;
  readonly unit_id: number;
  readonly joint_ids: readonly unknown[];
  readonly author_id: number | null;
  readonly people: readonly unknown[] | null;
  readonly word: string;
  readonly correction: string;
  readonly kind: WordingKind | null;
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
  readonly submission_kind: SubmissionKind | null;
  readonly submission_state: SubmissionState | null;
  readonly event_on: string | null;
  readonly settings: string;
}

/** `r` with its item `s` and the text `t` of it, or else the finding `f` of the inspection `i` about the subject `p`. */
export const rectifiedJoins = `left join submissions s on s.site_id = r.site_id and s.id = r.submission_id
  left join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id
  left join inspection_findings f on f.site_id = r.site_id and f.id = r.inspection_finding_id
  left join inspections i on i.site_id = f.site_id and i.id = f.inspection_id
  left join inspection_subjects p on p.site_id = f.site_id and p.id = f.subject_id`;
export const rectifiedTables = `rectifications r ${rectifiedJoins}`;
export const rectifiedColumns = `coalesce(s.title, p.name) as title, coalesce(s.unit_id, f.unit_id) as unit_id, coalesce(s.joint_ids, '{}') as joint_ids,
  case when f.id is not null then json_build_object('id', f.id, 'inspection', i.id, 'inspectionName', i.name, 'indicator', f.indicator_name,
    'subject', p.name, 'body', f.body, 'place', f.place, 'link', f.link, 'snapshot', f.snapshot_sha256) end as found`;

const loadSql = `select r.id, r.submission_id, ${rectifiedColumns}, t.body, t.content, s.author_id, s.people, r.word, r.correction,
    r.kind, r.severity, r.side, r.place, r.state, r.version, r.found_on, r.found_by, r.confirmed_by, r.confirmed_count, r.due_on,
    s.kind as submission_kind, s.state as submission_state, s.event_on, w.settings::text as settings
  from ${rectifiedTables} join sites w on w.id = r.site_id where r.site_id = $1`;

function loadedOf(site: string, row: Row): LoadedRectification {
  const jointIds = row.joint_ids.map(Number);
  return {
    site,
    id: row.id,
    submission: row.submission_id ?? undefined,
    found: row.found ?? undefined,
    recorded: row.submission_state === 'recorded',
    title: row.title,
    unit: row.unit_id,
    jointIds,
    units: [row.unit_id, ...jointIds],
    ...(row.author_id === null ? {} : { author: row.author_id }),
    ...(row.people === null ? {} : { people: row.people.map(Number) }),
    word: row.word,
    correction: row.correction,
    kind: row.kind ?? undefined,
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
    submissionKind: row.submission_kind ?? undefined,
    eventOn: row.event_on ?? undefined,
    stands: standsIn(row),
    settings: settingsFrom(row.settings),
  };
}

/** What an inspection found has no text that could be looked through. */
export const standsIn = (
  row: Pick<Row, 'word' | 'title' | 'body' | 'content'> & { readonly submission_state: SubmissionState | null },
): boolean =>
  row.submission_state !== null &&
  row.body !== null &&
  stillStands(row.word, row.submission_state, { title: row.title, body: row.body, content: row.content ?? {} });

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

/** The rectification of what an inspection found; undefined where it was not handed over. */
export async function rectificationOfFound(client: pg.ClientBase, site: string, finding: number): Promise<LoadedRectification | undefined> {
  const found = await client.query<Row>(`${loadSql} and r.inspection_finding_id = $2`, [site, finding]);
  const [row] = found.rows;
  return row && loadedOf(site, row);
}

/** What units were told of one item and have not answered. */
export async function noticedOf(client: pg.ClientBase, site: string, submission: number): Promise<readonly LoadedRectification[]> {
  const found = await client.query<Row>(`${loadSql} and r.submission_id = $2 and r.state = 'noticed' order by r.id`, [site, submission]);
  return found.rows.map((row) => loadedOf(site, row));
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
