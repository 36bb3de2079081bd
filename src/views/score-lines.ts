/**
 * What stands behind one figure of a unit: score lines with their sum, counted facts with their count, or the parts of a
 * formula. Lines come in pages of 200, by day.
 */
import type pg from 'pg';
import { exactText } from '../domain/bulletin/figures.ts';
import type { Period } from '../domain/calendar/day.ts';
import { dayText } from '../domain/calendar/day.ts';
import { noValue, type Show, showValue } from '../domain/display.ts';
import { add, type Exact, sum, zero } from '../domain/exact.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Explanation, explain } from '../domain/scoring/explain.ts';
import type { Value } from '../domain/scoring/formula.ts';
import { ruleNote } from '../domain/scoring/note-rules.ts';
import type { Plan } from '../domain/scoring/plan.ts';
import type { Rule } from '../domain/scoring/rulebook.ts';
import { type Scored, shownValue } from '../domain/scoring/score.ts';
import { scorePeriod } from '../store/scoring.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { type IssueHead, issueOfPeriod, type PeriodIssue } from './issue-of-period.ts';
import { dayField, type NamedPeriod, namedPeriod, type PeriodInput, readPeriod } from './period.ts';
import { type FigureLink, headOf } from './ranking.ts';
import { makeView } from './view.ts';

export interface ScoreLinesInput extends PeriodInput {
  readonly site: string;
  /** Key of the unit. */
  readonly unit: string;
  /** 得分 where not given. */
  readonly figure?: string;
  /** The group whose table shows it. */
  readonly group?: string;
  /** Other days than the period's that a part of a figure looks at, `2022-01-01..2022-12-31`. */
  readonly over?: string;
  /** Only the lines of this rule. */
  readonly rule?: string;
  /** The page after this line. */
  readonly after?: string;
}

/** One score line, or one counted fact. */
export interface ScoreLineShown {
  /** Names the line in `after`. */
  readonly key: string;
  readonly unit: string;
  readonly unitName: string;
  readonly day: string;
  readonly rule: string | null;
  readonly ruleName: string | null;
  /** Points, or how much is counted. */
  readonly points: string;
  readonly note: string | null;
  readonly fact: string | null;
  readonly item: number | null;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly attributes: readonly string[];
  /** The source key by which the office's own list knows the fact. */
  readonly source: string | null;
}
export interface RuleSum {
  readonly rule: string;
  readonly name: string;
  readonly words: string | null;
  readonly lines: number;
  readonly points: string;
}
export interface FigurePart extends FigureLink {
  readonly over: string | null;
  readonly shown: string;
}
export interface ScoreLines {
  readonly site: VisibleSite;
  readonly period: NamedPeriod;
  /** The days the figure looks at, where they are not the period's. */
  readonly over: NamedPeriod | null;
  readonly unit: { readonly key: string; readonly name: string };
  readonly group: string | null;
  readonly figure: { readonly name: string; readonly title: string; readonly shown: string };
  readonly issue: IssueHead | null;
  /** As it would be now, where that is not what was issued. */
  readonly now: string | null;
  readonly kind: Explanation['kind'];
  readonly formula: string | null;
  readonly parts: readonly FigurePart[];
  readonly rules: readonly RuleSum[];
  readonly rule: string | null;
  /** Over all pages, with the rule filter. */
  readonly count: number;
  readonly sum: string;
  readonly lines: readonly ScoreLineShown[];
  /** `after` of the next page. */
  readonly next: string | null;
}

export const linesPerPage = 200;
const text = { type: 'string', minLength: 1 } as const;

export const scoreLines = makeView<ScoreLinesInput, ScoreLines>(
  'score-lines',
  {
    type: 'object',
    required: ['site', 'unit', 'from', 'to'],
    properties: { site: text, unit: text, from: dayField, to: dayField, figure: text, group: text, over: text, rule: text, after: text },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const read = readPeriod(input);
    if (!read.ok) return read;
    const seen = await visibleSite(client, actor, 'fact.read', input.site);
    if (!seen.ok) return seen;
    const figure = input.figure ?? '得分';
    // A rank is found among all units; any other figure needs only the facts behind it.
    const found = await scorePeriod(client, input.site, read.value, figure === '名次' ? {} : { lines: [input.unit] });
    if (!found) return refuse('not-found', [problem('no-rulebook', '这个网站还没有计分办法，没有可以展开的数字', 'site')]);
    const { scored, rows } = found;
    const unit = scored.ledger.plan.units.findIndex((one) => one.key === input.unit);
    if (unit < 0) return refuse('not-found', [problem('unknown-unit', `${seen.value.name}没有单位“${input.unit}”`, 'unit')]);
    const range = rangeOf(scored.ledger.plan, input.over);
    if (range < 0) return refuse('bad-input', [problem('unknown-days', `本期的计分办法没有用到 ${input.over} 这段时间`, 'over')]);
    const explained = explain(scored, rows, { unit, figure, range, ...(input.group === undefined ? {} : { group: input.group }) });
    if (!explained)
      return refuse('not-found', [problem('unknown-figure', `计分办法“${scored.rulebook.name}”里没有“${figure}”这个数字`, 'figure')]);
    const issue = await issueOfPeriod(client, input.site, input);
    const column = columnOf(scored, input.group, figure);
    const live = figure === '名次' ? rankOf(scored, input) : shownValue(explained.value, column.show);
    const frozen = input.over === undefined ? frozenCell(issue, input, figure) : undefined;
    const all = linesOf(scored, explained.explanation).filter((line) => input.rule === undefined || line.ruleId === input.rule);
    const page = pageOf(all, input.after);
    return accept({
      site: seen.value,
      period: namedPeriod(read.value),
      over: isSame(explained.range, read.value) ? null : namedPeriod(explained.range),
      unit: { key: input.unit, name: scored.ledger.plan.units[unit]?.name ?? '' },
      group: input.group ?? null,
      figure: { name: figure, title: column.title, shown: frozen ?? live },
      issue: issue ? headOf(issue) : null,
      now: frozen !== undefined && frozen !== live ? live : null,
      kind: explained.explanation.kind,
      formula: explained.explanation.kind === 'formula' ? explained.explanation.formula : null,
      parts: partsOf(scored, explained.explanation, input),
      rules: ruleSums(scored, linesOf(scored, explained.explanation)),
      rule: input.rule ?? null,
      count: all.length,
      sum: showValue(sum(all.map((line) => line.points)), column.show),
      lines: await withFacts(client, input.site, scored, page.lines),
      next: page.next,
    });
  },
);

const isSame = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to;

const overText = (range: Period): string => `${dayText(range.from)}..${dayText(range.to)}`;

const rangeOf = (plan: Plan, over: string | undefined): number =>
  over === undefined ? 0 : plan.ranges.findIndex((range) => overText(range) === over);

/** Title and look of a figure in its table; a figure without a column has its own name and look. */
function columnOf(scored: Scored, group: string | undefined, figure: string): { title: string; show: Show | undefined } {
  const columns = scored.groups.filter((one) => group === undefined || one.name === group).flatMap((one) => one.columns);
  const own = scored.rulebook.figures?.find((one) => one.name === figure)?.show;
  const column = columns.find((one) => one.figure === figure);
  return { title: column?.title ?? figure, show: column?.show ?? own };
}

/** A unit's rank in the first table that ranks it. */
function rankOf(scored: Scored, { unit, group }: ScoreLinesInput): string {
  const rows = scored.groups.filter((one) => group === undefined || one.name === group).flatMap((one) => one.rows);
  const rank = rows.find((row) => row.unit.key === unit && row.rank !== undefined)?.rank;
  return rank === undefined ? noValue : String(rank);
}

/** The figure as it was issued. */
function frozenCell(issue: PeriodIssue | undefined, input: ScoreLinesInput, figure: string): string | undefined {
  const groups = issue?.figures.groups.filter((group) => input.group === undefined || group.name === input.group) ?? [];
  for (const { columns, rows } of groups) {
    const at = columns.findIndex((column) => column.figure === figure);
    const cell = rows.find((row) => row.key === input.unit)?.cells[at];
    if (cell) return cell.shown;
  }
  return undefined;
}

interface Line {
  readonly key: string;
  readonly unit: number;
  readonly day: number;
  readonly ruleId: string | undefined;
  readonly points: Exact;
  readonly note: string | undefined;
  readonly fact: string | undefined;
}

/** Lines or counted facts alike, by day, unit, rule and fact. */
function linesOf(scored: Scored, explanation: Explanation): Line[] {
  const { ruleIds } = scored.ledger.plan;
  if (explanation.kind === 'formula') return [];
  const lines: Omit<Line, 'key'>[] =
    explanation.kind === 'facts'
      ? explanation.facts.map(({ unit, day, counted, note, fact }) => ({ unit, day, ruleId: undefined, points: counted, note, fact }))
      : explanation.lines.map(({ unit, day, rule, points, note, fact }) => ({ unit, day, ruleId: ruleIds[rule], points, note, fact }));
  if (explanation.kind === 'lines' && explanation.rest) {
    const { points, note } = explanation.rest;
    lines.push({ unit: -1, day: scored.period.to, ruleId: undefined, points, note, fact: undefined });
  }
  lines.sort((a, b) => a.day - b.day || a.unit - b.unit || Number(a.fact ?? 0) - Number(b.fact ?? 0));
  const times = new Map<string, number>();
  return lines.map((line) => {
    const place = `${String(line.day).padStart(7, '0')}.${line.unit}.${line.fact ?? ''}.${line.ruleId ?? ''}`;
    const time = (times.get(place) ?? 0) + 1;
    times.set(place, time);
    return { ...line, key: time === 1 ? place : `${place}.${time}` };
  });
}

/** The page after a line; where that line is gone meanwhile, from its day on. */
function pageOf(lines: readonly Line[], after: string | undefined): { lines: readonly Line[]; next: string | null } {
  const at = after === undefined ? -1 : lines.findIndex((line) => line.key === after);
  const start = after === undefined ? 0 : at >= 0 ? at + 1 : lines.findIndex((line) => line.key > after);
  const page = start < 0 ? [] : lines.slice(start, start + linesPerPage);
  const last = page.at(-1);
  return { lines: page, next: last && start + page.length < lines.length ? last.key : null };
}

const ruleOf = (plan: Plan, id: string): Rule | undefined => {
  const books = [plan.current, ...plan.books.toReversed()];
  return books.flatMap((book) => book.rulebook.rules).find((rule) => rule.id === id);
};

/** Each rule's lines and points, in the order of the rulebook. */
function ruleSums(scored: Scored, lines: readonly Line[]): RuleSum[] {
  const { plan } = scored.ledger;
  const sums = new Map<string, { lines: number; points: Exact }>();
  for (const { ruleId, points } of lines) {
    if (ruleId === undefined) continue;
    const held = sums.get(ruleId) ?? { lines: 0, points: zero };
    sums.set(ruleId, { lines: held.lines + 1, points: add(held.points, points) });
  }
  return [...sums]
    .sort(([a], [b]) => plan.ruleIds.indexOf(a) - plan.ruleIds.indexOf(b))
    .map(([rule, held]) => {
      const known = ruleOf(plan, rule);
      return {
        rule,
        name: known?.name ?? rule,
        words: known ? ruleNote(known) : null,
        lines: held.lines,
        points: exactText(held.points),
      };
    });
}

function partsOf(scored: Scored, explanation: Explanation, input: ScoreLinesInput): FigurePart[] {
  if (explanation.kind !== 'formula') return [];
  return explanation.parts.map(({ figure, range, value }) => ({
    unit: input.unit,
    group: input.group ?? '',
    figure,
    over: range === 0 ? null : overText(scored.ledger.plan.ranges[range] ?? scored.period),
    shown: shownPart(scored, input.group, figure, value),
  }));
}

const shownPart = (scored: Scored, group: string | undefined, figure: string, value: Value): string =>
  shownValue(value, columnOf(scored, group, figure).show);

interface FactRow {
  readonly id: number;
  readonly fact: string;
  readonly submission_id: number | null;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly level: string | null;
  readonly kind: string | null;
  readonly form: string | null;
  readonly reason: string | null;
  readonly leader: string | null;
  readonly note: string | null;
  readonly share_top: number;
  readonly share_bottom: number;
  readonly source_key: string;
}

/** The page's lines with what their facts are about, in one query. */
async function withFacts(client: pg.ClientBase, site: string, scored: Scored, lines: readonly Line[]): Promise<ScoreLineShown[]> {
  const ids = [...new Set(lines.flatMap((line) => (line.fact === undefined ? [] : [Number(line.fact)])))];
  const found = await client.query<FactRow>(
    `select f.id, f.fact, f.submission_id, s.title, o.name as outlet, f.level, f.kind, f.form, f.reason, f.leader, f.note,
       f.share_top, f.share_bottom, f.source_key
     from facts f left join submissions s on s.site_id = f.site_id and s.id = f.submission_id
     left join outlets o on o.site_id = f.site_id and o.id = f.outlet_id
     where f.site_id = $1 and f.id = any($2)`,
    [site, ids],
  );
  const facts = new Map(found.rows.map((row) => [String(row.id), row]));
  const { plan } = scored.ledger;
  return lines.map((line) => {
    const fact = line.fact === undefined ? undefined : facts.get(line.fact);
    const unit = plan.units[line.unit];
    const rule = line.ruleId === undefined ? undefined : ruleOf(plan, line.ruleId);
    return {
      key: line.key,
      unit: unit?.key ?? '',
      unitName: unit?.name ?? '',
      day: dayText(line.day),
      rule: line.ruleId ?? null,
      ruleName: rule?.name ?? line.ruleId ?? null,
      points: exactText(line.points),
      note: line.note ?? null,
      fact: fact?.fact ?? null,
      item: fact?.submission_id ?? null,
      title: fact?.title ?? fact?.note ?? null,
      outlet: fact?.outlet ?? null,
      attributes: fact ? attributesOf(fact) : [],
      source: fact?.source_key ?? null,
    };
  });
}

const attributesOf = ({ level, kind, form, reason, leader, share_top, share_bottom }: FactRow): string[] => {
  const share = share_top === share_bottom ? null : `占${share_top}/${share_bottom}`;
  return [level, kind, form, reason, leader, share].filter((one): one is string => one !== null && one !== '');
};
