/** What is known of the figures of an office's own bulletin: verification checks it against that instead of guessing. */
import type { AreasWanted, FrozenFigures } from '../bulletin/figures.ts';
import type { ReadDocument, ReadTable } from '../document.ts';
import { plainText } from '../document.ts';
import { sum, toNumber } from '../exact.ts';
import { figureCounter } from '../scoring/figures.ts';
import { isExact } from '../scoring/formula.ts';
import type { Scored } from '../scoring/score.ts';
import type { ScoredGroup } from '../scoring/table.ts';
import { parseCell, same, squeeze, tidy } from './figures.ts';
import type { KnownDifference, KnownFigures, KnownTable, KnownTotal } from './known.ts';
import { knownOfGroup } from './own-tables.ts';
import { knownTotals } from './own-totals.ts';

/**
 * What the rulebook and its figures say of a composed document, as read. A table is known where it prints a scored group cell by cell, or
 * the areas; anything else in the document, such as numbers an office typed, is examined as in any document.
 */
export function ownFigures(document: ReadDocument, figures: FrozenFigures, scored: Scored, areas?: AreasWanted): KnownFigures {
  const tables = new Map<number, KnownTable>();
  const printed = new Set<ScoredGroup>();
  document.tables.forEach((table, at) => {
    const group = scored.groups.find((one) => prints(table, one));
    if (group !== undefined) {
      printed.add(group);
      tables.set(at, knownOfGroup(scored, group));
    } else if (areas !== undefined && printsAreas(table, figures)) {
      tables.set(at, { sums: [], rates: [], rounding: 0, areas: areaDifferences(figures, scored, areas) });
    }
  });
  const reporting = reportingTotals(figures);
  const rates = scored.totals.filter(({ shown }) => shown.endsWith('%')).map(({ shown }) => shown);
  return {
    tables,
    totals: [...knownTotals(scored, [...printed]), ...reporting],
    rates: new Set([...rates, ...(figures.reporting ? [percent(figures.reporting.totals.rate)] : [])]),
  };
}

const percent = (rate: number | null): string => (rate === null ? '' : `${(Math.round(rate * 1000 + 1e-9) / 10).toFixed(1)}%`);

/** Whether a table prints a group: the same titles, and the same cells in the same rows. */
function prints(table: ReadTable, group: ScoredGroup): boolean {
  const titles = group.columns.map(({ title }) => plainText(title));
  if (group.rows.length === 0 || table.columns.join('\n') !== titles.join('\n') || table.rows.length !== group.rows.length) return false;
  return table.rows.every((cells, row) =>
    cells.every((cell, at) => squeeze(String(cell ?? '')) === squeeze(group.rows[row]?.cells[at]?.shown ?? '')),
  );
}

function printsAreas(table: ReadTable, { areas }: FrozenFigures): boolean {
  const lines = areas.flatMap(({ area, rows }) => rows.map(({ unit }) => [area, unit].map(plainText).join('\n')));
  const read = table.rows.map((cells) => [cells[0], cells[1]].map((cell) => String(cell ?? '')).join('\n'));
  return lines.length > 0 && read.join('\n') === lines.join('\n');
}

/** Why areas are not the sum of their lines: items that several units of an area share, or figures rounded to be printed. */
function areaDifferences(figures: FrozenFigures, scored: Scored, wanted: AreasWanted): ReadonlyMap<string, KnownDifference> {
  const counterOf = (name: string): string | undefined => {
    const figure = (scored.rulebook.figures ?? []).find((one) => one.name === name);
    return figure !== undefined && 'count' in figure ? figureCounter(figure).key : undefined;
  };
  const sameCount = counterOf(wanted.total) !== undefined && counterOf(wanted.total) === counterOf(wanted.self);
  const { units } = scored.ledger.plan;
  return new Map(
    figures.areas.flatMap(({ area, rows: [head, ...lines] }): readonly [string, KnownDifference][] => {
      const value = ({ shown }: { shown: string }): number => parseCell(shown).value;
      const by = head === undefined ? 0 : tidy(value(head) - lines.reduce((all, line) => all + value(line), 0));
      if (head === undefined || same(by, 0)) return [];
      const exact = (figure: string, key: string): number => {
        const unit = units.findIndex((one) => one.key === key);
        const found = scored.figures.value(figure, unit, { group: { name: wanted.group }, members: [unit] }, 0);
        return isExact(found) ? toNumber(sum([found])) : 0;
      };
      const off = exact(wanted.total, head.key) - lines.reduce((all, line) => all + exact(wanted.self, line.key), 0);
      if (Math.abs(off) < 1e-9) return [[area, { by, why: '各行四舍五入后列出，合计按未舍入的数计' }]];
      if (!sameCount || by > 0) return [];
      return [[area, { by, why: `几个单位联合报送的信息，各单位都计入，合计只计一次，相差${-by}条` }]];
    }),
  );
}

/** What sentences may take from 报送情况: counts of items received in the period, which no column need print. */
function reportingTotals({ reporting }: FrozenFigures): readonly KnownTotal[] {
  if (reporting === undefined) return [];
  const { submitted, adopted, rejected, unreviewed, late, reasons } = reporting.totals;
  const named: readonly (readonly [string, number])[] = [
    ['报送', submitted],
    ['采用', adopted],
    ['未采用', rejected],
    ['无审核人', unreviewed],
    ['不及时', late],
    ...reasons.map(({ name, count }) => [name, count] as const),
  ];
  return named.map(([name, value]) => ({ name, value }));
}
