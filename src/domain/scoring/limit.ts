/** Caps and floors: together these rules give at most, or at least, so much per unit and window. */
import { windowOf } from '../calendar/day.ts';
import { add, type Exact, fraction, isZero, negate, zero } from '../exact.ts';
import type { Emit, Entry } from './entry.ts';
import { bookOn, type CompiledLimit, type Plan, type Small } from './plan.ts';

interface LimitState {
  readonly limit: CompiledLimit;
  readonly unit: number;
  readonly range?: number;
  sum: Exact;
  /** Corrections by the day from which they count. */
  readonly corrections: Map<number, Exact>;
}

/** The correction on a day is what the clamped running sum differs from the plain one. */
export function makeLimits(plan: Plan) {
  const states = new Map<string, LimitState>();
  const take = (key: string, limit: CompiledLimit, entry: Entry, range?: number): void => {
    let state = states.get(key);
    if (!state) {
      state = { limit, unit: entry.unit, sum: zero, corrections: new Map(), ...(range === undefined ? {} : { range }) };
      states.set(key, state);
    }
    const points = fraction(BigInt(entry.top), BigInt(entry.bottom));
    const before = clampCorrection(limit, state.sum);
    state.sum = add(state.sum, points);
    const change = add(clampCorrection(limit, state.sum), negate(before));
    if (!isZero(change)) state.corrections.set(entry.day, add(state.corrections.get(entry.day) ?? zero, change));
  };
  return {
    watch: (entry: Entry): void => {
      for (const book of plan.books) {
        for (const [number, limit] of book.limits.entries()) {
          if (!limit.rules.has(entry.rule) || !limit.fits[entry.unit]) continue;
          const { per } = limit.limit;
          const key = `${limit.book}/${number}/${entry.unit}`;
          if (per === 'period') {
            plan.ranges.forEach((range, index) => {
              const inside = entry.range === undefined ? entry.day >= range.from && entry.day <= range.to : entry.range === index;
              if (inside && bookOn(plan.books, Math.min(range.to, plan.period.to)) === book) take(`${key}/r${index}`, limit, entry, index);
            });
          } else {
            const window = windowOf(per, entry.day, plan.yearStart);
            if (bookOn(plan.books, Math.min(window.to, plan.period.to)) === book) take(`${key}/${window.from}`, limit, entry);
          }
        }
      }
    },
    settle: (write: Emit): void => {
      for (const { limit, unit, range, corrections } of states.values()) {
        for (const [day, change] of corrections) {
          if (isZero(change)) continue;
          const note = limit.max !== undefined && change.n < 0n ? '封顶' : '保底';
          write({
            unit,
            rule: limit.index,
            top: Number(change.n),
            bottom: Number(change.d),
            day,
            note,
            ...(range === undefined ? {} : { range }),
          });
        }
      }
    },
  };
}

function clampCorrection(limit: CompiledLimit, value: Exact): Exact {
  const bound = (small: Small): Exact => fraction(BigInt(small.top), BigInt(small.bottom));
  if (limit.max) {
    const room = add(bound(limit.max), negate(value));
    if (room.n < 0n) return room;
  }
  if (limit.min) {
    const lack = add(bound(limit.min), negate(value));
    if (lack.n > 0n) return lack;
  }
  return zero;
}
