/** The office's board of commissions: each with its units and how far they are, and how many days are left. */

import { dayFrom, dayText } from '../domain/calendar/day.ts';
import {
  type CommissionState,
  commissionStateNames,
  commissionStates,
  openTaskStates,
  type TaskState,
  taskStateNames,
} from '../domain/commission/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { dayProperty, type Page, pageOf, pageProperties, siteProperty } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

export interface CommissionsInput {
  readonly site: string;
  /** Open and locked ones where not given. */
  readonly state?: CommissionState;
  /** The day it is for the reader; today where not given. */
  readonly on?: string;
  readonly after?: string;
  readonly limit?: number;
}
/** A unit in a commission. */
export interface BoardTask {
  readonly task: number;
  readonly version: number;
  readonly unit: { readonly id: number; readonly name: string };
  readonly state: TaskState;
  readonly stateName: string;
  readonly open: boolean;
  /** Open, and the day has passed. */
  readonly overdue: boolean;
  /** Sent after the day. */
  readonly late: boolean;
  readonly sentOn: string | null;
  readonly reminders: number;
}
export interface ListedCommission {
  readonly commission: number;
  readonly version: number;
  readonly title: string;
  readonly state: CommissionState;
  readonly stateName: string;
  readonly due: string;
  /** Negative where the day has passed. */
  readonly daysLeft: number;
  readonly placedOn: string;
  readonly placedBy: string;
  /** Units asked, without those that were moved or called off. */
  readonly asked: number;
  readonly sent: number;
  readonly open: number;
  readonly overdue: number;
  readonly missed: number;
  readonly tasks: readonly BoardTask[];
}
export interface Commissions extends Page<ListedCommission> {
  readonly site: VisibleSite;
  readonly counts: readonly { readonly state: CommissionState; readonly name: string; readonly count: number }[];
}

export interface BoardTaskRow {
  readonly task: number;
  readonly version: number;
  readonly unit: number;
  readonly name: string;
  readonly state: TaskState;
  readonly sentOn: string | null;
  readonly reminders: number;
}
/** JSON of the tasks of a commission `c`, in the order of the units. */
const boardTasksSql = `(select coalesce(json_agg(json_build_object('task', t.id, 'version', t.version, 'unit', u.id, 'name', u.name, 'state', t.state,
    'sentOn', t.sent_on, 'reminders', t.reminders) order by u.position, t.id), '[]')
  from commission_tasks t join units u on u.site_id = t.site_id and u.id = t.unit_id where t.site_id = c.site_id and t.commission_id = c.id)`;

const isOpen = (state: TaskState): boolean => (openTaskStates as readonly TaskState[]).includes(state);

const boardTask = (row: BoardTaskRow, due: string, today: string): BoardTask => ({
  task: row.task,
  version: row.version,
  unit: { id: row.unit, name: row.name },
  state: row.state,
  stateName: taskStateNames[row.state],
  open: isOpen(row.state),
  overdue: isOpen(row.state) && due < today,
  late: row.state === 'sent' && row.sentOn !== null && row.sentOn > due,
  sentOn: row.sentOn,
  reminders: row.reminders,
});

/** Days from today to the last day on which an answer is in time. */
export const daysLeft = (due: string, today: number): number => (dayFrom(due) ?? today) - today;

export interface CommissionRow {
  readonly id: number;
  readonly version: number;
  readonly title: string;
  readonly state: CommissionState;
  readonly due: string;
  readonly placedOn: string;
  readonly placedBy: string;
  readonly tasks: readonly BoardTaskRow[];
}
export const commissionColumns = `c.id, c.version, c.title, c.state, c.due_on as due, c.placed_on as "placedOn", c.placed_by_name as "placedBy", ${boardTasksSql} as tasks`;

export function listedCommission({ id, tasks: rows, ...row }: CommissionRow, today: number, todayText: string): ListedCommission {
  const tasks = rows.map((task) => boardTask(task, row.due, todayText));
  const count = (of: (task: BoardTask) => boolean): number => tasks.filter(of).length;
  return {
    ...row,
    commission: id,
    stateName: commissionStateNames[row.state],
    daysLeft: daysLeft(row.due, today),
    asked: count(({ state }) => state !== 'moved' && state !== 'called-off'),
    sent: count(({ state }) => state === 'sent'),
    open: count(({ open }) => open),
    overdue: count(({ overdue }) => overdue),
    missed: count(({ state }) => state === 'missed'),
    tasks,
  };
}

const usual = 20;

export const commissions = makeView<CommissionsInput, Commissions>(
  { view: 'commissions', says: '约稿一览：每件约了哪些单位、办到哪一步、还剩几天' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, state: { enum: [...commissionStates] }, on: dayProperty, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, state, on, after, limit = usual }) => {
    const seen = await visibleSite(client, actor, 'commission.read', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const counted = await client.query<{ state: CommissionState; count: number }>(
      'select state, count(*) as count from commissions where site_id = $1 group by state',
      [site],
    );
    const found = await client.query<CommissionRow>(
      `select ${commissionColumns} from (select * from commissions where site_id = $1 and state = any($2) and id < $3 order by id desc limit $4) c
       order by c.id desc`,
      [site, state ? [state] : ['open', 'locked'], after ?? Number.MAX_SAFE_INTEGER, limit + 1],
    );
    const todayText = dayText(today.value);
    const counts = commissionStates.map((one) => ({
      state: one,
      name: commissionStateNames[one],
      count: counted.rows.find((row) => row.state === one)?.count ?? 0,
    }));
    return accept({ site: seen.value, counts, ...pageOf(found.rows, limit, (row) => listedCommission(row, today.value, todayText)) });
  },
);
