/** The figures of a bulletin as they are frozen: what every table, sentence and page of an issue takes its numbers from. */
import { dayText } from '../calendar/day.ts';
import { type Exact, toNumber } from '../exact.ts';
import type { FrozenRectification } from '../rectification/period.ts';
import type { PreparedGroup } from '../scoring/figures.ts';
import type { Value } from '../scoring/formula.ts';
import type { Scored } from '../scoring/score.ts';
import { shownValue } from '../scoring/table.ts';
import type { ScoredTotal, TotalValue } from '../scoring/totals.ts';
import type { FrozenReporting } from './reporting.ts';

export interface FrozenCell {
  readonly shown: string;
  /** The exact value: a decimal, or n/d where it has none; null where there is no number. */
  readonly value: string | null;
}
export interface FrozenRow {
  readonly unit: string;
  readonly key: string;
  readonly rank: number | null;
  readonly score: string | null;
  readonly cells: readonly FrozenCell[];
}
export interface FrozenGroup {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly figure: string }[];
  readonly rows: readonly FrozenRow[];
  readonly leftOut: readonly string[];
}
/** A unit with those below it, for a table by areas. */
export interface FrozenArea {
  readonly area: string;
  readonly rows: readonly { readonly unit: string; readonly key: string; readonly shown: string; readonly remark?: string }[];
}
export interface FrozenTotal {
  readonly name: string;
  readonly shown: string;
  readonly value: number | string | boolean | null | readonly string[];
}
export interface FrozenFigures {
  readonly period: { readonly from: string; readonly to: string };
  readonly rulebook: { readonly name: string; readonly from: string };
  readonly groups: readonly FrozenGroup[];
  readonly areas: readonly FrozenArea[];
  readonly totals: readonly FrozenTotal[];
  readonly zeroUnits: readonly string[];
  readonly excluded: readonly string[];
  readonly notes: readonly string[];
  /** What units reported and what became of it, where the bulletin speaks of it and its site works with submissions. */
  readonly reporting?: FrozenReporting;
  /** The units' wording errors found in the period, where the bulletin speaks of them. */
  readonly rectifications?: readonly FrozenRectification[];
  /** The head of the site's history (封存码) when this was frozen; absent in issues from before history was sealed. */
  readonly historyHead?: string;
}

/** Which areas table a bulletin wants: the units of a group, each with its own figure and those of the units below. */
export interface AreasWanted {
  readonly group: string;
  /** Figure of a unit with everything below it, and of a unit alone. */
  readonly total: string;
  readonly self: string;
  /** Heading of the figures' column. */
  readonly columnTitle?: string;
  /** Attribute that names a unit's own line, such as 市本级; 本级 where it has none. */
  readonly selfName?: string;
  /** Attribute that numbers the areas where they are not printed in directory order. */
  readonly order?: string;
  /** Attribute with a remark on a unit's figure, such as 包括开发区. */
  readonly remark?: string;
}

/** Exact value as text that reads back without loss. */
export function exactText({ n, d }: Exact): string {
  if (d === 1n) return String(n);
  let rest = d;
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n ? String(toNumber({ n, d })) : `${n}/${d}`;
}

const valueText = (value: Value): string | null => (typeof value === 'object' && value !== null ? exactText(value) : null);

export function freeze(scored: Scored, areas?: AreasWanted): FrozenFigures {
  return {
    period: { from: dayText(scored.period.from), to: dayText(scored.period.to) },
    rulebook: { name: scored.rulebook.name, from: scored.rulebook.from },
    groups: scored.groups.map((group) => ({
      name: group.name,
      title: group.title,
      columns: group.columns.map(({ title, figure }) => ({ title, figure })),
      rows: group.rows.map((row) => ({
        unit: row.unit.name,
        key: row.unit.key,
        rank: row.rank ?? null,
        score: row.score === null ? null : exactText(row.score),
        cells: row.cells.map(({ shown, value }) => ({ shown, value: valueText(value) })),
      })),
      leftOut: group.leftOut.map((unit) => unit.name),
    })),
    areas: areas ? areasOf(scored, areas) : [],
    totals: scored.totals.map((total) => ({ name: total.name, shown: total.shown, value: totalJson(total) })),
    zeroUnits: scored.zeroUnits.map((unit) => unit.name),
    excluded: scored.excluded.map((unit) => unit.name),
    notes: scored.notes,
  };
}

function totalJson({ value, hasShow, shown }: ScoredTotal): FrozenTotal['value'] {
  if (hasShow) return shown;
  if (Array.isArray(value)) return (value as readonly TotalValue[]).map(String);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return 'd' in value && typeof value.d === 'bigint' ? toNumber(value as Exact) : shown;
}

/** One area for each unit of the group, in directory order: its total, its own line, then the units below it. */
function areasOf(scored: Scored, wanted: AreasWanted): FrozenArea[] {
  const { units } = scored.ledger.plan;
  const group = scored.rulebook.groups?.find((one) => one.name === wanted.group) ?? { name: wanted.group };
  const rows = scored.groups.find((one) => one.name === wanted.group)?.rows ?? [];
  const place = (unit: number): number => Number((wanted.order === undefined ? undefined : units[unit]?.attributes?.[wanted.order]) ?? 0);
  return rows
    .map((row) => row.unitIndex)
    .sort((a, b) => place(a) - place(b) || a - b)
    .map((top) => {
      const prepared: PreparedGroup = { group, members: [top] };
      const shown = (figure: string, unit: number): string => shownValue(scored.figures.value(figure, unit, prepared, 0), undefined);
      const attribute = (unit: number, name: string | undefined): string | undefined =>
        name === undefined || units[unit]?.attributes?.[name] === undefined ? undefined : String(units[unit]?.attributes?.[name]);
      const name = units[top]?.name ?? '';
      const line = (unit: number, label: string, text: string) => {
        const remark = attribute(unit, wanted.remark);
        return { unit: label, key: units[unit]?.key ?? '', shown: text, ...(remark === undefined ? {} : { remark }) };
      };
      return {
        area: name,
        rows: [
          line(top, '小计', shown(wanted.total, top)),
          line(top, attribute(top, wanted.selfName) ?? '本级', shown(wanted.self, top)),
          ...scored.figures
            .subtree(top)
            .slice(1)
            .map((unit) => line(unit, units[unit]?.name ?? '', shown(wanted.self, unit))),
        ],
      };
    });
}
