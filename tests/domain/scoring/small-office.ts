/** An office of three units for tests of rules: facts and a rulebook in, figures out. */
import { dayFrom, type Period } from '../../../src/domain/calendar/day.ts';
import { type Exact, toNumber } from '../../../src/domain/exact.ts';
import { readRulebooks } from '../../../src/domain/scoring/check-rulebook.ts';
import { expandFacts, type FactRow, type IssuedPeriod, otherBases } from '../../../src/domain/scoring/fact.ts';
import { readFacts } from '../../../src/domain/scoring/read-facts.ts';
import type { Rulebook } from '../../../src/domain/scoring/rulebook.ts';
import { type Scored, score } from '../../../src/domain/scoring/score.ts';

export type RawFact = Record<string, unknown> & { readonly fact: string; readonly on: string };

const office = [
  { name: '甲局', group: '部门', class: '一类' },
  { name: '乙局', group: '部门', class: '二类' },
  { name: '丙镇', group: '乡镇' },
];

export const day = (text: string): number => {
  const found = dayFrom(text);
  if (found === undefined) throw new Error(`no day ${text}`);
  return found;
};
export const period = (from: string, to: string): Period => ({ from: day(from), to: day(to) });
export const year = (n: number): Period => period(`${n}-01-01`, `${n}-12-31`);
export const month = (n: number, of = 2024): Period => ({
  from: day(`${of}-${String(n).padStart(2, '0')}-01`),
  to: (n === 12 ? day(`${of + 1}-01-01`) : day(`${of}-${String(n + 1).padStart(2, '0')}-01`)) - 1,
});

export interface Setting {
  readonly units?: readonly Record<string, unknown>[];
  readonly issued?: readonly IssuedPeriod[];
}

export const book = (rest: Partial<Rulebook>): Rulebook => ({
  name: '试行办法',
  from: '2020-01-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }],
  ...rest,
});

export function rowsOf(
  facts: readonly RawFact[],
  { units = office, issued = [] }: Setting = {},
  countsAt: Rulebook['countsAt'] = 'adoption',
): FactRow[] {
  const read = readFacts({ units, facts });
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  const keys = read.value.units.map((unit) => unit.key);
  return expandFacts(read.value.facts, { bases: otherBases, countsAt, issued, unitIndex: (key) => keys.indexOf(key) });
}

/** Scores facts under one rulebook or several; a rulebook that does not check is a fault of the test. */
export function scored(books: Rulebook | readonly Rulebook[], facts: readonly RawFact[], within: Period, setting: Setting = {}): Scored {
  const rulebooks = readRulebooks(Array.isArray(books) ? books : [books]);
  if (!rulebooks.ok) throw new Error(JSON.stringify(rulebooks.findings));
  const read = readFacts({ units: setting.units ?? office, facts });
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  const countsAt = rulebooks.value[0]?.countsAt ?? 'publication';
  return score({
    rulebooks: rulebooks.value,
    units: read.value.units,
    rows: rowsOf(facts, setting, countsAt),
    period: within,
    refusedBatches: read.value.refusedBatches,
  });
}

/** Score by unit, of those printed. */
export const scoresOf = (result: Scored): Record<string, number | null> =>
  Object.fromEntries(
    result.groups.flatMap((group) => group.rows.map((row) => [row.unit.name, row.score === null ? null : toNumber(row.score)])),
  );

/** A column as printed, by unit. */
export const columnOf = (result: Scored, title: string): Record<string, string> =>
  Object.fromEntries(
    result.groups.flatMap((group) =>
      group.rows.map((row) => [
        row.unit.name,
        row.cells[group.columns.findIndex((column) => column.title === title)]?.shown ?? '没有这一列',
      ]),
    ),
  );

export interface PlainLine {
  readonly unit: string | undefined;
  readonly rule: string;
  readonly points: number;
  readonly fact?: string;
  readonly note?: string;
}
export const linesOf = (result: Scored): PlainLine[] => {
  const { units, ruleIds } = result.ledger.plan;
  return result.lines().map((line) => ({
    unit: units[line.unit]?.name,
    rule: ruleIds[line.rule] ?? '得分公式',
    points: toNumber(line.points as Exact),
    ...(line.fact === undefined ? {} : { fact: line.fact }),
    ...(line.note === undefined ? {} : { note: line.note }),
  }));
};
