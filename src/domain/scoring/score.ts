/** From facts and rulebooks to ranked tables and totals: the one place that page, docx, xlsx, pdf and API take figures from. */
import type { Period } from '../calendar/day.ts';
import { type Show, showValue } from '../display.ts';
import { add, compare, type Exact, exact, isZero, subtract, sum, zero } from '../exact.ts';
import type { Unit } from '../organisation/unit.ts';
import { matchUnits } from './condition.ts';
import type { FactRow } from './fact.ts';
import { countersOf, type Figures, makeFigures, oversOf, type PreparedGroup, totalOvers } from './figures.ts';
import { evaluate, parseFormula, type Value } from './formula.ts';
import { fold, type Ledger, linesIn, type ScoreLine } from './ledger.ts';
import { notesOf } from './notes.ts';
import { counterKey, makePlan, type Plan } from './plan.ts';
import type { Column, Group, Over, Rank, RankKey, Rulebook, Total, UnitsTotal } from './rulebook.ts';

export interface ScoredColumn {
  readonly title: string;
  /** What stands in the column: 名次, 序号, 单位, or the name of a figure. */
  readonly figure: string;
  readonly show: Show | undefined;
}
export interface ScoredCell {
  readonly value: Value;
  readonly shown: string;
}
export interface ScoredRow {
  readonly unit: Unit;
  readonly unitIndex: number;
  readonly rank: number | undefined;
  readonly score: Exact | null;
  readonly cells: readonly ScoredCell[];
}
export interface ScoredGroup {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly ScoredColumn[];
  readonly rows: readonly ScoredRow[];
  /** Units of the group that are not printed, because all is zero. */
  readonly leftOut: readonly Unit[];
}
export type TotalValue = Value | readonly string[] | { readonly [name: string]: number } | readonly TotalValue[];
export interface ScoredTotal {
  readonly name: string;
  readonly value: TotalValue;
  /** As printed; lists joined by 、. */
  readonly shown: string;
  readonly hasShow: boolean;
}
export interface Scored {
  readonly period: Period;
  readonly rulebook: Rulebook;
  readonly groups: readonly ScoredGroup[];
  readonly totals: readonly ScoredTotal[];
  readonly zeroUnits: readonly Unit[];
  readonly excluded: readonly Unit[];
  readonly notes: readonly string[];
  readonly ledger: Ledger;
  readonly figures: Figures;
  /** Lines of the period with those that a score formula adds; only with detail. */
  readonly lines: () => readonly ScoreLine[];
}

export interface ScoreInput {
  /** Checked rulebooks; the one in force on the period's last day orders and shows. */
  readonly rulebooks: readonly Rulebook[];
  /** In directory order. */
  readonly units: readonly Unit[];
  /** In the order of their days. */
  readonly rows: readonly FactRow[];
  readonly period: Period;
  readonly refusedBatches?: readonly string[];
}

/** The rule id under which a score formula's difference to the sum of lines stands. */
export const formulaRule = '得分公式';

export const planFor = (input: Pick<ScoreInput, 'rulebooks' | 'units' | 'period'>): Plan =>
  makePlan(input.rulebooks, input.units, input.period, countersOf, oversOf);

/** Scores and ranks the units in the period, keeping every line. */
export function score(input: ScoreInput): Scored {
  const excluded = excludedUnits(input);
  const rows = excluded.size === 0 ? input.rows : input.rows.filter((row) => !excluded.has(row.unit));
  return scoreLedger(fold(planFor(input), rows, { detail: true }), excluded, input.refusedBatches);
}

/** Units with an exclusion up to the period's end that was not taken back. */
function excludedUnits({ rows, period }: ScoreInput): Set<number> {
  const standing = new Map<number, number>();
  for (const { fact, basis, day, unit, count } of rows)
    if (fact === 'exclusion' && basis === 'on' && day <= period.to) standing.set(unit, (standing.get(unit) ?? 0) + count);
  return new Set([...standing].filter(([, count]) => count > 0).map(([unit]) => unit));
}

/** Ranks and shows what a fold found; rows of excluded units were left out of it. */
export function scoreLedger(ledger: Ledger, excluded: ReadonlySet<number> = new Set(), refusedBatches: readonly string[] = []): Scored {
  const { plan } = ledger;
  const { units, period } = plan;
  const book = plan.current.rulebook;
  const prepared = prepareGroups(book, units, excluded);
  const figures = makeFigures(ledger, prepared);
  const tables = prepared.map((group) => tableOf(book, group, plan, figures));
  const apart = units.flatMap((unit, index) => (unit.own && book.own !== 'ranked' && !excluded.has(index) ? [index] : []));
  return {
    period,
    rulebook: book,
    groups: tables.filter(({ group }) => group.group.printed !== false).map(({ scored }) => scored),
    totals: totalsOf({ book, plan, ledger, figures, prepared, tables, excluded, apart, refusedBatches }),
    zeroUnits: tables.filter(({ group }) => group.group.printed !== false).flatMap(({ zero }) => zero.map((index) => units[index] as Unit)),
    excluded: [...excluded].sort((a, b) => a - b).map((index) => units[index] as Unit),
    notes: notesOf(book, period),
    ledger,
    figures,
    lines: () => withFormulaLines(ledger, tables, figures),
  };
}

/** The groups of a rulebook with their members. */
export function prepareGroups(book: Rulebook, units: readonly Unit[], excluded: ReadonlySet<number>): PreparedGroup[] {
  const groups: readonly Group[] =
    book.groups ??
    [...new Set(units.filter((unit) => book.own === 'ranked' || !unit.own).map((unit) => unit.group))].map((name) => ({ name }));
  return groups.map((group) => {
    const fits = matchUnits(group.of ?? { group: group.name }, units);
    const members = units.flatMap((unit, index) =>
      fits[index] && !excluded.has(index) && !unit.inactive && (book.own === 'ranked' || !unit.own) ? [index] : [],
    );
    return { group, members };
  });
}

interface TableOf {
  readonly group: PreparedGroup;
  readonly scored: ScoredGroup;
  /** Units with nothing, printed or not. */
  readonly zero: readonly number[];
  readonly ranks: ReadonlyMap<number, number>;
}

const isExact = (value: Value): value is Exact => typeof value === 'object' && value !== null;

function tableOf(book: Rulebook, group: PreparedGroup, plan: Plan, figures: Figures): TableOf {
  const columns = columnsOf(book, group.group);
  const rank = group.group.rank ?? book.rank ?? { by: ['得分'], ties: 'competition' };
  const zeroRows = group.group.zero ?? book.zero ?? { rows: 'shown' };
  const isNothing = (unit: number): boolean => {
    if (zeroRows.is !== undefined) return figures.holds(zeroRows.is, unit, group, 0);
    const values = ['得分', ...columns.map((column) => column.figure)].map((name) =>
      isBuiltIn(name) ? null : figures.value(name, unit, group, 0),
    );
    return values.every((value) => !isExact(value) || isZero(value));
  };
  const zero = group.members.filter(isNothing);
  const listed = zeroRows.rows === 'left-out' ? group.members.filter((unit) => !zero.includes(unit)) : group.members;
  const { order, ranks } = rankUnits(listed, rank, (name, unit) => figures.value(name, unit, group, 0));
  const rows = order.map((unitIndex, at): ScoredRow => {
    const unit = plan.units[unitIndex] as Unit;
    const scoreValue = figures.value('得分', unitIndex, group, 0);
    return {
      unit,
      unitIndex,
      rank: ranks.get(unitIndex),
      score: isExact(scoreValue) ? scoreValue : null,
      cells: columns.map((column) => cellOf(column, unit, unitIndex, at, ranks, figures, group)),
    };
  });
  const leftOut = group.members.filter((unit) => !listed.includes(unit)).map((unit) => plan.units[unit] as Unit);
  return { group, scored: { name: group.group.name, title: group.group.title ?? group.group.name, columns, rows, leftOut }, zero, ranks };
}

const isBuiltIn = (figure: string): boolean => figure === '名次' || figure === '序号' || figure === '单位';

function cellOf(
  column: ScoredColumn,
  unit: Unit,
  index: number,
  at: number,
  ranks: ReadonlyMap<number, number>,
  figures: Figures,
  group: PreparedGroup,
): ScoredCell {
  if (column.figure === '单位') return { value: unit.name, shown: unit.name };
  if (column.figure === '序号') return { value: exact(at + 1), shown: String(at + 1) };
  const rank = ranks.get(index);
  const value = column.figure === '名次' ? (rank === undefined ? null : exact(rank)) : figures.value(column.figure, index, group, 0);
  return { value, shown: shownValue(value, column.show) };
}

/** Any value as printed. */
export const shownValue = (value: Value, show: Show | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'boolean' ? (value ? '是' : '否') : showValue(value, show);

function columnsOf(book: Rulebook, group: Group): ScoredColumn[] {
  const figures = new Map((book.figures ?? []).map((figure) => [figure.name, figure]));
  const listed: readonly Column[] = group.columns ?? book.columns ?? ['名次', '单位', ...figures.keys(), '得分'];
  const named = listed.map((column): ScoredColumn => {
    const { figure, title, show } = typeof column === 'string' ? { figure: column, title: undefined, show: undefined } : column;
    const unitTitle = figure === '单位' ? (group.unitTitle ?? book.unitTitle) : undefined;
    return { figure, title: title ?? unitTitle ?? figure, show: show ?? figures.get(figure)?.show };
  });
  if (named.some((column) => column.figure === '单位')) return named;
  const unitColumn: ScoredColumn = { figure: '单位', title: group.unitTitle ?? book.unitTitle ?? '单位', show: undefined };
  const at = named[0]?.figure === '名次' || named[0]?.figure === '序号' ? 1 : 0;
  return [...named.slice(0, at), unitColumn, ...named.slice(at)];
}

/** Orders units by the keys, then by the directory, and numbers them by the tie method. Units without a value stand last, unranked. */
function rankUnits(
  units: readonly number[],
  rank: Rank,
  figureOf: (name: string, unit: number) => Value,
): { order: number[]; ranks: Map<number, number> } {
  const keys = rank.by.map((key: RankKey) => (typeof key === 'string' ? { figure: key, order: 'high' as const } : key));
  const values = new Map(units.map((unit) => [unit, keys.map((key) => figureOf(key.figure, unit))]));
  const byKeys = (a: number, b: number): number => {
    for (const [at, key] of keys.entries()) {
      const [x, y] = [values.get(a)?.[at] ?? null, values.get(b)?.[at] ?? null];
      if (!isExact(x) || !isExact(y)) {
        if (isExact(x) !== isExact(y)) return isExact(x) ? -1 : 1;
        continue;
      }
      const order = compare(x, y);
      if (order !== 0) return key.order === 'low' ? order : -order;
    }
    return 0;
  };
  const place = new Map(units.map((unit, at) => [unit, at]));
  const order = [...units].sort((a, b) => byKeys(a, b) || (place.get(a) ?? 0) - (place.get(b) ?? 0));
  const ranks = new Map<number, number>();
  if (rank.ties === 'none') return { order, ranks };
  let last = 0;
  order.forEach((unit, at) => {
    if (!isExact(values.get(unit)?.[0] ?? null)) return;
    const tied = at > 0 && rank.ties !== 'consecutive' && byKeys(order[at - 1] as number, unit) === 0;
    if (!tied) last = rank.ties === 'dense' ? last + 1 : at + 1;
    ranks.set(unit, last);
  });
  return { order, ranks };
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

function totalsOf(context: TotalContext): ScoredTotal[] {
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

/** The period's lines; where a formula or an unmet condition makes the score differ from their sum, a line says by how much. */
function withFormulaLines(ledger: Ledger, tables: readonly TableOf[], figures: Figures): ScoreLine[] {
  const { plan } = ledger;
  const lines = linesIn(ledger, 0).filter((line) => !plan.aside.has(line.rule));
  const rule = plan.ruleIds.length;
  const given = new Map<number, Exact>();
  for (const line of lines) given.set(line.unit, add(given.get(line.unit) ?? zero, line.points));
  for (const { scored, group } of tables) {
    for (const row of scored.rows) {
      if (row.score === null) continue;
      const counted = group.group.rollUp ? figures.subtree(row.unitIndex) : [row.unitIndex];
      const rest = subtract(row.score, sum(counted.map((unit) => given.get(unit) ?? zero)));
      if (!isZero(rest)) lines.push({ unit: row.unitIndex, rule, day: plan.period.to, points: rest, count: 1, note: '按得分公式' });
    }
  }
  return lines;
}
