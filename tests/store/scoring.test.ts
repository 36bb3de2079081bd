import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exactText } from '../../src/domain/bulletin/figures.ts';
import { dayFrom, dayText } from '../../src/domain/calendar/day.ts';
import { expandFacts, type Fact, type FactKind } from '../../src/domain/scoring/fact.ts';
import { needsOf } from '../../src/domain/scoring/needs.ts';
import type { Rulebook } from '../../src/domain/scoring/rulebook.ts';
import { type Scored, score } from '../../src/domain/scoring/score.ts';
import { scorePeriod } from '../../src/store/scoring.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const unitNames = ['甲局', '乙局', '丙镇'];
const book = (more: Partial<Rulebook>): Rulebook => ({
  name: '办法',
  from: '2024-01-01',
  countsAt: 'adoption',
  rules: [
    { id: '采用', each: { fact: 'adoption' }, points: { by: 'outlet', table: { 甲刊: 3, 乙刊: 10 }, otherwise: 1 } },
    { id: '批示', each: { fact: 'instruction' }, points: 7, once: ['item'] },
  ],
  figures: [
    { name: '条数', count: { fact: 'adoption' } },
    { name: '累计', points: 'all', over: 'year' },
    { name: '上月', points: 'all', over: 'previous' },
  ],
  totals: [{ name: '全部', count: { fact: 'adoption' } }],
  ...more,
});

const rulebooks: Record<string, readonly Rulebook[]> = {
  plain: [
    book({
      rules: [
        { id: '采用', each: { fact: 'adoption' }, points: 5 },
        { id: '约稿', each: { fact: 'adoption', kind: '约稿' }, points: 10 },
      ],
    }),
  ],
  'once per item': [book({})],
  'highest only': [book({ sameItem: [{ rules: ['采用'], take: 'highest' }] })],
  'first only': [book({ sameItem: [{ rules: ['采用'], take: 'first' }] })],
  'monthly cap': [book({ limits: [{ rules: ['采用'], per: 'month', max: 12 }] })],
  'weekly quota': [
    book({
      rules: [{ id: '周', per: 'week', measure: { count: { fact: 'adoption' } }, steps: [{ atLeast: 1, points: 2 }], otherwise: -1 }],
    }),
  ],
  'counted on publication': [book({ countsAt: 'publication', rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }] })],
  'different items': [book({ figures: [{ name: '条数', count: { fact: 'adoption' }, of: 'items' }] })],
  'another day': [book({ rules: [{ id: '迟报', each: { fact: 'commission', outcome: 'late' }, points: -10, dayOf: 'due' }] })],
  'changed in the year': [book({}), { ...book({ rules: [{ id: '采用', each: { fact: 'adoption' }, points: 8 }] }), from: '2024-02-15' }],
  'adopted by batch': [book({ rules: [{ id: '已采用报送', each: { fact: 'submission', has: { fact: 'adoption' } }, points: 1 }] })],
};

const day = (text: string): number => dayFrom(text) as number;
const first = day('2023-12-20');

interface Made {
  readonly kind: FactKind;
  readonly units: readonly number[];
  readonly on: number;
  readonly item: number | null;
  readonly outlet: string | null;
  readonly commissioned: boolean;
  readonly publishedAfter: number | null;
  readonly late: boolean;
  readonly reverses: boolean;
}
const made: fc.Arbitrary<Made> = fc.record({
  kind: fc.constantFrom<FactKind>('adoption', 'adoption', 'adoption', 'instruction', 'submission', 'commission'),
  units: fc.subarray([0, 1, 2], { minLength: 1 }),
  on: fc.integer({ min: 0, max: 110 }).map((n) => first + n),
  item: fc.option(fc.integer({ min: 0, max: 4 })),
  outlet: fc.option(fc.constantFrom('甲刊', '乙刊')),
  commissioned: fc.boolean(),
  publishedAfter: fc.option(fc.integer({ min: 0, max: 40 })),
  late: fc.boolean(),
  reverses: fc.boolean(),
});

/** The same facts for the domain; every third fact that may is taken back later. */
function factsFrom(all: readonly Made[]): Fact[] {
  const facts: Fact[] = all.map((one, index) => ({
    id: `f${index}`,
    fact: one.kind,
    units: one.units.map((unit) => ({ unit: unitNames[unit] as string, top: 1, bottom: one.units.length })),
    on: { day: one.on, at: one.on * 86_400_000 + index },
    days: {
      ...(one.publishedAfter === null || one.kind !== 'adoption' ? {} : { publishedOn: one.on + one.publishedAfter }),
      ...(one.kind === 'commission' ? { due: one.on + 10 } : {}),
    },
    ...(one.item === null ? {} : { item: `i${one.item}` }),
    count: 1,
    attributes: {
      ...(one.outlet === null ? {} : { outlet: one.outlet }),
      ...(one.commissioned ? { kind: '约稿' } : {}),
      ...(one.kind === 'commission' ? { outcome: one.late ? 'late' : 'done' } : {}),
    },
  }));
  const reversals = all.flatMap((one, index): Fact[] => {
    if (!one.reverses) return [];
    const on = one.on + (index % 30);
    const { units } = facts[index] as Fact;
    return [
      {
        id: `r${index}`,
        fact: 'adjustment',
        units: units.slice(0, 1),
        on: { day: on, at: on * 86_400_000 + 1000 + index },
        days: {},
        count: 1,
        ref: `f${index}`,
        attributes: {},
      },
    ];
  });
  return [...facts, ...reversals];
}

async function store(site: string, facts: readonly Fact[]): Promise<void> {
  const { db } = world;
  const now = new Date('2024-06-01T00:00:00Z');
  await db.insertInto('sites').values({ id: site, name: site, recorded_at: now }).execute();
  const units = await db
    .insertInto('units')
    .values(unitNames.map((name, position) => ({ site_id: site, key: name, name, group_name: '部门', position })))
    .returning(['id', 'key'])
    .execute();
  const outlets = await db
    .insertInto('outlets')
    .values(['甲刊', '乙刊'].map((name, position) => ({ site_id: site, name, kind: 'journal' as const, position })))
    .returning(['id', 'name'])
    .execute();
  const items = await db
    .insertInto('submissions')
    .values(
      [0, 1, 2, 3, 4].map((n) => ({
        site_id: site,
        unit_id: units[0]?.id as number,
        source_key: `i${n}`,
        title: `信息${n}`,
        recorded_at: now,
      })),
    )
    .returning(['id', 'source_key'])
    .execute();
  const unitId = new Map(units.map((unit) => [unit.key, unit.id]));
  const idOf = new Map<string, number>();
  for (const fact of facts) {
    for (const [part, { unit, top, bottom }] of fact.units.entries()) {
      const attributes = fact.attributes as Record<string, string | undefined>;
      const row = await db
        .insertInto('facts')
        .values({
          site_id: site,
          fact: fact.fact,
          unit_id: unitId.get(unit) as number,
          fact_on: dayText(fact.on.day),
          happened_at: new Date(fact.on.at),
          recorded_at: now,
          published_on: fact.days.publishedOn === undefined ? null : dayText(fact.days.publishedOn),
          due_on: fact.days.due === undefined ? null : dayText(fact.days.due),
          submission_id: items.find((item) => item.source_key === fact.item)?.id ?? null,
          outlet_id: outlets.find((outlet) => outlet.name === attributes['outlet'])?.id ?? null,
          kind: attributes['kind'] ?? null,
          outcome: attributes['outcome'] ?? null,
          share_top: top,
          share_bottom: bottom,
          lead: part === 0,
          joint: fact.units.length > 1,
          ref_id: fact.ref === undefined ? null : (idOf.get(fact.ref) as number),
          source_key: fact.id,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      if (part === 0) idOf.set(fact.id, row.id);
    }
  }
}

const figuresOf = (scored: Scored) => ({
  rows: scored.groups.flatMap((group) =>
    group.rows.map((row) => [row.unit.name, row.rank, row.score && exactText(row.score), ...row.cells.map((cell) => cell.shown)]),
  ),
  totals: scored.totals.map((total) => [total.name, total.shown]),
});

let sites = 0;

describe('a period scored from the tables is what the domain says of the same facts', () => {
  for (const [name, books] of Object.entries(rulebooks)) {
    it(`under a rulebook with: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(made, { maxLength: 12 }),
          fc.constantFrom(['2024-01-01', '2024-01-31'], ['2024-02-01', '2024-02-29'], ['2024-01-01', '2024-03-31']),
          async (all, [from, to]) => {
            const facts = factsFrom(all);
            sites += 1;
            const site = `s${sites}`;
            await store(site, facts);
            const period = { from: day(from as string), to: day(to as string) };
            const current = books.at(-1) as Rulebook;
            const rows = expandFacts(facts, {
              bases: needsOf(books).bases.filter((basis) => basis !== 'on'),
              countsAt: (from === '2024-01-01' && to === '2024-01-31' ? books[0] : current)?.countsAt ?? 'publication',
              unitIndex: (key) => unitNames.indexOf(key),
            });
            const expected = score({ rulebooks: books, units: unitNames.map((key) => ({ key, name: key, group: '部门' })), rows, period });
            const client = await world.database.pool.connect();
            try {
              const found = await scorePeriod(client, site, period, { rulebooks: books });
              expect(figuresOf(found?.scored as Scored)).toEqual(figuresOf(expected));
            } finally {
              client.release();
            }
          },
        ),
        { numRuns: process.env['LONG'] ? 150 : 12 },
      );
    });
  }
});
