/** Where what lies around items stands, and who sees it there: for search. Each condition is that of the thing's own page. */
import { type AppealState, appealStateNames } from '../domain/appeal/lifecycle.ts';
import { type BulletinState, bulletinStateNames } from '../domain/bulletin/lifecycle.ts';
import { type CommissionState, commissionStateNames } from '../domain/commission/lifecycle.ts';
import { type FoundState, foundStateNames } from '../domain/inspection/lifecycle.ts';
import { type Actor, may, mayIn } from '../domain/permission.ts';
import { type RectificationState, rectificationStateNames } from '../domain/rectification/lifecycle.ts';
import type { AroundThing } from '../domain/submission/searchable.ts';
import { foundReached } from '../store/inspection-report.ts';
import { rectifiedJoins } from '../store/rectifications.ts';
import { rowsReached } from '../store/visible.ts';
import { readableNotices } from './rectification-notice.ts';
import { seenRectifications } from './rectifications.ts';

type Bind = (value: unknown) => string;

/** The page a thing opens on. */
export type OpensOn = 'rectification' | 'inspection' | 'commission' | 'commission-task' | 'bulletin' | 'letter' | 'appeals' | 'my-appeals';

export interface AroundCut {
  readonly unit?: number;
  /** First and last local day. */
  readonly from?: string;
  readonly to?: string;
}

export interface AroundSource {
  readonly id: string;
  /** The thing's own table, joined to the tokens `x`. */
  readonly from: string;
  /** `opens`, `item`, `unit`, `state`, `on` and whether it opens as a unit's `task`. */
  readonly columns: (task: string | undefined) => string;
  /** What this actor may see of it; undefined where that is nothing. `task`: as which of the unit's own tasks it opens. */
  readonly reached: (actor: Actor, site: string, bind: Bind) => { readonly where: string; readonly task?: string } | undefined;
  readonly cut: (cut: AroundCut, bind: Bind) => readonly string[];
  readonly stateName: (state: string | null) => string | null;
  readonly opens: (task: boolean) => OpensOn;
}

const days =
  (column: string) =>
  ({ from, to }: AroundCut, bind: Bind): readonly string[] => [
    ...(from === undefined ? [] : [`${column} >= ${bind(from)}::date`]),
    ...(to === undefined ? [] : [`${column} <= ${bind(to)}::date`]),
  ];
const ofUnit =
  (column: string) =>
  ({ unit }: AroundCut, bind: Bind): readonly string[] =>
    unit === undefined ? [] : [`${column} = ${bind(unit)}`];
const both =
  (unit: string, day: string): AroundSource['cut'] =>
  (cut, bind) => [...ofUnit(unit)(cut, bind), ...days(day)(cut, bind)];
const joined = (alias: string, table: string, id = 'id'): string =>
  `${table} ${alias} on ${alias}.site_id = x.site_id and ${alias}.${id} = x.thing_id`;
const unitOf = (column: string): string => `(select u.name from units u where u.site_id = x.site_id and u.id = ${column})`;

/** Tasks of a commission. */
const tasksWhere = (where: string): string => `from commission_tasks t where t.site_id = c.site_id and t.commission_id = c.id and ${where}`;

export const aroundSources: Readonly<Record<AroundThing, AroundSource>> = {
  rectification: {
    id: 'r.id',
    from: `${joined('r', 'rectifications')} ${rectifiedJoins}`,
    columns: () =>
      `r.id as opens, coalesce(s.title, p.name) as item, ${unitOf('coalesce(s.unit_id, f.unit_id)')} as unit, r.state, r.found_on as on, false as task`,
    reached: (actor, site, bind) => (mayIn(actor, 'submission.read', site) ? { where: seenRectifications(actor, site, bind) } : undefined),
    cut: both('coalesce(s.unit_id, f.unit_id)', 'r.found_on'),
    stateName: (state) => rectificationStateNames[state as RectificationState],
    opens: () => 'rectification',
  },
  notice: {
    id: 'n.id',
    from: joined('n', 'rectification_notices'),
    columns: () => `(select min(r.id) from rectifications r where r.site_id = n.site_id and r.notice_id = n.id) as opens, null as item,
      ${unitOf('n.unit_id')} as unit, null as state, n.issued_on as on, false as task`,
    reached: (actor, site, bind) => (mayIn(actor, 'submission.read', site) ? { where: readableNotices(actor, site, bind) } : undefined),
    cut: both('n.unit_id', 'n.issued_on'),
    stateName: () => null,
    opens: () => 'rectification',
  },
  'inspection-finding': {
    id: 'f.id',
    from: joined('f', 'inspection_findings'),
    columns: () => `f.inspection_id as opens, null as item, ${unitOf('f.unit_id')} as unit, f.state, f.found_on as on, false as task`,
    reached: (actor, site, bind) => (mayIn(actor, 'inspection.read', site) ? { where: foundReached(actor, site, bind) } : undefined),
    cut: both('f.unit_id', 'f.found_on'),
    stateName: (state) => foundStateNames[state as FoundState],
    opens: () => 'inspection',
  },
  commission: {
    id: 'c.id',
    from: joined('c', 'commissions'),
    columns: (task) => `${task ?? 'c.id'} as opens, null as item, null as unit, c.state, c.placed_on as on, ${task !== undefined} as task`,
    reached: (actor, site, bind) => {
      if (may(actor, 'commission.read', { site })) return { where: 'true' };
      if (!mayIn(actor, 'commission.answer', site)) return undefined;
      const tasks = tasksWhere(rowsReached(actor, 'commission.read', site, { unit: 't.unit_id' }, bind));
      return { where: `exists (select ${tasks})`, task: `(select max(t.id) ${tasks})` };
    },
    cut: (cut, bind) => [
      ...(cut.unit === undefined ? [] : [`exists (select ${tasksWhere(`t.unit_id = ${bind(cut.unit)}`)})`]),
      ...days('c.placed_on')(cut, bind),
    ],
    stateName: (state) => commissionStateNames[state as CommissionState],
    opens: (task) => (task ? 'commission-task' : 'commission'),
  },
  bulletin: {
    id: 'i.bulletin_id',
    from: `${joined('i', 'bulletin_issues', 'bulletin_id')} join bulletins b on b.site_id = i.site_id and b.id = i.bulletin_id`,
    columns: () => `i.bulletin_id as opens, null as item, null as unit, b.state, i.issued_on as on, false as task`,
    reached: (actor, site) => (may(actor, 'bulletin.read', { site }) ? { where: 'true' } : undefined),
    cut: (cut, bind) => (cut.unit === undefined ? days('i.issued_on')(cut, bind) : ['false']),
    stateName: (state) => bulletinStateNames[state as BulletinState],
    opens: () => 'bulletin',
  },
  letter: {
    id: 'l.id',
    from: joined('l', 'letters'),
    columns: () => `l.id as opens, null as item, ${unitOf('l.unit_id')} as unit, null as state, (l.sent_at)::date as on, false as task`,
    reached: (actor, site, bind) =>
      mayIn(actor, 'letter.read', site) ? { where: rowsReached(actor, 'letter.read', site, { unit: 'l.unit_id' }, bind) } : undefined,
    cut: both('l.unit_id', '(l.sent_at)::date'),
    stateName: () => null,
    opens: () => 'letter',
  },
  appeal: {
    id: 'a.id',
    from: joined('a', 'appeals'),
    columns: (task) =>
      `a.id as opens, null as item, ${unitOf('a.unit_id')} as unit, a.state, (a.raised_at)::date as on, ${task !== undefined} as task`,
    reached: (actor, site, bind) => {
      if (!mayIn(actor, 'appeal.read', site)) return undefined;
      const where = rowsReached(actor, 'appeal.read', site, { unit: 'a.unit_id' }, bind);
      return { where, ...(may(actor, 'appeal.read', { site }) ? {} : { task: 'a.id' }) };
    },
    cut: both('a.unit_id', '(a.raised_at)::date'),
    stateName: (state) => appealStateNames[state as AppealState],
    opens: (task) => (task ? 'my-appeals' : 'appeals'),
  },
};
