// Random walks over appeals: whatever is raised and answered, lines add up to scores, and what was issued stays as it was.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { terminalActor } from '../../src/domain/permission.ts';
import { deskRulebook, scoreOf } from '../support/facts.ts';
import { walkTimeout } from '../support/properties.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
let walks = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const months = ['2024-05', '2024-06', '2024-07'];
const lastOf = (month: string): string => (month === '2024-06' ? '2024-06-30' : `${month}-31`);
const known = ['bad-input', 'stale-version', 'wrong-state', 'conflict', 'not-found', 'forbidden'];
const done = new Set<string>();
const LONG = process.env['LONG'] === '1';

const rulebook = {
  ...deskRulebook({ countsAt: 'adoption' }),
  rules: [
    ...deskRulebook().rules,
    { id: '扣分', each: { fact: 'deduction' }, points: 'minus-own' },
    { id: '调整', each: { fact: 'adjustment' }, points: 'own' },
  ],
  limits: [{ rules: ['扣分'], per: 'month', min: -12 }],
};

interface Walk {
  readonly place: Office;
  day: number;
  made: number;
  readonly facts: number[];
  readonly appeals: number[];
  /** Of issued months: the score in them, and their frozen figures. */
  readonly issued: Map<string, { readonly score: string; readonly figures: string; readonly bulletin: number }>;
}
const dateOf = (day: number): string => new Date(Date.UTC(2024, 4, 1) + day * 86_400_000).toISOString().slice(0, 10);
const unit = 'township';

async function tryStep(walk: Walk, [command, which, points]: readonly [number, number, number]): Promise<void> {
  const { place } = walk;
  const { site } = place;
  const reason = '理由';
  const appeal = walk.appeals[which % Math.max(walk.appeals.length, 1)];
  const own = place.as('townshipReporter');
  const decider = place.as((['editor', 'secondEditor', 'head'] as const satisfies readonly OfficePerson[])[which % 3] ?? 'head');
  const tried = async (name: string, input: object, by = decider) => {
    const outcome = await by.call<{ appeal?: number }>(name, input);
    if (outcome.ok) done.add(name);
    else expect(known, JSON.stringify(outcome)).toContain(outcome.code);
    return outcome.ok ? outcome.value.appeal : undefined;
  };
  if (command < 25) {
    walk.made += 1;
    const made = await world.database.pool.query<{ id: number }>(
      `insert into facts (site_id, fact, unit_id, fact_on, recorded_at, points, note, source_key)
       values ($1, 'deduction', $2, $3, $4, $5, '扣分', $6) returning id`,
      [site, place.units[unit], dateOf(walk.day - (which % 2)), place.now(), 1 + (points % 7), `row:${walk.made}`],
    );
    walk.facts.push(Number(made.rows[0]?.id));
  } else if (command < 40) {
    walk.day += 1 + (which % 9);
    place.at(dateOf(walk.day));
  } else if (command < 60) {
    const bulletin = [...walk.issued.values()].at(-1)?.bulletin;
    const about =
      which % 4 === 3 && bulletin !== undefined
        ? { about: 'issue', bulletin }
        : { about: 'fact', fact: walk.facts[which % Math.max(walk.facts.length, 1)] };
    const raised = await tried('appeal.raise', { site, unit: place.units[unit], reason, ...JSON.parse(JSON.stringify(about)) }, own);
    if (raised !== undefined) walk.appeals.push(raised);
  } else if (appeal !== undefined) {
    const at = { site, appeal, version: 1 };
    if (command < 72) await tried('appeal.grant', { ...at, reason });
    else if (command < 78) await tried('appeal.grant', { ...at, reason, remedy: 'points', points: (points - 10) / 4 });
    else if (command < 90) await tried('appeal.grant-partly', { ...at, reason, points: points / 4 });
    else if (command < 95) await tried('appeal.refuse', { ...at, reason });
    else await tried('appeal.take-back', at, own);
  }
}

async function issueMonths(walk: Walk): Promise<void> {
  const { place } = walk;
  for (const month of months) {
    const [from, to] = [`${month}-01`, lastOf(month)];
    const before = walk.issued.get(month);
    if (before) {
      const row = await world.db
        .selectFrom('bulletin_issues')
        .select('figures')
        .where('site_id', '=', place.site)
        .where('bulletin_id', '=', before.bulletin)
        .executeTakeFirstOrThrow();
      expect(JSON.stringify(row.figures), `${month} was issued`).toBe(before.figures);
      expect(await scoreOf(world, place, unit, from, to), `${month} keeps its score`).toBe(before.score);
    } else if (to < dateOf(walk.day)) {
      const score = await scoreOf(world, place, unit, from, to);
      const body = { title: '通报', issuers: ['县政府办公室'], opening: '现通报如下：', narrative: '见附件。' };
      const draft = await place
        .as('editor')
        .must<{ bulletin: number; version: number }>('bulletin.draft', { site: place.site, from, to, body });
      const overrule = ['sum', 'rank', 'order'].map((kind) => ({ kind, reason: '测试' }));
      await place.as('head').must('bulletin.issue', { site: place.site, bulletin: draft.bulletin, version: draft.version, overrule });
      const row = await world.db
        .selectFrom('bulletin_issues')
        .select('figures')
        .where('site_id', '=', place.site)
        .where('bulletin_id', '=', draft.bulletin)
        .executeTakeFirstOrThrow();
      done.add('issued');
      walk.issued.set(month, { score, figures: JSON.stringify(row.figures), bulletin: draft.bulletin });
    } else {
      await scoreOf(world, place, unit, from, to);
    }
  }
}

it(
  'however appeals are raised and answered, lines add up to scores and issued bulletins stay',
  async () => {
    const steps = fc.array(fc.tuple(fc.nat(99), fc.nat(11), fc.nat(20)), { minLength: 25, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        walks += 1;
        const place = await office(world, `walk${walks}`);
        place.at('2024-05-10');
        await place.by(terminalActor).must('rulebook.adopt', { site: place.site, rulebook });
        const walk: Walk = { place, day: 9, made: 0, facts: [], appeals: [], issued: new Map() };
        for (const one of taken) {
          await tryStep(walk, one);
          await issueMonths(walk);
        }
      }),
      { numRuns: LONG ? 12 : 4 },
    );
    // Of the cases that are the same at every run: they reach everything.
    if (!LONG) expect([...done].sort()).toEqual(expect.arrayContaining(['appeal.grant', 'appeal.grant-partly', 'appeal.raise', 'issued']));
  },
  walkTimeout,
);
