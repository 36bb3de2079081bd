/** Scores plain facts under plain rulebooks, through the same readers as the command line. */
import { expect } from 'vitest';
import { scoreFacts } from '../../../src/cli/score.ts';
import { dayFrom } from '../../../src/domain/calendar/day.ts';
import { toNumber } from '../../../src/domain/exact.ts';
import { readRulebooks } from '../../../src/domain/scoring/check-rulebook.ts';
import { readFacts } from '../../../src/domain/scoring/read-facts.ts';
import type { Rulebook } from '../../../src/domain/scoring/rulebook.ts';
import type { Scored } from '../../../src/domain/scoring/score.ts';

export type RawFact = Readonly<Record<string, unknown>>;
export interface RawUnit {
  readonly name: string;
  readonly [key: string]: unknown;
}

export interface Given {
  readonly rules: Rulebook['rules'];
  readonly book?: Partial<Rulebook>;
  readonly facts: readonly RawFact[];
  readonly units?: readonly RawUnit[];
}

/** 甲局 and 乙局 where no units are given. */
export function scored({ rules, book, facts, units }: Given, from: string, to: string): Scored {
  const rulebooks = readRulebooks({ name: '试行办法', from: '2024-01-01', countsAt: 'adoption', ...book, rules });
  expect(rulebooks.ok ? [] : rulebooks.findings).toEqual([]);
  const file = readFacts({ units: units ?? [{ name: '甲局' }, { name: '乙局' }], facts });
  expect(file.ok ? [] : file.findings).toEqual([]);
  if (!rulebooks.ok || !file.ok) throw new Error('unreadable');
  return scoreFacts(rulebooks.value, file.value, { from: dayFrom(from) as number, to: dayFrom(to) as number });
}

/** Scores by unit, or of one unit month by month. */
export const scoresOf = (one: Scored): Record<string, number | null> =>
  Object.fromEntries(
    one.groups.flatMap((group) => group.rows.map((row) => [row.unit.name, row.score === null ? null : toNumber(row.score)])),
  );

export const linesOf = (one: Scored, unit: string): string[] =>
  one
    .lines()
    .filter((line) => one.ledger.plan.units[line.unit]?.name === unit)
    .map((line) => `${one.ledger.plan.ruleIds[line.rule] ?? '得分公式'} ${toNumber(line.points)}${line.note ? ` ${line.note}` : ''}`);

const lastDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A unit's score in each month of 2024 up to the given one. */
export const monthly = (given: Given, unit: string, months: number): (number | null | undefined)[] =>
  lastDays.slice(0, months).map((last, index) => {
    const month = String(index + 1).padStart(2, '0');
    return scoresOf(scored(given, `2024-${month}-01`, `2024-${month}-${last}`))[unit];
  });

export const year = ['2024-01-01', '2024-12-31'] as const;
