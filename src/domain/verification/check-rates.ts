import { type Check, columnName, type DocumentView, knownTable, placeOf, rowName, tableName } from './document-view.ts';
import { percentage, same } from './figures.ts';
import type { Finding, FindingPlace } from './finding.ts';
import { narrativeRates } from './narrative-rates.ts';
import { columnsOf, type TableView, type ViewRow } from './table-view.ts';

/** How a rate column is computed: part over whole, printed in per cent or as a fraction, to so many decimals. */
interface RateRule {
  readonly part: number;
  readonly whole: number;
  /** 100 where the column prints 48.7, 1 where it prints 0.487. */
  readonly scale: 100 | 1;
  readonly decimals: number;
  readonly right: number;
}

/** Rows where a rate can be computed and is printed. */
function rated(table: TableView, column: number, part: number, whole: number): readonly ViewRow[] {
  return table.rows.filter(
    (row) => row.cells[column]!.kind === 'number' && row.cells[part]!.kind === 'number' && row.cells[whole]!.value > 0,
  );
}

function rateOf(row: ViewRow, rule: Pick<RateRule, 'part' | 'whole' | 'scale' | 'decimals'>): number {
  const [part, whole] = [row.cells[rule.part]!.value, row.cells[rule.whole]!.value];
  return rule.scale === 100 ? percentage(part, whole, rule.decimals) : percentage(part, whole, rule.decimals - 2) / 100;
}

/** Off by less than one in the last printed decimal: cut off or rounded up instead of half up. */
function isRounding(stated: number, exact: number, decimals: number): boolean {
  return Math.abs(stated - exact) < 10 ** -decimals + 1e-9;
}

/** Infers from the rows what a rate column divides by what, and to how many decimals; undefined where no pair explains most of them. */
function ruleOf(view: DocumentView, table: TableView, column: number): RateRule | undefined {
  const known = knownTable(view, table);
  const told = known?.rates.find(({ rate }) => rate === column);
  if (known !== undefined && told === undefined) return undefined;
  const counts = [...columnsOf(table, 'count'), ...columnsOf(table, 'figure')].filter((at) => at !== column);
  const cells = table.rows.map((row) => row.cells[column]!).filter((cell) => cell.kind === 'number');
  const printed = Math.max(0, ...cells.map((cell) => cell.decimals));
  const fraction = cells.every((cell) => !cell.percent && cell.value <= 1) && !table.columns[column]!.title.includes('%');
  const rules = counts.flatMap((part) =>
    counts.flatMap((whole) => {
      if (part === whole || (told !== undefined && (part !== told.part || whole !== told.whole))) return [];
      const rows = rated(table, column, part, whole);
      return Array.from({ length: printed + 1 }, (_, less) => printed - less).flatMap((decimals): readonly RateRule[] => {
        if (fraction && decimals < 2) return [];
        const rule = { part, whole, scale: fraction ? (1 as const) : (100 as const), decimals };
        const right = rows.filter((row) => same(row.cells[column]!.value, rateOf(row, rule))).length;
        return right >= 2 && right * 3 >= rows.length * 2 ? [{ ...rule, right }] : [];
      });
    }),
  );
  return rules.toSorted((a, b) => b.right - a.right)[0];
}

function withoutWhole(table: TableView, row: ViewRow, column: number, rule: RateRule): Finding | undefined {
  const cell = row.cells[column]!;
  const empty = row.cells[rule.whole]!.value === 0 && row.cells[rule.part]!.value === 0;
  if (!empty || cell.kind !== 'number' || cell.value === 0) return undefined;
  const message = `${tableName(table)}中${rowName(row)}的${columnName(table, column)}为${cell.text}，但${columnName(table, rule.whole)}为0，没有比率可算，一般填“—”。`;
  return { kind: 'rate', severity: 'error', where: placeOf(table, row, column), stated: cell.value, expected: '—', message };
}

/** The finding for a stated rate that is not the exact one; the kind tells a wrong rate from a wrong rounding. */
function wrongRate(
  stated: number,
  exact: number,
  whole: number,
  decimals: number,
  place: string,
  where: FindingPlace,
  terms: string,
): Finding {
  const rounding = isRounding(stated, whole, decimals);
  const shown = exact.toFixed(Math.max(0, decimals));
  const advice = rounding ? `四舍五入应为${shown}` : `应为${shown}`;
  const message = `${place}为${stated.toFixed(Math.max(0, decimals))}，按${terms}计算${advice}。`;
  return { kind: rounding ? 'rounding' : 'rate', severity: rounding ? 'warning' : 'error', where, stated, expected: exact, message };
}

function columnFindings(view: DocumentView, table: TableView, column: number): readonly Finding[] {
  const rule = ruleOf(view, table, column);
  if (rule === undefined) return [];
  const empty = table.rows.flatMap((row) => withoutWhole(table, row, column, rule) ?? []);
  const wrong = rated(table, column, rule.part, rule.whole).flatMap((row): readonly Finding[] => {
    const stated = row.cells[column]!.value;
    const expected = rateOf(row, rule);
    if (same(stated, expected)) return [];
    const [part, whole] = [row.cells[rule.part]!.value, row.cells[rule.whole]!.value];
    const place = `${tableName(table)}中${rowName(row)}的${columnName(table, column)}`;
    return [
      wrongRate(stated, expected, (part / whole) * rule.scale, rule.decimals, place, placeOf(table, row, column), `${part} ÷ ${whole}`),
    ];
  });
  return [...empty, ...wrong];
}

function textFindings(view: DocumentView): readonly Finding[] {
  if (view.annual) return [];
  return view.document.paragraphs.flatMap((text, paragraph) =>
    narrativeRates(text).flatMap(({ stated, decimals, part, whole, word }): readonly Finding[] => {
      const expected = percentage(part, whole, decimals);
      if (same(stated, expected) || view.known?.rates.has(`${stated.toFixed(decimals)}%`)) return [];
      const place = `第${paragraph + 1}段中“${word}”`;
      return [wrongRate(stated, expected, (part / whole) * 100, decimals, place, { paragraph }, `${part} ÷ ${whole}`)];
    }),
  );
}

/** Rates in tables and in the text are the quotients they claim, half up to the decimals printed; 0 of 0 is no rate. */
export const rateCheck: Check = {
  name: 'rates are quotients',
  find: (view: DocumentView) => [
    ...view.tables.flatMap((table) => columnsOf(table, 'rate').flatMap((column) => columnFindings(view, table, column))),
    ...textFindings(view),
  ],
};
