/**
 * What units reported and what became of it (报送情况), and the problems it shows: the same figures for a unit's month, the office's
 * page and a bulletin's 存在问题.
 */

import type { ZeroNaming } from '../organisation/settings.ts';

/** Of items the office received in the period: every count is about these items, whenever they were decided. */
export interface ReportingFigures {
  /** `apart`: has a site of its own, and is not named for reporting nothing. */
  readonly unit: { readonly id: number; readonly name: string; readonly group: string; readonly own: boolean; readonly apart?: true };
  readonly submitted: number;
  readonly adopted: number;
  readonly rejected: number;
  /** Merged into another unit's item, which brings credit where that is adopted. */
  readonly merged: number;
  /** Not decided yet. */
  readonly waiting: number;
  /** Adopted by received, 0–1; null where nothing was received. */
  readonly rate: number | null;
  readonly reasons: readonly ReasonCount[];
  /** Came without a reviewer's signature (no level of review is settled for the unit). */
  readonly unreviewed: number;
  /** Received later than the limit of their kind after the event. */
  readonly late: number;
  /**
   * Alike to an item that its own unit, or another one, had sent before, and not refused for that. Absent in what was frozen before this
   * was counted; 0 where the site does not want it named.
   */
  readonly again?: number;
  readonly copied?: number;
  /** Items of others that name this unit. */
  readonly joint: number;
  readonly burst: BurstMeter;
}
/** Items that were not adopted for one reason of the site's list. */
export interface ReasonCount {
  readonly code: string;
  readonly name: string;
  readonly count: number;
}
export interface BurstMeter {
  /** The most on one day, and which. */
  readonly most: number;
  readonly mostOn: string | null;
  /** Days with more than the setting allows. */
  readonly days: number;
  /** Received in the last days of a month. */
  readonly monthEnd: number;
}

export interface ReportingTotals {
  readonly submitted: number;
  readonly adopted: number;
  readonly rejected: number;
  readonly rate: number | null;
  readonly unreviewed: number;
  readonly late: number;
  readonly reasons: readonly ReasonCount[];
}

/** The figures of several units together; reasons with the most first. */
export function totalsOf(units: readonly ReportingFigures[]): ReportingTotals {
  const sum = (of: (unit: ReportingFigures) => number): number => units.reduce((total, unit) => total + of(unit), 0);
  const [submitted, adopted] = [sum((unit) => unit.submitted), sum((unit) => unit.adopted)];
  const reasons = new Map<string, ReasonCount>();
  for (const { code, name, count } of units.flatMap((unit) => unit.reasons))
    reasons.set(code, { code, name, count: (reasons.get(code)?.count ?? 0) + count });
  return {
    submitted,
    adopted,
    rejected: sum((unit) => unit.rejected),
    rate: submitted === 0 ? null : adopted / submitted,
    unreviewed: sum((unit) => unit.unreviewed),
    late: sum((unit) => unit.late),
    reasons: [...reasons.values()].sort((a, b) => b.count - a.count),
  };
}

/** What can stand against a unit, in the order in which a bulletin names it. */
export const reportingProblems = ['unreviewed', 'late', 'repeated', 'again', 'copied', 'burst', 'refused', 'none-reported'] as const;
export type ReportingProblem = (typeof reportingProblems)[number];

/** The code of the reason 重复 in a site's list. */
const repeatedCode = 'repeated';

/** How much of a problem a unit has: items, days of a burst, or 1 where it reported nothing. The office's own unit need not report. */
function extentOf(problem: ReportingProblem, unit: ReportingFigures): number {
  switch (problem) {
    case 'unreviewed':
      return unit.unreviewed;
    case 'late':
      return unit.late;
    case 'repeated':
      return unit.reasons.find(({ code }) => code === repeatedCode)?.count ?? 0;
    case 'again':
      return unit.again ?? 0;
    case 'copied':
      return unit.copied ?? 0;
    case 'burst':
      return unit.burst.days;
    case 'refused':
      return unit.rejected;
    case 'none-reported':
      return !unit.unit.own && !unit.unit.apart && unit.submitted + unit.joint === 0 ? 1 : 0;
  }
}

/** The units that have a problem, the worst first. */
export function heldBy<Unit extends ReportingFigures>(
  problem: ReportingProblem,
  units: readonly Unit[],
): readonly { readonly unit: Unit; readonly extent: number }[] {
  return units
    .map((unit) => ({ unit, extent: extentOf(problem, unit) }))
    .filter(({ extent }) => extent > 0)
    .sort((a, b) => b.extent - a.extent);
}

/** The figures of a period as a bulletin has them, and freezes them. */
export interface FrozenReporting {
  /** The first day on which the office received anything here, YYYY-MM-DD: what came before is not counted. */
  readonly since: string;
  readonly totals: ReportingTotals;
  readonly units: readonly ReportedUnit[];
  /** How units that reported nothing are spoken of, where they are not named. */
  readonly zeroNaming?: Exclude<ZeroNaming, 'named'>;
}
export interface ReportedUnit extends ReportingFigures {
  /** The last day up to the period's end on which it reported anything. */
  readonly lastOn: string | null;
}
