/** Figures of the whole, which the text names: counts, sums, lists of units. */
import type { Show } from '../display.ts';
import { exact, sum } from '../exact.ts';
import type { Figures, PreparedGroup } from './figures.ts';
import { totalOvers } from './figures.ts';
import { evaluate, isExact, parseFormula, type Value } from './formula.ts';
import type { Ledger } from './ledger.ts';
import { counterKey, type Plan } from './plan.ts';
import { rankUnits } from './ranking.ts';
import type { Over, Rulebook, Total, UnitsTotal } from './rulebook.ts';
import { shownValue, type TableOf } from './table.ts';

export type TotalValue = Value | readonly string[] | { readonly [name: string]: number } | readonly TotalValue[];
export interface ScoredTotal {
  readonly name: string;
  readonly value: TotalValue;
  /** As printed; lists joined by 、. */
  readonly shown: string;
  readonly hasShow: boolean;
}
interface TotalContext {
  readonly book: Rulebook;
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly figures: Figures;
  readonly prepared: readonly PreparedGroup[];
  readonly tables: readonly TableOf[];
  readonly excluded: ReadonlySet<number>;
  /** The issuing office's own units: in totals, not in tables. */
  readonly apart: readonly number[];
  readonly refusedBatches: readonly string[];
}

export function totalsOf(context: TotalContext): ScoredTotal[] {
  const known = new Map<string, TotalValue>();
  return (context.book.totals ?? []).map((total) => {
    const overs: readonly (Over | undefined)[] = totalOvers(total.over);
    const many = total.over !== undefined && overs.length !== 1;
    const values = (overs.length === 0 ? [undefined] : overs).map((over) =>
      totalValue(total, context, context.figures.rangeOf(over), known),
    );
    const value: TotalValue = many || (Array.isArray(total.over) && Array.isArray(total.over[0])) ? values : (values[0] as TotalValue);
    known.set(total.name, value);
    return { name: total.name, value, shown: shownTotal(value, total.show), hasShow: total.show !== undefined };
  });
}

function shownTotal(value: TotalValue, show: Show | undefined): string {
  if (Array.isArray(value)) return (value as readonly TotalValue[]).map((one) => shownTotal(one, show)).join('、');
  if (typeof value === 'object' && value !== null && !('d' in value)) {
    return Object.entries(value as Record<string, number>)
      .map(([name, n]) => `${name}${n}`)
      .join('、');
  }
  return shownValue(value as Value, show);
}

function totalValue(total: Total, context: TotalContext, range: number, known: ReadonlyMap<string, TotalValue>): TotalValue {
  const { figures, ledger, plan, prepared, apart, excluded } = context;
  const inGroups = prepared.filter(({ group }) => !('group' in total) || total.group === undefined || group.name === total.group);
  if ('list' in total)
    return total.list === 'excluded' ? [...excluded].map((unit) => plan.units[unit]?.name ?? '') : context.refusedBatches;
  if ('formula' in total) return evaluate(parseFormula(total.formula), totalScope(known));
  if ('count' in total) {
    const spec = { count: total.count, of: total.of ?? 'facts', basis: total.dayOf ?? 'on', leadOnly: true, by: total.by } as const;
    const units = unitsCounted(total, context);
    const counter = plan.counterOf(counterKey(spec));
    return total.by === undefined
      ? ledger.tallies.counted(counter, units, range)
      : Object.fromEntries(ledger.tallies.countedBy(counter, units, range));
  }
  if ('sum' in total) {
    const groups = total.own === 'only' ? [] : inGroups;
    const own = total.own === 'without' || ('group' in total && total.group !== undefined) ? [] : apart;
    const values = [
      ...groups.flatMap((group) => group.members.map((unit) => figures.value(total.sum, unit, group, range))),
      ...own.map((unit) => figures.value(total.sum, unit, { group: { name: plan.units[unit]?.group ?? '' }, members: [unit] }, range)),
    ];
    return sum(values.filter(isExact));
  }
  if ('unitCount' in total)
    return exact(inGroups.flatMap((group) => group.members.filter((unit) => figures.holds(total.unitCount, unit, group, range))).length);
  return unitNames(total, inGroups, context, range);
}

function unitNames(total: UnitsTotal, inGroups: readonly PreparedGroup[], context: TotalContext, range: number): string[] {
  const { figures, plan, tables } = context;
  const groupOf = new Map(inGroups.flatMap((group) => group.members.map((unit) => [unit, group] as const)));
  const rankOf = (unit: number): Value => {
    const rank = tables.find((table) => table.ranks.has(unit))?.ranks.get(unit);
    return rank === undefined ? null : exact(rank);
  };
  const found = [...groupOf].filter(([unit, group]) =>
    figures.holds(total.units, unit, group, range, (name) => (name === '名次' ? rankOf(unit) : undefined)),
  );
  const inTables = tables.flatMap((table) => table.scored.rows.map((row) => row.unitIndex));
  const directory = found.map(([unit]) => unit);
  const listed = total.by
    ? rankUnits(directory, { by: total.by, ties: 'none' }, (name, unit) =>
        figures.value(name, unit, groupOf.get(unit) as PreparedGroup, range),
      ).order
    : [...inTables.filter((unit) => directory.includes(unit)), ...directory.filter((unit) => !inTables.includes(unit))];
  return listed.slice(0, total.top ?? listed.length).map((unit) => plan.units[unit]?.name ?? '');
}

/** Units whose facts a total counts: all that are not excluded, those of a group with the units below it, or the office's own. */
function unitsCounted(total: Total & { count: unknown; group?: string; own?: 'only' | 'without' }, context: TotalContext): number[] {
  const { plan, prepared, excluded, apart, figures } = context;
  const all = plan.units.map((_, unit) => unit).filter((unit) => !excluded.has(unit));
  if (total.own === 'only') return [...apart];
  const inGroup =
    total.group === undefined ? all : (prepared.find(({ group }) => group.name === total.group) ?? { members: [], group: { name: '' } });
  const members = Array.isArray(inGroup)
    ? inGroup
    : inGroup.members.flatMap((unit) => (inGroup.group.rollUp ? figures.subtree(unit) : [unit]));
  return total.own === 'without' ? members.filter((unit) => !apart.includes(unit)) : [...members];
}

const totalScope = (known: ReadonlyMap<string, TotalValue>) => ({
  value: (name: string): Value => {
    const value = known.get(name) ?? null;
    return Array.isArray(value) || (typeof value === 'object' && value !== null && !('d' in value)) ? null : (value as Value);
  },
  attribute: () => null,
  others: () => [],
});
