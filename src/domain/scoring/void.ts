/**
 * Windows brought to nothing (全年计零分): while a window stands at nothing, every rule's points in it are taken back, on the day
 * it happens and on each later day; where facts taken back lift it again, they are given back. So columns, lines and issued
 * periods stay true.
 */
import type { Period } from '../calendar/day.ts';
import { add, type Exact, fraction, isZero, negate, subtract, zero } from '../exact.ts';
import type { Emit, Entry } from './entry.ts';
import { hasZeroStep, type Plan } from './plan.ts';

/** Days during which a window stands at nothing; without `to` it still does. */
export interface Span {
  readonly from: number;
  readonly to?: number;
}

/** A window of a unit and when it stood at nothing; with `range` it is 本期 and binds that range only. */
export interface VoidWindow {
  readonly unit: number;
  readonly window: Period;
  readonly spans: readonly Span[];
  readonly range?: number;
}

/** Points of one rule in one range (or of no range), by day. */
interface Held {
  readonly rule: number;
  readonly range: number | undefined;
  readonly days: Map<number, Exact>;
}

/** Remembers what units are given, only where some rule may void it. */
export function makeVoids(plan: Plan) {
  const isNeeded = plan.books.some((book) => book.windows.some(({ rule }) => hasZeroStep(rule)));
  const units = new Map<number, Map<string, Held>>();
  const watch = (entry: Entry): void => {
    if (!isNeeded) return;
    const held = units.get(entry.unit) ?? new Map<string, Held>();
    units.set(entry.unit, held);
    const key = `${entry.rule}/${entry.range ?? ''}`;
    const one = held.get(key) ?? { rule: entry.rule, range: entry.range, days: new Map() };
    held.set(key, one);
    one.days.set(entry.day, add(one.days.get(entry.day) ?? zero, fraction(BigInt(entry.top), BigInt(entry.bottom))));
  };
  const settle = (windows: readonly VoidWindow[], emit: Emit): void => {
    // 本期 last: it looks at what the calendar windows leave.
    for (const one of [...windows].sort((a, b) => Number(a.range !== undefined) - Number(b.range !== undefined))) {
      for (const held of [...(units.get(one.unit)?.values() ?? [])]) {
        for (const { day, points, range, isBack } of takenBack(plan, one, held)) {
          const bound = range === undefined ? {} : { range };
          const entry = {
            unit: one.unit,
            rule: held.rule,
            top: Number(points.n),
            bottom: Number(points.d),
            day,
            note: isBack ? '恢复' : '归零',
            ...bound,
          };
          emit(entry);
          watch(entry);
        }
      }
    }
  };
  return { watch, settle };
}

interface Correction {
  readonly day: number;
  readonly points: Exact;
  readonly range?: number;
  /** Given back, since the window no longer stands at nothing. */
  readonly isBack?: boolean;
}

function takenBack(plan: Plan, one: VoidWindow, held: Held): Correction[] {
  const { window, range } = one;
  if (range !== undefined) {
    if (held.range !== undefined && held.range !== range) return [];
    const points = held.range === undefined ? sumOf(held, window) : sumOf(held);
    return isZero(points) ? [] : [{ day: window.to, points: negate(points), range }];
  }
  if (held.range === undefined) return overDays(one, held);
  const { to } = plan.ranges[held.range] as Period;
  const points = sumOf(held);
  const isVoid = to >= window.from && to <= window.to && stands(one.spans, to);
  return isVoid && !isZero(points) ? [{ day: to, points: negate(points), range: held.range }] : [];
}

/** The correction on a day is what the voided running sum differs from the plain one. */
function overDays({ window, spans }: VoidWindow, held: Held): Correction[] {
  const edges = spans.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to + 1]));
  const days = [...new Set([...held.days.keys(), ...edges])].filter((day) => day >= window.from && day <= window.to).sort((a, b) => a - b);
  const found: Correction[] = [];
  let [plain, shown] = [zero, zero];
  for (const day of days) {
    const given = held.days.get(day) ?? zero;
    plain = add(plain, given);
    const wanted = stands(spans, day) ? zero : plain;
    const points = subtract(subtract(wanted, shown), given);
    shown = wanted;
    if (!isZero(points)) found.push({ day, points, isBack: !stands(spans, day) });
  }
  return found;
}

const stands = (spans: readonly Span[], day: number): boolean =>
  spans.some(({ from, to }) => day >= from && (to === undefined || day <= to));

const sumOf = (held: Held, within?: Period): Exact =>
  [...held.days].reduce((sum, [day, points]) => (!within || (day >= within.from && day <= within.to) ? add(sum, points) : sum), zero);
