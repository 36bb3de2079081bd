/**
 * A plan is a line of dated rulebooks compiled for the units and the period at hand: which rules see which rows,
 * which ranges of days are asked for, which counts are kept.
 */
import { dayFrom, type Period, previousPeriod, type Window, windowOf, type YearStart, yearEarlier } from '../calendar/day.ts';
import type { Unit } from '../organisation/unit.ts';
import { compileWheres, type ItemTest, type Matcher, matchUnits } from './condition.ts';
import type { FactRow } from './fact.ts';
import { type Formula, parseFormula } from './formula.ts';
import { compilePoints, type Small, smallFrom } from './points.ts';
import {
  type BaseRule,
  type CountOf,
  type DayBasis,
  type FactRule,
  isFactRule,
  isWindowRule,
  type Limit,
  type Over,
  type Rulebook,
  type Wheres,
  type WindowRule,
} from './rulebook.ts';

export interface CompiledRule {
  /** Index of the id, the same in every rulebook of the plan. */
  readonly index: number;
  readonly book: number;
  readonly fits: readonly boolean[];
}
export interface CompiledFactRule extends CompiledRule {
  readonly rule: FactRule;
  readonly basis: DayBasis;
  readonly matches: Matcher;
  readonly points: (row: FactRow) => Small | undefined;
  readonly full: boolean;
  /** Rules of one contest share its number: only one fact of each key counts. */
  readonly contest:
    | {
        readonly number: number;
        readonly take: 'highest' | 'first';
        readonly attributes: readonly string[];
        readonly others: Small | undefined;
      }
    | undefined;
}
export interface CompiledWindowRule extends CompiledRule {
  readonly rule: WindowRule;
  readonly basis: DayBasis;
  readonly counts: Matcher | undefined;
  readonly among: Matcher | undefined;
  readonly of: CountOf;
  readonly watches: readonly number[];
  /** Points by a formula of what was measured. */
  readonly formula: Formula | undefined;
}
export interface CompiledBaseRule extends CompiledRule {
  readonly rule: BaseRule;
}
export interface CompiledLimit {
  readonly limit: Limit;
  readonly index: number;
  readonly book: number;
  readonly rules: ReadonlySet<number>;
  readonly fits: readonly boolean[];
  readonly max: Small | undefined;
  readonly min: Small | undefined;
}
export interface CompiledBook {
  readonly rulebook: Rulebook;
  readonly from: number;
  readonly facts: readonly CompiledFactRule[];
  readonly windows: readonly CompiledWindowRule[];
  readonly bases: readonly CompiledBaseRule[];
  readonly limits: readonly CompiledLimit[];
}

export interface Counter {
  readonly matches: Matcher;
  readonly of: CountOf;
  readonly basis: DayBasis;
  /** Counts a joint fact once, under its first unit. */
  readonly leadOnly: boolean;
  readonly by: string | undefined;
}

export interface Plan {
  readonly units: readonly Unit[];
  readonly books: readonly CompiledBook[];
  /** The rulebook of the period's last day: it orders, limits and shows. */
  readonly current: CompiledBook;
  readonly period: Period;
  readonly yearStart: YearStart;
  readonly ranges: readonly Period[];
  readonly ruleIds: readonly string[];
  /** Rules whose points are no part of the score. */
  readonly aside: ReadonlySet<number>;
  readonly counters: readonly Counter[];
  readonly counterOf: (key: string) => number;
  readonly itemTests: readonly ItemTest[];
}

/** The days a figure looks at, in the period at hand. An empty range has `to` before `from`. */
export function resolveOver(over: Over, period: Period, yearStart: YearStart): Period {
  if (typeof over !== 'string') {
    const year = new Date(period.to * 86_400_000).getUTCFullYear();
    const [from, to] = over.map((text) => dayFrom(text.length === 5 ? `${year}-${text}` : text) ?? 0);
    return { from: from ?? 0, to: to ?? 0 };
  }
  const year = windowOf('year', period.to, yearStart);
  if (over === 'year') return { from: Math.min(year.from, period.from), to: period.to };
  if (over === 'before') return { from: year.from, to: period.from - 1 };
  if (over === 'previous') return previousPeriod(period);
  return over === 'last-year' ? yearEarlier(period) : period;
}

const yearStartOf = (rulebook: Rulebook): YearStart => {
  const [month = '1', date = '1'] = (rulebook.yearStarts ?? '01-01').split('-');
  return { month: Number(month), date: Number(date) };
};

/** The rulebook in force on a day; before the first one's first day the first applies, which is what a trial (what-if) asks for. */
export function bookOn<T extends { readonly from: number }>(books: readonly T[], day: number): T {
  let found = books[0] as T;
  for (const book of books) if (book.from <= day) found = book;
  return found;
}

export interface CounterSpec {
  readonly key: string;
  readonly count: Wheres;
  readonly of: CountOf;
  readonly basis: DayBasis;
  readonly leadOnly: boolean;
  readonly by: string | undefined;
}

/** The key under which a count is kept. */
export const counterKey = (spec: Omit<CounterSpec, 'key'>): string =>
  JSON.stringify([spec.count, spec.of, spec.basis, spec.leadOnly, spec.by ?? null]);

/** Compiles checked rulebooks, ordered by their first days, for units and a period. */
export function makePlan(
  rulebooks: readonly Rulebook[],
  units: readonly Unit[],
  period: Period,
  counterSpecs: (book: Rulebook) => CounterSpec[],
  overs: (book: Rulebook) => Over[],
): Plan {
  const dated = rulebooks.map((rulebook) => ({ rulebook, from: dayFrom(rulebook.from) ?? 0 })).sort((a, b) => a.from - b.from);
  const ruleIds: string[] = [];
  const idIndex = (id: string): number => {
    const known = ruleIds.indexOf(id);
    return known >= 0 ? known : ruleIds.push(id) - 1;
  };
  const itemTests: ItemTest[] = [];
  const currentBook = bookOn(dated, period.to).rulebook;
  const yearStart = yearStartOf(currentBook);
  const books = dated.map(({ rulebook, from }, book) =>
    compileBook({ rulebook, from, book, units, idIndex, itemTests, contests: currentBook }),
  );
  const current = books[dated.findIndex(({ rulebook }) => rulebook === currentBook)] as CompiledBook;

  const counters: Counter[] = [];
  const counterKeys = new Map<string, number>();
  for (const spec of counterSpecs(currentBook)) {
    if (counterKeys.has(spec.key)) continue;
    counterKeys.set(spec.key, counters.length);
    counters.push({
      matches: compileWheres(spec.count, units, itemTests),
      of: spec.of,
      basis: spec.basis,
      leadOnly: spec.leadOnly,
      by: spec.by,
    });
  }
  const ranges: Period[] = [];
  const addRange = (range: Period): void => {
    if (!ranges.some((known) => known.from === range.from && known.to === range.to)) ranges.push(range);
  };
  for (const over of ['period' as const, ...overs(currentBook)]) addRange(resolveOver(over, period, yearStart));
  const aside = new Set(dated.flatMap(({ rulebook }) => rulebook.rules.filter((rule) => rule.aside).map((rule) => idIndex(rule.id))));
  return {
    units,
    books,
    current,
    period,
    yearStart,
    ranges,
    ruleIds,
    aside,
    counters,
    counterOf: (key) => counterKeys.get(key) ?? -1,
    itemTests,
  };
}

export const hasZeroStep = ({ steps }: WindowRule): boolean => steps?.some((step) => step.points === 'zero') ?? false;

interface BookContext {
  readonly rulebook: Rulebook;
  readonly from: number;
  readonly book: number;
  readonly units: readonly Unit[];
  readonly idIndex: (id: string) => number;
  readonly itemTests: ItemTest[];
  /** The rulebook whose sameItem clauses hold. */
  readonly contests: Rulebook;
}

function compileBook(context: BookContext): CompiledBook {
  const { rulebook, from, book, units, idIndex, itemTests } = context;
  const facts: CompiledFactRule[] = [];
  const windowRules: CompiledWindowRule[] = [];
  const bases: CompiledBaseRule[] = [];
  for (const rule of rulebook.rules) {
    const base = { index: idIndex(rule.id), book, fits: matchUnits(rule.for, units) };
    if (isFactRule(rule)) {
      const matches = compileWheres(rule.each, units, itemTests);
      const points = compilePoints(rule, units, itemTests);
      facts.push({
        ...base,
        rule,
        basis: rule.dayOf ?? 'on',
        matches,
        points,
        full: rule.joint === 'full',
        contest: contestOf(rule, base.index, context.contests),
      });
    } else if (isWindowRule(rule))
      windowRules.push({
        ...base,
        rule,
        ...compileMeasure(rule, context),
        formula: rule.formula === undefined ? undefined : parseFormula(rule.formula),
      });
    else bases.push({ ...base, rule });
  }
  const limits = (rulebook.limits ?? []).map((limit, number) => ({
    limit,
    index: idIndex(limit.id ?? (limit.rules.length === 1 ? (limit.rules[0] as string) : `限额${number + 1}`)),
    book,
    rules: new Set(limit.rules.map(idIndex)),
    fits: matchUnits(limit.for, units),
    max: limit.max === undefined ? undefined : smallFrom(limit.max),
    min: limit.min === undefined ? undefined : smallFrom(limit.min),
  }));
  return { rulebook, from, facts, windows: windowRules, bases, limits };
}

function compileMeasure(rule: WindowRule, context: BookContext): Pick<CompiledWindowRule, 'basis' | 'counts' | 'among' | 'of' | 'watches'> {
  const { measure } = rule;
  const compile = (wheres: Wheres) => compileWheres(wheres, context.units, context.itemTests);
  if ('count' in measure)
    return { basis: measure.dayOf ?? 'on', counts: compile(measure.count), among: undefined, of: measure.of ?? 'facts', watches: [] };
  if ('rate' in measure) return { basis: 'on', counts: compile(measure.rate), among: compile(measure.among), of: 'facts', watches: [] };
  return { basis: 'on', counts: undefined, among: undefined, of: 'facts', watches: measure.points.map(context.idIndex) };
}

/** `once` makes a contest of one rule's facts; a sameItem clause one of several rules' facts of an item. */
function contestOf(rule: FactRule, index: number, current: Rulebook): CompiledFactRule['contest'] {
  const clause = (current.sameItem ?? []).findIndex((same) => same.rules.includes(rule.id));
  const same = current.sameItem?.[clause];
  if (same) return { number: -1 - clause, take: same.take, attributes: ['item'], others: same.others ? smallFrom(same.others) : undefined };
  return rule.once ? { number: index, take: 'highest', attributes: rule.once, others: undefined } : undefined;
}

/**
 * First day that must be known to score `range`: contests look back to the year's start, limits to their window's, quotas
 * to the start of the window that holds the first of these days.
 */
export function lookback(book: Rulebook, range: Period, yearStart: YearStart): number {
  const first = (start: number, kinds: readonly Window[]): number =>
    Math.min(start, ...kinds.map((kind) => (kind === 'period' ? start : windowOf(kind, start, yearStart).from)));
  const isContest = book.sameItem?.length || book.rules.some((rule) => isFactRule(rule) && rule.once);
  const isPerItem = book.limits?.some((limit) => limit.per === 'item');
  const limits = (book.limits ?? []).flatMap(({ per }) => (per === 'item' ? [] : [per]));
  const limited = first(range.from, [...(isContest || isPerItem ? (['year'] as const) : []), ...limits]);
  return first(
    limited,
    book.rules.filter(isWindowRule).map((rule) => (rule.steps?.some((step) => step.inARow) ? 'year' : rule.per)),
  );
}
