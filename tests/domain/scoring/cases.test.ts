import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreFacts } from '../../../src/cli/score.ts';
import { dayFrom } from '../../../src/domain/calendar/day.ts';
import { roundHalfUp, toNumber } from '../../../src/domain/exact.ts';
import { readRulebooks } from '../../../src/domain/scoring/check-rulebook.ts';
import { readFacts } from '../../../src/domain/scoring/read-facts.ts';
import type { Rulebook } from '../../../src/domain/scoring/rulebook.ts';
import type { Scored } from '../../../src/domain/scoring/score.ts';
import type { TotalValue } from '../../../src/domain/scoring/totals.ts';
import { caseRulebooks } from './case-rulebooks.ts';

/** What a case says must come out, for one period. */
interface Expected {
  readonly scores?: Record<string, number | null>;
  readonly columns?: Record<string, Record<string, string | number>>;
  readonly ranks?: Record<string, number>;
  readonly order?: Record<string, string[]>;
  readonly totals?: Record<string, unknown>;
  readonly lines?: { unit: string; points: number; item?: string; ref?: string }[];
}
interface Case {
  readonly id: string;
  readonly title: string;
  readonly period: [string, string];
  readonly units: unknown[];
  readonly facts: unknown[];
  readonly expected: Expected & {
    readonly also?: (Expected & { period: [string, string] })[];
    readonly variants?: (Expected & { name: string; period?: [string, string]; 前三名?: string[] })[];
  };
}

const cases: Case[] = JSON.parse(readFileSync(new URL('../../../../shared/scoring-cases/open.json', import.meta.url), 'utf8'));

function scoredFor(one: Case, rulebooks: readonly Rulebook[], period: [string, string]): Scored {
  const checked = readRulebooks(rulebooks);
  expect(checked.ok ? [] : checked.findings).toEqual([]);
  const facts = readFacts({ units: one.units, facts: one.facts });
  if (!facts.ok) throw new Error(JSON.stringify(facts.findings));
  return scoreFacts(rulebooks, facts.value, { from: dayFrom(period[0]) as number, to: dayFrom(period[1]) as number });
}

const plainTotal = (value: TotalValue): unknown => {
  if (Array.isArray(value)) return (value as readonly TotalValue[]).map(plainTotal);
  return typeof value === 'object' && value !== null && 'd' in value ? toNumber(value as never) : value;
};

function expectOutcome(scored: Scored, expected: Expected): void {
  const rows = scored.groups.flatMap((group) => group.rows.map((row) => ({ row, group })));
  const rowOf = (unit: string) => rows.find(({ row }) => row.unit.name === unit);
  for (const [unit, points] of Object.entries(expected.scores ?? {})) {
    const found = rowOf(unit)?.row;
    const zero = scored.zeroUnits.some((one) => one.name === unit) ? 0 : undefined;
    const value = found ? (found.score === null ? null : toNumber(roundHalfUp(found.score, 2))) : zero;
    expect(value, `${unit}得分`).toBe(points);
  }
  for (const [title, values] of Object.entries(expected.columns ?? {})) {
    for (const [unit, value] of Object.entries(values)) {
      const { row, group } = rowOf(unit) ?? {};
      const at = group?.columns.findIndex((column) => column.title === title) ?? -1;
      expect(at, `列“${title}”`).toBeGreaterThanOrEqual(0);
      expect(row?.cells[at]?.shown, `${unit}的${title}`).toBe(String(value));
    }
  }
  if (expected.ranks) {
    const ranks = Object.fromEntries(rows.flatMap(({ row }) => (row.rank === undefined ? [] : [[row.unit.name, row.rank]])));
    expect(ranks).toEqual(expected.ranks);
  }
  for (const [name, units] of Object.entries(expected.order ?? {})) {
    expect(scored.groups.find((group) => group.name === name)?.rows.map((row) => row.unit.name)).toEqual(units);
  }
  for (const [name, value] of Object.entries(expected.totals ?? {})) {
    const total = scored.totals.find((one) => one.name === name);
    expect(total, `合计“${name}”`).toBeDefined();
    if (total) expect(total.hasShow ? total.shown : plainTotal(total.value), name).toEqual(value);
  }
  if (expected.lines) {
    const lines = scored.lines().map((line) => ({ unit: scored.ledger.plan.units[line.unit]?.name, points: toNumber(line.points) }));
    const wanted = expected.lines.map(({ unit, points }) => ({ unit, points }));
    const key = (one: { unit?: string | undefined; points: number }) => `${one.unit} ${one.points}`;
    expect(lines.map(key).sort()).toEqual(wanted.map(key).sort());
  }
}

const expectLinesToAddUp = (scored: Scored): void => {
  for (const group of scored.groups) {
    for (const row of group.rows) {
      if (row.score === null) continue;
      const units = new Set(
        scored.rulebook.groups?.find((one) => one.name === group.name)?.rollUp ? scored.figures.subtree(row.unitIndex) : [row.unitIndex],
      );
      const points = scored
        .lines()
        .filter((line) => units.has(line.unit))
        .reduce((sum, line) => sum + toNumber(line.points), 0);
      expect(points, `${row.unit.name}的得分明细之和`).toBeCloseTo(toNumber(row.score), 9);
    }
  }
};

describe('published rules score as their texts say', () => {
  for (const one of cases) {
    const { rulebooks, variants } = caseRulebooks[one.id] ?? { rulebooks: [] };
    it(`${one.id} ${one.title}`, () => {
      expect(rulebooks.length, '这个案例要有计分办法').toBeGreaterThan(0);
      const scored = scoredFor(one, rulebooks, one.period);
      expectOutcome(scored, one.expected);
      expectLinesToAddUp(scored);
      for (const also of one.expected.also ?? []) expectOutcome(scoredFor(one, rulebooks, also.period), also);
      for (const variant of one.expected.variants ?? []) {
        const under = variants?.[variant.name];
        expect(under, `变体“${variant.name}”要有计分办法`).toBeDefined();
        if (!under) continue;
        const top = variant.前三名 ? { 前三名: variant.前三名 } : {};
        expectOutcome(scoredFor(one, under, variant.period ?? one.period), { ...variant, totals: { ...variant.totals, ...top } });
      }
    });
  }
});
