/** Rules that look at a whole window: quotas, steps, rates, base points. */
import { type CalendarWindow, type Period, windowOf, windowsEndingIn } from '../calendar/day.ts';
import { add, divide, type Exact, exact, fraction, multiply, subtract, zero } from '../exact.ts';
import type { Unit } from '../organisation/unit.ts';
import type { Emit, Entry } from './entry.ts';
import type { FactRow } from './fact.ts';
import { bookOn, type CompiledWindowRule, hasZeroStep, lookback, type Plan } from './plan.ts';
import { smallFrom } from './points.ts';
import type { Step } from './rulebook.ts';
import { rangeFinder } from './tally.ts';
import type { Span, VoidWindow } from './void.ts';
import { isGivenAtOnce, isRising, isWithin, worth } from './window-worth.ts';

interface WindowState {
  readonly rule: CompiledWindowRule;
  readonly unit: number;
  readonly window: string;
  /** What is counted, and among how many; or the points watched. */
  count: Exact;
  among: number;
  readonly items: Map<number, number>;
  /** Points given so far, for rules that give as soon as a step is reached. */
  given: Exact;
  /** When the window stood at nothing. */
  readonly spans: Span[];
}

export interface Quotas {
  readonly count: (row: FactRow) => void;
  /** Points that a rule measuring points looks at. */
  readonly watch: (entry: Entry) => void;
  /** Judges windows that are over: counts and rates, or (`points`) those measuring points. */
  readonly judge: (measure: 'counts' | 'points') => void;
  readonly windowsMet: (unit: number, ruleId: string, range: Period, met: boolean) => number;
  /** The windows that a rule brought to nothing. */
  readonly zeroed: () => VoidWindow[];
}

export function makeQuotas(plan: Plan, emit: Emit): Quotas {
  const rules = plan.books.flatMap((book) => book.windows);
  const states = new Map<string, WindowState>();
  const rangesOf = rangeFinder(plan);
  const stateOf = (rule: CompiledWindowRule, unit: number, window: string): WindowState => {
    const key = `${rule.book}/${rule.index}/${unit}/${window}`;
    let state = states.get(key);
    if (!state) {
      state = { rule, unit, window, count: zero, among: 0, items: new Map(), given: zero, spans: [] };
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
  /** The step that holds in a window: the first whose bounds fit, and for long enough. */
  const stepIn = (state: WindowState): Step | undefined => {
    const { rule, unit } = state;
    const value = measured(state);
    if (value === null) return undefined;
    return (rule.rule.steps ?? []).find(
      (step) => isWithin(step, plan.units[unit] as Unit, value) && (step.inARow === undefined || runOf(state, step) % step.inARow === 0),
    );
  };
  /** How many windows in a row, this one the last, lie within a step's bounds in the accounting year. */
  const runOf = ({ rule, unit, window }: WindowState, step: Step): number => {
    const per = rule.rule.per as CalendarWindow;
    const year = windowOf('year', windowOf(per, Number(window)).to, plan.yearStart);
    let run = 1;
    for (let from = windowOf(per, Number(window) - 1).from; from >= year.from; from = windowOf(per, from - 1).from) {
      if (!inForce(plan, rule.book, windowOf(per, from).to)) break;
      const value = measured(stateOf(rule, unit, String(from)));
      if (value === null || !isWithin(step, plan.units[unit] as Unit, value)) break;
      run += 1;
    }
    return run;
  };
  /** Notes from which day a window stands at nothing, and until when: facts taken back may lift it again. */
  const noteZero = ({ spans }: WindowState, step: Step | undefined, day: number): void => {
    const last = spans.at(-1);
    const isOpen = last !== undefined && last.to === undefined;
    if (step?.points === 'zero' && !isOpen) spans.push({ from: day });
    if (step?.points === 'zero' || !isOpen) return;
    spans.pop();
    if (last.from < day) spans.push({ from: last.from, to: day - 1 });
  };
  /** Gives what a window is worth by now, less what it gave before. */
  const give = (state: WindowState, step: Step | undefined, day: number, isOver: boolean, range: number | undefined): void => {
    const { rule, unit } = state;
    const value = measured(state);
    const points = value === null ? zero : worth(rule, plan.units[unit] as Unit, value, step, isOver);
    const change = subtract(points, state.given);
    state.given = points;
    const note = points.n < 0n ? '扣分' : change.n < 0n ? '不再达标' : '达标';
    const bound = range === undefined ? {} : { range };
    emit({ unit, rule: rule.index, top: Number(change.n), bottom: Number(change.d), day, note, ...bound });
  };
  const giveAtOnce = (state: WindowState, day: number, range: number | undefined): void => {
    const rising = isRising(state.rule) && hasZeroStep(state.rule.rule);
    const atOnce = isGivenAtOnce(state.rule);
    if (!rising && !atOnce) return;
    const step = stepIn(state);
    if (rising) noteZero(state, step, day);
    if (atOnce) give(state, step, day, false, range);
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
          giveAtOnce(state, row.day, range);
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
            const step = stepIn(state);
            noteZero(state, step, day);
            give(state, step, day, true, range);
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
          if ((stepIn(stateOf(rule, unit, window.name)) !== undefined) === met) found += 1;
        }
      }
      return found;
    },
    zeroed: () =>
      [...states.values()].flatMap(({ rule, unit, window, spans }): VoidWindow[] => {
        if (spans.length === 0) return [];
        const { per } = rule.rule;
        if (per !== 'period') return [{ unit, window: windowOf(per, Number(window), plan.yearStart), spans }];
        const range = Number(window.slice(1));
        return spans.at(-1)?.to === undefined ? [{ unit, window: plan.ranges[range] as Period, spans, range }] : [];
      }),
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

/** Base points: every unit has them from the first day of every window, or in the period. */
function giveBases(plan: Plan, emit: Emit): void {
  for (const [number, book] of plan.books.entries()) {
    for (const { rule, index, fits } of book.bases) {
      const { top, bottom } = smallFrom(rule.points);
      const give = (day: number, range?: number): void =>
        fits.forEach((fit, unit) => {
          if (fit) emit({ unit, rule: index, top, bottom, day, note: '基础分', ...(range === undefined ? {} : { range }) });
        });
      const { per } = rule;
      if (per === 'period') {
        plan.ranges.forEach((range, at) => {
          if (range.from <= range.to && inForce(plan, number, range.to)) give(range.to, at);
        });
      } else for (const window of windowsBegun(plan, per)) if (inForce(plan, number, window.to)) give(window.from);
    }
  }
}

/** The windows that begin inside a range asked for, or before it where limits and rules on points look back to them. */
function windowsBegun(plan: Plan, per: CalendarWindow): Period[] {
  const found = new Map<number, Period>();
  for (const range of plan.ranges) {
    if (range.from > range.to) continue;
    const { from, to } = withLookback(plan, range);
    for (let window = windowOf(per, from, plan.yearStart); window.from <= to; window = windowOf(per, window.to + 1, plan.yearStart))
      if (window.from >= from) found.set(window.from, window);
  }
  return [...found.values()];
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
const measured = ({ rule, ...state }: Pick<WindowState, 'rule' | 'count' | 'among'>): Exact | null =>
  rule.among ? (divide(multiply(state.count, exact(100)), exact(state.among)) ?? null) : state.count;
