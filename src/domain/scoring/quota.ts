/** Rules that look at a whole window: quotas, steps, rates, base points. */
import { type CalendarWindow, type Period, windowOf, windowsEndingIn } from '../calendar/day.ts';
import { add, compare, divide, type Exact, exact, fraction, multiply, subtract, zero } from '../exact.ts';
import type { Emit, Entry } from './entry.ts';
import type { FactRow } from './fact.ts';
import { bookOn, type CompiledWindowRule, lookback, type Plan, smallFrom } from './plan.ts';
import type { Step, Threshold } from './rulebook.ts';
import { rangeFinder } from './tally.ts';

interface WindowState {
  /** What is counted, and among how many; or the points watched. */
  count: Exact;
  among: number;
  readonly items: Map<number, number>;
  /** Points given so far, for rules that give as soon as a step is reached. */
  given: Exact;
  zeroedOn: number | undefined;
}

export interface Quotas {
  readonly count: (row: FactRow) => void;
  /** Points that a rule measuring points looks at. */
  readonly watch: (entry: Entry) => void;
  /** Judges windows that are over: counts and rates, or (`points`) those measuring points. */
  readonly judge: (measure: 'counts' | 'points') => void;
  readonly windowsMet: (unit: number, ruleId: string, range: Period, met: boolean) => number;
  /** The day on which a rule brought the unit's score of the range's year (or of the range) to nothing. */
  readonly zeroedOn: (unit: number, range: Period) => number | undefined;
}

export function makeQuotas(plan: Plan, emit: Emit): Quotas {
  const rules = plan.books.flatMap((book) => book.windows);
  const states = new Map<string, WindowState>();
  const rangesOf = rangeFinder(plan);
  const stateOf = (rule: CompiledWindowRule, unit: number, window: string): WindowState => {
    const key = `${rule.book}/${rule.index}/${unit}/${window}`;
    let state = states.get(key);
    if (!state) {
      state = { count: zero, among: 0, items: new Map(), given: zero, zeroedOn: undefined };
      states.set(key, state);
    }
    return state;
  };
  /** The windows of a rule that hold a day, where the rule's book is the one in force at the window's end. */
  const windowsAt = (rule: CompiledWindowRule, day: number, range?: number): { name: string; range?: number }[] => {
    const { per } = rule.rule;
    if (per === 'period') {
      const inside = range === undefined ? rangesOf(day) : [range];
      return inside
        .filter((index) => inForce(plan, rule.book, plan.ranges[index]?.to ?? 0))
        .map((index) => ({ name: `r${index}`, range: index }));
    }
    const window = windowOf(per, day, plan.yearStart);
    return inForce(plan, rule.book, window.to) ? [{ name: String(window.from) }] : [];
  };
  /** Notes the day from which a window stands at nothing; facts taken back may lift it again. */
  const noteZero = (rule: CompiledWindowRule, unit: number, state: WindowState, day: number, value: Exact | null): void => {
    if (stepFor(rule, plan, unit, value)?.points !== 'zero') state.zeroedOn = undefined;
    else state.zeroedOn ??= day;
  };
  const giveRunning = (rule: CompiledWindowRule, unit: number, state: WindowState, day: number, range: number | undefined): void => {
    if (isRising(rule)) noteZero(rule, unit, state, day, state.count);
    if (!isRunning(rule)) return;
    const value = worth(rule, plan, unit, state.count, 0);
    const change = subtract(value, state.given);
    state.given = value;
    emit({
      unit,
      rule: rule.index,
      top: Number(change.n),
      bottom: Number(change.d),
      day,
      note: '达标',
      ...(range === undefined ? {} : { range }),
    });
  };
  return {
    count: (row) => {
      for (const rule of rules) {
        if (rule.basis !== row.basis || !rule.fits[row.unit]) continue;
        const counted = rule.counts?.(row) ?? false;
        const among = rule.among?.(row) ?? false;
        if (!counted && !among) continue;
        for (const { name, range } of windowsAt(rule, row.day)) {
          const state = stateOf(rule, row.unit, name);
          if (among) state.among += row.count;
          if (counted) addCount(state, rule, row);
          giveRunning(rule, row.unit, state, row.day, range);
        }
      }
    },
    watch: (entry) => {
      for (const rule of rules) {
        if (!rule.watches.includes(entry.rule) || !rule.fits[entry.unit]) continue;
        for (const { name } of windowsAt(rule, entry.day, entry.range)) {
          const state = stateOf(rule, entry.unit, name);
          state.count = add(state.count, fraction(BigInt(entry.top), BigInt(entry.bottom)));
        }
      }
    },
    judge: (measure) => {
      for (const rule of rules) {
        if (rule.watches.length > 0 !== (measure === 'points')) continue;
        for (const { name, day, range } of finishedWindows(plan, rule)) {
          rule.fits.forEach((fits, unit) => {
            if (!fits) return;
            const state = stateOf(rule, unit, name);
            noteZero(rule, unit, state, day, measured(rule, state));
            const value = worth(rule, plan, unit, measured(rule, state), rule.rule.otherwise ?? 0);
            const change = subtract(value, state.given);
            const note = stepFor(rule, plan, unit, measured(rule, state)) ? '达标' : '未达标';
            emit({
              unit,
              rule: rule.index,
              top: Number(change.n),
              bottom: Number(change.d),
              day,
              note,
              ...(range === undefined ? {} : { range }),
            });
          });
        }
      }
      if (measure === 'counts') giveBases(plan, emit);
    },
    windowsMet: (unit, ruleId, range, met) => {
      let found = 0;
      for (const rule of rules) {
        if (plan.ruleIds[rule.index] !== ruleId || !rule.fits[unit]) continue;
        for (const window of finishedWindows(plan, rule, range)) {
          const state = stateOf(rule, unit, window.name);
          if ((stepFor(rule, plan, unit, measured(rule, state)) !== undefined) === met) found += 1;
        }
      }
      return found;
    },
    zeroedOn: (unit, range) => {
      const days = rules.flatMap((rule) => {
        if (!rule.rule.steps.some((step) => step.points === 'zero')) return [];
        const index = plan.ranges.findIndex((one) => one.from === range.from && one.to === range.to);
        const name = rule.rule.per === 'period' ? `r${index}` : String(windowOf(rule.rule.per, range.to, plan.yearStart).from);
        const day = states.get(`${rule.book}/${rule.index}/${unit}/${name}`)?.zeroedOn;
        return day !== undefined && day <= range.to ? [day] : [];
      });
      return days.length > 0 ? Math.min(...days) : undefined;
    },
  };
}

const inForce = (plan: Plan, book: number, windowEnd: number): boolean =>
  plan.books.indexOf(bookOn(plan.books, Math.min(windowEnd, plan.period.to))) === book;

/**
 * The windows of a rule that end inside a range asked for (or only in one of them), each once; also those before it that
 * limits and rules on points look back to.
 */
function finishedWindows(plan: Plan, rule: CompiledWindowRule, only?: Period): { name: string; day: number; range?: number }[] {
  const { per } = rule.rule;
  const found = new Map<string, { name: string; day: number; range?: number }>();
  plan.ranges.forEach((range, index) => {
    if (only && (only.from !== range.from || only.to !== range.to)) return;
    if (per === 'period') {
      if (range.from <= range.to && inForce(plan, rule.book, range.to))
        found.set(`r${index}`, { name: `r${index}`, day: range.to, range: index });
      return;
    }
    for (const window of windowsEndingIn(per, only ? range : withLookback(plan, range), plan.yearStart)) {
      if (inForce(plan, rule.book, window.to)) found.set(String(window.from), { name: String(window.from), day: window.to });
    }
  });
  return [...found.values()];
}

const withLookback = (plan: Plan, range: Period): Period => ({
  from: Math.min(...plan.books.map((book) => lookback(book.rulebook, range, plan.yearStart))),
  to: range.to,
});

/** Base points: every unit has them in every window, or in the period. */
function giveBases(plan: Plan, emit: Emit): void {
  for (const [number, book] of plan.books.entries()) {
    for (const { rule, index, fits } of book.bases) {
      const { top, bottom } = smallFrom(rule.points);
      const give = (day: number, range?: number): void =>
        fits.forEach((fit, unit) => {
          if (fit) emit({ unit, rule: index, top, bottom, day, note: '基础分', ...(range === undefined ? {} : { range }) });
        });
      if (rule.per === 'period') {
        plan.ranges.forEach((range, at) => {
          if (range.from <= range.to && inForce(plan, number, range.to)) give(range.to, at);
        });
      } else {
        const ends = new Set(
          plan.ranges.flatMap((range) =>
            windowsEndingIn(rule.per as CalendarWindow, withLookback(plan, range), plan.yearStart).map((window) => window.to),
          ),
        );
        for (const end of ends) if (inForce(plan, number, end)) give(end);
      }
    }
  }
}

function addCount(state: WindowState, rule: CompiledWindowRule, row: FactRow): void {
  if (rule.of === 'items' && row.item >= 0) {
    const before = state.items.get(row.item) ?? 0;
    const after = before + row.count;
    state.items.set(row.item, after);
    state.count = add(state.count, exact(Number(after > 0) - Number(before > 0)));
  } else if (rule.of === 'shares') state.count = add(state.count, fraction(BigInt(row.count * row.shareTop), BigInt(row.shareBottom)));
  else state.count = add(state.count, exact(row.count));
}

/** The value the steps look at: a count, points, or a rate in percent; null for a rate of nothing. */
const measured = (rule: CompiledWindowRule, state: WindowState): Exact | null =>
  rule.among ? (divide(multiply(state.count, exact(100)), exact(state.among)) ?? null) : state.count;

/** Counts whose steps hold from some number on: what was reached stays reached, whatever else comes. */
const isRising = (rule: CompiledWindowRule): boolean =>
  !rule.among && rule.watches.length === 0 && rule.rule.steps.every((step) => step.atMost === undefined && step.under === undefined);

/** Steps that only ever give more are given as soon as they are reached; all others when the window is over. */
const isRunning = (rule: CompiledWindowRule): boolean =>
  isRising(rule) && rule.rule.per !== 'period' && rule.rule.steps.every((step) => step.points !== 'zero' && step.points >= 0);

function threshold(value: Threshold | undefined, plan: Plan, unit: number): Exact | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return exact(value);
  const held = plan.units[unit]?.attributes?.[value.attribute];
  return typeof held === 'number' ? exact(held) : undefined;
}

function stepFor(rule: CompiledWindowRule, plan: Plan, unit: number, value: Exact | null): Step | undefined {
  if (value === null) return undefined;
  const holds = (bound: Threshold | undefined, test: (order: number) => boolean): boolean => {
    if (bound === undefined) return true;
    const limit = threshold(bound, plan, unit);
    return limit !== undefined && test(compare(value, limit));
  };
  return rule.rule.steps.find(
    (step) =>
      holds(step.atLeast, (o) => o >= 0) &&
      holds(step.over, (o) => o > 0) &&
      holds(step.atMost, (o) => o <= 0) &&
      holds(step.under, (o) => o < 0),
  );
}

/** Points of a window with this value. A rate of nothing gives nothing. */
function worth(rule: CompiledWindowRule, plan: Plan, unit: number, value: Exact | null, otherwise: number): Exact {
  if (value === null) return zero;
  const step = stepFor(rule, plan, unit, value);
  const base = step ? (step.points === 'zero' ? zero : exact(step.points)) : exact(otherwise);
  const { extra } = rule.rule;
  const above = extra && threshold(extra.above, plan, unit);
  if (!extra || !above || compare(value, above) <= 0) return base;
  const more = multiply(subtract(value, above), exact(extra.points));
  const most = extra.atMost === undefined ? more : exact(extra.atMost);
  return add(base, compare(more, most) > 0 ? most : more);
}
