/** A submission with its text and with what the checks ask of the tables around it: one query. */
import type pg from 'pg';
import { type DayNumber, dayAt, dayFrom, dayText } from '../domain/calendar/day.ts';
import type { CheckContext, CheckCounts, CheckSet, EqualTitle, JointUnit } from '../domain/checks/check.ts';
import { monthEndFrom } from '../domain/checks/fresh.ts';
import { levelsOf } from '../domain/organisation/settings.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { SubmissionContent, SubmissionText } from '../domain/submission/submission.ts';
import { prepared } from './prepared.ts';
import { type LoadedSubmission, type SubmissionRow, submissionColumns, submissionJoins, submissionOf } from './submissions.ts';
import { ignoredSql } from './wording-answers.ts';

/** A submission with its working text. */
export interface WrittenSubmission extends LoadedSubmission {
  readonly text: SubmissionText;
  /** Who changed the working text last, and when. */
  readonly changedBy?: string;
  readonly changedAt: Date;
}
export interface CheckedSubmission extends WrittenSubmission {
  readonly counts: CheckCounts;
  /** What proofreading found and people passed over in this item: hashes of `answerKey`. */
  readonly ignored: readonly string[];
}

interface WrittenRow extends SubmissionRow {
  readonly body: string;
  readonly content: SubmissionContent;
  readonly text_changed_by: string | null;
  readonly text_changed_at: Date;
}
interface CheckedRow extends WrittenRow {
  readonly today: string;
  readonly reviewers: number | null;
  readonly days: readonly { readonly day: string; readonly items: number }[] | null;
  readonly under_way: number | null;
  readonly equal_titles: readonly EqualTitle[] | null;
  readonly joint_units: readonly JointUnit[] | null;
  readonly ignored: readonly string[] | null;
}

const textColumns = 't.body, t.content, tc.name as text_changed_by, t.changed_at as text_changed_at';
const textJoins = `join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id left join people tc on tc.id = t.changed_by`;

/** The most days of a month's end that settings count. */
const MOST_DAYS = 15;

/** What the checks ask of the tables around the item `s` on the day `d.today`. */
const asked: Readonly<Record<'reviewers' | 'days' | 'under_way' | 'equal_titles' | 'joint_units' | 'ignored', string>> = {
  reviewers: `(with recursive above as (
     select s.unit_id as id
     union select p.parent_id from units p join above on p.site_id = s.site_id and p.id = above.id where p.parent_id is not null)
   select count(distinct r.person_id) from person_roles r join above on r.unit_id = above.id join people h on h.id = r.person_id
   where r.site_id = s.site_id and r.role = 'reviewer' and h.state = 'active' and r.person_id is distinct from s.author_id
     and r.withdrawn_at is null and r.from_on <= d.today and (r.to_on is null or r.to_on >= d.today))`,
  days: `(select json_agg(json_build_object('day', n.day, 'items', n.items)) from (
     select o.submitted_at::date as day, count(*) as items from submissions o
     where o.site_id = s.site_id and o.unit_id = s.unit_id and o.id <> s.id and o.submitted_at >= d.today - ${MOST_DAYS}
       and o.submitted_at < d.today + 1 group by 1) n)`,
  under_way: `(select count(*) from submissions o where o.site_id = s.site_id and o.unit_id = s.unit_id and o.state = 'in-review' and o.id <> s.id
     and o.submitted_at is null and o.changed_at >= d.today)`,
  equal_titles: `(select json_agg(json_build_object('unitName', e.name, 'on', e.day)) from (
     select eu.name, coalesce(o.submitted_at, o.recorded_at)::date as day from submissions o
     join units eu on eu.site_id = o.site_id and eu.id = o.unit_id
     where o.site_id = s.site_id and o.title = s.title and s.title <> '' and o.id <> s.id and o.state <> 'discarded'
       and (o.submitted_at is not null or o.state = 'recorded') order by o.id desc limit 5) e)`,
  joint_units: `(select json_agg(json_build_object('id', j.id, 'name', j.name, 'active',
     (j.active_from is null or j.active_from <= d.today) and (j.active_to is null or j.active_to >= d.today)
     and (j.merged_on is null or j.merged_on > d.today)))
   from units j where j.site_id = s.site_id and j.id = any(s.joint_ids))`,
  ignored: ignoredSql,
};

/** Undefined where there is no such item, or one without a text of ours (imported). */
export async function loadChecked(client: pg.ClientBase, site: string, id: number, now: Date): Promise<CheckedSubmission | undefined> {
  return (await loadCheckedWith(client, site, id, { day: dayAt(now.getTime()), beside: 'null' }))?.item;
}

export interface LoadingBeside {
  /** Where not given it is today by the database's clock. */
  readonly day: DayNumber | undefined;
  /** An expression over the item `s`, its site `w`, unit `u` and author `a`. */
  readonly beside: string;
  /** Only in these states what the checks ask is looked up; where not given, in all. */
  readonly checkedIn?: readonly SubmissionState[];
  /** Held until the transaction ends: no other step is taken of it, and nobody is invited to its text. */
  readonly held?: true;
}

/** The same with more in the same statement. */
export async function loadCheckedWith<Beside>(
  client: pg.ClientBase,
  site: string,
  id: number,
  { day, beside, checkedIn, held }: LoadingBeside,
): Promise<{ readonly item: CheckedSubmission; readonly today: DayNumber; readonly beside: Beside } | undefined> {
  const looked = (sql: string): string =>
    checkedIn ? `case when s.state in (${checkedIn.map((state) => `'${state}'`).join(', ')}) then ${sql} end` : sql;
  const found = await client.query<CheckedRow & { readonly beside: Beside }>(
    prepared(
      `select ${submissionColumns}, ${textColumns}, d.today,
         ${Object.entries(asked)
           .map(([name, sql]) => `${looked(sql)} as ${name}`)
           .join(', ')}, ${beside} as beside
       from submissions s join sites w on w.id = s.site_id ${submissionJoins} ${textJoins}
         cross join (select coalesce($3::date, (now() at time zone 'Asia/Shanghai')::date) as today) d
       where s.site_id = $1 and s.id = $2${held ? ' for no key update of s' : ''}`,
      [site, id, day === undefined ? null : dayText(day)],
    ),
  );
  const [row] = found.rows;
  if (!row) return undefined;
  const today = dayFrom(row.today) ?? 0;
  const written = writtenOf(row);
  return { item: { ...written, counts: countsOf(row, written, today), ignored: row.ignored ?? [] }, today, beside: row.beside };
}

/** By itself, without what the checks ask. Undefined where there is no such item, or one without a text of ours (imported). */
export async function loadWritten(client: pg.ClientBase, site: string, id: number): Promise<WrittenSubmission | undefined> {
  const found = await client.query<WrittenRow>(
    prepared(
      `select ${submissionColumns}, ${textColumns} from submissions s join sites w on w.id = s.site_id ${submissionJoins} ${textJoins}
       where s.site_id = $1 and s.id = $2`,
      [site, id],
    ),
  );
  const [row] = found.rows;
  return row && writtenOf(row);
}

const writtenOf = (row: WrittenRow): WrittenSubmission => ({
  ...submissionOf(row),
  text: { title: row.title, body: row.body, content: row.content },
  ...(row.text_changed_by === null ? {} : { changedBy: row.text_changed_by }),
  changedAt: row.text_changed_at,
});

function countsOf(row: CheckedRow, { settings }: LoadedSubmission, today: DayNumber): CheckCounts {
  const items = new Map((row.days ?? []).map(({ day, items: count }) => [day, count]));
  let monthEnd = 0;
  for (let day = monthEndFrom(today, settings.burst.monthEndDays); day <= today; day += 1) monthEnd += items.get(dayText(day)) ?? 0;
  return {
    reviewers: row.reviewers ?? 0,
    today: (items.get(dayText(today)) ?? 0) + (row.under_way ?? 0),
    monthEnd,
    equalTitles: row.equal_titles ?? [],
    jointUnits: row.joint_units ?? [],
  };
}

/** What the checks of a set look at. The text engine's findings come as arguments. */
export function checkContextOf(
  item: CheckedSubmission,
  set: CheckSet,
  now: Date,
  found: Partial<Pick<CheckContext, 'wording' | 'similar'>> = {},
): CheckContext {
  return {
    set,
    today: dayAt(now.getTime()),
    settings: item.settings,
    kind: item.kind,
    title: item.text.title,
    body: item.text.body,
    content: item.text.content,
    section: item.section,
    eventOn: item.eventOn,
    disclosure: item.disclosure,
    paperOn: item.paperOn,
    unit: item.unit,
    jointIds: item.jointIds,
    authorName: item.authorName,
    levels: levelsOf(item.settings, { key: item.unitKey, class: item.unitClass }),
    counts: item.counts,
    wording: [],
    similar: [],
    ...found,
  };
}
