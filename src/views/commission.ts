/** One commission as the office follows it: what was asked, each unit's task with its answer, and what has been done. */

import { dayText } from '../domain/calendar/day.ts';
import type { NamedSection } from '../domain/commission/answer.ts';
import { type CommissionStep, openCommissionSteps, openTaskSteps, type TaskStep } from '../domain/commission/lifecycle.ts';
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import { stateNames } from '../domain/submission/lifecycle.ts';
import { namedSectionsSql } from '../store/commissions.ts';
import { placedSubmission, rowsReached, type VisibleSite, visibleSite } from '../store/visible.ts';
import { type BoardTask, type CommissionRow, commissionColumns, type ListedCommission, listedCommission } from './commissions.ts';
import { dayProperty, idProperty, siteProperty } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

/** The item that answers, as far as the one who looks may see it. */
export interface AnswerItem {
  readonly submission: number;
  readonly title: string;
  readonly state: SubmissionState;
  readonly stateName: string;
}
export interface FollowedTask extends BoardTask {
  /** There is an item, but it is not sent yet, or not for the one who looks. */
  readonly linked: boolean;
  readonly item: AnswerItem | null;
  readonly reason: string | null;
  /** ISO 8601. */
  readonly remindedAt: string | null;
  readonly steps: readonly OpenLifeStep<TaskStep>[];
}
export interface CommissionEntry {
  readonly at: string;
  readonly by: string;
  readonly step: string;
  readonly unit: string | null;
  readonly to: string | null;
  readonly reason: string | null;
}
export interface Commission extends Omit<ListedCommission, 'tasks'> {
  readonly site: VisibleSite;
  readonly brief: string;
  readonly sections: readonly NamedSection[];
  readonly mayDecline: boolean;
  readonly reason: string | null;
  readonly tasks: readonly FollowedTask[];
  readonly steps: readonly OpenLifeStep<CommissionStep>[];
  readonly history: readonly CommissionEntry[];
}

interface Row extends CommissionRow {
  readonly brief: string;
  readonly mayDecline: boolean;
  readonly reason: string | null;
  readonly sections: readonly NamedSection[];
  readonly history: readonly CommissionEntry[];
}
interface MoreRow {
  readonly task: number;
  readonly linked: boolean;
  readonly reason: string | null;
  readonly remindedAt: Date | null;
  readonly submission: number | null;
  readonly title: string | null;
  readonly state: SubmissionState | null;
}

/** The lines of a commission and its tasks, the oldest first. */
const historySql = `(select coalesce(json_agg(json_build_object('at', to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', h.by_actor,
    'step', h.step, 'unit', h.unit, 'to', nullif(h.to_state, h.from_state), 'reason', h.reason) order by h.id), '[]')
  from (select x.*, null as unit from history x where x.site_id = c.site_id and x.thing = 'commission' and x.thing_id = c.id::text
    union all select x.*, u.name from commission_tasks t join history x on x.site_id = t.site_id and x.thing = 'commission-task' and x.thing_id = t.id::text
      join units u on u.site_id = t.site_id and u.id = coalesce((x.detail ->> 'unit')::bigint, t.unit_id)
      where t.site_id = c.site_id and t.commission_id = c.id and x.from_state is not null) h)`;

export const answerItem = (row: Pick<MoreRow, 'submission' | 'title' | 'state'>): AnswerItem | null =>
  row.submission === null || row.state === null
    ? null
    : { submission: row.submission, title: row.title ?? '', state: row.state, stateName: stateNames[row.state] };

export const commission = makeView<{ readonly site: string; readonly commission: number; readonly on?: string }, Commission>(
  { view: 'commission', says: '一件约稿：要求、各单位办到哪一步、应约的稿件和办理经过' },
  {
    type: 'object',
    required: ['site', 'commission'],
    properties: { site: siteProperty, commission: idProperty, on: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, commission: id, on }) => {
    const seen = await visibleSite(client, actor, 'commission.read', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const found = await client.query<Row>(
      `select ${commissionColumns}, c.brief, c.may_decline as "mayDecline", c.reason, ${historySql} as history,
         ${namedSectionsSql} as sections
       from commissions c where c.site_id = $1 and c.id = $2`,
      [site, id],
    );
    const [row] = found.rows;
    if (!row) return refuse('not-found', [problem('not-found', `没有第 ${id} 号约稿，或者您看不到它`, 'commission')]);
    const values: unknown[] = [site, id];
    const reached = rowsReached(actor, 'submission.read', site, placedSubmission('s'), (value) => `$${values.push(value)}`);
    const more = await client.query<MoreRow>(
      `select t.id as task, t.submission_id is not null as linked, t.reason, t.reminded_at as "remindedAt", s.id as submission, s.title, s.state
       from commission_tasks t left join submissions s on s.site_id = t.site_id and s.id = t.submission_id and ${reached}
       where t.site_id = $1 and t.commission_id = $2`,
      values,
    );
    const listed = listedCommission(row, today.value, dayText(today.value));
    const holds = (capability: Parameters<typeof may>[1]): boolean => may(actor, capability, { site });
    return accept({
      ...listed,
      site: seen.value,
      brief: row.brief,
      sections: row.sections,
      mayDecline: row.mayDecline,
      reason: row.reason,
      tasks: listed.tasks.map((task) => followed(task, more.rows, row, actor, site)),
      steps: openCommissionSteps({ state: row.state, open: listed.open }, holds),
      history: row.history,
    });
  },
);

function followed(task: BoardTask, rows: readonly MoreRow[], row: Row, actor: Actor, site: string): FollowedTask {
  const more = rows.find((one) => one.task === task.task);
  const situation = {
    state: task.state,
    commission: row.state,
    mayDecline: row.mayDecline,
    overdue: task.overdue,
    linked: more?.linked ?? false,
  };
  return {
    ...task,
    linked: more?.linked ?? false,
    item: more ? answerItem(more) : null,
    reason: more?.reason ?? null,
    remindedAt: more?.remindedAt?.toISOString() ?? null,
    steps: openTaskSteps(situation, (capability) => capability === 'commission.place' && may(actor, capability, { site })),
  };
}
