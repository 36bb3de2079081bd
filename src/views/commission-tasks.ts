/** What a unit was asked to write (约稿): its own tasks, what they ask, and what could answer them. */

import type pg from 'pg';
import { dayText } from '../domain/calendar/day.ts';
import type { NamedSection } from '../domain/commission/answer.ts';
import {
  type CommissionState,
  commissionStateNames,
  openTaskStates,
  openTaskSteps,
  type TaskState,
  type TaskStep,
  taskStateNames,
} from '../domain/commission/lifecycle.ts';
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { namedSectionsSql, openStates } from '../store/commissions.ts';
import { placedSubmission, reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { type AnswerItem, answerItem } from './commission.ts';
import { daysLeft } from './commissions.ts';
import { dayProperty, idProperty, type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

export interface CommissionTasksInput {
  readonly site: string;
  /** Those with something to do; all but these where `over`. */
  readonly group?: 'open' | 'over';
  readonly on?: string;
  readonly after?: string;
  readonly limit?: number;
}
/** A task as its unit sees it: nothing of other units. */
export interface UnitTask {
  readonly task: number;
  readonly version: number;
  readonly commission: number;
  readonly title: string;
  readonly unit: { readonly id: number; readonly name: string };
  readonly state: TaskState;
  readonly stateName: string;
  readonly commissionState: CommissionState;
  readonly commissionStateName: string;
  readonly due: string;
  readonly daysLeft: number;
  readonly overdue: boolean;
  readonly sentOn: string | null;
  readonly reminders: number;
  /** ISO 8601. */
  readonly remindedAt: string | null;
  readonly reason: string | null;
  readonly linked: boolean;
  readonly item: AnswerItem | null;
}
export interface CommissionTasks extends Page<UnitTask> {
  readonly site: VisibleSite;
  readonly groups: readonly { readonly group: 'open' | 'over'; readonly count: number }[];
}

interface TaskRow {
  readonly id: number;
  readonly version: number;
  readonly commission: number;
  readonly title: string;
  readonly unit: number;
  readonly unitName: string;
  readonly state: TaskState;
  readonly commissionState: CommissionState;
  readonly due: string;
  readonly sentOn: string | null;
  readonly reminders: number;
  readonly remindedAt: Date | null;
  readonly reason: string | null;
  readonly linked: boolean;
  readonly submission: number | null;
  readonly itemTitle: string | null;
  readonly itemState: SubmissionState | null;
}

/** Of a task `t`; the item `s` is joined where the one who looks may read it. */
const taskColumns = `t.id, t.version, t.commission_id as commission, c.title, t.unit_id as unit, u.name as "unitName", t.state, c.state as "commissionState",
  c.due_on as due, t.sent_on as "sentOn", t.reminders, t.reminded_at as "remindedAt", t.reason, t.submission_id is not null as linked, s.id as submission,
  s.title as "itemTitle", s.state as "itemState"`;
const taskTables = (reached: string): string => `join commissions c on c.site_id = t.site_id and c.id = t.commission_id
  join units u on u.site_id = t.site_id and u.id = t.unit_id
  left join submissions s on s.site_id = t.site_id and s.id = t.submission_id and ${reached}`;

const unitTask = (row: TaskRow, today: number): UnitTask => ({
  task: row.id,
  version: row.version,
  commission: row.commission,
  title: row.title,
  unit: { id: row.unit, name: row.unitName },
  state: row.state,
  stateName: taskStateNames[row.state],
  commissionState: row.commissionState,
  commissionStateName: commissionStateNames[row.commissionState],
  due: row.due,
  daysLeft: daysLeft(row.due, today),
  overdue: (openTaskStates as readonly TaskState[]).includes(row.state) && row.due < dayText(today),
  sentOn: row.sentOn,
  reminders: row.reminders,
  remindedAt: row.remindedAt?.toISOString() ?? null,
  reason: row.reason,
  linked: row.linked,
  item: answerItem({ submission: row.submission, title: row.itemTitle, state: row.itemState }),
});

export const commissionTasks = makeView<CommissionTasksInput, CommissionTasks>(
  { view: 'commission-tasks', says: '本单位的约稿：约什么、哪天截止、办到哪一步' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, group: { enum: ['open', 'over'] }, on: dayProperty, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, group = 'open', on, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'commission.answer', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const values: unknown[] = [site];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const mine = `t.site_id = $1 and ${rowsReached(actor, 'commission.answer', site, { unit: 't.unit_id' }, bind)}`;
    const counted = await client.query<{ open: number; over: number }>(
      `select count(*) filter (where t.state in ${openStates}) as open, count(*) filter (where t.state not in ${openStates}) as over
       from commission_tasks t where ${mine}`,
      values,
    );
    const reached = rowsReached(actor, 'submission.read', site, placedSubmission('s'), bind);
    const found = await client.query<TaskRow>(
      `select ${taskColumns} from (select * from commission_tasks t where ${mine} and t.state ${group === 'open' ? 'in' : 'not in'} ${openStates}
         and t.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)} order by t.id desc limit ${bind(limit + 1)}) t ${taskTables(reached)} order by t.id desc`,
      values,
    );
    const { open = 0, over = 0 } = counted.rows[0] ?? {};
    const groups = [
      { group: 'open', count: open },
      { group: 'over', count: over },
    ] as const;
    return accept({ site: seen.value, groups, ...pageOf(found.rows, limit, (row) => unitTask(row, today.value)) });
  },
);

/** An item of the unit that could answer. */
export interface SuggestedAnswer extends AnswerItem {
  /** ISO 8601; null while the office has not received it. */
  readonly submittedAt: string | null;
}
export interface CommissionTask extends UnitTask {
  readonly site: VisibleSite;
  readonly brief: string;
  readonly sections: readonly NamedSection[];
  readonly placedOn: string;
  readonly placedBy: string;
  readonly steps: readonly OpenLifeStep<TaskStep>[];
  /** The unit's newest items that may answer, as far as the one who looks may read them. */
  readonly suggestions: readonly SuggestedAnswer[];
  readonly history: readonly {
    readonly at: string;
    readonly by: string;
    readonly step: string;
    readonly to: string | null;
    readonly reason: string | null;
  }[];
}

interface OneRow extends TaskRow {
  readonly brief: string;
  readonly sections: readonly NamedSection[];
  readonly mayDecline: boolean;
  readonly placedOn: string;
  readonly placedBy: string;
  readonly history: CommissionTask['history'];
}

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const commissionTask = makeView<{ readonly site: string; readonly task: number; readonly on?: string }, CommissionTask>(
  { view: 'commission-task', says: '本单位的一件约稿：要求、截止日期、应约的稿件、可用的近期稿件' },
  {
    type: 'object',
    required: ['site', 'task'],
    properties: { site: siteProperty, task: idProperty, on: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, task, on }) => {
    const seen = await reachedSite(client, actor, 'commission.read', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const values: unknown[] = [site, task];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const found = await client.query<OneRow>(
      `select ${taskColumns}, c.brief, c.may_decline as "mayDecline", c.placed_on as "placedOn", c.placed_by_name as "placedBy",
         ${namedSectionsSql} as sections,
         (select coalesce(json_agg(json_build_object('at', ${iso('h.at')}, 'by', h.by_actor, 'step', h.step, 'to', nullif(h.to_state, h.from_state), 'reason', h.reason) order by h.id), '[]')
          from history h where h.site_id = t.site_id and h.thing = 'commission-task' and h.thing_id = t.id::text) as history
       from commission_tasks t ${taskTables(rowsReached(actor, 'submission.read', site, placedSubmission('s'), bind))}
       where t.site_id = $1 and t.id = $2 and ${rowsReached(actor, 'commission.read', site, { unit: 't.unit_id' }, bind)}`,
      values,
    );
    const [row] = found.rows;
    if (!row) return refuse('not-found', [problem('not-found', `没有第 ${task} 号约稿任务，或者您看不到它`, 'task')]);
    const shown = unitTask(row, today.value);
    const situation = {
      state: row.state,
      commission: row.commissionState,
      mayDecline: row.mayDecline,
      overdue: shown.overdue,
      linked: row.linked,
    };
    const steps = openTaskSteps(situation, (one) => one === 'commission.answer' && may(actor, one, { site, units: [row.unit] }));
    const { brief, sections, placedOn, placedBy, history } = row;
    const suggestions = steps.some(({ step }) => step === 'answer') ? await suggested(client, actor, site, row) : [];
    return accept({ ...shown, site: seen.value, brief, sections, placedOn, placedBy, steps, suggestions, history });
  },
);

const most = 8;

/** Newest first: drafts and what is on its way, and what the office received since the commission was placed. */
async function suggested(client: pg.ClientBase, actor: Actor, site: string, row: OneRow): Promise<readonly SuggestedAnswer[]> {
  const values: unknown[] = [site, row.unit, row.placedOn, most, row.submission, row.sections.map(({ id }) => id)];
  const reached = rowsReached(actor, 'submission.read', site, placedSubmission('s'), (value) => `$${values.push(value)}`);
  const found = await client.query<{ id: number; title: string; state: SubmissionState; submitted_at: Date | null }>(
    `select s.id, s.title, s.state, s.submitted_at from submissions s
     where s.site_id = $1 and s.unit_id in (select id from units where site_id = $1 and (id = $2 or merged_into = $2 or succeeded_by = $2)) and s.title <> '' and ${reached} and s.id is distinct from $5::bigint
       and (s.state in ('draft', 'returned', 'in-review')
         or s.state in ('submitted', 'adopted', 'merged', 'scheduled', 'published') and s.submitted_at >= $3::date::timestamp at time zone 'Asia/Shanghai')
       and (s.section_id is null or $6::bigint[] = '{}' or s.section_id = any($6))
       and not exists (select from commission_tasks q where q.site_id = s.site_id and q.submission_id = s.id)
     order by s.id desc limit $4`,
    values,
  );
  return found.rows.map(({ id, title, state, submitted_at }) => ({
    submission: id,
    title,
    state,
    stateName: stateNames[state],
    submittedAt: submitted_at?.toISOString() ?? null,
  }));
}
