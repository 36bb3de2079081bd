/**
 * Contests: of the facts that share a key (an item in several outlets, several instructions on one item) only the best,
 * or the first, counts. What was given before stays given; a later better fact gives the difference on its own day.
 */
import { windowOf, windows } from '../calendar/day.ts';
import { rowValue } from './condition.ts';
import type { Emit } from './entry.ts';
import type { FactRow } from './fact.ts';
import type { CompiledFactRule, Plan } from './plan.ts';
import type { Small } from './points.ts';

interface Entrant extends Small {
  readonly rule: CompiledFactRule;
  readonly row: FactRow;
  /** Facts still standing: a reversal takes one away. */
  left: number;
}

export interface Contests {
  readonly enter: (rule: CompiledFactRule, row: FactRow, points: Small) => void;
  /** All rules have seen the row. */
  readonly endRow: () => void;
  /** Lets go of all state: the next rows are of another item. */
  readonly forget: () => void;
}

export function makeContests(plan: Plan, emit: Emit): Contests {
  const entrants = new Map<string, Entrant[]>();
  // A fact without an item is an item of its own: the rules of a contest compete for it alone, and nothing is remembered.
  const alone = new Map<number, Entrant>();
  return {
    forget: () => entrants.clear(),
    endRow: () => {
      if (alone.size === 0) return;
      for (const { rule, row, top, bottom } of alone.values())
        emit({ unit: row.unit, rule: rule.index, top: top * row.count, bottom, day: row.day, row });
      alone.clear();
    },
    enter: (rule, row, whole) => {
      const { number, attributes, take, others } = rule.contest as NonNullable<CompiledFactRule['contest']>;
      const points = others ? partOf(whole, { top: others.bottom - others.top, bottom: others.bottom }) : whole;
      if (others) {
        const kept = partOf(whole, others);
        emit({ unit: row.unit, rule: rule.index, top: kept.top * row.count, bottom: kept.bottom, day: row.day, row, note: '按比例计' });
      }
      const entrant = { rule, row, ...points, left: row.count };
      if (row.item < 0 && attributes.includes('item')) {
        const held = alone.get(number);
        if (!held || (take === 'highest' && isBetter(entrant, held))) alone.set(number, entrant);
        return;
      }
      const key = keyOf(rule, row, plan);
      const present = entrants.get(key) ?? [];
      const before = winner(present, rule);
      const after = row.count < 0 ? withoutReversed(present, entrant) : [...present, entrant];
      entrants.set(key, after);
      settle(before, winner(after, rule), row, key, emit);
    },
  };
}

/** Contests run within the accounting year of the fact itself, so a reversal or a late entry meets the facts it concerns. */
function keyOf(rule: CompiledFactRule, row: FactRow, plan: Plan): string {
  const { number, attributes } = rule.contest as NonNullable<CompiledFactRule['contest']>;
  const year = windowOf('year', row.ruleDay, plan.yearStart).from;
  const values = attributes.map((attribute) => keyValue(row, attribute, plan));
  return JSON.stringify([number, row.unit, year, ...values]);
}

/** `item` is the item, `month` (or another window) the one that holds the fact's own day, all else an attribute. */
function keyValue(row: FactRow, attribute: string, plan: Plan): unknown {
  if (attribute === 'item') return row.item;
  const window = windows.find((one) => one === attribute);
  return window && window !== 'period' ? windowOf(window, row.ruleDay, plan.yearStart).from : rowValue(row, attribute);
}

const partOf = (points: Small, part: Small): Small => ({ top: points.top * part.top, bottom: points.bottom * part.bottom });
const isBetter = (a: Small, b: Small): boolean => a.top * b.bottom > b.top * a.bottom;

function winner(entrants: readonly Entrant[], rule: CompiledFactRule): Entrant | undefined {
  if (rule.contest?.take === 'first') return entrants[0];
  let best = entrants[0];
  for (const one of entrants) if (best && isBetter(one, best)) best = one;
  return best;
}

/** The same fact, or where rows are grouped an equal one, is taken away as often as the reversal says. */
function withoutReversed(entrants: readonly Entrant[], reversal: Entrant): Entrant[] {
  const isMeant = (one: Entrant): boolean =>
    one.rule.index === reversal.rule.index &&
    one.row.id === reversal.row.id &&
    (one.row.id !== undefined || (!isBetter(one, reversal) && !isBetter(reversal, one)));
  let rest = -reversal.row.count;
  return entrants.filter((one) => {
    if (rest === 0 || !isMeant(one)) return true;
    const taken = Math.min(rest, one.left);
    rest -= taken;
    one.left -= taken;
    return one.left > 0;
  });
}

/** Gives the difference between the old winner and the new one, on the day of the row that changed it. */
function settle(before: Entrant | undefined, after: Entrant | undefined, cause: FactRow, contest: string, emit: Emit): void {
  if (before === after) return;
  const { unit, day } = cause;
  if (before && after && before.rule.index === after.rule.index) {
    const [top, bottom] =
      after.bottom === before.bottom
        ? [after.top - before.top, after.bottom]
        : [after.top * before.bottom - before.top * after.bottom, after.bottom * before.bottom];
    emit({ unit, rule: after.rule.index, top, bottom, day, row: after.row, contest, note: '补差' });
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
