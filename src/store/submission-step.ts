/**
 * One step of a submission in one statement: the row moves only where its version is the one that was seen, and all that goes with the
 * step (frozen text, signature, remark, facts) is written only where it moved.
 */
import type pg from 'pg';
import type { TaskState } from '../domain/commission/lifecycle.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { Disclosure, SubmissionContent, SubmissionKind } from '../domain/submission/submission.ts';
import { prepared } from './prepared.ts';

/** Columns a step may change; absent ones stay. `version` and `changed_at` always change. */
export interface SubmissionChanges {
  readonly state?: SubmissionState;
  readonly unit?: number;
  readonly title?: string;
  readonly kind?: SubmissionKind;
  readonly section?: number | null;
  readonly jointIds?: readonly number[];
  readonly eventOn?: string | null;
  readonly disclosure?: Disclosure | null;
  readonly textVersion?: number;
  readonly levels?: number;
  readonly level?: number;
  readonly claimedBy?: number | null;
  readonly claimedAt?: Date | null;
  readonly submittedAt?: Date | null;
  readonly decidedAt?: Date | null;
  readonly reasonCode?: string | null;
  readonly reason?: string | null;
  readonly mergedInto?: number | null;
  readonly urgent?: boolean;
  readonly ratify?: boolean;
  readonly paperOn?: string | null;
  readonly people?: readonly number[] | null;
  readonly modelComment?: string | null;
  readonly reviewBy?: string | null;
}

const columns: Readonly<Record<keyof SubmissionChanges, string>> = {
  state: 'state',
  unit: 'unit_id',
  title: 'title',
  kind: 'kind',
  section: 'section_id',
  jointIds: 'joint_ids',
  eventOn: 'event_on',
  disclosure: 'disclosure',
  textVersion: 'text_version',
  levels: 'levels',
  level: 'level',
  claimedBy: 'claimed_by',
  claimedAt: 'claimed_at',
  submittedAt: 'submitted_at',
  decidedAt: 'decided_at',
  reasonCode: 'reason_code',
  reason: 'reason',
  mergedInto: 'merged_into',
  urgent: 'urgent',
  ratify: 'ratify',
  paperOn: 'paper_on',
  people: 'people',
  modelComment: 'model_comment',
  reviewBy: 'review_by',
};

/** The working text, replaced. */
export interface WrittenText {
  readonly body?: string;
  readonly content?: SubmissionContent;
  readonly by: number | undefined;
}
/** A text version that is added. */
export interface FrozenText {
  readonly number: number;
  readonly side: 'unit' | 'office';
  readonly title: string;
  readonly body: string;
  readonly content: SubmissionContent;
  readonly sha256: string;
  readonly by: number | undefined;
  readonly byName: string;
  /** Takes the place of the version of this number, which nothing names. */
  readonly replaces?: true;
}
export interface Signature {
  readonly version: number;
  readonly sha256: string;
  readonly as: 'author' | 'reviewer' | 'office' | 'ratifier' | 'publisher';
  /** Which level of review, from 1; 0 for the others. */
  readonly level?: number;
  readonly person: number | undefined;
  readonly name: string;
  readonly opinion?: string | undefined;
}
export interface Remark {
  readonly kind: 'comment' | 'return' | 'reject' | 'expert';
  readonly person: number | undefined;
  readonly name: string;
  readonly body: string;
  readonly version?: number | undefined;
}
/** A fact of one unit, of this item. */
export interface StepFact {
  readonly fact: string;
  readonly unit: number;
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly sourceKey: string;
  readonly publishedOn?: string;
  readonly eventOn?: string | undefined;
  readonly outlet?: number;
  readonly level?: string | undefined;
  readonly kind?: string | undefined;
  readonly form?: string | undefined;
  readonly outcome?: string;
  readonly reason?: string | undefined;
  readonly leader?: string;
  readonly top?: number;
  readonly bottom?: number;
  readonly lead?: boolean;
  readonly joint?: boolean;
  /** Id of the fact it refers to; or the source key of one of this item's facts. */
  readonly ref?: number;
  readonly refKey?: string;
  readonly note?: string | undefined;
  readonly evidence?: string | undefined;
  readonly due?: string;
  readonly deliveredOn?: string;
}

/** A task as it moves with the item that answers it, from the version seen. */
export interface TaskWrite {
  readonly id: number;
  readonly version: number;
  readonly state: TaskState;
  /** The day the office received the answer. */
  readonly sentOn: string | null;
  /** How many facts the task has posted then, and whether the last one stands. */
  readonly facts: number;
  readonly posted: boolean;
  /** The item no longer answers it. */
  readonly unlink: boolean;
}

export interface StepWrites {
  readonly changes: SubmissionChanges;
  /** Only where no other item was merged into it. */
  readonly unlessLead?: true;
  readonly text?: WrittenText;
  readonly frozen?: FrozenText | undefined;
  readonly signatures?: readonly Signature[];
  readonly remark?: Remark | undefined;
  /** The task of a commission that it answers moves with it. */
  readonly task?: TaskWrite | undefined;
  readonly facts?: readonly StepFact[];
  /** What the unit filled in, remembered for its next item. */
  readonly defaults?: { readonly unit: number; readonly body: unknown };
  /** Files the text shows or carries, by SHA-256. */
  readonly files?: readonly string[];
}

const holdsMerged = (site: string, id: string): string =>
  `exists (select from submissions m where m.site_id = ${site} and m.merged_into = ${id})`;

export interface StepResult {
  readonly moved: boolean;
  /** False where the version that was to make room was named meanwhile: the text is not frozen yet then. */
  readonly replaced: boolean;
  readonly remark?: number;
  /** Files named that the site does not have, and joint units it does not have. */
  readonly unknownFiles: readonly string[];
  readonly unknownUnits: readonly number[];
  /** A section that the site has not, or has closed. */
  readonly unknownSection: boolean;
}

export interface StepTarget {
  readonly site: string;
  readonly id: number;
  readonly version: number;
}

type Bind = (value: unknown) => string;

/** Takes the step. `moved` is false where somebody was faster; nothing is written then. */
export async function takeStep(client: pg.ClientBase, target: StepTarget, writes: StepWrites, now: Date): Promise<StepResult> {
  const { values, bind, site, id, parts, section } = statementOf(target, writes, now);
  const units = writes.changes.jointIds;
  const found = await client.query<{
    moved: boolean;
    replaced: boolean;
    remark: number | null;
    unknown_files: readonly string[] | null;
    unknown_units: readonly number[] | null;
    unknown_section: boolean;
  }>(
    prepared(
      `with ${parts.join(',\n')}
       select exists (select from moved) as moved, ${writes.frozen?.replaces ? 'exists (select from frozen)' : 'true'} as replaced, ${writes.remark ? '(select id from remark)' : 'null::bigint'} as remark,
         ${writes.files?.length ? unknownFiles(site, bind(writes.files), bind(writes.text?.by), id) : 'null::text[]'} as unknown_files,
         ${units?.length ? unknownUnits(site, bind(units)) : 'null::bigint[]'} as unknown_units,
         ${section ? `${section} is null` : 'false'} as unknown_section`,
      values,
    ),
  );
  const row = found.rows[0];
  return {
    moved: row?.moved === true,
    replaced: row?.replaced === true,
    ...(row?.remark == null ? {} : { remark: row.remark }),
    unknownFiles: row?.unknown_files ?? [],
    unknownUnits: (row?.unknown_units ?? []).map(Number),
    unknownSection: row?.unknown_section === true,
  };
}

/** What may be written with the end of a transaction: nothing about it is left to find out. */
export type LastWrites = Omit<StepWrites, 'files'> & {
  readonly changes: Omit<SubmissionChanges, 'section' | 'jointIds'>;
};

/**
 * Takes the step where no more is asked of it. Where somebody was faster it ends the transaction (`refuse_write`): `lead` says that
 * others were merged into it, `stale` that it moved on.
 */
export async function finishStep(client: pg.ClientBase, target: StepTarget, writes: LastWrites, now: Date): Promise<void> {
  const { values, site, id, parts } = statementOf(target, writes, now);
  const why = writes.unlessLead ? `case when ${holdsMerged(site, id)} then 'lead' else 'stale' end` : `'stale'`;
  await client.query(
    prepared(
      `with ${parts.join(',\n')} select refuse_write(${why}) where not exists (select from moved)${writes.task ? ' or not exists (select from answered)' : ''}`,
      values,
    ),
  );
}

function statementOf(target: StepTarget, writes: StepWrites, now: Date) {
  const values: unknown[] = [];
  const bind: Bind = (value) => {
    values.push(value ?? null);
    return `$${values.length}`;
  };
  const site = bind(target.site);
  const id = bind(target.id);
  const at = bind(now);
  const section = writes.changes.section == null ? undefined : openSection(site, bind(writes.changes.section));
  const changed = Object.entries(writes.changes).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [`${columns[name as keyof SubmissionChanges]} = ${name === 'section' && section ? section : bind(value)}`];
  });
  const parts = [
    `moved as (update submissions set version = version + 1, changed_at = ${at}${changed.map((one) => `, ${one}`).join('')}
       where site_id = ${site} and id = ${id} and version = ${bind(target.version)}${writes.unlessLead ? ` and not ${holdsMerged(site, id)}` : ''} returning id)`,
    ...partsOf(writes, { site, id, at, bind }),
  ];
  return { values, bind, site, id, parts, section };
}

/** A section that is not there becomes null, and the asker is told. */
export const openSection = (site: string, section: string): string =>
  `(select k.id from sections k where k.site_id = ${site} and k.id = ${section} and k.active)`;
/**
 * Files of the list that the site does not have, or that this person may not put into this item: a file is theirs to use where they
 * handed it in, or where the item holds it already. Who merely knows a file's hash learns and gets nothing.
 */
export const unknownFiles = (site: string, list: string, person: string, submission: string): string =>
  `(select array_agg(n) from unnest(${list}::text[]) n where not exists (select from files f where f.site_id = ${site} and f.sha256 = n)
    or not (${usableFile(site, 'n', person, submission)}))`;
export const usableFile = (site: string, sha256: string, person: string, submission: string): string =>
  `not exists (select from removed_files r where r.site_id = ${site} and r.sha256 = ${sha256})
    and exists (select from history h where h.site_id = ${site} and h.thing = 'file' and h.thing_id = ${sha256} and h.by_person = ${person}::bigint)
    or exists (select from submission_files b where b.site_id = ${site} and b.submission_id = ${submission}::bigint and b.sha256 = ${sha256})`;
export const unknownUnits = (site: string, list: string): string =>
  `(select array_agg(n) from unnest(${list}::bigint[]) n where not exists (select from units u where u.site_id = ${site} and u.id = n))`;

interface Place {
  readonly site: string;
  readonly id: string;
  readonly at: string;
  readonly bind: Bind;
}

function partsOf(writes: StepWrites, place: Place): string[] {
  const { site, id, at, bind } = place;
  const parts: string[] = [];
  if (writes.text) {
    const { body, content, by } = writes.text;
    const set = [
      ...(body === undefined ? [] : [`body = ${bind(body)}`]),
      ...(content === undefined ? [] : [`content = ${bind(JSON.stringify(content))}::jsonb`]),
      `changed_by = ${bind(by)}, changed_at = ${at}`,
    ];
    parts.push(
      `written as (update submission_texts t set ${set.join(', ')} from moved where t.site_id = ${site} and t.submission_id = moved.id)`,
    );
  }
  if (writes.frozen) parts.push(frozenSql(writes.frozen, place));
  if (writes.signatures?.length) parts.push(signaturesSql(writes.signatures, place));
  if (writes.remark) {
    const { kind, person, name, body, version } = writes.remark;
    parts.push(`remark as (insert into submission_remarks (site_id, submission_id, kind, person_id, name, body, version_number, recorded_at)
      select ${site}, id, ${bind(kind)}, ${bind(person)}::bigint, ${bind(name)}, ${bind(body)}, ${bind(version)}::int, ${at} from moved returning id)`);
  }
  if (writes.task) parts.push(taskSql(writes.task, place));
  if (writes.facts?.length) parts.push(factsSql(writes.facts, place));
  if (writes.defaults) {
    const { unit, body } = writes.defaults;
    parts.push(`kept as (insert into unit_defaults (site_id, unit_id, body, changed_at)
      select ${site}, ${bind(unit)}::bigint, ${bind(JSON.stringify(body))}::jsonb, ${at} from moved
      on conflict (site_id, unit_id) do update set body = excluded.body, changed_at = excluded.changed_at)`);
  }
  if (writes.files?.length) {
    parts.push(`linked as (insert into submission_files (site_id, submission_id, sha256)
      select ${site}, ${id}, f.sha256 from files f, moved where f.site_id = ${site} and f.sha256 = any(${bind(writes.files)}::text[])
      on conflict do nothing)`);
  }
  return parts;
}

function taskSql(task: TaskWrite, { site, id, at, bind }: Place): string {
  return `answered as (update commission_tasks k set state = ${bind(task.state)}, sent_on = ${bind(task.sentOn)}::date, facts = ${bind(task.facts)}::int,
      posted = ${bind(task.posted)}, submission_id = ${task.unlink ? 'null' : 'k.submission_id'}, version = k.version + 1, changed_at = ${at}
    from moved where k.site_id = ${site} and k.id = ${bind(task.id)}::bigint and k.version = ${bind(task.version)}::int and k.submission_id = ${id}
    returning k.id)`;
}

function frozenSql(frozen: FrozenText, { site, at, bind }: Place): string {
  const number = `${bind(frozen.number)}::int`;
  // The new row reads what was removed, so that this is done first.
  const room = frozen.replaces
    ? `removed as (delete from submission_versions v using moved where v.site_id = ${site} and v.submission_id = moved.id and v.number = ${number}
      and v.side = 'office' and v.written_by = ${bind(frozen.by)}::bigint and not (${namedVersion('v')}) returning v.number),\n`
    : '';
  return `${room}frozen as (insert into submission_versions (site_id, submission_id, number, side, title, body, content, sha256, written_by, written_by_name, recorded_at)
    select ${site}, id, ${number}, ${bind(frozen.side)}, ${bind(frozen.title)}, ${bind(frozen.body)},
      ${bind(JSON.stringify(frozen.content))}::jsonb, ${bind(frozen.sha256)}, ${bind(frozen.by)}::bigint, ${bind(frozen.byName)}, ${at}
    from moved${frozen.replaces ? ', removed' : ''} returning number)`;
}

/** Whether a signature, a publication, an expert's link, a remark or a wording error names the text version `alias`. */
export const namedVersion = (alias: string): string =>
  ['submission_signatures', 'publications', 'expert_links', 'submission_remarks', 'rectifications']
    .map(
      (table) => `exists (select from ${table} n
        where n.site_id = ${alias}.site_id and n.submission_id = ${alias}.submission_id and n.version_number = ${alias}.number)`,
    )
    .join(' or ');

function signaturesSql(signatures: readonly Signature[], { site, at, bind }: Place): string {
  const rows = signatures.map((one) => ({
    version: one.version,
    sha256: one.sha256,
    as_what: one.as,
    level: one.level ?? 0,
    person: one.person ?? null,
    name: one.name,
    opinion: one.opinion ?? null,
  }));
  return `signed as (insert into submission_signatures (site_id, submission_id, version_number, sha256, as_what, level, person_id, name, opinion, recorded_at)
    select ${site}, moved.id, g.version, g.sha256, g.as_what, g.level, g.person, g.name, g.opinion, ${at}
    from moved, jsonb_to_recordset(${bind(JSON.stringify(rows))}::jsonb)
      as g(version int, sha256 text, as_what text, level int, person bigint, name text, opinion text))`;
}

/** Facts refer to one another by their source key; a reversal of a joint fact names its first row and takes back all of them. */
function factsSql(facts: readonly StepFact[], { site, at, bind }: Place): string {
  const rows = facts.map((fact) => ({ top: 1, bottom: 1, lead: true, joint: false, ...fact }));
  return `facted as (insert into facts (site_id, fact, unit_id, fact_on, happened_at, recorded_at, published_on, event_on, submission_id, outlet_id,
      level, kind, form, outcome, reason, leader, share_top, share_bottom, lead, joint, ref_id, note, evidence, source_key, due_on, delivered_on)
    select ${site}, f.fact, f.unit, f."on", ${at}, ${at}, f."publishedOn", f."eventOn", moved.id, f.outlet, f.level, f.kind, f.form, f.outcome, f.reason,
      f.leader, f.top, f.bottom, f.lead, f.joint,
      coalesce(f.ref, (select min(r.id) from facts r where r.site_id = ${site} and r.submission_id = moved.id and r.source_key = f."refKey")),
      f.note, f.evidence, f."sourceKey", f.due, f."deliveredOn"
    from moved, jsonb_to_recordset(${bind(JSON.stringify(rows))}::jsonb)
      as f(fact text, unit bigint, "on" date, "publishedOn" date, "eventOn" date, outlet bigint, level text, kind text, form text, outcome text,
        reason text, leader text, top int, bottom int, lead boolean, joint boolean, ref bigint, "refKey" text, note text, evidence text, "sourceKey" text,
        due date, "deliveredOn" date)
    on conflict (site_id, source_key, unit_id) do nothing)`;
}
