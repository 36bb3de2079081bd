/** Submissions as actions see them: loaded with all that a rule asks for, in one query; moved only from the version that was seen. */
import type pg from 'pg';
import type { PostedTask } from '../domain/adoption/posting.ts';
import type { CommissionState, TaskState } from '../domain/commission/lifecycle.ts';
import type { SiteSettings } from '../domain/organisation/settings.ts';
import type { Placed } from '../domain/permission.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { Disclosure, SubmissionKind } from '../domain/submission/submission.ts';
import { prepared } from './prepared.ts';
import { settingsFrom } from './site-settings.ts';
import { type Remark, type SubmissionChanges, takeStep } from './submission-step.ts';

/** A task of a commission as the item that answers it knows it. */
export interface AnsweredTask extends PostedTask {
  readonly state: TaskState;
  readonly version: number;
  readonly posted: boolean;
  readonly commission: number;
  readonly commissionState: CommissionState;
}

/** A submission with what `may` and the lifecycle ask. */
export interface LoadedSubmission extends Placed {
  readonly site: string;
  readonly id: number;
  /** The unit and those it reports with. */
  readonly units: readonly number[];
  readonly author?: number;
  /** Where given, only these persons reach it. */
  readonly people?: readonly number[];
  readonly unit: number;
  readonly unitName: string;
  readonly unitKey: string;
  readonly unitClass?: string;
  readonly authorName?: string;
  readonly title: string;
  readonly kind: SubmissionKind;
  readonly state: SubmissionState;
  readonly version: number;
  /** The last frozen text; 0 while none was sent. */
  readonly textVersion: number;
  /** Hash of that text. */
  readonly textSha256?: string;
  readonly levels: number;
  readonly level: number;
  readonly section?: number;
  readonly jointIds: readonly number[];
  readonly claimedBy?: number;
  readonly ratify: boolean;
  readonly urgent: boolean;
  /** YYYY-MM-DD. */
  readonly eventOn?: string;
  readonly disclosure?: Disclosure;
  /** The day on the paper of an item entered later. */
  readonly paperOn?: string;
  readonly mergedInto?: number;
  readonly submittedAt?: Date;
  readonly decidedAt?: Date;
  /** Who signed the present text since it was sent last, in any part. */
  readonly signers: readonly number[];
  /** Who decided the present adoption. */
  readonly adopter?: number;
  /** Who published it urgently, while nobody has approved that. */
  readonly urgentPublisher?: number;
  /** The task of a commission that it answers. */
  readonly task?: AnsweredTask;
  readonly settings: SiteSettings;
  /** Of what the site settles about wording (`SiteWording`). */
  readonly wordingVersion: string;
}

export interface SubmissionRow {
  readonly site_id: string;
  readonly id: number;
  readonly unit_id: number;
  readonly unit_name: string;
  readonly unit_key: string;
  readonly unit_class: string | null;
  readonly author_id: number | null;
  readonly author_name: string | null;
  readonly title: string;
  readonly kind: SubmissionKind;
  readonly state: SubmissionState;
  readonly version: number;
  readonly text_version: number;
  readonly text_sha256: string | null;
  readonly levels: number;
  readonly level: number;
  readonly section_id: number | null;
  readonly joint_ids: readonly unknown[];
  readonly claimed_by: number | null;
  readonly ratify: boolean;
  readonly urgent: boolean;
  readonly event_on: string | null;
  readonly disclosure: Disclosure | null;
  readonly paper_on: string | null;
  readonly merged_into: number | null;
  readonly submitted_at: Date | null;
  readonly decided_at: Date | null;
  readonly people: readonly unknown[] | null;
  readonly signers: readonly unknown[];
  readonly adopter: number | null;
  readonly urgent_publisher: number | null;
  readonly task: AnsweredTask | null;
  /** JSON, as text. */
  readonly settings: string;
  readonly wording_version: number;
}

/** A round of signatures begins with the author's: what was signed before the item was sent again does not keep anybody from signing it now. */
const signersSql = `array(select distinct g.person_id from submission_signatures g
    where g.site_id = s.site_id and g.submission_id = s.id and g.version_number = s.text_version and g.person_id is not null
      and g.id >= coalesce((select max(r.id) from submission_signatures r
        where r.site_id = s.site_id and r.submission_id = s.id and r.as_what = 'author'), 0))`;
const adopterSql = `(select d.decided_by from adoptions d where d.site_id = s.site_id and d.submission_id = s.id and d.state = 'decided'
    order by d.id desc limit 1)`;
const urgentPublisherSql = `case when s.ratify then (select g.person_id from submission_signatures g
    where g.site_id = s.site_id and g.submission_id = s.id and g.as_what = 'publisher' order by g.id desc limit 1) end`;

/** JSON of the task, with what its steps and facts ask. */
const taskSql = `(select json_build_object('id', q.id, 'unit', q.unit_id, 'state', q.state, 'version', q.version, 'facts', q.facts, 'posted', q.posted,
    'commission', m.id, 'title', m.title, 'due', m.due_on, 'commissionState', m.state)
  from commission_tasks q join commissions m on m.site_id = q.site_id and m.id = q.commission_id where q.site_id = s.site_id and q.submission_id = s.id)`;

/** Columns of a loaded submission `s` of the site `w`, to be followed by `submissionJoins`. */
export const submissionColumns = `s.site_id, s.id, s.unit_id, u.name as unit_name, u.key as unit_key, u.class as unit_class, s.author_id,
  a.name as author_name, s.title, s.kind, s.state, s.version, s.text_version, v.sha256 as text_sha256, s.levels, s.level, s.section_id, s.joint_ids,
  s.claimed_by, s.ratify, s.urgent, s.event_on, s.disclosure, s.paper_on, s.merged_into, s.submitted_at, s.decided_at, s.people, w.settings::text as settings,
  w.wording_version, ${taskSql} as task, ${signersSql} as signers, ${adopterSql} as adopter, ${urgentPublisherSql} as urgent_publisher`;
export const submissionJoins = `left join units u on u.site_id = s.site_id and u.id = s.unit_id left join people a on a.id = s.author_id
  left join submission_versions v on v.site_id = s.site_id and v.submission_id = s.id and v.number = s.text_version`;

const numbers = (list: readonly unknown[]): number[] => list.map(Number);
const given = <Name extends string, Value>(name: Name, value: Value | null | undefined): { readonly [N in Name]?: Value } =>
  (value === null || value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: Value };

/** As `placedSubmission` says it in SQL. */
const isUnsent = ({ state, submitted_at, text_version }: SubmissionRow): boolean =>
  (state === 'draft' || state === 'discarded') && submitted_at === null && text_version === 0;

export function submissionOf(row: SubmissionRow): LoadedSubmission {
  const jointIds = numbers(row.joint_ids);
  return {
    site: row.site_id,
    id: row.id,
    units: [row.unit_id, ...jointIds],
    unit: row.unit_id,
    unitName: row.unit_name,
    unitKey: row.unit_key,
    ...given('unitClass', row.unit_class),
    ...given('author', row.author_id),
    ...given('authorName', row.author_name),
    ...given('people', row.people && numbers(row.people)),
    ...(isUnsent(row) ? { unsent: true } : {}),
    title: row.title,
    kind: row.kind,
    state: row.state,
    version: row.version,
    textVersion: row.text_version,
    ...given('textSha256', row.text_sha256),
    levels: row.levels,
    level: row.level,
    ...given('section', row.section_id),
    jointIds,
    ...given('claimedBy', row.claimed_by),
    ratify: row.ratify,
    urgent: row.urgent,
    ...given('eventOn', row.event_on),
    ...given('disclosure', row.disclosure),
    ...given('paperOn', row.paper_on),
    ...given('mergedInto', row.merged_into),
    ...given('submittedAt', row.submitted_at),
    ...given('decidedAt', row.decided_at),
    signers: numbers(row.signers),
    ...given('adopter', row.adopter),
    ...given('urgentPublisher', row.urgent_publisher),
    ...given('task', row.task),
    settings: settingsFrom(row.settings),
    wordingVersion: String(row.wording_version),
  };
}

const loadSql = `select ${submissionColumns} from submissions s join sites w on w.id = s.site_id ${submissionJoins} where s.site_id = $1`;

/** One submission; undefined where the site has none of this id. */
export async function loadSubmission(client: pg.ClientBase, site: string, id: number): Promise<LoadedSubmission | undefined> {
  // Not a list of one: the server would plan that anew each time, since it cannot know beforehand how short the list is.
  const found = await client.query<SubmissionRow>(prepared(`${loadSql} and s.id = $2`, [site, id]));
  const [row] = found.rows;
  return row && submissionOf(row);
}

/** Several in one query, in the order asked for; those that are not there are left out. */
export async function loadSubmissions(client: pg.ClientBase, site: string, ids: readonly number[]): Promise<readonly LoadedSubmission[]> {
  const found = await client.query<SubmissionRow>(prepared(`${loadSql} and s.id = any($2::bigint[])`, [site, ids]));
  const byId = new Map(found.rows.map((row) => [row.id, submissionOf(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Moves an item from the version that was seen. False where somebody was faster. */
export async function moveSubmission(
  client: pg.ClientBase,
  loaded: LoadedSubmission,
  changes: SubmissionChanges,
  now: Date,
): Promise<boolean> {
  return (await takeStep(client, loaded, { changes }, now)).moved;
}

/** Holds an item until the transaction ends: no step is taken of it meanwhile. */
export async function holdSubmission(client: pg.ClientBase, site: string, id: number): Promise<void> {
  await client.query('select from submissions where site_id = $1 and id = $2 for no key update', [site, id]);
}

/** Adds a remark to the conversation; gives its id. */
export async function addRemark(client: pg.ClientBase, site: string, id: number, remark: Remark & { readonly now: Date }): Promise<number> {
  const made = await client.query<{ id: number }>(
    `insert into submission_remarks (site_id, submission_id, kind, person_id, name, body, version_number, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [site, id, remark.kind, remark.person ?? null, remark.name, remark.body, remark.version ?? null, remark.now],
  );
  return made.rows[0]?.id as number;
}
