/**
 * The fold: rows of facts, in the order of their days, become score lines and counts.
 *
 * A line carries the day on which it changes the score, so the score of any range of days is the sum of its lines, and a
 * reversal, a later higher adoption or a cap that is reached changes only the range in which it happens.
 */
import type { Period } from '../calendar/day.ts';
import { add, type Exact, fraction, isZero } from '../exact.ts';
import { makeContests } from './contest.ts';
import type { Emit, Entry } from './entry.ts';
import type { FactRow } from './fact.ts';
import { makeLimits } from './limit.ts';
import { bookOn, type Plan } from './plan.ts';
import { makeQuotas, type Quotas } from './quota.ts';
import { makeTallies, type Tallies } from './tally.ts';
import { makeVoids, type VoidWindow } from './void.ts';

/** One entry of a score: this fact gave these points under this rule (得分明细). */
export interface ScoreLine {
  readonly unit: number;
  /** Index into the plan's rule ids. */
  readonly rule: number;
  readonly day: number;
  readonly points: Exact;
  readonly count: number;
  readonly fact?: string;
  readonly item?: number;
  /** Why there is a line without a fact, or one on another day: 封顶, 补记, 撤销, 补差. */
  readonly note?: string;
  readonly contest?: string;
  /** Set where the line belongs to one range only: rules and limits per 本期. */
  readonly range?: number;
}

export interface Ledger {
  readonly plan: Plan;
  readonly tallies: Tallies;
  /** Points of a rule, without its `onlyIf`. */
  readonly points: (unit: number, rule: number, range: number) => Exact;
  /** How many windows that end in the range met a step of the rule, or did not. */
  readonly windowsMet: (unit: number, ruleId: string, range: Period, met: boolean) => number;
  readonly lines: readonly ScoreLine[];
}

export interface LedgerOptions {
  /** Keep every line, for a drill-down; otherwise only sums. */
  readonly detail: boolean;
  /** Rows of one item stand together: its state is let go when the next item comes, and memory stays flat. */
  readonly itemsTogether?: boolean;
}

/** A fold under way: rows go in one by one, as they come from the database. */
export interface Fold {
  readonly add: (row: FactRow) => void;
  readonly close: () => Ledger;
}

/** Folds rows under a plan. Rows stand in the order of their days (with `itemsTogether`: within each item). */
export function fold(plan: Plan, rows: readonly FactRow[], options: LedgerOptions): Ledger {
  // Conditions on other facts of an item need them all before the first row is judged; inner conditions come first.
  for (const test of plan.itemTests) {
    for (const row of rows) {
      if (row.item >= 0 && test.matches(row)) test.items.set(row.item, (test.items.get(row.item) ?? 0) + row.count);
    }
  }
  const open = openFold(plan, options);
  for (const row of rows) open.add(row);
  return open.close();
}

/** Opens a fold for rows that come one by one; a plan with conditions on other facts of an item needs `fold` instead. */
export function openFold(plan: Plan, options: LedgerOptions): Fold {
  const writer = makeWriter(plan, options.detail);
  const limits = makeLimits(plan);
  const quotas = makeQuotas(plan, (entry) => emit(entry));
  const emit: Emit = (entry) => {
    writer.write(entry);
    limits.watch(entry);
    quotas.watch(entry);
  };
  const contests = makeContests(plan, emit);
  let item = -1;
  const add = (row: FactRow): void => {
    if (options.itemsTogether && row.item !== item) {
      contests.forget();
      item = row.item;
    }
    for (const rule of bookOn(plan.books, row.ruleDay).facts) {
      if (rule.basis !== row.basis || !rule.fits[row.unit] || !rule.matches(row)) continue;
      const points = rule.points(row);
      if (!points) continue;
      const [top, bottom] = rule.full ? [points.top, points.bottom] : [points.top * row.shareTop, points.bottom * row.shareBottom];
      if (rule.contest) contests.enter(rule, row, { top, bottom });
      else emit({ unit: row.unit, rule: rule.index, top: top * row.count, bottom, day: row.day, row });
    }
    contests.endRow();
    quotas.count(row);
    writer.tallies.count(row);
  };
  const close = (): Ledger => {
    const correct: Emit = (entry) => {
      writer.write(entry);
      quotas.watch(entry);
    };
    quotas.judge('counts');
    limits.settle(correct);
    quotas.judge('points');
    limits.settle(correct);
    writer.voidWindows(quotas.zeroed());
    return ledgerOf(plan, writer, quotas);
  };
  return { add, close };
}

function ledgerOf(plan: Plan, writer: { tallies: Tallies; lines: readonly ScoreLine[] }, quotas: Quotas): Ledger {
  return {
    plan,
    tallies: writer.tallies,
    points: (unit, rule, range) => writer.tallies.points(unit, rule, range),
    windowsMet: quotas.windowsMet,
    lines: writer.lines,
  };
}

/** Keeps sums and, with detail, lines. */
function makeWriter(plan: Plan, detail: boolean) {
  const tallies = makeTallies(plan);
  const voids = makeVoids(plan);
  const lines: ScoreLine[] = [];
  const write: Emit = (entry) => {
    if (entry.top === 0) return;
    tallies.add(entry);
    voids.watch(entry);
    if (detail) lines.push(lineFrom(entry));
  };
  /** The last entries of all: they take back what voided windows gave. */
  const voidWindows = (windows: readonly VoidWindow[]): void =>
    voids.settle(windows, (entry) => {
      tallies.add(entry);
      if (detail) lines.push(lineFrom(entry));
    });
  return { tallies, lines, write, voidWindows };
}

function lineFrom(entry: Entry): ScoreLine {
  const { row } = entry;
  const note = entry.note ?? (row?.late ? '补记' : row && row.count < 0 ? '撤销' : undefined);
  return {
    unit: entry.unit,
    rule: entry.rule,
    day: entry.day,
    points: fraction(BigInt(entry.top), BigInt(entry.bottom)),
    count: row ? Math.abs(row.count) : 1,
    ...(row?.id === undefined ? {} : { fact: row.id }),
    ...(row && row.item >= 0 ? { item: row.item } : {}),
    ...(note === undefined ? {} : { note }),
    ...(entry.contest === undefined ? {} : { contest: entry.contest }),
    ...(entry.range === undefined ? {} : { range: entry.range }),
  };
}

/** The lines of a range: those of its days, entries of one contest under one rule as a single line. */
export function linesIn(ledger: Ledger, range: number): ScoreLine[] {
  const { from, to } = ledger.plan.ranges[range] as Period;
  const lines: ScoreLine[] = [];
  const contests = new Map<string, number>();
  for (const line of ledger.lines) {
    if (line.range === undefined ? line.day < from || line.day > to : line.range !== range) continue;
    const key = line.contest === undefined ? undefined : `${line.contest}/${line.rule}`;
    const at = key === undefined ? undefined : contests.get(key);
    if (at !== undefined) {
      const { note: _, ...merged } = line;
      lines[at] = { ...merged, points: add((lines[at] as ScoreLine).points, line.points) };
    } else {
      if (key !== undefined) contests.set(key, lines.length);
      lines.push(line);
    }
  }
  return lines.filter((line) => !isZero(line.points));
}
