/**
 * What stands behind a figure: score lines, counted facts, or a formula's parts. Each explanation adds up to the very value
 * that is shown, because it is taken from the same fold.
 */
import type { Period } from '../calendar/day.ts';
import { type Exact, exact, fraction, isZero, multiply, subtract, sum } from '../exact.ts';
import type { Unit } from '../organisation/unit.ts';
import type { FactRow } from './fact.ts';
import { defaultTree, figureCounter, type PreparedGroup } from './figures.ts';
import { namesIn, parseFormula, type Value } from './formula.ts';
import { linesIn, type ScoreLine } from './ledger.ts';
import type { CountFigure, CountOf, Figure, Rulebook, Tree } from './rulebook.ts';
import { prepareGroups, type Scored } from './score.ts';

/** One fact in a count, or one item where different items are counted. */
export interface CountedFact {
  readonly unit: number;
  readonly day: number;
  readonly fact?: string;
  readonly item?: number;
  readonly counted: Exact;
  readonly note?: string;
}
/** A figure that another one is made of, over a range of the plan. */
export interface Part {
  readonly figure: string;
  readonly range: number;
  readonly value: Value;
}

export type Explanation =
  /** Score lines; `rest` is what an unmet condition takes from their sum. */
  | { readonly kind: 'lines'; readonly lines: readonly ScoreLine[]; readonly rest?: { readonly points: Exact; readonly note: string } }
  | { readonly kind: 'facts'; readonly facts: readonly CountedFact[] }
  /** A formula, a label or a rank: the figures it looks at. */
  | { readonly kind: 'formula'; readonly formula: string; readonly parts: readonly Part[] }
  /** How many windows met a rule's steps, or did not; the lines are those of the rule. */
  | { readonly kind: 'windows'; readonly met: boolean; readonly lines: readonly ScoreLine[] };

export interface Explained {
  readonly value: Value;
  readonly explanation: Explanation;
  /** The figure itself, or the one it is only another name of. */
  readonly figure: string;
  readonly range: Period;
}

export interface Subject {
  readonly unit: number;
  /** Name of the group whose table shows the figure; the first that holds the unit where not given. */
  readonly group?: string;
  readonly figure: string;
  readonly range: number;
}

/** Names that every rulebook knows without defining them. */
const known = new Set(['得分', '合计', '名次']);

/** Explains a figure of a unit; undefined where the rulebook has no such figure. `rows` are the rows that were folded. */
export function explain(scored: Scored, rows: readonly FactRow[], subject: Subject): Explained | undefined {
  const book = scored.rulebook;
  const group = groupOf(scored, subject);
  const figure = book.figures?.find((one) => one.name === subject.figure);
  if (!figure && !known.has(subject.figure)) return undefined;
  const range = figure?.over === undefined ? subject.range : scored.figures.rangeOf(figure.over);
  const days = scored.ledger.plan.ranges[range];
  if (!days) return undefined;
  const other = sameAs(book, group, subject.figure);
  if (other !== undefined && other !== subject.figure) return explain(scored, rows, { ...subject, figure: other, range });
  const value = subject.figure === '名次' ? null : scored.figures.value(subject.figure, subject.unit, group, range);
  const context = { scored, rows, group, unit: subject.unit, range, days };
  return { value, figure: subject.figure, range: days, explanation: explanationOf(context, subject.figure, figure, value) };
}

interface Context {
  readonly scored: Scored;
  readonly rows: readonly FactRow[];
  readonly group: PreparedGroup;
  readonly unit: number;
  readonly range: number;
  readonly days: Period;
}

function explanationOf(context: Context, name: string, figure: Figure | undefined, value: Value): Explanation {
  const { scored, group } = context;
  if (name === '名次') {
    const rank = group.group.rank ?? scored.rulebook.rank ?? { by: ['得分'], ties: 'competition' };
    return formulaOf(
      context,
      '名次',
      rank.by.map((key) => (typeof key === 'string' ? key : key.figure)),
    );
  }
  if (name === '得分') {
    const formula = group.group.score ?? scored.rulebook.score;
    if (formula !== undefined) return formulaOf(context, formula, namesIn(parseFormula(formula)));
    return linesOf(context, undefined, undefined, value);
  }
  if (!figure) return linesOf(context, undefined, undefined, value);
  if ('count' in figure) return { kind: 'facts', facts: countedFacts(context, figure) };
  if ('points' in figure) return linesOf(context, figure.points === 'all' ? undefined : figure.points, figure.tree, value);
  if ('windowsOf' in figure) return { kind: 'windows', met: figure.met, lines: linesFor(context, [figure.windowsOf], 'self') };
  if ('formula' in figure) return formulaOf(context, figure.formula, namesIn(parseFormula(figure.formula)));
  const conditions = figure.label.map(({ when, text }) => `${text}：${when}`);
  return formulaOf(context, conditions.join('；'), [...new Set(figure.label.flatMap(({ when }) => namesIn(parseFormula(when))))]);
}

function formulaOf(context: Context, formula: string, names: readonly string[]): Explanation {
  const { scored, group, unit, range } = context;
  const figures = new Map((scored.rulebook.figures ?? []).map((figure) => [figure.name, figure]));
  return {
    kind: 'formula',
    formula,
    parts: names.map((figure): Part => {
      const over = figures.get(figure)?.over;
      return {
        figure,
        range: over === undefined ? range : scored.figures.rangeOf(over),
        value: scored.figures.value(figure, unit, group, range),
      };
    }),
  };
}

/** 得分 that is only another figure's name, and the figure behind a formula that is one. */
function sameAs(book: Rulebook, group: PreparedGroup, name: string): string | undefined {
  const figure = book.figures?.find((one) => one.name === name);
  const formula = name === '得分' ? (group.group.score ?? book.score) : figure && 'formula' in figure ? figure.formula : undefined;
  if (formula === undefined) return undefined;
  const parsed = parseFormula(formula);
  if (parsed.type !== 'name') return undefined;
  return parsed.name === '得分' || parsed.name === '名次' ? undefined : parsed.name;
}

const treeOf = ({ scored, group, unit }: Context, tree: Tree | undefined): readonly number[] => {
  const wanted = tree ?? defaultTree(group);
  if (wanted === 'self') return [unit];
  return scored.figures.subtree(unit).slice(wanted === 'below' ? 1 : 0);
};

function linesFor(context: Context, rules: readonly string[] | undefined, tree: Tree | undefined): ScoreLine[] {
  const units = new Set(treeOf(context, tree));
  const { ledger } = context.scored;
  const wanted = rules === undefined ? undefined : new Set(rules.map((id) => ledger.plan.ruleIds.indexOf(id)));
  return linesIn(ledger, context.range).filter(
    (line) => units.has(line.unit) && (wanted?.has(line.rule) ?? !ledger.plan.aside.has(line.rule)),
  );
}

function linesOf(context: Context, rules: readonly string[] | undefined, tree: Tree | undefined, value: Value): Explanation {
  const lines = linesFor(context, rules, tree);
  const shown = typeof value === 'object' && value !== null ? value : exact(0);
  const rest = subtract(shown, sum(lines.map((line) => line.points)));
  if (isZero(rest)) return { kind: 'lines', lines };
  return { kind: 'lines', lines, rest: { points: rest, note: '不满足计分条件' } };
}

/** The rows a count is made of. Of different items each stands once, with its first row, unless it was taken back. */
function countedFacts(context: Context, figure: CountFigure): CountedFact[] {
  const { scored, rows, days } = context;
  const { plan } = scored.ledger;
  const counter = plan.counters[plan.counterOf(figureCounter(figure).key)];
  if (!counter) return [];
  const units = new Set(treeOf(context, figure.tree));
  const counted = rows.filter(
    (row) => row.basis === counter.basis && units.has(row.unit) && row.day >= days.from && row.day <= days.to && counter.matches(row),
  );
  if (counter.of !== 'items') return counted.map((row) => factFrom(row, countOf(row, counter.of)));
  const net = new Map<number, number>();
  for (const row of counted) if (row.item >= 0) net.set(row.item, (net.get(row.item) ?? 0) + row.count);
  const seen = new Set<number>();
  return counted.flatMap((row) => {
    if (row.item < 0) return [factFrom(row, exact(row.count))];
    if (seen.has(row.item) || (net.get(row.item) ?? 0) <= 0) return [];
    seen.add(row.item);
    return [factFrom(row, exact(1))];
  });
}

const countOf = (row: FactRow, of: CountOf): Exact =>
  of === 'shares' ? multiply(exact(row.count), fraction(BigInt(row.shareTop), BigInt(row.shareBottom))) : exact(row.count);

function factFrom(row: FactRow, counted: Exact): CountedFact {
  const note = row.late ? '补记' : row.count < 0 ? '撤销' : undefined;
  return {
    unit: row.unit,
    day: row.day,
    counted,
    ...(row.id === undefined ? {} : { fact: row.id }),
    ...(row.item < 0 ? {} : { item: row.item }),
    ...(note === undefined ? {} : { note }),
  };
}

/** The group whose table is meant; a unit without one stands in a group of its own name. */
function groupOf(scored: Scored, { unit, group }: Subject): PreparedGroup {
  const { units } = scored.ledger.plan;
  const excluded = new Set(scored.excluded.map((one) => units.indexOf(one)));
  const groups = prepareGroups(scored.rulebook, units, excluded).filter(
    (one) => one.members.includes(unit) && (group === undefined || one.group.name === group),
  );
  return groups[0] ?? { group: { name: (units[unit] as Unit).group }, members: [unit] };
}
