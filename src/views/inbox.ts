/**
 * What waits for one person, over all sites and roles: by task, with counts. A task is there only where this person can do it now.
 */
import { type TaskState, taskStateNames } from '../domain/commission/lifecycle.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, type Capability, mayIn } from '../domain/permission.ts';
import { type RectificationState, rectificationStateNames } from '../domain/rectification/lifecycle.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { kindNames, type SubmissionKind } from '../domain/submission/submission.ts';
import { openStates } from '../store/commissions.ts';
import { rowsReached } from '../store/visible.ts';
import { isMending, type MendingTask, mendingBranch, mendingJoins, ofOtherThings } from './inbox-mending.ts';
import { type Waiting, waitingIn } from './inbox-waiting.ts';
import { makeView } from './view.ts';

export const inboxTasks = {
  revise: '待我修改',
  review: '待我审核',
  decide: '待我采用',
  publish: '待我签发',
  ratify: '待我补签',
  'confirm-adoption': '待我确认上级采用',
  'confirm-instruction': '待我确认批示',
  'failed-delivery': '发布没有送达',
  'review-by': '到期复核',
  commission: '待我应约',
  rectify: '待我整改',
  'confirm-finding': '待我认定错情',
  'notify-rectification': '待发整改通知',
  'close-rectification': '待我复核整改',
  mend: '检查问题待我整改',
  'notify-mending': '检查问题待发整改通知',
  'close-mending': '检查问题待我复核',
} as const;
export type InboxTask = keyof typeof inboxTasks;

export interface InboxInput {
  readonly task?: InboxTask;
  readonly site?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface InboxRow {
  readonly task: InboxTask;
  readonly taskName: string;
  readonly site: { readonly id: string; readonly name: string };
  /** The item; null where the thing is none. */
  readonly submission: number | null;
  /** The unit's task in a commission, where it is one. */
  readonly commissionTask: number | null;
  /** The rectification of what an inspection found, where it is one. */
  readonly rectification: number | null;
  readonly version: number;
  readonly title: string;
  readonly kindName: string;
  readonly unitName: string;
  readonly state: SubmissionState | TaskState | RectificationState;
  readonly stateName: string;
  /** Marked so; or, of a commission, due tomorrow or before. */
  readonly urgent: boolean;
  /** Since when it stands so, ISO 8601. */
  readonly since: string;
  readonly reason: string | null;
}
export interface Inbox {
  readonly counts: readonly { readonly task: InboxTask; readonly name: string; readonly count: number }[];
  /** Besides items. */
  readonly waiting: Waiting;
  /** Urgent ones first, then what has waited longest. */
  readonly rows: readonly InboxRow[];
  readonly next?: string;
}

interface TaskRule {
  readonly needs: Capability;
  /** Of `s`; `$1` is the person. */
  readonly where: string;
}
const signedNow = `exists (select from submission_signatures g where g.site_id = s.site_id and g.submission_id = s.id and g.version_number = s.text_version
  and g.person_id = $1 and g.id >= coalesce((select max(r.id) from submission_signatures r where r.site_id = s.site_id and r.submission_id = s.id
    and r.as_what = 'author'), 0))`;
const notMine = 's.author_id is distinct from $1';
const free = '(s.claimed_by is null or s.claimed_by = $1)';
const adopter = `(select d.decided_by from adoptions d where d.site_id = s.site_id and d.submission_id = s.id and d.state = 'decided' order by d.id desc limit 1)`;
const publisher = `(select g.person_id from submission_signatures g where g.site_id = s.site_id and g.submission_id = s.id and g.as_what = 'publisher'
  order by g.id desc limit 1)`;
/** An office of one person may publish what it adopted. */
const onePersonIn = (site: string): string =>
  `coalesce((select w.settings ->> 'onePerson' from sites w where w.id = ${site}), 'false') = 'true'`;
const onePerson = onePersonIn('s.site_id');
/** Errors of the item `s`. */
const withErrors = (where: string): string =>
  `s.state <> 'discarded' and exists (select from rectifications r where r.site_id = s.site_id and r.submission_id = s.id and ${where})`;
/** Asked of the error alone: so its items are found by the errors that wait, and not the errors by all items. */
const onePersonRectifies = `(${onePersonIn('r.site_id')} or (select w.settings -> 'rectification' ->> 'twoPersons' from sites w where w.id = r.site_id) = 'false')`;
const rules: Readonly<Record<Exclude<InboxTask, 'commission' | MendingTask>, TaskRule>> = {
  revise: { needs: 'submission.write', where: `s.state = 'returned' and s.author_id = $1` },
  review: { needs: 'submission.review', where: `s.state = 'in-review' and ${notMine} and ${free} and not ${signedNow}` },
  decide: { needs: 'submission.adopt', where: `s.state = 'submitted' and ${notMine} and ${free}` },
  publish: {
    needs: 'submission.publish',
    where: `s.state = 'adopted' and ${notMine} and (${adopter} is distinct from $1 or ${onePerson})`,
  },
  ratify: {
    needs: 'submission.publish',
    where: `s.state in ('scheduled', 'published') and s.ratify and ${notMine} and ${publisher} is distinct from $1`,
  },
  'confirm-adoption': {
    needs: 'submission.confirm',
    where: `s.state <> 'discarded' and exists (select from adoptions d where d.site_id = s.site_id and d.submission_id = s.id and d.state = 'claimed'
      and d.decided_by is distinct from $1)`,
  },
  'confirm-instruction': {
    needs: 'submission.confirm',
    where: `s.state <> 'discarded' and exists (select from instructions i where i.site_id = s.site_id and i.submission_id = s.id and i.state = 'claimed'
      and i.recorded_by is distinct from $1)`,
  },
  'failed-delivery': {
    needs: 'submission.publish',
    where: `s.state in ('scheduled', 'published') and exists (select from publications p where p.site_id = s.site_id and p.submission_id = s.id and p.state = 'failed')`,
  },
  'review-by': {
    needs: 'submission.publish',
    where: `s.state = 'published' and s.review_by <= (now() at time zone 'Asia/Shanghai')::date`,
  },
  rectify: { needs: 'rectification.reply', where: withErrors(`r.state = 'noticed'`) },
  'confirm-finding': {
    needs: 'finding.confirm',
    where: withErrors(`r.state = 'found' and (r.found_by is distinct from $1 or ${onePersonRectifies})`),
  },
  'notify-rectification': { needs: 'rectification.manage', where: withErrors(`r.state = 'confirmed' and r.side = 'unit'`) },
  'close-rectification': {
    needs: 'rectification.manage',
    where: withErrors(
      `(r.state = 'replied' or r.state = 'confirmed' and r.side = 'office') and (r.confirmed_by is distinct from $1 or ${onePersonRectifies})`,
    ),
  },
};

interface Cursor {
  readonly urgent: boolean;
  readonly since: string;
  readonly site: string;
  readonly id: number;
  readonly task: string;
}

export const inbox = makeView<InboxInput, Inbox>(
  { view: 'inbox', says: '本人现在要办的事，各网站、各角色合在一起，按事项分类计数' },
  {
    type: 'object',
    properties: {
      task: { enum: Object.keys(inboxTasks) },
      site: { type: 'string', minLength: 1, maxLength: 40 },
      after: { type: 'string', minLength: 1, maxLength: 500 },
      limit: { type: 'integer', minimum: 1, maximum: 200 },
    },
    additionalProperties: false,
  },
  async (client, actor, { task, site, after, limit = 50 }) => {
    if (actor.person === undefined) return refuse('forbidden', [problem('forbidden', '请以本人的账号登录')]);
    const cursor = after === undefined ? undefined : readCursor(after);
    if (after !== undefined && !cursor) return refuse('bad-input', [problem('bad-page', '没有这一页，请从头再看', 'after')]);
    const values: unknown[] = [actor.person];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const tasks = (Object.keys(inboxTasks) as InboxTask[]).flatMap((one) =>
      sitesOf(actor, site).flatMap((place) => branch(actor, one, place, bind)),
    );
    const waiting = await waitingIn(client, actor, sitesOf(actor, site));
    if (tasks.length === 0) return accept({ counts: [], waiting, rows: [] });
    const wanted = [
      ...(task === undefined ? [] : [`task = ${bind(task)}`]),
      ...(cursor
        ? [
            `(not urgent, since, site_id, id, task) > (${bind(!cursor.urgent)}, ${bind(cursor.since)}::timestamptz, ${bind(cursor.site)}, ${bind(cursor.id)}, ${bind(cursor.task)})`,
          ]
        : []),
    ];
    const found = await client.query<{ counts: Partial<Record<InboxTask, number>> | null; page: readonly TaskRow[] | null }>(
      `with tasks as materialized (${tasks.join(' union all ')}),
       page as (select * from tasks ${wanted.length > 0 ? `where ${wanted.join(' and ')}` : ''}
         order by not urgent, since, site_id, id, task limit ${bind(limit + 1)}),
       shown as (
         select p.task, p.urgent, p.since::text as since_text, to_char(p.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since,
           p.site_id, p.id, w.name as site_name, coalesce(s.version, t.version, r.version) as version,
           coalesce(s.title, c.title, o.name || '：' || f.indicator_name) as title, s.kind, coalesce(s.state, t.state, r.state) as state,
           coalesce(s.reason, t.reason, r.reason) as reason, u.name as unit_name,
           row_number() over (order by not p.urgent, p.since, p.site_id, p.id, p.task) as place
         from page p join sites w on w.id = p.site_id
         left join submissions s on p.task <> all(${ofOtherThings}) and s.site_id = p.site_id and s.id = p.id
         left join commission_tasks t on p.task = 'commission' and t.site_id = p.site_id and t.id = p.id
         left join commissions c on c.site_id = t.site_id and c.id = t.commission_id
         ${mendingJoins}
         join units u on u.site_id = p.site_id and u.id = coalesce(s.unit_id, t.unit_id, f.unit_id))
       select (select json_object_agg(task, held) from (select task, count(*) as held from tasks group by task) c) as counts,
         (select json_agg(shown order by place) from shown) as page`,
      values,
    );
    const { counts, page } = found.rows[0] ?? { counts: null, page: null };
    const rows = (page ?? []).slice(0, limit);
    const last = rows.at(-1);
    return accept({
      counts: (Object.keys(inboxTasks) as InboxTask[]).flatMap((one) => {
        const count = counts?.[one] ?? 0;
        return count === 0 ? [] : [{ task: one, name: inboxTasks[one], count }];
      }),
      waiting,
      rows: rows.map(rowOf),
      ...((page ?? []).length > limit && last ? { next: writeCursor(last) } : {}),
    });
  },
);

interface TaskRow {
  readonly task: InboxTask;
  readonly urgent: boolean;
  readonly since: string;
  /** To the microsecond, as the key of a page needs it. */
  readonly since_text: string;
  readonly site_id: string;
  readonly id: number;
  readonly site_name: string;
  readonly version: number;
  readonly title: string;
  /** Null of a commission, and of what an inspection found. */
  readonly kind: SubmissionKind | null;
  readonly state: SubmissionState | TaskState | RectificationState;
  readonly reason: string | null;
  readonly unit_name: string;
}

const rowOf = (row: TaskRow): InboxRow => ({
  task: row.task,
  taskName: inboxTasks[row.task],
  site: { id: row.site_id, name: row.site_name },
  submission: row.kind === null ? null : row.id,
  commissionTask: row.task === 'commission' ? row.id : null,
  rectification: isMending(row.task) ? row.id : null,
  version: row.version,
  title: row.title,
  kindName: row.kind === null ? (row.task === 'commission' ? '约稿' : '检查问题') : kindNames[row.kind],
  unitName: row.unit_name,
  state: row.state,
  stateName: (isMending(row.task) ? rectificationStateNames : { ...taskStateNames, ...stateNames })[row.state as never],
  urgent: row.urgent,
  since: row.since,
  reason: row.reason,
});

/** The sites in which this person holds a role. */
export const sitesOf = (actor: Actor, only: string | undefined): readonly string[] =>
  [...new Set(actor.grants.flatMap(({ site }) => site ?? []))].filter((site) => only === undefined || site === only);

/** One task in one site, where it is within reach. */
function branch(actor: Actor, task: InboxTask, site: string, bind: (value: unknown) => string): string[] {
  if (task === 'commission') return commissionBranch(actor, site, bind);
  if (isMending(task)) return mendingBranch(actor, task, site, onePersonRectifies, bind);
  const { needs, where } = rules[task];
  if (!mayIn(actor, needs, site)) return [];
  const columns = { unit: 's.unit_id', joint: 's.joint_ids', author: 's.author_id', people: 's.people' };
  const reached = rowsReached(actor, needs, site, columns, bind);
  // A unit's people answer for each other, but each sees only what is within the own reach.
  const read =
    needs === 'rectification.reply' ? ` and (s.state = 'recorded' or ${rowsReached(actor, 'submission.read', site, columns, bind)})` : '';
  return [
    `select ${bind(task)}::text as task, s.urgent, coalesce(s.changed_at, s.recorded_at) as since, s.site_id, s.id from submissions s
      where s.site_id = ${bind(site)} and ${where} and ${reached}${read}`,
  ];
}

/** Not what waits for the unit's reviewer or lies with the office already. */
function commissionBranch(actor: Actor, site: string, bind: (value: unknown) => string): string[] {
  if (!mayIn(actor, 'commission.answer', site)) return [];
  const reached = rowsReached(actor, 'commission.answer', site, { unit: 't.unit_id' }, bind);
  return [
    `select 'commission'::text as task, c.due_on <= (now() at time zone 'Asia/Shanghai')::date + 1 as urgent, t.recorded_at as since, t.site_id, t.id
      from commission_tasks t join commissions c on c.site_id = t.site_id and c.id = t.commission_id
      where t.site_id = ${bind(site)} and t.state in ${openStates} and c.state = 'open' and ${reached}
        and not exists (select from submissions s where s.site_id = t.site_id and s.id = t.submission_id and s.state not in ('draft', 'returned'))`,
  ];
}

const writeCursor = ({ urgent, since_text, site_id, id, task }: TaskRow): string =>
  Buffer.from(JSON.stringify([urgent, since_text, site_id, id, task])).toString('base64url');

function readCursor(text: string): Cursor | undefined {
  try {
    const [urgent, since, site, id, task] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const isMoment = typeof since === 'string' && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+08$/.test(since);
    if (typeof urgent !== 'boolean' || !isMoment || typeof site !== 'string' || !Number.isSafeInteger(id) || typeof task !== 'string')
      return undefined;
    if (site.includes('\0') || task.includes('\0') || Number.isNaN(Date.parse(since.replace(' ', 'T').replace('+08', '+08:00'))))
      return undefined;
    return { urgent, since, site, id: id as number, task };
  } catch {
    return undefined;
  }
}
