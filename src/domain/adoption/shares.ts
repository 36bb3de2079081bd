/** Whose adoption it is: the parts of joint and merged items, each unit once. */
import { type Exact, fraction, isZero, sum } from '../exact.ts';
import { accept, type Outcome, problem, refuse } from '../outcome.ts';
import type { JointShare } from '../submission/submission.ts';

/** One unit's part of an adoption. */
export interface CreditShare extends JointShare {
  /** Stands for the item in counts over all units. */
  readonly lead: boolean;
}

/** An item that takes part in an adoption. */
export interface SharingItem {
  /** The unit that reported it, then those it names beside itself. */
  readonly units: readonly number[];
  /** The parts that were given with it. */
  readonly shares?: readonly JointShare[] | undefined;
}

/** Parts with a longer denominator do not fit the tables. */
const MOST = 1_000_000n;

/**
 * The parts of an adoption: those chosen for it; else those given with the lead where no other item was merged into it; else equal
 * ones. Every unit of the lead and of the merged items stands once, whatever it reported; the lead's own unit first. Parts are
 * weights (2 : 1 gives two thirds and one third), so they always make one whole. Refuses `bad-input` where the chosen parts do not
 * name exactly these units once, or make nothing together.
 */
export function creditShares(
  lead: SharingItem,
  merged: readonly SharingItem[],
  chosen?: readonly JointShare[],
): Outcome<readonly CreditShare[]> {
  const units = [...new Set([lead, ...merged].flatMap((item) => item.units))];
  const alone = units.length === new Set(lead.units).size;
  const given = chosen ?? (alone && fits(lead.shares, units) ? lead.shares : undefined);
  if (!given) return accept(units.map((unit, index) => ({ unit, top: 1, bottom: units.length, lead: index === 0 })));
  if (!fits(given, units)) return refuse('bad-input', [problem('shares', `份额要写全部 ${units.length} 个单位，每个单位一次`, 'shares')]);
  const parts = units.map((unit) => given.find((one) => one.unit === unit) as JointShare);
  if (parts.some(({ top, bottom }) => top < 0 || bottom <= 0)) return refuse('bad-input', [problem('shares', '份额不能是负数', 'shares')]);
  const weights = parts.map(({ top, bottom }) => fraction(BigInt(top), BigInt(bottom)));
  const whole = sum(weights);
  if (isZero(whole)) return refuse('bad-input', [problem('shares', '份额合计不能是零', 'shares')]);
  const own = weights.map((weight): Exact => fraction(weight.n * whole.d, weight.d * whole.n));
  if (own.some(({ d }) => d > MOST)) return refuse('bad-input', [problem('shares', '份额的数字太长', 'shares')]);
  return accept(own.map(({ n, d }, index) => ({ unit: units[index] as number, top: Number(n), bottom: Number(d), lead: index === 0 })));
}

const fits = (shares: readonly JointShare[] | undefined, units: readonly number[]): boolean =>
  shares !== undefined && shares.length === units.length && units.every((unit) => shares.some((share) => share.unit === unit));
