/** What the text of an office's own bulletin may state, and why it differs from what the printed rows add up to. */
import { type Exact, isZero, sum, toNumber } from '../exact.ts';
import { figureCounter, totalOvers } from '../scoring/figures.ts';
import { isExact } from '../scoring/formula.ts';
import type { CountTotal, Rulebook, SumTotal } from '../scoring/rulebook.ts';
import { prepareGroups, type Scored } from '../scoring/score.ts';
import type { ScoredGroup } from '../scoring/table.ts';
import type { TotalValue } from '../scoring/totals.ts';
import { same, tidy } from './figures.ts';
import type { KnownTotal } from './known.ts';

/** Totals of the rulebook that are numbers; `printed` are the groups whose tables stand in the document. */
export function knownTotals(scored: Scored, printed: readonly ScoredGroup[]): readonly KnownTotal[] {
  const definitions = scored.rulebook.totals ?? [];
  return scored.totals.flatMap(({ name, value }): readonly KnownTotal[] => {
    if (!isNumber(value)) return [];
    const known = { name, value: toNumber(value) };
    const total = definitions.find((one) => one.name === name);
    if (total === undefined || !('count' in total || 'sum' in total) || total.own === 'only') return [known];
    const figure = 'sum' in total ? total.sum : figureLike(scored.rulebook, total);
    const groups = printed.filter((group) => total.group === undefined || group.name === total.group);
    const rows = figure === undefined ? undefined : rowsOf(groups, figure);
    if (figure === undefined || rows === undefined) return [known];
    const why = same(known.value, rows.sum) ? undefined : whyDifferent(scored, total, figure, groups, rows.sum - known.value);
    return [{ ...known, rows, ...(why === undefined ? {} : { why }) }];
  });
}

const isNumber = (value: TotalValue): value is Exact =>
  typeof value === 'object' && value !== null && 'd' in value && typeof value.d === 'bigint';

/** The figure of units that counts the same facts, on the same days, in the same way as a total. */
function figureLike(book: Rulebook, total: CountTotal): string | undefined {
  const overs = totalOvers(total.over);
  if (overs.length > 1) return undefined;
  const { key } = figureCounter({ name: '', count: total.count, ...pick(total) });
  const over = JSON.stringify(overs[0] ?? 'period');
  return (book.figures ?? []).find(
    (figure) => 'count' in figure && figureCounter(figure).key === key && JSON.stringify(figure.over ?? 'period') === over,
  )?.name;
}

const pick = ({ of, dayOf }: CountTotal): Pick<CountTotal, 'of' | 'dayOf'> => ({
  ...(of === undefined ? {} : { of }),
  ...(dayOf === undefined ? {} : { dayOf }),
});

/** What the printed rows add up to in the column of a figure; undefined where a table does not print it. */
function rowsOf(groups: readonly ScoredGroup[], figure: string): { title: string; sum: number } | undefined {
  const filled = groups.filter(({ rows }) => rows.length > 0);
  const columns = filled.map((group) => group.columns.findIndex((one) => one.figure === figure && one.show?.percent !== true));
  if (columns.length === 0 || columns.includes(-1)) return undefined;
  const values = filled.flatMap(({ rows }, index) => rows.map(({ cells }) => cells[columns[index]!]!.value).filter(isExact));
  return { title: filled[0]!.columns[columns[0]!]!.title, sum: toNumber(sum(values)) };
}

/** The clause that accounts for all of `surplus`, the rows less the total: units that no table lists, and items of several units. */
function whyDifferent(
  scored: Scored,
  total: CountTotal | SumTotal,
  figure: string,
  groups: readonly ScoredGroup[],
  surplus: number,
): string | undefined {
  const listed = groups.flatMap((group) => {
    const rolled = scored.rulebook.groups?.find(({ name }) => name === group.name)?.rollUp === true;
    return group.rows.flatMap(({ unitIndex }) => (rolled ? scored.figures.subtree(unitIndex) : [unitIndex]));
  });
  // a unit in two tables is counted in both, which no reason here accounts for
  if (new Set(listed).size < listed.length) return undefined;
  const unlisted = countedUnits(scored, total).filter((unit) => !listed.includes(unit));
  const beside = unlisted.flatMap((unit) => {
    const { name, group } = scored.ledger.plan.units[unit]!;
    const value = scored.figures.value(figure, unit, { group: { name: group }, members: [unit] }, 0);
    return isExact(value) && !isZero(value) ? [{ name, count: toNumber(value) }] : [];
  });
  const added = tidy(beside.reduce((all, { count }) => all + count, 0));
  // the same facts, each counted under its first unit: what the rows have more is counted under several
  const joint = tidy(surplus + added);
  if (joint < 0 || (joint > 0 && 'sum' in total)) return undefined;
  const names = beside.slice(0, 3).map(({ name }) => name);
  return [
    ...(joint > 0 ? [`几个单位联合报送的信息，表中各单位都计入，总数只计一次，多出${joint}条`] : []),
    ...(added !== 0 ? [`表中未列的${names.join('、')}${beside.length > 3 ? '等' : ''}有${added}条，总数计入`] : []),
  ].join('；');
}

/** The units that a total counts, as totals do. */
function countedUnits({ rulebook, ledger, excluded }: Scored, total: CountTotal | SumTotal): readonly number[] {
  const { units } = ledger.plan;
  const gone = new Set(excluded.map((unit) => units.indexOf(unit)));
  const members = prepareGroups(rulebook, units, gone)
    .filter(({ group }) => total.group === undefined || group.name === total.group)
    .flatMap((group) => group.members);
  const apart = (unit: number): boolean => units[unit]!.own === true && rulebook.own !== 'ranked';
  const all = units.map((_, unit) => unit).filter((unit) => !gone.has(unit));
  const inGroups = 'sum' in total || total.group !== undefined ? all.filter((unit) => members.includes(unit)) : all;
  const own = 'sum' in total && total.group === undefined ? all.filter(apart) : [];
  return [...new Set([...inGroups, ...own])].filter((unit) => total.own !== 'without' || !apart(unit));
}
