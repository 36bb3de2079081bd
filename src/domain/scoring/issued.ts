/** Which issued periods a later entry must not touch. */
import type { Period } from '../calendar/day.ts';
import type { IssuedPeriod } from './fact.ts';

/**
 * The issued periods that bind the scoring of `period`: those before it, and itself once issued. A quarter's bulletin is not
 * bound by the months inside it. Overlapping ones are cut into pieces, each frozen when the last of them was.
 */
export function bindingPeriods(issued: readonly IssuedPeriod[], period: Period): IssuedPeriod[] {
  const binding = issued.filter((one) => one.to < period.from || (one.from === period.from && one.to === period.to));
  const edges = [...new Set(binding.flatMap((one) => [one.from, one.to + 1]))].sort((a, b) => a - b);
  return edges.slice(0, -1).flatMap((from, index) => {
    const to = (edges[index + 1] as number) - 1;
    const covering = binding.filter((one) => one.from <= from && to <= one.to);
    return covering.length === 0 ? [] : [{ from, to, frozenAt: Math.max(...covering.map((one) => one.frozenAt)) }];
  });
}
