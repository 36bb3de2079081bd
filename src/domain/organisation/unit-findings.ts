/** What stands against one unit, added or changed by hand, among those the site has. */
import type { Finding } from '../outcome.ts';
import { checkSitePlan, type PlannedUnit } from './site-plan.ts';

/**
 * Findings of level error by the rules of a whole plan (keys that stand twice, circles, impossible days, names that two units claim);
 * `where` is the unit's own field. What is wrong with the others was there before and does not count.
 */
export function unitFindings(unit: PlannedUnit, others: readonly PlannedUnit[]): Finding[] {
  const mine = `units[${others.length}]`;
  return checkSitePlan({ id: 'site', name: '-', units: [...others, unit] }).flatMap(({ where = '', ...finding }) =>
    where === mine || where.startsWith(`${mine}.`) ? [{ ...finding, where: where.slice(mine.length + 1) || 'name' }] : [],
  );
}
