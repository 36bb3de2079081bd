/**
 * One unit's month (or any period): what it reported, what became of it, and its place in the last bulletin. And the same figures of all
 * units, with what a bulletin would say against them.
 */
import type pg from 'pg';
import type { FrozenGroup } from '../domain/bulletin/figures.ts';
import { problemSentence } from '../domain/bulletin/problems.ts';
import {
  heldBy,
  reportingProblems as problemKinds,
  type ReportingFigures,
  type ReportingProblem,
  type ReportingTotals,
  totalsOf,
} from '../domain/bulletin/reporting.ts';
import { dayFrom, dayText, windowOf } from '../domain/calendar/day.ts';
import { readSettings, type ZeroNaming } from '../domain/organisation/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may, reachIn } from '../domain/permission.ts';
import { reportingFigures } from '../store/reporting.ts';
import { loadSettings } from '../store/site-settings.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { type IssueHead, lastIssue, periodOf } from './issue-of-period.ts';
import { type NamedPeriod, namedPeriod } from './period.ts';
import { dayProperty, idProperty, siteProperty } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

export interface UnitMonthInput {
  readonly site: string;
  /** One's own unit where not given, else the first. */
  readonly unit?: number;
  /** Both, YYYY-MM-DD; the present month where not given. */
  readonly from?: string;
  readonly to?: string;
}
/** Where a unit stands in one table of an issued bulletin. */
export interface UnitRank {
  readonly table: string;
  readonly rank: number;
  /** How many units the table ranks. */
  readonly of: number;
}
/** The unit in the last bulletin that was issued for these days or earlier ones. */
export interface UnitStanding {
  readonly issue: IssueHead;
  readonly title: string;
  readonly period: NamedPeriod;
  /** None where the bulletin does not rank the unit. */
  readonly ranks: readonly UnitRank[];
}
export interface UnitMonth {
  readonly site: VisibleSite;
  readonly period: { readonly from: string; readonly to: string };
  /** The units within reach that were at work then: which one to look at. */
  readonly units: readonly { readonly id: number; readonly name: string }[];
  /** Null where the unit was not at work then, or none is within reach. */
  readonly month: UnitMonthFigures | null;
  /** What the figures count by, to stand under them. */
  readonly note: string;
}
export interface UnitMonthFigures extends ReportingFigures {
  /** By which `score-lines` knows the unit. */
  readonly key: string;
  /** Whether the site has a rulebook, so that there are scores. */
  readonly scored: boolean;
  /** Null before the first bulletin, and for those who may not read bulletins. */
  readonly standing: UnitStanding | null;
}

/** Said under every table of these figures (DOMAIN.md 3: say which date counts). */
const figuresNote = '各数都按办公室收到的日期统计：本期收到的件，到现在为止的结果。';

export const unitMonth = makeView<UnitMonthInput, UnitMonth>(
  { view: 'unit-month', says: '一个单位一个月的报送和采用情况，以及在最近一期通报里的名次' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, unit: idProperty, from: dayProperty, to: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, unit, from, to }) => {
    const seen = await reachedSite(client, actor, 'fact.read', site);
    if (!seen.ok) return seen;
    if (unit !== undefined && !may(actor, 'fact.read', { site, units: [unit] }))
      return refuse('not-found', [problem('not-found', `没有 ${unit} 号单位，或者您看不到它`, 'unit')]);
    const today = await todayOf(client, undefined);
    if (!today.ok) return today;
    const month = windowOf('month', today.value);
    const [first, last] = [from === undefined ? month.from : dayFrom(from), to === undefined ? month.to : dayFrom(to)];
    if (first === undefined || last === undefined || first > last)
      return refuse('bad-input', [problem('bad-period', '起止日期不对', first === undefined ? 'from' : 'to')]);
    const settings = readSettings((await loadSettings(client, site))?.body);
    const reach = reachIn(actor, 'fact.read', site);
    const all = await reportingFigures(client, site, { from: first, to: last }, settings, reach.all ? 'all' : reach.units);
    const figures = all.find((one) => one.unit.id === (unit ?? ownUnit(actor, site))) ?? (unit === undefined ? all[0] : undefined);
    return accept({
      site: seen.value,
      period: { from: dayText(first), to: dayText(last) },
      units: all.map(({ unit: { id, name } }) => ({ id, name })),
      month: figures ? await withStanding(client, actor, site, figures, dayText(last)) : null,
      note: figuresNote,
    });
  },
);

const ownUnit = (actor: Actor, site: string): number | undefined =>
  actor.grants.find((grant) => grant.site === site && grant.unit !== undefined)?.unit;

/** An issued bulletin is sent to all units: who may read bulletins may read ranks out of it, and no others. */
async function withStanding(
  client: pg.ClientBase,
  actor: Actor,
  site: string,
  figures: ReportingFigures,
  to: string,
): Promise<UnitMonthFigures> {
  const found = await client.query<{ key: string; scored: boolean }>(
    'select key, exists (select from rulebooks r where r.site_id = $1) as scored from units where site_id = $1 and id = $2',
    [site, figures.unit.id],
  );
  const { key, scored } = found.rows[0] ?? { key: '', scored: false };
  const issue = may(actor, 'bulletin.read', { site }) ? await lastIssue(client, site, to) : undefined;
  if (!issue) return { ...figures, key, scored, standing: null };
  const { head, title, from, to: until, groups } = issue;
  const period = namedPeriod(periodOf({ from, to: until }));
  return { ...figures, key, scored, standing: { issue: head, title, period, ranks: ranksIn(groups, key) } };
}

const ranksIn = (groups: readonly FrozenGroup[], key: string): UnitRank[] =>
  groups.flatMap(({ name, title, rows }) => {
    const rank = rows.find((row) => row.key === key)?.rank ?? null;
    return rank === null ? [] : [{ table: title === '' ? name : title, rank, of: rows.filter((row) => row.rank !== null).length }];
  });

export interface ReportingProblemsInput {
  readonly site: string;
  readonly from: string;
  readonly to: string;
}
/** Material for a bulletin's 存在问题. */
export interface ReportingProblems {
  readonly site: VisibleSite;
  readonly period: { readonly from: string; readonly to: string };
  /** Every unit at work in the period, within reach. */
  readonly units: readonly ReportingFigures[];
  readonly totals: ReportingTotals;
  /** Units by problem, the worst first: names for a sentence. */
  readonly problems: readonly {
    readonly problem: ReportingProblem;
    readonly sentence: string;
    /** As a bulletin says it that takes this part over. */
    readonly paragraph: string;
    readonly units: readonly string[];
  }[];
  readonly note: string;
}

export const reportingProblems = makeView<ReportingProblemsInput, ReportingProblems>(
  { view: 'reporting-problems', says: '各单位一个时段的报送情况，和通报“存在问题”一节可用的句子' },
  {
    type: 'object',
    required: ['site', 'from', 'to'],
    properties: { site: siteProperty, from: dayProperty, to: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, from, to }) => {
    const seen = await reachedSite(client, actor, 'fact.read', site);
    if (!seen.ok) return seen;
    const [first, last] = [dayFrom(from), dayFrom(to)];
    if (first === undefined || last === undefined || first > last)
      return refuse('bad-input', [problem('bad-period', '起止日期不对', first === undefined ? 'from' : 'to')]);
    const settings = readSettings((await loadSettings(client, site))?.body);
    const reach = reachIn(actor, 'fact.read', site);
    const units = await reportingFigures(client, site, { from: first, to: last }, settings, reach.all ? 'all' : reach.units);
    return accept({
      site: seen.value,
      period: { from, to },
      units,
      totals: totalsOf(units),
      problems: problemsOf(units, settings.zeroReports.naming),
      note: figuresNote,
    });
  },
);

const sentences: Readonly<Record<ReportingProblem, string>> = {
  unreviewed: '报送的信息没有审核人',
  late: '报送的信息失去时效',
  repeated: '重复报送',
  again: '报过的内容又报',
  copied: '报送别的单位先报的内容',
  burst: '一日上报多条',
  refused: '报送的信息未被采用',
  'none-reported': '本期没有报送信息',
};

const problemsOf = (units: readonly ReportingFigures[], naming: ZeroNaming): ReportingProblems['problems'] =>
  problemKinds.flatMap((kind) => {
    const paragraph = problemSentence(kind, units, naming);
    if (paragraph === undefined) return [];
    return [{ problem: kind, sentence: sentences[kind], paragraph, units: heldBy(kind, units).map(({ unit }) => unit.unit.name) }];
  });
