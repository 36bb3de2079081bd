/** Caps and floors: together these rules give at most, or at least, so much per unit and window. */
import { windowOf, windows } from '../calendar/day.ts';
import { add, compare, type Exact, exact, fraction, isZero, multiply, subtract, zero } from '../exact.ts';
import type { Emit, Entry } from './entry.ts';
import type { FactRow } from './fact.ts';
import { bookOn, type CompiledLimit, type Plan } from './plan.ts';
import type { Small } from './points.ts';

interface LimitState {
  readonly limit: CompiledLimit;
  readonly unit: number;
  readonly range: number | undefined;
  /** Items that one state stands for: n equal facts without an item are n items. */
  readonly items: number;
  /** Points of the limit's rules by day. */
  readonly days: Map<number, Exact>;
  /** Corrections given so far, by day. */
  readonly given: Map<number, Exact>;
}

/**
 * The correction on a day is what the clamped running sum differs from the plain one. Narrow limits come first: those on
 * fewer rules, then those on shorter windows; wider ones look at what these leave (每项最高10分、合计最高15分).
 */
export function makeLimits(plan: Plan) {
  const states = new Map<CompiledLimit, Map<string, LimitState>>(
    plan.books
      .flatMap((book) => book.limits)
      .sort((a, b) => a.rules.size - b.rules.size || width(a) - width(b))
      .map((limit) => [limit, new Map()]),
  );
  const take = (limit: CompiledLimit, window: string, entry: Entry, range?: number): void => {
    const held = states.get(limit) as Map<string, LimitState>;
    const key = `${entry.unit}/${window}`;
    let state = held.get(key);
    if (!state) {
      const items = limit.limit.per === 'item' && entry.row && entry.row.item < 0 ? Math.abs(entry.row.count) : 1;
      state = { limit, unit: entry.unit, range, items, days: new Map(), given: new Map() };
      held.set(key, state);
    }
    addOn(state.days, entry.day, fraction(BigInt(entry.top), BigInt(entry.bottom)));
  };
  const see = (limit: CompiledLimit, entry: Entry): void => {
    if (!limit.fits[entry.unit]) return;
    const isInForce = (end: number): boolean => bookOn(plan.books, Math.min(end, plan.period.to)) === plan.books[limit.book];
    const { per } = limit.limit;
    if (per === 'item') {
      if (entry.row && isInForce(entry.day)) take(limit, itemKey(entry.row), entry);
      return;
    }
    if (per !== 'period') {
      const window = windowOf(per, entry.day, plan.yearStart);
      if (isInForce(window.to)) take(limit, String(window.from), entry);
      return;
    }
    plan.ranges.forEach((range, index) => {
      const inside = entry.range === undefined ? entry.day >= range.from && entry.day <= range.to : entry.range === index;
      if (inside && isInForce(range.to)) take(limit, `r${index}`, entry, index);
    });
  };
  return {
    watch: (entry: Entry): void => {
      for (const limit of states.keys()) if (limit.rules.has(entry.rule)) see(limit, entry);
    },
    /** Writes the corrections; called again after more points were given, only what they change. */
    settle: (write: Emit): void => {
      const narrower: CompiledLimit[] = [];
      for (const [limit, held] of states) {
        for (const state of held.values()) {
          for (const entry of corrections(state)) {
            write(entry);
            for (const wider of states.keys()) {
              if (wider !== limit && !narrower.includes(wider) && looksAt(wider, limit)) see(wider, entry);
            }
          }
        }
        narrower.push(limit);
      }
    },
  };
}

/** An item is narrower than any window. */
const width = ({ limit }: CompiledLimit): number => (limit.per === 'item' ? -1 : windows.indexOf(limit.per));

/** A fact without an item is one by itself. */
const itemKey = (row: FactRow): string => (row.item >= 0 ? `i${row.item}` : `f${row.id ?? `${row.day}/${JSON.stringify(row.attributes)}`}`);

/** A limit on all the rules of another one sees its corrections, or one that names it. */
const looksAt = (wider: CompiledLimit, narrow: CompiledLimit): boolean =>
  wider.rules.has(narrow.index) || narrow.rules.isSubsetOf(wider.rules as ReadonlySet<number> & Set<number>);

function corrections(state: LimitState): Entry[] {
  const { limit, unit, range, days, given } = state;
  const found: Entry[] = [];
  let [plain, clamped] = [zero, zero];
  for (const day of [...days.keys()].sort((a, b) => a - b)) {
    plain = add(plain, days.get(day) as Exact);
    const before = clamped;
    clamped = clamp(limit, plain, exact(state.items));
    const wanted = subtract(subtract(clamped, before), days.get(day) as Exact);
    const change = subtract(wanted, given.get(day) ?? zero);
    if (isZero(change)) continue;
    given.set(day, wanted);
    const note = limit.max !== undefined && change.n < 0n ? '封顶' : '保底';
    const bound = range === undefined ? {} : { range };
    found.push({ unit, rule: limit.index, top: Number(change.n), bottom: Number(change.d), day, note, ...bound });
  }
  return found;
}

function clamp({ max, min }: CompiledLimit, value: Exact, items: Exact): Exact {
  const bound = (small: Small): Exact => multiply(fraction(BigInt(small.top), BigInt(small.bottom)), items);
  if (max && compare(value, bound(max)) > 0) return bound(max);
  return min && compare(value, bound(min)) < 0 ? bound(min) : value;
}

const addOn = (days: Map<number, Exact>, day: number, points: Exact): void => {
  days.set(day, add(days.get(day) ?? zero, points));
};
