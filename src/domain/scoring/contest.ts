/**
 * Contests: of the facts that share a key (an item in several outlets, several instructions on one item) only the best,
 * or the first, counts. What was given before stays given; a later better fact gives the difference on its own day.
 */
import { windowOf } from '../calendar/day.ts';
import { rowValue } from './condition.ts';
import type { Emit } from './entry.ts';
import type { FactRow } from './fact.ts';
import type { CompiledFactRule, Plan, Small } from './plan.ts';

interface Entrant {
  readonly rule: CompiledFactRule;
  readonly row: FactRow;
  readonly top: number;
  readonly bottom: number;
}

export interface Contests {
  readonly enter: (rule: CompiledFactRule, row: FactRow, points: Small) => void;
  /** Lets go of all state: the next rows are of another item. */
  readonly forget: () => void;
}

export function makeContests(plan: Plan, emit: Emit): Contests {
  const entrants = new Map<string, Entrant[]>();
  return {
    forget: () => entrants.clear(),
    enter: (rule, row, points) => {
      const key = keyOf(rule, row, plan);
      const present = entrants.get(key) ?? [];
      const before = winner(present, rule);
      const after =
        row.count < 0
          ? present.filter((other) => other.row.id !== row.id || other.rule.index !== rule.index)
          : [...present, { rule, row, top: points.top * row.count, bottom: points.bottom }];
      entrants.set(key, after);
      settle(before, winner(after, rule), row, key, emit);
    },
  };
}

function keyOf(rule: CompiledFactRule, row: FactRow, plan: Plan): string {
  const { number, attributes } = rule.contest as NonNullable<CompiledFactRule['contest']>;
  const year = windowOf('year', row.day, plan.yearStart).from;
  const values = attributes.map((attribute) => (attribute === 'item' ? (row.item >= 0 ? row.item : row.id) : rowValue(row, attribute)));
  return JSON.stringify([number, row.unit, year, ...values]);
}

function winner(entrants: readonly Entrant[], rule: CompiledFactRule): Entrant | undefined {
  if (rule.contest?.take === 'first') return entrants[0];
  let best = entrants[0];
  for (const one of entrants) if (best && one.top * best.bottom > best.top * one.bottom) best = one;
  return best;
}

/** Gives the difference between the old winner and the new one, on the day of the row that changed it. */
function settle(before: Entrant | undefined, after: Entrant | undefined, cause: FactRow, contest: string, emit: Emit): void {
  if (before === after) return;
  const { unit, day } = cause;
  if (before && after && before.rule.index === after.rule.index) {
    const top = after.top * before.bottom - before.top * after.bottom;
    emit({ unit, rule: after.rule.index, top, bottom: after.bottom * before.bottom, day, row: after.row, contest, note: '补差' });
    return;
  }
  if (before)
    emit({
      unit,
      rule: before.rule.index,
      top: -before.top,
      bottom: before.bottom,
      day,
      row: before.row,
      contest,
      note: cause.count < 0 ? '撤销' : '已计更高',
    });
  if (after) emit({ unit, rule: after.rule.index, top: after.top, bottom: after.bottom, day, row: after.row, contest });
}
