/** Order and ranks (排名). */
import { compare } from '../exact.ts';
import { isExact, type Value } from './formula.ts';
import type { Rank, RankKey } from './rulebook.ts';

/** Orders units by the keys, then by the directory, and numbers them by the tie method. Units without a value stand last, unranked. */
export function rankUnits(
  units: readonly number[],
  rank: Rank,
  figureOf: (name: string, unit: number) => Value,
): { order: number[]; ranks: Map<number, number> } {
  const keys = rank.by.map((key: RankKey) => (typeof key === 'string' ? { figure: key, order: 'high' as const } : key));
  const values = new Map(units.map((unit) => [unit, keys.map((key) => figureOf(key.figure, unit))]));
  const byKeys = (a: number, b: number): number => {
    for (const [at, key] of keys.entries()) {
      const [x, y] = [values.get(a)?.[at] ?? null, values.get(b)?.[at] ?? null];
      if (!isExact(x) || !isExact(y)) {
        if (isExact(x) !== isExact(y)) return isExact(x) ? -1 : 1;
        continue;
      }
      const order = compare(x, y);
      if (order !== 0) return key.order === 'low' ? order : -order;
    }
    return 0;
  };
  const place = new Map(units.map((unit, at) => [unit, at]));
  const order = [...units].sort((a, b) => byKeys(a, b) || (place.get(a) ?? 0) - (place.get(b) ?? 0));
  const ranks = new Map<number, number>();
  if (rank.ties === 'none') return { order, ranks };
  let last = 0;
  order.forEach((unit, at) => {
    if (!isExact(values.get(unit)?.[0] ?? null)) return;
    const tied = at > 0 && rank.ties !== 'consecutive' && byKeys(order[at - 1] as number, unit) === 0;
    if (!tied) last = rank.ties === 'dense' ? last + 1 : at + 1;
    ranks.set(unit, last);
  });
  return { order, ranks };
}
