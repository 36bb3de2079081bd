// Units and outlets kept by hand, one at a time.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { outlets } from '../../src/views/outlets.ts';
import { units } from '../../src/views/units.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
});
afterAll(() => world.close());

const saved = (input: object) => place.as('head').call<{ unit: number }>('unit.save', { site: place.site, ...input });
const listed = async () => (await place.as('head').look(units, { site: place.site })).units;
const codes = (outcome: { ok: boolean; findings?: readonly { code: string; where?: string }[] }) =>
  outcome.ok ? [] : outcome.findings!.map(({ code, where }) => `${code} ${where}`);

it('adds a unit at the end of the directory, in its tree, with what it is called elsewhere', async () => {
  const made = await saved({ name: '县水务局', group: '部门', class: '部门', parent: place.units.office, aliases: ['县水利局', '水务局'] });
  expect(made.ok).toBe(true);
  expect((await listed()).at(-1)).toMatchObject({
    name: '县水务局',
    key: '县水务局',
    parent: place.units.office,
    aliases: ['县水利局', '水务局'].sort(),
    contributors: 0,
  });
  const lines = await world.db.selectFrom('history').select(['by_actor', 'thing_id']).where('step', '=', 'unit.save').execute();
  expect(lines).toEqual([{ by_actor: '陈主任', thing_id: String(made.ok && made.value.unit) }]);
});

it('changes what is given, keeps the rest, and puts it where it is wanted', async () => {
  const unit = (await listed()).find(({ name }) => name === '县水务局')!;
  expect((await saved({ unit: unit.id, name: '县水务局', class: null, aliases: ['水务局'], place: 1 })).ok).toBe(true);
  const all = await listed();
  expect(all.map(({ name }) => name)).toEqual(['县水务局', '县政府办公室', '县教育局', '第一小学', '城关镇', '山口乡']);
  expect(all[0]).toMatchObject({ class: null, group: '部门', parent: place.units.office, aliases: ['水务局'], key: '县水务局' });
});

it('refuses a superior below itself, a name that another unit is known by, a key that stands, days that turn back', async () => {
  expect(codes(await saved({ unit: place.units.bureau, name: '县教育局', parent: place.units.school }))).toEqual(['circle parent']);
  expect(codes(await saved({ name: '县水保站', aliases: ['水务局'] }))).toEqual(['name-claimed aliases[0]']);
  expect(codes(await saved({ name: 'town' }))).toEqual(['duplicate name']);
  expect(codes(await saved({ name: '甲', activeFrom: '2024-02-30' }))).toEqual(['bad-date activeFrom']);
  expect(codes(await saved({ name: '甲', activeFrom: '2024-03-02', activeTo: '2024-03-01' }))).toEqual(['days-turned activeFrom']);
  expect(codes(await saved({ name: '甲', parent: 999_999 }))).toEqual(['unknown-unit parent']);
  expect(codes(await saved({ unit: 999_999, name: '甲' }))).toEqual(['unknown-unit unit']);
  expect((await listed()).map(({ name }) => name)).not.toContain('甲');
});

it('is for whoever settles the site, and shows who serves in a unit only to those who may see people', async () => {
  const asked = await place.as('editor').call('unit.save', { site: place.site, name: '甲' });
  expect(asked).toMatchObject({ ok: false, code: 'forbidden' });
  const seen = await place.as('reporter').look(units, { site: place.site });
  expect(seen.units.every((unit) => unit.contributors === null && unit.reviewers === null)).toBe(true);
  expect((await listed()).find(({ name }) => name === '县教育局')).toMatchObject({ contributors: 2, reviewers: 2 });
  expect(seen.groups).toEqual(['部门', '机关', '乡镇']);
});

it('keeps outlets: their order, their names apart, and the name and kind of those that count', async () => {
  const head = place.as('head');
  const save = (input: object) => head.call<{ outlet: number }>('outlet.save', { site: place.site, ...input });
  expect((await save({ name: '县广播电视台', kind: 'press', level: ' 本级 ', place: 2 })).ok).toBe(true);
  const names = async () => (await head.look(outlets, { site: place.site })).outlets.map(({ name, level }) => `${name} ${level}`);
  expect(await names()).toEqual(['县政府网站 本级', '县广播电视台 本级', '市政府网站 上级', '政务信息 本级']);
  expect(codes(await save({ name: '县政府网站', kind: 'own-site' }))).toEqual(['duplicate name']);
  expect(codes(await save({ outlet: 999_999, name: '甲', kind: 'press' }))).toEqual(['unknown-outlet outlet']);
  const fact = {
    site_id: place.site,
    fact: 'adoption',
    unit_id: place.units.bureau,
    fact_on: '2024-05-01',
    recorded_at: place.now(),
    source_key: 'test',
  };
  await world.db
    .insertInto('facts')
    .values({ ...fact, outlet_id: place.outlets.upper })
    .execute();
  expect(codes(await save({ outlet: place.outlets.upper, name: '市人民政府网站', kind: 'upper-site' }))).toEqual(['in-use name']);
  expect((await save({ outlet: place.outlets.upper, name: '市政府网站', kind: 'upper-site', level: '市级' })).ok).toBe(true);
  expect((await save({ outlet: place.outlets.journal, name: '政务信息专报', kind: 'journal' })).ok).toBe(true);
  expect(await names()).toEqual(['县政府网站 本级', '县广播电视台 本级', '市政府网站 市级', '政务信息专报 null']);
  // Closed and opened again: what is not said stays, and a closed one keeps its name.
  const closed = async () => (await head.look(outlets, { site: place.site })).outlets.filter((one) => !one.active).map(({ name }) => name);
  const journal = { outlet: place.outlets.journal, name: '政务信息专报', kind: 'journal' };
  expect((await save({ ...journal, active: false })).ok).toBe(true);
  expect((await save({ ...journal, level: '本级', place: 1 })).ok).toBe(true);
  expect(await closed()).toEqual(['政务信息专报']);
  const again = await save({ name: '政务信息专报', kind: 'journal' });
  expect(again).toMatchObject({ findings: [{ code: 'duplicate', message: expect.stringContaining('恢复使用') }] });
  expect((await save({ ...journal, active: true })).ok).toBe(true);
  expect(await closed()).toEqual([]);
});
