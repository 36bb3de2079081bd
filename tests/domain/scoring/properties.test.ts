/** What holds for any rulebook and any facts; both are grown from a small grammar. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarWindow, dayFrom, type Period, windowOf } from '../../../src/domain/calendar/day.ts';
import { compare, type Exact, sum, toNumber, zero } from '../../../src/domain/exact.ts';
import type { Unit } from '../../../src/domain/organisation/unit.ts';
import { readRulebooks } from '../../../src/domain/scoring/check-rulebook.ts';
import { expandFacts, type Fact, type FactRow, otherBases } from '../../../src/domain/scoring/fact.ts';
import { openFold } from '../../../src/domain/scoring/ledger.ts';
import { needsOf } from '../../../src/domain/scoring/needs.ts';
import { readFacts } from '../../../src/domain/scoring/read-facts.ts';
import type { FactRule, Figure, Limit, Rule, Rulebook, TieMethod, WindowRule } from '../../../src/domain/scoring/rulebook.ts';
import { planFor, type Scored, score, scoreLedger } from '../../../src/domain/scoring/score.ts';

const day = (text: string): number => dayFrom(text) as number;
const period = (from: string, to: string): Period => ({ from: day(from), to: day(to) });

// ---- facts

const rawUnits = [
  { name: '甲局', group: '部门', class: '一类', quota: 3 },
  { name: '乙局', group: '部门', class: '二类', quota: 1 },
  { name: '丙局', group: '部门', class: '一类', quota: 2 },
  { name: '丁镇', group: '乡镇', quota: 2 },
  { name: '戊镇', group: '乡镇' },
  { name: '市政府办', group: '部门', own: true },
];
const unitNames = rawUnits.map((unit) => unit.name);

type Raw = Record<string, unknown> & { id: string; fact: string; on: string };

const firstMinute = Date.UTC(2023, 0, 1) / 60_000;
const minutes = 731 * 24 * 60;
const localTime = (minute: number): string => new Date(minute * 60_000).toISOString().slice(0, 16);

const factGrammar = fc.record({
  fact: fc.constantFrom('adoption', 'adoption', 'adoption', 'submission', 'instruction', 'commission', 'deduction', 'bonus'),
  level: fc.constantFrom('本级', '市级', '省级', undefined),
  outlet: fc.constantFrom('网站', '信息', '专报'),
  met: fc.boolean(),
  item: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  count: fc.integer({ min: 1, max: 3 }),
  units: fc.subarray(unitNames, { minLength: 1, maxLength: 3 }),
  points: fc.constantFrom(1, 2.5, 3, -4),
  minute: fc.integer({ min: 0, max: minutes - 1 }),
  /** Days after the fact on which it is taken back. */
  back: fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined }),
});

/** Facts over two years, no two at the same moment; some are taken back later. */
const factsGrammar: fc.Arbitrary<Raw[]> = fc
  .uniqueArray(factGrammar, { selector: (one) => one.minute, minLength: 1, maxLength: 25 })
  .map((all) =>
    all.flatMap(({ minute, back, item, count, units, ...rest }, index) => {
      const own: Raw = {
        ...rest,
        id: `f${index}`,
        on: localTime(firstMinute + minute),
        ...(units.length === 1 ? { unit: units[0] } : { units }),
        ...(item === undefined ? { count } : { item: `i${item}` }),
      };
      return back === undefined ? [own] : [own, reversalOf(own, minute + back * 1440)];
    }),
  );
const reversalOf = (own: Raw, minute: number): Raw => ({
  id: `${own.id}r`,
  fact: 'adjustment',
  ref: own.id,
  unit: unitNames[0],
  on: localTime(firstMinute + minute),
});

// ---- rulebooks

const where = fc.oneof(
  fc.constantFrom('adoption', 'submission', 'instruction', 'commission').map((fact) => ({ fact })),
  fc.record({ fact: fc.constant('adoption'), level: fc.constantFrom('本级', '市级', '省级') }),
  fc.record({ fact: fc.constant(['adoption', 'instruction']), outlet: fc.constantFrom<string | string[]>('网站', ['信息', '专报']) }),
  fc.record({ fact: fc.constant('commission'), met: fc.boolean() }),
);
const pointNumber = fc.constantFrom(1, 2, 3, 5, 10, 0.5, 1.4, -2, -5);
const points = fc.oneof(
  pointNumber,
  pointNumber.chain((otherwise) => fc.constant({ by: 'level', table: { 本级: 2, 市级: 5, 省级: 8.5 }, otherwise })),
  fc.constant({ by: 'level', table: { 市级: 3, 省级: 7 } }),
  fc.constantFrom<'own' | 'minus-own'>('own', 'minus-own'),
  fc.constant([
    { when: { outlet: '专报' }, points: 4 },
    { when: { level: { exists: true } }, points: 'own' as const },
    { when: {}, points: 1 },
  ]),
);
const factRule = fc.record(
  {
    each: where,
    points,
    times: fc.constantFrom(
      [{ when: { level: '省级' }, by: 2 }],
      [
        { when: { joint: true }, by: 0.5 },
        { when: { outlet: '信息' }, by: 3 },
      ],
    ),
    joint: fc.constantFrom<'share' | 'full'>('share', 'full'),
    for: fc.constantFrom({ class: '一类' }, { group: '部门' }),
  },
  { requiredKeys: ['each', 'points'] },
);
const onceRule = fc
  .tuple(factRule, fc.constantFrom(['item'], ['item', 'level'], ['level'], ['outlet', 'met']))
  .map(([rule, once]) => ({ ...rule, once }));
const windowKinds = fc.constantFrom<CalendarWindow>('day', 'week', 'month', 'quarter', 'half', 'year');
const rising = fc.constantFrom<WindowRule['steps']>(
  [{ atLeast: 1, points: 2 }],
  [
    { atLeast: 4, points: 10 },
    { atLeast: 2, points: 4 },
  ],
  [{ over: 1, points: 3 }],
  [{ atLeast: { attribute: 'quota' }, points: 6 }],
);
const falling = fc.constantFrom<WindowRule['steps']>(
  [
    { under: 1, points: -3 },
    { under: 2, points: 1 },
  ],
  [{ atMost: 0, points: -1 }],
  [{ atLeast: 3, points: -5 }],
);
const measure = fc.oneof(
  fc.record({ count: where, of: fc.constantFrom<'facts' | 'items' | 'shares'>('facts', 'items', 'shares') }, { requiredKeys: ['count'] }),
  fc.constant({ rate: { fact: 'adoption' }, among: { fact: ['adoption', 'submission'] } }),
);
const windowRule = fc.record(
  {
    per: windowKinds,
    measure,
    steps: fc.oneof(rising, falling),
    otherwise: fc.constantFrom(-2, 1),
    extra: fc.constantFrom({ above: 2, points: 1 }, { above: 1, points: 0.5, atMost: 2 }),
  },
  { requiredKeys: ['per', 'measure', 'steps'] },
);
const baseRule = fc.record({ per: windowKinds, points: fc.constantFrom(10, 100, 0.5) });
const zeroRule = fc.record({
  per: windowKinds,
  measure: fc.constantFrom<WindowRule['measure']>(
    { count: { fact: 'commission', met: false } },
    { count: { fact: 'deduction' } },
    { rate: { fact: 'adoption' }, among: { fact: ['adoption', 'submission'] } },
  ),
  steps: fc.constantFrom<WindowRule['steps']>(
    [{ atLeast: 2, points: 'zero' }],
    [
      { atLeast: 2, points: 'zero' },
      { atLeast: 1, points: 4 },
    ],
    [{ under: 1, points: 'zero' }],
  ),
});

interface Grammar {
  /** Base points, quotas and limits in calendar windows. */
  readonly windows: boolean;
  /** Quotas and limits for the whole period, and score formulas. */
  readonly period: boolean;
  readonly contests: boolean;
  /** Windows that may be brought to nothing. */
  readonly zero: 'year' | 'any';
}
const everything: Grammar = { windows: true, period: true, contests: true, zero: 'any' };

const indexes = fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 3 });

/** A rulebook from the grammar; every one passes the check of rulebooks. */
function rulebookGrammar(grammar: Grammar): fc.Arbitrary<Rulebook> {
  const kinds: fc.Arbitrary<object>[] = [factRule, factRule];
  if (grammar.contests) kinds.push(onceRule);
  if (grammar.windows) kinds.push(windowRule, baseRule);
  if (grammar.period) kinds.push(windowRule.map((rule) => ({ ...rule, per: 'period' })));
  kinds.push(grammar.zero === 'any' ? zeroRule : zeroRule.map((rule) => ({ ...rule, per: 'year' })));
  const per = grammar.period ? fc.oneof(windowKinds, fc.constant('period' as const)) : windowKinds;
  return fc
    .record({
      rules: fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 5 }),
      same: fc.option(fc.tuple(indexes, fc.constantFrom<'highest' | 'first'>('highest', 'first')), { nil: undefined }),
      limits: fc.array(
        fc.tuple(indexes, per, fc.constantFrom<Partial<Limit>>({ max: 6 }, { max: 12.5 }, { min: -3 }, { max: 8, min: -1 })),
        { maxLength: 3 },
      ),
      watched: fc.option(fc.tuple(indexes, windowKinds), { nil: undefined }),
      score: fc.option(fc.constantFrom('合计 * 2', 'max(合计, 0)', 'if(合计 > averageInGroup(合计), 合计 + 1, 合计)', '合计 / 7'), {
        nil: undefined,
      }),
      ties: fc.constantFrom<TieMethod>('consecutive', 'dense', 'competition', 'none'),
      leftOut: fc.boolean(),
    })
    .map(({ rules: bare, same, limits, watched, score: formula, ties, leftOut }): Rulebook => {
      const rules = bare.map((rule, index) => ({ id: `规则${index}`, ...rule })) as Rule[];
      const pick = (wanted: readonly number[], from: readonly Rule[]): string[] =>
        from.length === 0 ? [] : [...new Set(wanted.map((at) => (from[at % from.length] as Rule).id))];
      if (grammar.windows && watched) {
        const [wanted, kind] = watched;
        rules.push({ id: '看分', per: kind, measure: { points: pick(wanted, rules) }, steps: [{ atLeast: 5, points: 2 }], otherwise: -1 });
      }
      const contested = same
        ? pick(
            same[0],
            rules.filter((rule): rule is FactRule => 'each' in rule && rule.once === undefined),
          )
        : [];
      const figures: Figure[] = [
        { name: '采用', count: { fact: 'adoption' } },
        { name: '信息', count: { fact: 'adoption' }, of: grammar.contests ? 'items' : 'facts' },
        { name: '份额', count: { fact: 'adoption' }, of: 'shares' },
        { name: '全年', points: 'all', over: 'year' },
      ];
      return {
        name: '试验办法',
        from: '2020-01-01',
        rules,
        ...(grammar.contests && same && contested.length > 0 ? { sameItem: [{ rules: contested, take: same[1] }] } : {}),
        ...(grammar.windows
          ? {
              limits: limits
                .map(([wanted, kind, bounds]) => ({
                  ...bounds,
                  rules: pick(
                    wanted,
                    rules.filter((rule) => fits(rule, kind)),
                  ),
                  per: kind,
                }))
                .filter((limit) => limit.rules.length > 0),
            }
          : {}),
        figures,
        ...(grammar.period && formula !== undefined ? { score: formula } : {}),
        columns: ['名次', '采用', '信息', '份额', '全年', '得分'],
        rank: { by: ['得分', '采用'], ties },
        zero: { rows: leftOut ? 'left-out' : 'shown' },
      };
    });
}
/** Points for a whole period have no day within it: only a limit of the period looks at them. */
const fits = (rule: Rule, kind: string): boolean => !('per' in rule) || rule.per !== 'period' || kind === 'period';

// ---- scoring

const readGrown = (facts: readonly Raw[]): { units: readonly Unit[]; facts: readonly Fact[] } => {
  const read = readFacts({ units: rawUnits, facts });
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read.value;
};
const { units } = readGrown([]);
const rowsOf = (facts: readonly Raw[]): FactRow[] =>
  expandFacts(readGrown(facts).facts, { bases: otherBases, countsAt: 'publication', unitIndex: (key) => unitNames.indexOf(key) });

function scoreRows(book: Rulebook, rows: readonly FactRow[], within: Period): Scored {
  const checked = readRulebooks(book);
  if (!checked.ok) throw new Error(JSON.stringify([checked.findings, book], null, 1));
  return score({ rulebooks: [book], units, rows, period: within });
}
const scoreRaw = (book: Rulebook, facts: readonly Raw[], within: Period): Scored => scoreRows(book, rowsOf(facts), within);

/** Everything a reader sees. */
const seen = (scored: Scored): unknown =>
  scored.groups.map((group) => group.rows.map((row) => [row.rank, ...row.cells.map((cell) => cell.shown)]));
/** The exact scores by unit. */
const scoresOf = (scored: Scored): Record<string, string> =>
  Object.fromEntries(
    units.map((unit, index) => {
      const value = scored.figures.value('合计', index, { group: { name: unit.group }, members: [index] }, 0) as Exact;
      return [unit.name, `${value.n}/${value.d}`];
    }),
  );

/** Every line, in whatever order the fold came upon it. */
const linesSeen = (scored: Scored): string[] =>
  scored
    .lines()
    .map((line) => `${line.unit} ${line.rule} ${line.day} ${line.points.n}/${line.points.d} ${line.fact} ${line.note}`)
    .sort();

const year2023 = period('2023-01-01', '2023-12-31');
const periods = fc.constantFrom(
  year2023,
  period('2024-01-01', '2024-06-30'),
  period('2023-03-01', '2023-03-31'),
  period('2023-12-01', '2024-02-29'),
  period('2024-05-06', '2024-05-19'),
);
const runs = { numRuns: process.env['LONG'] === '1' ? 2000 : 100 };

describe('any rulebook, any facts', () => {
  it('the order of facts in the file never matters', () => {
    const shuffled = factsGrammar.chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length })),
    );
    fc.assert(
      fc.property(rulebookGrammar(everything), shuffled, periods, (book, [facts, other], within) => {
        const [one, two] = [scoreRaw(book, facts, within), scoreRaw(book, other, within)];
        expect(seen(two)).toEqual(seen(one));
        expect(scoresOf(two)).toEqual(scoresOf(one));
      }),
      runs,
    );
  });

  it('a fact and its reversal on one day leave everything as it was', () => {
    fc.assert(
      fc.property(
        rulebookGrammar(everything),
        factsGrammar,
        factGrammar,
        periods,
        fc.nat(),
        (book, facts, { minute: _, back: __, item, units: named, ...more }, within, at) => {
          const minute = (within.from + (at % (within.to - within.from + 1))) * 1440 - firstMinute;
          const extra: Raw = {
            ...more,
            id: 'x',
            on: localTime(firstMinute + minute + 601),
            units: named,
            ...(item === undefined ? {} : { item: `i${item}`, count: 1 }),
          };
          const [one, two] = [
            scoreRaw(book, facts, within),
            scoreRaw(book, [...facts, { ...reversalOf(extra, minute), on: extra.on.slice(0, 10) }, extra], within),
          ];
          expect(seen(two)).toEqual(seen(one));
        },
      ),
      runs,
    );
  });

  it('a fact and its reversal within one period leave the score as it was, where no window inside it is judged', () => {
    fc.assert(
      fc.property(
        rulebookGrammar({ windows: false, period: true, contests: true, zero: 'year' }),
        factsGrammar,
        factGrammar,
        fc.tuple(fc.nat({ max: 363 }), fc.nat({ max: 363 })),
        (book, facts, { minute: _, back: __, item, units: named, ...more }, [a, b]) => {
          const extra: Raw = {
            ...more,
            id: 'x',
            on: localTime(firstMinute + Math.min(a, b) * 1440),
            units: named,
            ...(item === undefined ? {} : { item: `i${item}`, count: 1 }),
          };
          const [one, two] = [
            scoreRaw(book, facts, year2023),
            scoreRaw(book, [reversalOf(extra, Math.max(a, b) * 1440 + 1439), ...facts, extra], year2023),
          ];
          expect(seen(two)).toEqual(seen(one));
        },
      ),
      runs,
    );
  });

  it('grouped facts score as ungrouped ones', () => {
    fc.assert(
      fc.property(rulebookGrammar({ ...everything, contests: false }), factsGrammar, periods, (book, facts, within) => {
        const withoutItems = withFactsOnly(book);
        const needs = needsOf([withoutItems]);
        expect([needs.items, needs.order]).toEqual([false, false]);
        const rows = rowsOf(facts);
        const grouped = merge(withoutItems, rows, within, false);
        const [one, two] = [scoreRows(withoutItems, rows, within), scoreRows(withoutItems, grouped, within)];
        expect(seen(two)).toEqual(seen(one));
        expect(scoresOf(two)).toEqual(scoresOf(one));
      }),
      runs,
    );
  });

  it('grouped facts score as ungrouped ones where items are kept apart', () => {
    fc.assert(
      fc.property(rulebookGrammar(everything), factsGrammar, periods, (book, facts, within) => {
        fc.pre(!needsOf([book]).order);
        // Which of two rules gives the same points for an item is a matter of order; their sum is not.
        const { limits: _, ...free } = book;
        const plain: Rulebook = { ...free, rules: free.rules.filter((rule) => rule.id !== '看分') };
        fc.pre(plain.rules.length > 0);
        const rows = rowsOf(facts);
        const [one, two] = [scoreRows(plain, rows, within), scoreRows(plain, merge(plain, rows, within, true), within)];
        expect(seen(two)).toEqual(seen(one));
        expect(scoresOf(two)).toEqual(scoresOf(one));
      }),
      runs,
    );
  });

  it('rows of one item standing together score as rows in the order of days', () => {
    fc.assert(
      fc.property(rulebookGrammar({ ...everything, windows: false }), factsGrammar, periods, (grown, facts, within) => {
        const book: Rulebook = { ...grown, rules: grown.rules.filter((rule) => !('per' in rule)) };
        fc.pre(book.rules.length > 0 && !needsOf([book]).acrossItems);
        const rows = rowsOf(facts);
        const together = rows.toSorted((a, b) => a.item - b.item || a.day - b.day);
        const open = openFold(planFor({ rulebooks: [book], units, period: within }), { detail: false, itemsTogether: true });
        for (const row of together) open.add(row);
        const two = scoreLedger(open.close());
        expect(seen(two)).toEqual(seen(scoreRows(book, rows, within)));
        expect(two.lines()).toEqual(two.lines().filter((line) => line.note === '按得分公式'));
      }),
      runs,
    );
  });

  it('the lines of a unit add up to its score, and all lines to the scores of all groups', () => {
    fc.assert(
      fc.property(rulebookGrammar(everything), factsGrammar, periods, (book, facts, within) => {
        const scored = scoreRaw({ ...book, own: 'ranked', zero: { rows: 'shown' } }, facts, within);
        const lines = scored.lines();
        const rows = scored.groups.flatMap((group) => group.rows);
        for (const row of rows) {
          const own = sum(lines.filter((line) => line.unit === row.unitIndex).map((line) => line.points));
          expect(toNumber(own), row.unit.name).toBe(toNumber(row.score ?? zero));
          expect(compare(own, row.score ?? zero)).toBe(0);
        }
        expect(compare(sum(lines.map((line) => line.points)), sum(rows.map((row) => row.score ?? zero)))).toBe(0);
      }),
      runs,
    );
  });

  it('the scores of the months add up to that of the year', () => {
    const months = Array.from({ length: 12 }, (_, month) => windowOf('month', day(`2023-${String(month + 1).padStart(2, '0')}-01`)));
    fc.assert(
      fc.property(rulebookGrammar({ windows: true, period: false, contests: true, zero: 'any' }), factsGrammar, (book, facts) => {
        const rows = rowsOf(facts);
        const whole = scoreRows(book, rows, year2023);
        const parts = months.map((month) => scoreRows(book, rows, month));
        units.forEach((unit, index) => {
          const total = (scored: Scored): Exact =>
            scored.figures.value('合计', index, { group: { name: unit.group }, members: [index] }, 0) as Exact;
          expect(toNumber(sum(parts.map(total))), unit.name).toBe(toNumber(total(whole)));
        });
      }),
      { numRuns: runs.numRuns / 2 },
    );
  });

  it('ranks agree with the scores under each tie method', () => {
    fc.assert(
      fc.property(rulebookGrammar(everything), factsGrammar, periods, (book, facts, within) => {
        for (const group of scoreRaw(book, facts, within).groups) {
          const adopted = (row: (typeof group.rows)[number]): Exact =>
            row.cells[group.columns.findIndex((column) => column.figure === '采用')]?.value as Exact;
          const order = (a: (typeof group.rows)[number], b: (typeof group.rows)[number]): number =>
            compare(b.score as Exact, a.score as Exact) || compare(adopted(b), adopted(a));
          group.rows.forEach((row, at) => {
            const before = group.rows.filter((other) => order(other, row) < 0);
            const expected = {
              none: undefined,
              consecutive: at + 1,
              competition: before.length + 1,
              dense: new Set(before.map((other) => `${toNumber(other.score as Exact)} ${toNumber(adopted(other))}`)).size + 1,
            }[book.rank?.ties ?? 'none'];
            expect(row.rank).toBe(expected);
            const next = group.rows[at + 1];
            if (next) expect(order(row, next)).toBeLessThanOrEqual(0);
          });
        }
      }),
      runs,
    );
  });

  it('no unit is ever lost: printed, left out, excluded and own units are all', () => {
    const excluded = fc.subarray(unitNames);
    fc.assert(
      fc.property(rulebookGrammar(everything), factsGrammar, excluded, periods, (book, facts, out, within) => {
        const exclusions = out.map((unit, index): Raw => ({ id: `out${index}`, fact: 'exclusion', unit, on: '2023-01-01' }));
        const scored = scoreRaw(book, [...facts, ...exclusions], within);
        const listed = scored.groups.flatMap((group) => [
          ...group.rows.map((row) => row.unit.name),
          ...group.leftOut.map((unit) => unit.name),
        ]);
        const apart = units.filter((unit) => unit.own && !out.includes(unit.name)).map((unit) => unit.name);
        expect([...listed, ...scored.excluded.map((unit) => unit.name), ...apart].sort()).toEqual([...unitNames].sort());
      }),
      runs,
    );
  });

  it('a period never depends on facts after it', () => {
    fc.assert(
      fc.property(rulebookGrammar(everything), factsGrammar, periods, (book, facts, within) => {
        const rows = rowsOf(facts);
        const [one, two] = [
          scoreRows(book, rows, within),
          scoreRows(
            book,
            rows.filter((row) => row.day <= within.to),
            within,
          ),
        ];
        expect(seen(two)).toEqual(seen(one));
        expect(linesSeen(two)).toEqual(linesSeen(one));
      }),
      runs,
    );
  });

  it('what a rulebook does not read never matters', () => {
    fc.assert(
      fc.property(rulebookGrammar({ ...everything, contests: false }), factsGrammar, periods, (book, facts, within) => {
        const plain = withFactsOnly(book);
        const needs = needsOf([plain]);
        const rows = rowsOf(facts);
        const known = rows
          .filter((row) => needs.facts.includes(row.fact) && needs.bases.includes(row.basis))
          .map((row) => ({
            ...row,
            item: -1,
            attributes: Object.fromEntries(Object.entries(row.attributes).filter(([key]) => needs.attributes.includes(key))),
          }));
        expect(seen(scoreRows(plain, known, within))).toEqual(seen(scoreRows(plain, rows, within)));
      }),
      runs,
    );
  });
});

/** The same rulebook without counts of different items. */
function withFactsOnly(book: Rulebook): Rulebook {
  const rules = book.rules.map((rule) => {
    if (!('measure' in rule) || !('count' in rule.measure) || rule.measure.of !== 'items') return rule;
    return { ...rule, measure: { ...rule.measure, of: 'facts' as const } };
  });
  return { ...book, rules };
}

/** Equal rows of one stretch of days become one row with their count, as the database groups them. */
function merge(book: Rulebook, rows: readonly FactRow[], within: Period, keepItems: boolean): FactRow[] {
  const plan = planFor({ rulebooks: [book], units, period: within });
  const { windows } = needsOf([book]);
  const perItem = keepItems ? (['year'] as const) : [];
  const stretch = (at: number): string =>
    JSON.stringify([
      ...plan.ranges.map((range) => (at < range.from ? 0 : at > range.to ? 2 : 1)),
      ...[...windows, ...perItem].map((kind) => windowOf(kind, at).from),
    ]);
  const merged = new Map<string, FactRow>();
  for (const { id: _, ...row } of rows) {
    const attributes = Object.entries(row.attributes).sort(([a], [b]) => (a < b ? -1 : 1));
    const own = [row.fact, row.unit, row.basis, row.shareTop, row.shareBottom, row.lead, row.joint, row.late, keepItems ? row.item : -1];
    const key = JSON.stringify([
      own,
      attributes,
      stretch(row.day),
      keepItems ? windowOf('year', row.ruleDay).from : 0,
      keepItems ? Math.sign(row.count) : 0,
    ]);
    const held = merged.get(key);
    merged.set(key, held ? { ...held, count: held.count + row.count } : { ...row, item: keepItems ? row.item : -1 });
  }
  return [...merged.values()].sort((a, b) => a.day - b.day);
}
