/** From facts and rulebooks to ranked tables and totals: the one place that page, docx, xlsx, pdf and API take figures from. */
import type { Period } from '../calendar/day.ts';
import { add, type Exact, isZero, subtract, sum, zero } from '../exact.ts';
import type { Unit } from '../organisation/unit.ts';
import { matchUnits } from './condition.ts';
import type { FactRow } from './fact.ts';
import { countersOf, type Figures, makeFigures, oversOf, type PreparedGroup } from './figures.ts';
import { fold, type Ledger, linesIn, type ScoreLine } from './ledger.ts';
import { notesOf } from './notes.ts';
import { makePlan, type Plan } from './plan.ts';
import type { Group, Rulebook } from './rulebook.ts';
import { type ScoredGroup, type TableOf, tableOf } from './table.ts';
import { type ScoredTotal, totalsOf } from './totals.ts';

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
