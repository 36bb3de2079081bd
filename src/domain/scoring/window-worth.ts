/** What one window of a window rule is worth: thresholds, steps, points beyond them. */
import { abs, add, compare, divide, type Exact, exact, floorOf, multiply, subtract, zero } from '../exact.ts';
import type { Unit } from '../organisation/unit.ts';
import { unitValue } from './condition.ts';
import { evaluate } from './formula.ts';
import type { CompiledWindowRule } from './plan.ts';
import type { Beyond, Step, Threshold } from './rulebook.ts';

/** The name under which a window rule's formula reads what was measured. */
export const measuredName = '值';

const thresholdOf = (threshold: Threshold | undefined, unit: Unit): Exact | undefined => {
  if (threshold === undefined) return undefined;
  if (typeof threshold === 'number') return exact(threshold);
  const held = 'table' in threshold ? threshold.table[String(unitValue(unit, threshold.by))] : unitValue(unit, threshold.attribute);
  const found = held ?? ('table' in threshold ? threshold.otherwise : undefined);
  return typeof found === 'number' ? exact(found) : undefined;
};

/** Whether a value lies within a step's bounds. A bound that the unit lacks (no such attribute) never holds. */
export function isWithin(step: Step, unit: Unit, value: Exact): boolean {
  const holds = (bound: Threshold | undefined, test: (order: number) => boolean): boolean => {
    if (bound === undefined) return true;
    const limit = thresholdOf(bound, unit);
    return limit !== undefined && test(compare(value, limit));
  };
  return (
    holds(step.atLeast, (o) => o >= 0) &&
    holds(step.over, (o) => o > 0) &&
    holds(step.atMost, (o) => o <= 0) &&
    holds(step.under, (o) => o < 0)
  );
}

/** Points of a window with this value, where `step` fits it. Shortfalls and `otherwise` count only once the window is over. */
export function worth(rule: CompiledWindowRule, unit: Unit, value: Exact, step: Step | undefined, isOver: boolean): Exact {
  const { extra, short, otherwise } = rule.rule;
  const parts = [step ? stepPoints(step) : byFormula(rule, unit, value)];
  if (!step && !rule.formula && isOver) parts.push(exact(otherwise ?? 0));
  const above = extra && thresholdOf(extra.above, unit);
  if (extra && above) parts.push(beyond(extra, subtract(value, above)));
  const below = short && thresholdOf(short.below, unit);
  if (short && below && isOver) parts.push(beyond(short, subtract(below, value)));
  return parts.reduce(add, zero);
}

const stepPoints = (step: Step): Exact => (step.points === 'zero' ? zero : exact(step.points));

function byFormula(rule: CompiledWindowRule, unit: Unit, value: Exact): Exact {
  if (!rule.formula) return zero;
  const found = evaluate(rule.formula, {
    value: (name) => (name === measuredName ? value : null),
    attribute: (name) => {
      const held = unitValue(unit, name);
      return typeof held === 'number' ? exact(held) : held;
    },
    others: () => [],
  });
  return typeof found === 'object' && found !== null ? found : zero;
}

function beyond({ points, every, atMost }: Beyond, amount: Exact): Exact {
  if (amount.n <= 0n) return zero;
  const times = every === undefined ? amount : floorOf(divide(amount, exact(every)) ?? zero);
  const found = multiply(times, exact(points));
  if (atMost === undefined || compare(abs(found), exact(atMost)) <= 0) return found;
  return found.n < 0n ? exact(-atMost) : exact(atMost);
}

const hasOnlyLowerBounds = (rule: CompiledWindowRule): boolean =>
  (rule.rule.steps ?? []).every((step) => step.atMost === undefined && step.under === undefined && step.inARow === undefined);

/** Counts whose steps hold from some number on: what was reached stays reached, whatever else comes. */
export const isRising = (rule: CompiledWindowRule): boolean => rule.counts !== undefined && !rule.among && hasOnlyLowerBounds(rule);

/** Given as soon as reached: counts with rising steps, unless the rule says otherwise. All else is given when the window is over. */
export function isGivenAtOnce(rule: CompiledWindowRule): boolean {
  const { per, given, formula } = rule.rule;
  if (per === 'period' || given === 'at-end' || !rule.counts || rule.among) return false;
  return given === 'at-once' || (hasOnlyLowerBounds(rule) && formula === undefined);
}
