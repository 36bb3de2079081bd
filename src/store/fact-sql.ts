/** The SQL that fetches facts for scoring: built from what the rulebooks read, with every value bound. */
import { type DayNumber, dayText, windowOf } from '../domain/calendar/day.ts';
import type { IssuedPeriod } from '../domain/scoring/fact.ts';
import type { Needs } from '../domain/scoring/needs.ts';
import { lookback, type Plan } from '../domain/scoring/plan.ts';
import type { DayBasis } from '../domain/scoring/rulebook.ts';

export interface FactQuery {
  readonly site: string;
  readonly plan: Plan;
  readonly needs: Needs;
  /** Index of the plan's unit for a database id. */
  readonly unitOf: ReadonlyMap<number, number>;
  /** Outlet names by database id. */
  readonly outlets: ReadonlyMap<number, string>;
  readonly issued: readonly IssuedPeriod[];
  readonly countsAt: 'publication' | 'adoption';
  /** Facts of these units only (database ids), each fact by itself: a drill-down. */
  readonly only?: readonly number[];
}

const dayColumns: Record<DayBasis, string> = {
  on: 'f.fact_on',
  due: 'f.due_on',
  deliveredOn: 'f.delivered_on',
  eventOn: 'f.event_on',
  publishedOn: 'f.published_on',
};

const plainColumns = new Set(['level', 'kind', 'form', 'outcome', 'reason', 'leader', 'met', 'points', 'note']);

/** SQL for an attribute a rulebook reads. Unknown ones lie in the JSON; their name is bound as a parameter. */
function attributeSql(attribute: string, bind: (value: unknown) => string): string {
  if (plainColumns.has(attribute)) return `f.${attribute}`;
  if (attribute === 'outlet') return 'f.outlet_id';
  if (attribute === 'title') return 's.title';
  if (attribute === 'age') return '(f.fact_on - f.event_on)';
  if (attribute === 'lateBy') return '(f.delivered_on - f.due_on)';
  return `f.attributes -> ${bind(attribute)}`;
}

export interface Shape {
  readonly query: FactQuery;
  readonly attributes: readonly string[];
  readonly single: boolean;
  /**
   * Items stand together, so that the fold may forget each before the next; items with a single fact, most of them, need no
   * telling apart and come grouped.
   */
  readonly itemsTogether: boolean;
  readonly from: DayNumber | undefined;
  readonly to: DayNumber;
  readonly edges: readonly DayNumber[];
}

/** 9999-12-31, after every fact. */
const lastDay: DayNumber = 2_932_896;

/** What the query looks like for these needs. */
export function shapeOf(query: FactQuery): Shape {
  const { plan, needs } = query;
  const ranges = plan.ranges.filter((range) => range.from <= range.to);
  const from = Math.min(...ranges.map((range) => Math.min(...plan.books.map((book) => lookback(book.rulebook, range, plan.yearStart)))));
  const to = Math.max(...ranges.map((range) => range.to));
  const single = needs.items || needs.order || query.only !== undefined;
  const limited = needs.windows.length > 0 || plan.books.some((book) => book.limits.length > 0 || book.windows.length > 0);
  return {
    query,
    attributes: needs.attributes.filter((attribute) => attribute !== 'joint'),
    single,
    itemsTogether: needs.items && !limited && !needs.unbounded && !needs.acrossItems && query.only === undefined,
    from: needs.unbounded ? undefined : from,
    to: needs.unbounded ? lastDay : to,
    edges: edgesOf(plan, from, to, needs),
  };
}

/** The same query over facts from an earlier day on. */
export const beginningOn = (shape: Shape, from: DayNumber): Shape =>
  shape.from === undefined || shape.from <= from
    ? shape
    : { ...shape, from, edges: edgesOf(shape.query.plan, from, shape.to, shape.query.needs) };

/** First days of the stretches within which every day is treated alike. */
function edgesOf(plan: Plan, from: DayNumber, to: DayNumber, needs: Needs): DayNumber[] {
  const edges = new Set<DayNumber>([from]);
  const add = (day: DayNumber): void => {
    if (day > from && day <= to) edges.add(day);
  };
  for (const range of plan.ranges) {
    add(range.from);
    add(range.to + 1);
  }
  for (const book of plan.books) add(book.from);
  for (const kind of needs.windows) {
    for (let day = windowOf(kind, from, plan.yearStart).from; day <= to; day = windowOf(kind, day, plan.yearStart).to + 1) add(day);
  }
  return [...edges].sort((a, b) => a - b);
}

interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

const isReversalSql = (alias: string): string =>
  `(${alias}.fact = 'adjustment' and ${alias}.ref_id is not null and ${alias}.points is null)`;

/** A day basis as SQL; adoptions count on publication where the rulebook says so. Only then the expression, so that its index serves. */
const daySql = (basis: DayBasis, countsAt: 'publication' | 'adoption'): string =>
  basis === 'on' && countsAt === 'publication' ? 'coalesce(f.published_on, f.fact_on)' : dayColumns[basis];

/** Items with several facts, or with one that was taken back: what contests and counts of different items must see whole. */
const sharedItems = (site: string, kinds: string): string => `with shared as materialized (
  select submission_id from facts where site_id = ${site} and fact = any(${kinds}) and submission_id is not null group by submission_id having count(*) > 1
  union select t.submission_id from facts a join facts t on t.site_id = a.site_id and t.id = a.ref_id where a.site_id = ${site} and ${isReversalSql('a')})`;

/** Rows on time, each by itself, in the order of days or of items. */
export function singleSql(shape: Shape, basis: DayBasis): Sql {
  const { query } = shape;
  const { values, bind } = binder();
  const day = daySql(basis, query.countsAt);
  const attributes = shape.attributes.map((attribute) => attributeSql(attribute, bind));
  const where = timelyWhere(shape, day, bind);
  const shared = shape.itemsTogether ? sharedItems(bind(query.site), bind(query.needs.facts)) : '';
  if (shape.itemsTogether) where.push('f.submission_id in (select submission_id from shared)');
  const order = shape.itemsTogether ? 'f.submission_id, ' : '';
  return {
    text: `${shared} select f.unit_id, f.fact, ${['f.share_top', 'f.share_bottom', 'f.lead', 'f.joint', 'f.count', ...attributes].join(', ')}, ${day}, f.id, f.submission_id
      from facts f ${joinOf(shape)} where ${where.join(' and ')} order by ${order}${day}, f.happened_at nulls first, f.recorded_at, f.id`,
    values,
  };
}

/** Rows on time, by stretches of days and attributes. Where the site has no joint item, shares need no column. */
export function groupedSql(shape: Shape, basis: DayBasis, joint: boolean): Sql {
  const { query } = shape;
  const { values, bind } = binder();
  const day = daySql(basis, query.countsAt);
  const attributes = shape.attributes.map((attribute) => attributeSql(attribute, bind));
  const bucket = shape.edges.length > 1 ? `width_bucket(${day}, ${bind(shape.edges.map(dayText))}::date[])` : undefined;
  const where = timelyWhere(shape, day, bind);
  const shared = shape.itemsTogether ? sharedItems(bind(query.site), bind(query.needs.facts)) : '';
  if (shape.itemsTogether) where.push('not exists (select from shared h where h.submission_id = f.submission_id)');
  const shares = joint ? ['f.share_top', 'f.share_bottom', 'f.lead', 'f.joint'] : [];
  const keys = ['f.unit_id', 'f.fact', ...shares, ...attributes, ...(bucket === undefined ? [] : [bucket])];
  return {
    text: `${shared} select f.unit_id, f.fact, ${joint ? shares.join(', ') : '1, 1, true, false'}, sum(f.count)::int, ${[...attributes, bucket ?? '1'].join(', ')}
      from facts f ${joinOf(shape)} where ${where.join(' and ')} group by ${keys.join(', ')}${bucket === undefined ? '' : ` order by ${bucket}`}`,
    values,
  };
}

const joinOf = (shape: Shape): string =>
  shape.attributes.includes('title') ? 'left join submissions s on s.site_id = f.site_id and s.id = f.submission_id' : '';

function timelyWhere(shape: Shape, day: string, bind: (value: unknown) => string): string[] {
  const where = whereSql(shape, day, bind);
  const late = lateSql(shape.query.issued, day, bind);
  return late ? [...where, `not ${late}`] : where;
}

function whereSql(shape: Shape, day: string, bind: (value: unknown) => string): string[] {
  const { query, from, to } = shape;
  const where = [`f.site_id = ${bind(query.site)}`, `f.fact = any(${bind(query.needs.facts)})`, `${day} <= ${bind(dayText(to))}::date`];
  if (from !== undefined) where.push(`${day} >= ${bind(dayText(from))}::date`);
  if (query.only) where.push(`f.unit_id = any(${bind(query.only)})`);
  if (query.needs.facts.includes('adjustment')) where.push(`not ${isReversalSql('f')}`);
  return where;
}

/** Entered after the bulletin of its day was issued: one comparison with the moment that day's piece was frozen. */
function lateSql(issued: readonly IssuedPeriod[], day: string, bind: (value: unknown) => string): string | undefined {
  if (issued.length === 0) return undefined;
  const pieces = [...issued].sort((a, b) => a.from - b.from);
  const edges: string[] = [];
  const frozen: string[] = [];
  pieces.forEach((piece, index) => {
    edges.push(dayText(piece.from));
    frozen.push(new Date(piece.frozenAt).toISOString());
    if (pieces[index + 1]?.from !== piece.to + 1) {
      edges.push(dayText(piece.to + 1));
      frozen.push('infinity');
    }
  });
  return `coalesce(f.recorded_at > (${bind(frozen)}::timestamptz[])[width_bucket(${day}, ${bind(edges)}::date[])], false)`;
}

/** Late entries, each by itself with the moment it was recorded. */
export function lateRowsSql(shape: Shape, basis: DayBasis): Sql | undefined {
  const { query } = shape;
  const { values, bind } = binder();
  const day = daySql(basis, query.countsAt);
  const attributes = shape.attributes.map((attribute) => attributeSql(attribute, bind));
  const where = whereSql({ ...shape, from: undefined }, day, bind);
  const late = lateSql(query.issued, day, bind);
  if (!late) return undefined;
  return {
    text: `select f.unit_id, f.fact, ${['f.share_top', 'f.share_bottom', 'f.lead', 'f.joint', 'f.count', ...attributes].join(', ')}, ${day}, f.id, f.submission_id, f.recorded_at
      from facts f left join submissions s on s.site_id = f.site_id and s.id = f.submission_id where ${where.join(' and ')} and ${late}`,
    values,
  };
}

/**
 * What reversals take back: the rows of the fact they refer to (all units of a joint one), dated by the reversal. A reversal of
 * a reversal gives the fact again on its own day.
 */
export function reversalSql(shape: Shape, basis: DayBasis): Sql {
  const { query } = shape;
  const { values, bind } = binder();
  const attributes = shape.attributes.map((attribute) => attributeSql(attribute, bind));
  const site = bind(query.site);
  const where = [`f.fact = any(${bind(query.needs.facts)})`, `${dayColumns[basis]} is not null`, `not ${isReversalSql('t')}`];
  if (query.only) where.push(`f.unit_id = any(${bind(query.only)})`);
  return {
    text: `with recursive chain as (
        select a.ref_id, a.fact_on, a.recorded_at, -1 as sign from facts a where a.site_id = ${site} and ${isReversalSql('a')} and a.fact_on <= ${bind(dayText(shape.to))}::date
        union all
        select t.ref_id, c.fact_on, c.recorded_at, -c.sign from chain c join facts t on t.site_id = ${site} and t.id = c.ref_id where ${isReversalSql('t')})
      select f.unit_id, f.fact, ${['f.share_top', 'f.share_bottom', 'f.lead', 'f.joint', 'c.sign * f.count', ...attributes].join(', ')}, c.fact_on, f.id, f.submission_id, c.recorded_at, ${daySql(basis, query.countsAt)}
      from chain c join facts t on t.site_id = ${site} and t.id = c.ref_id
      join facts f on f.site_id = t.site_id and f.source_key = t.source_key
      left join submissions s on s.site_id = f.site_id and s.id = f.submission_id
      where ${where.join(' and ')}`,
    values,
  };
}

function binder(): { values: unknown[]; bind: (value: unknown) => string } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}
