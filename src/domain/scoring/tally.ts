/** Sums by range of days, unit and rule, and counts; kept in plain numbers because every row passes here. */
import { type Exact, exact, fraction, sum, zero } from '../exact.ts';
import { rowValue } from './condition.ts';
import type { Entry } from './entry.ts';
import type { FactRow } from './fact.ts';
import type { Counter, Plan } from './plan.ts';

/** A sum of fractions: whole points, and the rest by denominator. */
interface Sum {
  whole: number;
  parts: Map<number, number> | undefined;
}

function addTo(sum: Sum, top: number, bottom: number): void {
  if (bottom === 1) sum.whole += top;
  else {
    sum.parts ??= new Map();
    const part = (sum.parts.get(bottom) ?? 0) + top;
    if (!Number.isSafeInteger(part) || !Number.isSafeInteger(bottom)) throw new RangeError('a share left the safe integers');
    sum.parts.set(bottom, part);
  }
  if (!Number.isSafeInteger(sum.whole)) throw new RangeError('a sum left the safe integers');
}

const toExact = ({ whole, parts }: Sum): Exact => {
  if (!parts) return exact(whole);
  return sum([exact(whole), ...[...parts].map(([bottom, top]) => fraction(BigInt(top), BigInt(bottom)))]);
};

/** What one counter holds for one unit in one range. */
interface Count {
  readonly sum: Sum;
  /** For different items: how many facts each has. */
  readonly items: Map<number, number>;
  readonly by: Map<string, number>;
}

export interface Tallies {
  readonly add: (entry: Entry) => void;
  readonly count: (row: FactRow) => void;
  readonly points: (unit: number, rule: number, range: number) => Exact;
  /** Sum over units; different items are counted once over all of them. */
  readonly counted: (counter: number, units: readonly number[], range: number) => Exact;
  readonly countedBy: (counter: number, units: readonly number[], range: number) => Map<string, number>;
}

export function makeTallies(plan: Plan): Tallies {
  const ruleCount = plan.ruleIds.length;
  const points = plan.ranges.map(() => new Map<number, Sum>());
  const counts = plan.ranges.map(() => new Map<number, Count>());
  const rangesOf = rangeFinder(plan);
  const counters = [...plan.counters.entries()];

  const addPoints = (range: number, entry: Entry): void => {
    const key = entry.unit * ruleCount + entry.rule;
    const sums = points[range] as Map<number, Sum>;
    let sum = sums.get(key);
    if (!sum) {
      sum = { whole: 0, parts: undefined };
      sums.set(key, sum);
    }
    addTo(sum, entry.top, entry.bottom);
  };
  const countIn = (range: number, index: number, counter: Counter, row: FactRow): void => {
    const key = row.unit * counters.length + index;
    const held = counts[range] as Map<number, Count>;
    let count = held.get(key);
    if (!count) {
      count = { sum: { whole: 0, parts: undefined }, items: new Map(), by: new Map() };
      held.set(key, count);
    }
    if (counter.of === 'items' && row.item >= 0) count.items.set(row.item, (count.items.get(row.item) ?? 0) + row.count);
    else if (counter.of === 'shares') addTo(count.sum, row.count * row.shareTop, row.shareBottom);
    else addTo(count.sum, row.count, 1);
    if (counter.by !== undefined) {
      const value = String(rowValue(row, counter.by) ?? '');
      count.by.set(value, (count.by.get(value) ?? 0) + row.count);
    }
  };
  return {
    add: (entry) => {
      if (entry.range !== undefined) addPoints(entry.range, entry);
      else for (const range of rangesOf(entry.day)) addPoints(range, entry);
    },
    count: (row) => {
      for (const [index, counter] of counters) {
        if (counter.basis !== row.basis || (counter.leadOnly && !row.lead) || !counter.matches(row)) continue;
        for (const range of rangesOf(row.day)) countIn(range, index, counter, row);
      }
    },
    points: (unit, rule, range) => {
      const sum = points[range]?.get(unit * ruleCount + rule);
      return sum ? toExact(sum) : zero;
    },
    counted: (counter, units, range) => {
      const found = units.map((unit) => counts[range]?.get(unit * counters.length + counter)).filter((count) => count !== undefined);
      const items = new Map<number, number>();
      for (const count of found) for (const [item, n] of count.items) items.set(item, (items.get(item) ?? 0) + n);
      const different = [...items.values()].filter((n) => n > 0).length;
      return sum([exact(different), ...found.map((count) => toExact(count.sum))]);
    },
    countedBy: (counter, units, range) => {
      const all = new Map<string, number>();
      for (const unit of units) {
        for (const [value, n] of counts[range]?.get(unit * counters.length + counter)?.by ?? []) all.set(value, (all.get(value) ?? 0) + n);
      }
      return all;
    },
  };
}

/** Which ranges hold a day; remembered, since rows come with few different days. */
export function rangeFinder(plan: Pick<Plan, 'ranges'>): (day: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return (day) => {
    let found = known.get(day);
    if (!found) {
      found = [...plan.ranges.entries()].filter(([, range]) => day >= range.from && day <= range.to).map(([index]) => index);
      known.set(day, found);
    }
    return found;
  };
}
