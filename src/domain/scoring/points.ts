/** Points of one fact, compiled: small fractions in plain numbers, because every row passes here. */
import { abs, compare, divide, type Exact, exact, floorOf, multiply, zero } from '../exact.ts';
import type { Unit } from '../organisation/unit.ts';
import { compileWhere, type ItemTest, rowValue } from './condition.ts';
import type { FactRow } from './fact.ts';
import type { FactRule, Points, PointsEach } from './rulebook.ts';

/** A small fraction in plain numbers, for sums in hot loops. */
export interface Small {
  readonly top: number;
  readonly bottom: number;
}

/** A decimal number as a small fraction. Throws RangeError where its parts leave the safe integers. */
export const smallFrom = (value: number | string): Small => smallOf(exact(value));

function smallOf({ n, d }: Exact): Small {
  const [top, bottom] = [Number(n), Number(d)];
  if (!Number.isSafeInteger(top) || !Number.isSafeInteger(bottom)) throw new RangeError(`points out of range: ${n}/${d}`);
  return { top, bottom };
}

export type PointsOf = (row: FactRow) => Small | undefined;

/** What a rule gives one row, with the factors whose conditions hold; undefined where it gives nothing. */
export function compilePoints(rule: FactRule, units: readonly Unit[], itemTests: ItemTest[]): PointsOf {
  const base = pointsOf(rule.points, units, itemTests);
  const factors = (rule.times ?? []).map(({ when, by }) => ({ matches: compileWhere(when, units, itemTests), by: smallFrom(by) }));
  if (factors.length === 0) return base;
  return (row) => {
    const points = base(row);
    if (!points) return undefined;
    let { top, bottom } = points;
    for (const { matches, by } of factors) {
      if (!matches(row)) continue;
      top *= by.top;
      bottom *= by.bottom;
    }
    return { top, bottom };
  };
}

function pointsOf(points: Points, units: readonly Unit[], itemTests: ItemTest[]): PointsOf {
  if (points === 'own' || points === 'minus-own') return ownPoints(points === 'own' ? 1 : -1);
  if (typeof points === 'number') {
    const fixed = smallFrom(points);
    return () => fixed;
  }
  if ('each' in points) return pointsEach(points);
  if ('by' in points) {
    const table = new Map(Object.entries(points.table).map(([value, n]) => [value, smallFrom(n)]));
    const otherwise = points.otherwise === undefined ? undefined : smallFrom(points.otherwise);
    return (row) => table.get(String(rowValue(row, points.by))) ?? otherwise;
  }
  const cases = points.map((one) => ({
    matches: compileWhere(one.when, units, itemTests),
    points: pointsOf(one.points, units, itemTests),
  }));
  return (row) => cases.find(({ matches }) => matches(row))?.points(row);
}

/** So many points for each whole one of a number, remembered by number. */
function pointsEach({ by, each, every, atMost }: PointsEach): PointsOf {
  const known = new Map<number, Small>();
  return (row) => {
    const value = rowValue(row, by);
    if (typeof value !== 'number') return undefined;
    const cached = known.get(value);
    if (cached) return cached;
    const times = every === undefined ? exact(value) : floorOf(divide(exact(value), exact(every)) ?? zero);
    const points = multiply(times, exact(each));
    const isMore = atMost !== undefined && compare(abs(points), exact(atMost)) > 0;
    const made = smallOf(isMore ? exact(points.n < 0n ? -atMost : atMost) : points);
    known.set(value, made);
    return made;
  };
}

function ownPoints(sign: 1 | -1): PointsOf {
  const known = new Map<unknown, Small>();
  return (row) => {
    const value = row.attributes['points'];
    if (value === undefined || value === null || typeof value === 'boolean') return undefined;
    const cached = known.get(value);
    if (cached) return cached;
    const { top, bottom } = smallFrom(value);
    const made = { top: sign * top, bottom };
    known.set(value, made);
    return made;
  };
}
