/** The table of a group: columns, rows in order, cells as printed. */
import { type Show, showValue } from '../display.ts';
import { type Exact, exact, isZero } from '../exact.ts';
import type { Unit } from '../organisation/unit.ts';
import type { Figures, PreparedGroup } from './figures.ts';
import { isExact, type Value } from './formula.ts';
import type { Plan } from './plan.ts';
import { rankUnits } from './ranking.ts';
import type { Column, Group, Rulebook } from './rulebook.ts';

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
export interface TableOf {
  readonly group: PreparedGroup;
  readonly scored: ScoredGroup;
  /** Units with nothing, printed or not. */
  readonly zero: readonly number[];
  readonly ranks: ReadonlyMap<number, number>;
}

export function tableOf(book: Rulebook, group: PreparedGroup, plan: Plan, figures: Figures): TableOf {
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
