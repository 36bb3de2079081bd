import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { adoptRulebook } from '../../src/actions/adopt-rulebook.ts';
import { mergeUnit } from '../../src/actions/merge-unit.ts';
import { renameUnit } from '../../src/actions/rename-unit.ts';
import { splitUnit } from '../../src/actions/split-unit.ts';
import { reachIn, terminalActor } from '../../src/domain/permission.ts';
import { ranking } from '../../src/views/ranking.ts';
import { actorFor, makePerson } from '../support/people.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, platformOf } from '../views/offices.ts';
import { addFacts, makeSmallSite, smallRulebook } from '../views/small-site.ts';

let world: World;
let platform: Platform;
let now = new Date('2025-03-10T01:00:00Z');
let serial = 0;
beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world, () => now);
});
afterAll(() => world.close());

/** A site of its own with figures from January to April. */
async function office(): Promise<{ readonly site: string; readonly units: ReadonlyMap<string, number> }> {
  serial += 1;
  now = new Date('2025-03-10T01:00:00Z');
  const site = `office-${serial}`;
  const { units } = await makeSmallSite(world, ['一', '二'], site);
  accepted(await perform(platform, terminalActor, adoptRulebook, { site, rulebook: smallRulebook }));
  const facts = ['甲局', '乙局', '丙局'].flatMap((unit, index) =>
    ['2025-01-10', '2025-02-10', '2025-03-05', '2025-04-02'].flatMap((on, month) => [
      { fact: 'submission', unit, on },
      ...(month <= index + 1 ? [{ fact: 'adoption', unit, on }] : []),
    ]),
  );
  await addFacts(world, units, facts, site);
  return { site, units };
}

const figures = async (site: string, from: string, to: string) => accepted(await ranking(platform.pool, terminalActor, { site, from, to }));
const text = async (site: string, from: string, to: string) => JSON.stringify(await figures(site, from, to));
const months = [
  ['2025-01-01', '2025-01-31'],
  ['2025-02-01', '2025-02-28'],
  ['2025-01-01', '2025-02-28'],
] as const;
const pastOf = (site: string): Promise<string[]> => Promise.all(months.map(([from, to]) => text(site, from, to)));
const codeOf = (outcome: { readonly ok: boolean; readonly code?: string }): string => (outcome.ok ? 'ok' : (outcome.code ?? ''));

it('renames a unit from a day on: earlier periods show the old name and the same figures', async () => {
  const { site, units } = await office();
  const [before, march] = [await pastOf(site), await text(site, '2025-03-01', '2025-03-31')];
  const rename = (name: string, on: string) => perform(platform, terminalActor, renameUnit, { site, unit: units.get('甲局')!, name, on });
  accepted(await rename('甲委员会', '2025-03-01'));
  expect(await pastOf(site)).toEqual(before);
  expect((await text(site, '2025-03-01', '2025-03-31')).replaceAll('甲委员会', '甲局')).toBe(march);
  expect(await text(site, '2025-03-01', '2025-03-31')).toContain('甲委员会');
  // Twice, and never backwards.
  expect(codeOf(await rename('甲中心', '2025-03-01'))).toBe('findings');
  accepted(await rename('甲中心', '2025-04-01'));
  expect(await pastOf(site)).toEqual(before);
  expect(await text(site, '2025-03-01', '2025-03-31')).toContain('甲委员会');
  expect(await text(site, '2025-04-01', '2025-04-30')).toContain('甲中心');
  expect(codeOf(await rename('甲中心', '2025-05-01'))).toBe('findings');
  expect(codeOf(await rename('甲署', '2025-02-30'))).toBe('findings');
});

it('merges a unit from a day on: earlier periods stay, later facts of both count for the successor', async () => {
  const { site, units } = await office();
  const before = await pastOf(site);
  const merge = (unit: string, into: string, on: string) =>
    perform(platform, terminalActor, mergeUnit, { site, unit: units.get(unit)!, into: units.get(into)!, on });
  expect(codeOf(await merge('甲局', '甲局', '2025-03-01'))).toBe('findings');
  accepted(await merge('甲局', '乙局', '2025-03-01'));
  expect(await pastOf(site)).toEqual(before);
  const march = await text(site, '2025-03-01', '2025-03-31');
  expect(march).not.toContain('甲局');
  const row = await world.db
    .selectFrom('units')
    .select(['merged_into', 'merged_on'])
    .where('site_id', '=', site)
    .where('key', '=', '甲局')
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ merged_into: units.get('乙局'), merged_on: '2025-03-01' });
  expect(codeOf(await merge('甲局', '丙局', '2025-04-01'))).toBe('findings');
  expect(codeOf(await merge('乙局', '甲局', '2025-04-01'))).toBe('findings');
});

it('lets the people of a merged unit serve its successor, which reaches the items it took over', async () => {
  const { site, units } = await office();
  const [from, into] = [units.get('甲局')!, units.get('乙局')!];
  const people = await Promise.all([
    makePerson(platform, `writer${serial}`, [{ role: 'contributor', site, unit: from }]),
    makePerson(platform, `reviewer${serial}`, [{ role: 'reviewer', site, unit: into }]),
  ]);
  const merged = accepted(await perform(platform, terminalActor, mergeUnit, { site, unit: from, into, on: '2025-03-15' }));
  expect(merged.roles).toBe(1);
  const [writer, reviewer] = [await actorFor(platform, people[0]!), await actorFor(platform, people[1]!)];
  expect(reachIn(writer, 'submission.write', site).ownIn).toEqual([from]);
  expect(reachIn(reviewer, 'submission.review', site).units).toEqual([into]);
  now = new Date('2025-03-15T01:00:00Z');
  const [later, above] = [await actorFor(platform, people[0]!), await actorFor(platform, people[1]!)];
  // What they wrote for the old unit, sent or not, goes on with them.
  expect([...reachIn(later, 'submission.write', site).ownIn].sort()).toEqual([from, into].sort());
  expect([...reachIn(above, 'submission.review', site).units].sort()).toEqual([from, into].sort());
});

it('splits a unit from a day on: earlier periods show it alone, later ones its parts', async () => {
  const { site, units } = await office();
  const person = await makePerson(platform, `split${serial}`, [{ role: 'contributor', site, unit: units.get('丙局')! }]);
  const [before, march] = [await pastOf(site), await figures(site, '2025-03-01', '2025-03-31')];
  const split = (on: string, names: readonly string[]) =>
    perform(platform, terminalActor, splitUnit, { site, unit: units.get('丙局')!, on, parts: names.map((name) => ({ name })) });
  expect(codeOf(await split('2025-04-01', ['丙一局', '甲局']))).toBe('findings');
  expect(codeOf(await split('2025-04-01', ['丙一局', '丙一局']))).toBe('findings');
  const made = accepted(await split('2025-04-01', ['丙一局', '丙二局']));
  expect(made.people).toEqual([person.id]);
  expect(await pastOf(site)).toEqual(before);
  expect(JSON.stringify(await figures(site, '2025-03-01', '2025-03-31'))).toBe(JSON.stringify(march));
  const may = await text(site, '2025-05-01', '2025-05-31');
  expect(may).toContain('丙一局');
  expect(may).toContain('丙二局');
  expect(may).not.toContain('"丙局"');
  expect(codeOf(await split('2025-05-01', ['丙三局']))).toBe('findings');
  const history = await world.db
    .selectFrom('history')
    .select('thing_id')
    .where('site_id', '=', site)
    .where('step', '=', 'unit.split')
    .execute();
  expect(history.map((line) => Number(line.thing_id)).sort()).toEqual([units.get('丙局')!, ...made.units].sort());
});

it('changes no fact, whatever becomes of the units', async () => {
  const { site, units } = await office();
  const facts = () => world.db.selectFrom('facts').selectAll().where('site_id', '=', site).orderBy('id').execute();
  const before = await facts();
  const unit = units.get('甲局')!;
  accepted(await perform(platform, terminalActor, renameUnit, { site, unit, name: '甲署', on: '2025-02-01' }));
  accepted(await perform(platform, terminalActor, splitUnit, { site, unit, on: '2025-03-01', parts: [{ name: '甲新局' }], goesOn: true }));
  accepted(await perform(platform, terminalActor, mergeUnit, { site, unit, into: units.get('乙局')!, on: '2025-04-01' }));
  expect(await facts()).toEqual(before);
});

it('lets only the head and the system administrator change units', async () => {
  const { site, units } = await office();
  const input = { site, unit: units.get('甲局')!, name: '甲署', on: '2025-03-01' };
  const by = async (role: 'head' | 'editor') => actorFor(platform, await makePerson(platform, `${role}-u${serial}`, [{ role, site }]));
  const head = await by('head');
  expect(codeOf(await perform(platform, await by('editor'), renameUnit, input))).toBe('forbidden');
  expect(codeOf(await perform(platform, head, renameUnit, { ...input, site: 'office-1' }))).toBe('forbidden');
  expect(codeOf(await perform(platform, head, renameUnit, input))).toBe('ok');
});
