/** One item (信息) and everything that happened to it: its facts of all units, what took them back, what they earned, its history. */
import type pg from 'pg';
import { exactText } from '../domain/bulletin/figures.ts';
import { dayFrom, dayText, type Period, windowOf } from '../domain/calendar/day.ts';
import { add, type Exact, zero } from '../domain/exact.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';
import { linesIn } from '../domain/scoring/ledger.ts';
import { scorePeriod } from '../store/scoring.ts';
import { placedSubmission, rowsReached, type VisibleSite, visibleSite } from '../store/visible.ts';
import { type HistoryEntry, historyEntries } from './history-entries.ts';
import { type NamedPeriod, namedPeriod } from './period.ts';
import { makeView } from './view.ts';

export interface ItemInput {
  readonly site: string;
  readonly item: number;
}

export interface ItemFact {
  readonly id: number;
  readonly fact: string;
  readonly unit: { readonly key: string; readonly name: string };
  readonly on: string;
  readonly publishedOn: string | null;
  readonly recordedAt: string;
  readonly outlet: string | null;
  readonly attributes: readonly string[];
  readonly share: { readonly top: number; readonly bottom: number };
  readonly joint: boolean;
  readonly count: number;
  readonly note: string | null;
  readonly evidence: string | null;
  readonly source: string;
  /** The fact that this one takes back or adjusts. */
  readonly refersTo: number | null;
  /** Facts that take this one back. */
  readonly reversedBy: readonly number[];
  /** The file that brought it. */
  readonly file: string | null;
  readonly earned: readonly { readonly day: string; readonly rule: string; readonly points: string; readonly note: string | null }[];
}
export interface ItemIssue {
  readonly bulletin: number;
  readonly period: NamedPeriod;
  readonly year: number;
  readonly number: number;
}
export interface Item {
  readonly site: VisibleSite;
  readonly item: number;
  readonly title: string;
  readonly invented: boolean;
  readonly unit: { readonly key: string; readonly name: string };
  readonly source: string;
  readonly facts: readonly ItemFact[];
  /** What it earned each unit in the years of its facts. */
  readonly earned: readonly { readonly unit: string; readonly name: string; readonly points: string }[];
  readonly years: NamedPeriod | null;
  /** Issued bulletins whose period holds a day of it. */
  readonly issues: readonly ItemIssue[];
  readonly history: readonly HistoryEntry[];
}

const mostFacts = 500;

export const item = makeView<ItemInput, Item>(
  { view: 'item', says: '一条信息的经过：各单位的事实、撤销、得分和所在的通报' },
  {
    type: 'object',
    required: ['site', 'item'],
    properties: { site: { type: 'string', minLength: 1 }, item: { type: 'integer', minimum: 1 } },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const seen = await visibleSite(client, actor, 'fact.read', input.site);
    if (!seen.ok) return seen;
    const head = await headOf(client, actor, input);
    if (!head) return refuse('not-found', [problem('unknown-item', `${seen.value.name}没有第 ${input.item} 号信息`, 'item')]);
    const rows = await factsOf(client, input);
    const period = yearsOf(rows);
    const earned = period ? await earnings(client, input.site, period, rows) : [];
    const facts = rows.map((row) => factFrom(row, rows, earned));
    return accept({
      site: seen.value,
      item: input.item,
      title: head.title,
      invented: head.invented,
      unit: { key: head.key, name: head.name },
      source: head.source_key,
      facts,
      earned: sumByUnit(earned),
      years: period ? namedPeriod(period) : null,
      issues: rows.length > 0 ? await issuesOf(client, input.site, rows.map(countedOn)) : [],
      history: await historyEntries(client, input.site, 'item', String(input.item)),
    });
  },
);

interface Head {
  readonly title: string;
  readonly invented: boolean;
  readonly source_key: string;
  readonly key: string;
  readonly name: string;
}

/** The item, where its text may be read: what came in with its facts is for all who see the figures. */
async function headOf(client: pg.ClientBase, actor: Actor, { site, item }: ItemInput): Promise<Head | undefined> {
  const values: unknown[] = [site, item];
  const columns = placedSubmission('s');
  const readable = rowsReached(actor, 'submission.read', site, columns, (value) => `$${values.push(value)}`);
  const found = await client.query<Head>(
    `select s.title, s.invented, s.source_key, u.key, u.name from submissions s
     join units u on u.site_id = s.site_id and u.id = s.unit_id where s.site_id = $1 and s.id = $2
       and (s.state = 'recorded' or ${readable})`,
    values,
  );
  return found.rows[0];
}

interface FactRow {
  readonly id: number;
  readonly fact: string;
  readonly key: string;
  readonly name: string;
  readonly fact_on: string;
  readonly published_on: string | null;
  readonly recorded_at: Date;
  readonly outlet: string | null;
  readonly level: string | null;
  readonly kind: string | null;
  readonly form: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly leader: string | null;
  readonly share_top: number;
  readonly share_bottom: number;
  readonly joint: boolean;
  readonly count: number;
  readonly points: string | null;
  readonly note: string | null;
  readonly evidence: string | null;
  readonly source_key: string;
  readonly ref_id: number | null;
  readonly ref_key: string | null;
  readonly file_name: string | null;
}

/** The item's facts and those that refer to them, by day. */
async function factsOf(client: pg.ClientBase, { site, item }: ItemInput): Promise<FactRow[]> {
  const found = await client.query<FactRow>(
    `select f.id, f.fact, u.key, u.name, f.fact_on, f.published_on, f.recorded_at, o.name as outlet, f.level, f.kind, f.form, f.outcome,
       f.reason, f.leader, f.share_top, f.share_bottom, f.joint, f.count, f.points, f.note, f.evidence, f.source_key, f.ref_id,
       t.source_key as ref_key, i.file_name
     from facts f join units u on u.site_id = f.site_id and u.id = f.unit_id
     left join outlets o on o.site_id = f.site_id and o.id = f.outlet_id
     left join facts t on t.site_id = f.site_id and t.id = f.ref_id
     left join imports i on i.site_id = f.site_id and i.id = f.import_id
     where f.site_id = $1 and f.id in (
       select id from facts where site_id = $1 and submission_id = $2
       union
       select a.id from facts a join facts b on b.site_id = a.site_id and b.id = a.ref_id where b.site_id = $1 and b.submission_id = $2)
     order by f.fact_on, f.id limit ${mostFacts}`,
    [site, item],
  );
  return found.rows;
}

const countedOn = (row: FactRow): string => (row.published_on === null || row.published_on === 'infinity' ? row.fact_on : row.published_on);

/** The calendar years that hold the item's facts. */
function yearsOf(rows: readonly FactRow[]): Period | undefined {
  const days = rows.flatMap((row) => dayFrom(countedOn(row)) ?? []);
  if (days.length === 0) return undefined;
  return { from: windowOf('year', Math.min(...days)).from, to: windowOf('year', Math.max(...days)).to };
}

interface Earning {
  readonly fact: string;
  readonly unit: string;
  readonly name: string;
  readonly day: string;
  readonly rule: string;
  readonly points: Exact;
  readonly note: string | null;
}

/** The score lines of the item's facts, of all its units in one reckoning. */
async function earnings(client: pg.ClientBase, site: string, period: Period, rows: readonly FactRow[]): Promise<Earning[]> {
  const found = await scorePeriod(client, site, period, { lines: [...new Set(rows.map((row) => row.key))] });
  if (!found) return [];
  const { ledger } = found.scored;
  const { units, ruleIds, books } = ledger.plan;
  const rules = new Map(books.flatMap((book) => book.rulebook.rules).map((rule) => [rule.id, rule.name ?? rule.id]));
  const ids = new Set(rows.map((row) => String(row.id)));
  return linesIn(ledger, 0).flatMap((line): Earning[] => {
    if (line.fact === undefined || !ids.has(line.fact)) return [];
    const rule = ruleIds[line.rule] ?? '';
    const unit = units[line.unit];
    return [
      {
        fact: line.fact,
        unit: unit?.key ?? '',
        name: unit?.name ?? '',
        day: dayText(line.day),
        rule: rules.get(rule) ?? rule,
        points: line.points,
        note: line.note ?? null,
      },
    ];
  });
}

function sumByUnit(earned: readonly Earning[]): Item['earned'] {
  const sums = new Map<string, { name: string; points: Exact }>();
  for (const { unit, name, points } of earned) sums.set(unit, { name, points: add(sums.get(unit)?.points ?? zero, points) });
  return [...sums].map(([unit, { name, points }]) => ({ unit, name, points: exactText(points) }));
}

function factFrom(row: FactRow, rows: readonly FactRow[], earned: readonly Earning[]): ItemFact {
  // A reversal names one row of a joint fact and takes back all of them.
  const reversals = rows.filter((one) => one.fact === 'adjustment' && one.points === null && one.ref_key === row.source_key);
  return {
    id: row.id,
    fact: row.fact,
    unit: { key: row.key, name: row.name },
    on: row.fact_on,
    publishedOn: row.published_on === 'infinity' ? null : row.published_on,
    recordedAt: row.recorded_at.toISOString(),
    outlet: row.outlet,
    attributes: [row.level, row.kind, row.form, row.outcome, row.reason, row.leader].filter((one): one is string => Boolean(one)),
    share: { top: row.share_top, bottom: row.share_bottom },
    joint: row.joint,
    count: row.count,
    note: row.note,
    evidence: row.evidence,
    source: row.source_key,
    refersTo: row.ref_id,
    reversedBy: reversals.filter((one) => one.id !== row.id).map((one) => one.id),
    file: row.file_name,
    earned: earned
      .filter((line) => line.fact === String(row.id))
      .map(({ day, rule, points, note }) => ({ day, rule, points: exactText(points), note })),
  };
}

interface IssueRow {
  readonly bulletin_id: number;
  readonly period_from: string;
  readonly period_to: string;
  readonly issue_year: number;
  readonly issue_number: number;
}

async function issuesOf(client: pg.ClientBase, site: string, days: readonly string[]): Promise<ItemIssue[]> {
  const found = await client.query<IssueRow>(
    `select i.bulletin_id, i.period_from, i.period_to, i.issue_year, i.issue_number
     from bulletin_issues i join bulletins b on b.site_id = i.site_id and b.id = i.bulletin_id and b.state = 'issued'
     where i.site_id = $1 and i.rulebook_id is not null
       and exists (select from unnest($2::date[]) as d(day) where d.day between i.period_from and i.period_to)
     order by i.period_from, i.issue_number limit 50`,
    [site, days],
  );
  return found.rows.map((row) => ({
    bulletin: row.bulletin_id,
    period: namedPeriod({ from: dayFrom(row.period_from) ?? 0, to: dayFrom(row.period_to) ?? 0 }),
    year: row.issue_year,
    number: row.issue_number,
  }));
}
