/**
 * What stands behind one figure of a unit: score lines with their sum, counted facts with their count, or the parts of a
 * formula. A unit sees its own; what units beyond its reach bring to it counts, and is not told.
 */
import { dayText, type Period } from '../domain/calendar/day.ts';
import { noValue, type Show, showValue } from '../domain/display.ts';
import { sum } from '../domain/exact.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Explanation, explain } from '../domain/scoring/explain.ts';
import type { Value } from '../domain/scoring/formula.ts';
import type { Plan } from '../domain/scoring/plan.ts';
import type { Scored } from '../domain/scoring/score.ts';
import { shownValue } from '../domain/scoring/table.ts';
import { scorePeriod } from '../store/scoring.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { type IssueHead, issueOfPeriod, type PeriodIssue } from './issue-of-period.ts';
import { linesOf, pageOf, type RuleSum, reachedUnits, ruleSums, type ScoreLineShown, withFacts } from './lines.ts';
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

const text = { type: 'string', minLength: 1 } as const;

export const scoreLines = makeView<ScoreLinesInput, ScoreLines>(
  { view: 'score-lines', says: '一个单位的得分或其他数字是从哪些信息、按哪条规则来的' },
  {
    type: 'object',
    required: ['site', 'unit', 'from', 'to'],
    properties: { site: text, unit: text, from: dayField, to: dayField, figure: text, group: text, over: text, rule: text, after: text },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const read = readPeriod(input);
    if (!read.ok) return read;
    const seen = await reachedSite(client, actor, 'fact.read', input.site);
    if (!seen.ok) return seen;
    const unknown = refuse('not-found', [problem('unknown-unit', `${seen.value.name}没有单位“${input.unit}”，或者您看不到它`, 'unit')]);
    const reached = await reachedUnits(client, actor, input.site);
    if (reached !== 'all' && !reached.has(input.unit)) return unknown;
    const figure = input.figure ?? '得分';
    // A rank is found among all units; any other figure needs only the facts behind it.
    const found = await scorePeriod(client, input.site, read.value, figure === '名次' ? {} : { lines: [input.unit] });
    if (!found) return refuse('not-found', [problem('no-rulebook', '这个网站还没有计分办法，没有可以展开的数字', 'site')]);
    const { scored, rows } = found;
    const unit = scored.ledger.plan.units.findIndex((one) => one.key === input.unit);
    if (unit < 0) return unknown;
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
      lines: await withFacts(client, { actor, reached }, input.site, scored, page.lines),
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
