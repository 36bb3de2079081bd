/**
 * Wording errors (错情), what inspections found, and their rectification: the office's list with its filters, and a unit's own, from when
 * they were confirmed.
 */

import { dayFrom } from '../domain/calendar/day.ts';
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type Actor, may, type Placed, reachIn } from '../domain/permission.ts';
import {
  type FaultSide,
  type WordingKind,
  type WordingSeverity,
  wordingKindNames,
  wordingSeverityNames,
} from '../domain/rectification/finding.ts';
import {
  openRectificationSteps,
  type RectificationState,
  type RectificationStep,
  rectificationStateNames,
  rectificationStates,
} from '../domain/rectification/lifecycle.ts';
import { noticeNumber } from '../domain/rectification/notice.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';
import { type RectifiedFound, rectifiedColumns, rectifiedTables, standsIn } from '../store/rectifications.ts';
import { settingsFrom } from '../store/site-settings.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import { dayProperty, idProperty, type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { noSuchDay } from './today.ts';
import { makeView } from './view.ts';

export interface RectificationsInput {
  readonly site: string;
  readonly state?: RectificationState;
  readonly unit?: number;
  readonly submission?: number;
  /** Only wording errors, or only what inspections found. */
  readonly about?: 'wording' | 'inspection';
  /** Only what was to be put right until yesterday, and is not answered. */
  readonly overdue?: boolean;
  /** Found on these days. */
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
  readonly limit?: number;
}

/** An error as lists and its own page show it. */
export interface ShownRectification {
  readonly rectification: number;
  readonly version: number;
  readonly state: RectificationState;
  readonly stateName: string;
  /** The item; null of what an inspection found. */
  readonly submission: number | null;
  readonly submissionVersion: number | null;
  readonly submissionState: SubmissionState | null;
  readonly found: RectifiedFound | null;
  /** Of the item; or the name of the subject. */
  readonly title: string;
  readonly unit: { readonly id: number; readonly name: string };
  readonly word: string;
  readonly correction: string;
  readonly place: string;
  readonly kindName: string;
  readonly severityName: string;
  readonly side: FaultSide;
  readonly foundOn: string;
  readonly foundBy: string;
  readonly confirmedBy: string | null;
  readonly note: string | null;
  readonly notice: { readonly id: number; readonly number: string } | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly reply: string | null;
  readonly hasText: boolean;
  readonly repliedBy: string | null;
  readonly closedBy: string | null;
  readonly reason: string | null;
  readonly steps: readonly OpenLifeStep<RectificationStep>[];
}
export interface Rectifications extends Page<ShownRectification> {
  readonly site: VisibleSite;
}

/** Of the error `r`; the text of its item comes where a step looks through it. */
export const rectificationColumns = `r.id, r.version, r.state, r.submission_id, s.version as submission_version, s.state as submission_state,
  ${rectifiedColumns}, s.author_id, s.people, u.name as unit_name, r.word, r.correction, r.place, r.kind, r.severity, r.side, r.found_on,
  r.found_by, r.found_by_name, r.confirmed_by, r.confirmed_by_name, r.note, r.notice_id, n.year, n.number, r.due_on,
  r.state = 'noticed' and r.due_on < (now() at time zone 'Asia/Shanghai')::date as overdue, r.reply, r.reply_body is not null as has_text,
  r.replied_by_name, r.closed_by_name, r.reason, w.settings::text as settings,
  case when r.state in ('confirmed', 'replied') then t.body end as body, case when r.state in ('confirmed', 'replied') then t.content end as content`;
export const rectificationTables = `${rectifiedTables} join units u on u.site_id = r.site_id and u.id = coalesce(s.unit_id, f.unit_id)
  join sites w on w.id = r.site_id left join rectification_notices n on n.site_id = r.site_id and n.id = r.notice_id`;

export interface RectificationRow {
  readonly id: number;
  readonly version: number;
  readonly state: RectificationState;
  readonly submission_id: number | null;
  readonly submission_version: number | null;
  readonly submission_state: SubmissionState | null;
  readonly found: RectifiedFound | null;
  readonly title: string;
  readonly unit_id: number;
  readonly joint_ids: readonly unknown[];
  readonly author_id: number | null;
  readonly people: readonly unknown[] | null;
  readonly unit_name: string;
  readonly word: string;
  readonly correction: string;
  readonly place: string;
  readonly kind: WordingKind | null;
  readonly severity: WordingSeverity;
  readonly side: FaultSide;
  readonly found_on: string;
  readonly found_by: number | null;
  readonly found_by_name: string;
  readonly confirmed_by: number | null;
  readonly confirmed_by_name: string | null;
  readonly note: string | null;
  readonly notice_id: number | null;
  readonly year: number | null;
  readonly number: number | null;
  readonly due_on: string | null;
  readonly overdue: boolean | null;
  readonly reply: string | null;
  readonly has_text: boolean;
  readonly replied_by_name: string | null;
  readonly closed_by_name: string | null;
  readonly reason: string | null;
  readonly settings: string;
  readonly body: string | null;
  readonly content: SubmissionContent | null;
}

const placeOf = (site: string, row: RectificationRow): Placed => ({
  site,
  units: [row.unit_id, ...row.joint_ids.map(Number)],
  ...(row.author_id === null ? {} : { author: row.author_id }),
  ...(row.people === null ? {} : { people: row.people.map(Number) }),
});

function stepsOf(row: RectificationRow, site: string, actor: Actor): readonly OpenLifeStep<RectificationStep>[] {
  const settings = settingsFrom(row.settings);
  const situation = {
    ...{ state: row.state, side: row.side, finder: row.found_by ?? undefined, confirmer: row.confirmed_by ?? undefined },
    person: actor.person,
    alone: settings.onePerson || !settings.rectification.twoPersons,
    stands: standsIn(row),
    inspected: row.found !== null,
  };
  return openRectificationSteps(situation, (capability) => may(actor, capability, placeOf(site, row)));
}

/** As a kind, beside 错别字 and the others. */
const foundKindName = '检查问题';

export const shownRectification = (row: RectificationRow, site: string, actor: Actor): ShownRectification => ({
  rectification: row.id,
  version: row.version,
  state: row.state,
  stateName: rectificationStateNames[row.state],
  submission: row.submission_id,
  submissionVersion: row.submission_version,
  submissionState: row.submission_state,
  found: row.found,
  title: row.title,
  unit: { id: row.unit_id, name: row.unit_name },
  word: row.word,
  correction: row.correction,
  place: row.place,
  kindName: row.kind === null ? foundKindName : wordingKindNames[row.kind],
  severityName: wordingSeverityNames[row.severity],
  side: row.side,
  foundOn: row.found_on,
  foundBy: row.found_by_name,
  confirmedBy: row.confirmed_by_name,
  note: row.note,
  notice:
    row.notice_id === null || row.year === null || row.number === null
      ? null
      : { id: row.notice_id, number: noticeNumber({ year: row.year, number: row.number }) },
  dueOn: row.due_on,
  overdue: row.overdue ?? false,
  reply: row.reply,
  hasText: row.has_text,
  repliedBy: row.replied_by_name,
  closedBy: row.closed_by_name,
  reason: row.reason,
  steps: stepsOf(row, site, actor),
});

/** Of `r`, `s` and `f`: what this actor may see. A unit hears of what is confirmed; until then it is the office's own matter. */
export const seenRectifications = (actor: Actor, site: string, bind: (value: unknown) => string): string =>
  `case when r.submission_id is null then ${rowsReached(actor, 'inspection.read', site, { unit: 'f.unit_id' }, bind)}
    when s.state = 'recorded' then ${rowsReached(actor, 'fact.read', site, { unit: 's.unit_id' }, bind)}${confirmedOnly(reachIn(actor, 'fact.read', site).all)}
    else ${rowsReached(actor, 'submission.read', site, placed, bind)}${confirmedOnly(reachIn(actor, 'submission.read', site).all)} end`;

const confirmedOnly = (all: boolean): string => (all ? '' : ' and r.confirmed_at is not null');

function filters(input: RectificationsInput, bind: (value: unknown) => string): readonly string[] {
  const { state, unit, submission, about, overdue, from, to } = input;
  return [
    ...(state === undefined ? [] : [`r.state = ${bind(state)}`]),
    ...(unit === undefined ? [] : [`coalesce(s.unit_id, f.unit_id) = ${bind(unit)}`]),
    ...(submission === undefined ? [] : [`r.submission_id = ${bind(submission)}`]),
    ...(about === undefined ? [] : [`r.submission_id is ${about === 'wording' ? 'not null' : 'null'}`]),
    ...(overdue === true ? [`r.state = 'noticed' and r.due_on < (now() at time zone 'Asia/Shanghai')::date`] : []),
    ...(from === undefined ? [] : [`r.found_on >= ${bind(from)}`]),
    ...(to === undefined ? [] : [`r.found_on <= ${bind(to)}`]),
  ];
}

export const rectifications = makeView<RectificationsInput, Rectifications>(
  { view: 'rectifications', says: '稿件里的错情、检查发现的问题和整改：按状态、单位、逾期、发现日期筛选，本人能办哪一步' },
  {
    type: 'object',
    required: ['site'],
    properties: {
      site: siteProperty,
      state: { enum: rectificationStates },
      unit: idProperty,
      submission: idProperty,
      about: { enum: ['wording', 'inspection'] },
      overdue: { type: 'boolean' },
      from: dayProperty,
      to: dayProperty,
      ...pageProperties,
    },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const { site, after, limit = usualLimit } = input;
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const badDay = [input.from, input.to].find((day) => day !== undefined && dayFrom(day) === undefined);
    if (badDay !== undefined) return noSuchDay(badDay);
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = [
      `r.site_id = ${bind(site)} and r.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}`,
      seenRectifications(actor, site, bind),
      ...filters(input, bind),
    ];
    const found = await client.query<RectificationRow>(
      `select ${rectificationColumns} from ${rectificationTables} where ${where.join(' and ')} order by r.id desc limit ${bind(limit + 1)}`,
      values,
    );
    return accept({ site: seen.value, ...pageOf(found.rows, limit, (row) => shownRectification(row, site, actor)) });
  },
);
