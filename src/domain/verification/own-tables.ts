/** What a rulebook defines of the tables printed by it: which columns are sums or quotients of others, and what the ranks go by. */
import { toNumber } from '../exact.ts';
import { type Formula, isExact, parseFormula } from '../scoring/formula.ts';
import { rankUnits } from '../scoring/ranking.ts';
import type { Group } from '../scoring/rulebook.ts';
import { prepareGroups, type Scored } from '../scoring/score.ts';
import type { ScoredGroup } from '../scoring/table.ts';
import { parseCell } from './figures.ts';
import type { KnownRanks, KnownTable } from './known.ts';

/** The definitions of a scored group's columns, as indexes into them. */
export function knownOfGroup(scored: Scored, group: ScoredGroup): KnownTable {
  const definitions = definitionsOf(scored, group);
  const columns = group.columns.map((_, at) => at);
  const ranks = ranksOf(scored, group);
  return {
    sums: columns.flatMap((total) => {
      const parts = definitions.sumOf(total);
      return parts === undefined ? [] : [{ total, parts }];
    }),
    rates: columns.flatMap((rate) => definitions.rateOf(rate) ?? []),
    ...(ranks === undefined ? {} : { ranks }),
    rounding: roundingOf(group),
  };
}

/** The greatest difference between a printed figure and the exact one; per cent apart. */
function roundingOf(group: ScoredGroup): number {
  const off = group.rows.flatMap(({ cells }) =>
    cells.flatMap(({ value, shown }, at) => {
      const printed = parseCell(shown);
      const counted = isExact(value) && printed.kind === 'number' && group.columns[at]?.show?.percent !== true;
      return counted ? [Math.abs(toNumber(value) - printed.value)] : [];
    }),
  );
  return off.reduce((most, one) => Math.max(most, one), 0);
}

interface Definitions {
  readonly sumOf: (column: number) => readonly number[] | undefined;
  readonly rateOf: (column: number) => { rate: number; part: number; whole: number } | undefined;
}

function definitionsOf({ rulebook, ledger }: Scored, group: ScoredGroup): Definitions {
  const figures = new Map((rulebook.figures ?? []).map((figure) => [figure.name, figure]));
  const own = rulebook.groups?.find(({ name }) => name === group.name);
  const everyRule = ledger.plan.ruleIds.filter((_, index) => !ledger.plan.aside.has(index));
  const printedAt = (name: string): number => group.columns.findIndex(({ figure, show }) => figure === name && show?.percent !== true);

  /** Columns of points that give each of these rules once; undefined where they do not give all. */
  const columnsOfRules = (rules: readonly string[], except: string): readonly number[] | undefined => {
    const left = new Set(rules);
    const chosen = group.columns.flatMap(({ figure: name, show }, at) => {
      const figure = figures.get(name);
      const fits = figure !== undefined && 'points' in figure && figure.over === undefined && figure.tree === undefined;
      if (!fits || name === except || figure.points === 'all' || show?.percent === true) return [];
      if (figure.points.length === 0 || !figure.points.every((rule) => left.has(rule))) return [];
      for (const rule of figure.points) left.delete(rule);
      return [at];
    });
    return left.size === 0 && chosen.length > 0 ? chosen : undefined;
  };
  const partsOfFormula = (formula: Formula, top: string): readonly number[] | undefined => {
    if (formula.type === 'name') return partsOf(formula.name, top);
    if (formula.type !== 'operation' || formula.operator !== '+') return undefined;
    const [left, right] = [partsOfFormula(formula.left, top), partsOfFormula(formula.right, top)];
    return left === undefined || right === undefined ? undefined : [...left, ...right];
  };
  const partsOf = (name: string, top: string): readonly number[] | undefined => {
    const at = printedAt(name);
    return name !== top && at >= 0 ? [at] : expand(name, top);
  };
  const expand = (name: string, top: string): readonly number[] | undefined => {
    if (name === '合计') return columnsOfRules(everyRule, top);
    if (name === '得分') {
      const source = own?.score ?? rulebook.score;
      return source === undefined ? partsOf('合计', top) : partsOfFormula(parseFormula(source), top);
    }
    const figure = figures.get(name);
    if (figure === undefined || figure.over !== undefined) return undefined;
    if ('formula' in figure) return partsOfFormula(parseFormula(figure.formula), top);
    if (!('points' in figure) || figure.tree !== undefined) return undefined;
    return columnsOfRules(figure.points === 'all' ? everyRule : figure.points, top);
  };
  return {
    sumOf: (column) => {
      const { figure, show } = group.columns[column]!;
      return show?.percent === true ? undefined : expand(figure, figure);
    },
    rateOf: (rate) => {
      const figure = figures.get(group.columns[rate]!.figure);
      if (figure === undefined || !('formula' in figure) || figure.over !== undefined) return undefined;
      const formula = parseFormula(figure.formula);
      if (formula.type !== 'operation' || formula.operator !== '/') return undefined;
      const [part, whole] = [formula.left, formula.right].map((side) => (side.type === 'name' ? printedAt(side.name) : -1));
      return part === undefined || whole === undefined || part < 0 || whole < 0 ? undefined : { rate, part, whole };
    },
  };
}

/** The places that the rank keys give the rows; nothing where no ranks are printed. */
function ranksOf(scored: Scored, group: ScoredGroup): KnownRanks | undefined {
  const { rulebook, excluded, ledger, figures } = scored;
  const column = group.columns.findIndex(({ figure }) => figure === '名次');
  const units = ledger.plan.units;
  const gone = new Set(excluded.map((unit) => units.indexOf(unit)));
  const prepared = prepareGroups(rulebook, units, gone).find(
    (one): one is { group: Group; members: number[] } => one.group.name === group.name,
  );
  const { by, ties } = prepared?.group.rank ?? rulebook.rank ?? { by: ['得分'], ties: 'competition' as const };
  if (column < 0 || ties === 'none' || prepared === undefined) return undefined;
  const rows = group.rows.map(({ unitIndex }) => unitIndex);
  const { ranks } = rankUnits(rows, { by, ties: 'dense' }, (name, unit) => figures.value(name, unit, prepared, 0));
  return { column, ties, places: rows.map((unit) => ranks.get(unit)) };
}
