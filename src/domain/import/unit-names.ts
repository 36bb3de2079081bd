/** Finds the units that a cell names: by key, name, alias, or the official name of that day. */
import type { DayNumber } from '../calendar/day.ts';
import { dayText } from '../calendar/day.ts';
import { nearestNames } from '../nearest.ts';
import { nameKey } from './cell.ts';

export interface NamedUnit {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly parent?: string;
  readonly aliases: readonly string[];
  readonly former: readonly { readonly name: string; readonly from?: DayNumber; readonly to?: DayNumber }[];
}

export type NameReading =
  | { readonly ok: true; readonly unit: NamedUnit }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly suggestions: readonly string[] };

interface Use {
  readonly unit: NamedUnit;
  /** Days on which the name was the official one; absent for a name that always serves. */
  readonly days?: { readonly from: DayNumber; readonly to: DayNumber };
}

export interface UnitNames {
  readonly find: (text: string, day: DayNumber) => NameReading;
  /** True where some name means a unit only on certain days. */
  readonly dated: boolean;
}

/** An index over the names of a site's units. */
export function indexNames(units: readonly NamedUnit[]): UnitNames {
  const uses = new Map<string, Use[]>();
  const keys = new Map<string, NamedUnit>();
  const names = new Map(units.map((unit) => [unit.key, unit.name]));
  const add = (name: string, use: Use): void => {
    const key = nameKey(name);
    const held = uses.get(key);
    if (!held) uses.set(key, [use]);
    else if (use.days || !held.some((one) => one.unit === use.unit && !one.days)) held.push(use);
  };
  for (const unit of units) {
    keys.set(nameKey(unit.key), unit);
    for (const name of [unit.name, ...unit.aliases]) {
      add(name, { unit });
      if (unit.parent !== undefined) add(`${names.get(unit.parent) ?? unit.parent}/${name}`, { unit });
    }
    for (const { name, from, to } of unit.former) {
      add(name, { unit, days: { from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY } });
    }
  }
  return {
    dated: units.some((unit) => unit.former.length > 0),
    find: (text, day) => {
      const key = nameKey(text);
      const held = uses.get(key) ?? [];
      const official = unitsOf(held.filter(({ days }) => days && day >= days.from && day <= days.to));
      // The official name of that day comes before a key, which a later unit may have taken over; a key before names that are shared.
      const byKey = keys.get(key);
      const meant = official.length > 0 ? official : byKey ? [byKey] : unitsOf(held.filter(({ days }) => !days));
      if (meant.length === 1) return { ok: true, unit: meant[0] as NamedUnit };
      if (meant.length > 1) return ambiguous(text, meant);
      return held.length > 0 ? outOfUse(text, day, held) : unknown(text, units);
    },
  };
}

const unitsOf = (uses: readonly Use[]): NamedUnit[] => [...new Set(uses.map(({ unit }) => unit))];

function ambiguous(text: string, units: readonly NamedUnit[]): NameReading {
  const suggestions = units.map((unit) => unit.key);
  return {
    ok: false,
    code: 'ambiguous-unit',
    message: `“${text}”可指${units.length}个单位，请写明是哪一个：${suggestions.join('、')}`,
    suggestions,
  };
}

function outOfUse(text: string, day: DayNumber, uses: readonly Use[]): NameReading {
  const suggestions = [...new Set(uses.map(({ unit }) => unit.name))];
  return {
    ok: false,
    code: 'name-out-of-use',
    message: `${dayText(day)}没有单位用“${text}”这个名称，是否应为：${suggestions.join('、')}？`,
    suggestions,
  };
}

function unknown(text: string, units: readonly NamedUnit[]): NameReading {
  const spoken = new Map<string, string>();
  for (const unit of units) for (const name of [unit.name, ...unit.aliases]) spoken.set(nameKey(name), unit.name);
  const near = nearestNames(nameKey(text), spoken.keys());
  const suggestions = [...new Set(near.map((name) => spoken.get(name) as string))];
  const hint = suggestions.length > 0 ? `，是否应为：${suggestions.join('、')}？` : '，请先在名册中设立该单位或为它登记别名';
  return { ok: false, code: 'unknown-unit', message: `名册中没有单位“${text}”${hint}`, suggestions };
}

/** One name, or several in one cell (、；，/ or a line break between them). A name that itself holds such a sign is found whole. */
export function findUnits(
  names: UnitNames,
  cell: string,
  day: DayNumber,
): { readonly units: readonly NamedUnit[]; readonly faults: readonly Exclude<NameReading, { ok: true }>[] } {
  const whole = names.find(cell, day);
  if (whole.ok) return { units: [whole.unit], faults: [] };
  const parts = cell.split(/([、；;，,/\n])/);
  if (parts.length === 1) return { units: [], faults: [whole] };
  const units: NamedUnit[] = [];
  const faults: Exclude<NameReading, { ok: true }>[] = [];
  for (let at = 0; at < parts.length; ) {
    const taken = longest(names, parts, at, day);
    if (taken) units.push(taken.unit);
    else if (parts[at]?.trim()) faults.push(names.find((parts[at] as string).trim(), day) as Exclude<NameReading, { ok: true }>);
    at = (taken?.next ?? at + 1) + 1;
  }
  return { units, faults };
}

/** The longest run of parts from `at` on that is one name; parts alternate with the signs between them. */
function longest(names: UnitNames, parts: readonly string[], at: number, day: DayNumber): { unit: NamedUnit; next: number } | undefined {
  for (let end = parts.length; end > at; end -= 1) {
    if ((end - at) % 2 === 0) continue;
    const found = names.find(parts.slice(at, end).join('').trim(), day);
    if (found.ok) return { unit: found.unit, next: end };
  }
  return undefined;
}
