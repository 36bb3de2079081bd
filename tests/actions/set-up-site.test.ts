import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { setUpSite } from '../../src/actions/set-up-site.ts';
import { setUpFrom } from '../../src/cli/site.ts';
import { dayFrom } from '../../src/domain/calendar/day.ts';
import type { SitePlan } from '../../src/domain/organisation/site-plan.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { historyOf } from '../../src/store/history.ts';
import { loadUnits } from '../../src/store/units.ts';
import { openWorld, type World } from '../support/world.ts';
import { platformOf } from '../views/offices.ts';

let world: World;
let platform: Platform;
beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world);
});
afterAll(() => world.close());

const setUp = (plan: SitePlan) => perform(platform, terminalActor, setUpSite, plan);
const unitsOn = async (site: string, day: string) => {
  const at = dayFrom(day) as number;
  return (await loadUnits(world.db, site, { from: at, to: at })).units.map(({ key, name, parent, group }) => [key, name, parent, group]);
};

const plan: SitePlan = {
  id: 'office',
  name: '某市政府网站',
  units: [
    { name: '昆区', group: '旗县', parent: '包头市', aliases: ['昆都仑区', '昆都仑区'] },
    { name: '包头市', group: '盟市', class: '一类', own: true, attributes: { 次序: 1 } },
    { name: '教育体育局', group: '部门', formerNames: [{ name: '教育局', to: '2019-03-31' }], activeFrom: '2001-01-01' },
    { name: '体育局', group: '部门', mergedInto: '教育体育局', mergedOn: '2019-04-01' },
  ],
  outlets: [{ name: '本站', kind: 'own-site', level: '本级' }],
  settings: { countsAt: 'publication' },
};

it('makes a site with its tree, names, successors and outlets, in the order of the plan', async () => {
  expect(await setUp(plan)).toMatchObject({ ok: true, value: { added: 4, updated: 0, kept: [], notes: [] } });
  expect(await unitsOn('office', '2018-01-01')).toEqual([
    ['昆区', '昆区', '包头市', '旗县'],
    ['包头市', '包头市', undefined, '盟市'],
    ['教育体育局', '教育局', undefined, '部门'],
    ['体育局', '体育局', undefined, '部门'],
  ]);
  expect((await unitsOn('office', '2020-01-01')).map(([key]) => key)).toEqual(['昆区', '包头市', '教育体育局']);
  expect(await world.db.selectFrom('outlets').select(['name', 'kind', 'level']).execute()).toEqual([
    { name: '本站', kind: 'own-site', level: '本级' },
  ]);
  expect(await historyOf(world.db, 'office', 'site', 'office')).toMatchObject([{ step: 'site.set-up', by_actor: '终端' }]);
});

it('brings an existing site to a new plan by key, keeps what the plan does not name, and points out a bare renaming', async () => {
  const before = await world.db.selectFrom('units').select(['id', 'key']).where('site_id', '=', 'office').execute();
  const outcome = await setUp({
    id: 'office',
    name: '某市人民政府网站',
    units: [
      { key: '包头市', name: '包头', group: '盟市' },
      { name: '昆区', group: '城区', parent: '包头市' },
      { name: '东河区', group: '城区', parent: '包头市' },
    ],
    outlets: [
      { name: '自治区门户', kind: 'upper-site' },
      { name: '本站', kind: 'own-site' },
    ],
  });
  expect(outcome).toMatchObject({
    ok: true,
    value: { added: 1, updated: 2, kept: ['教育体育局', '体育局'], notes: [{ code: 'renamed' }] },
  });
  expect((await unitsOn('office', '2018-01-01')).map(([key, name]) => [key, name])).toEqual([
    ['包头市', '包头'],
    ['昆区', '昆区'],
    ['东河区', '东河区'],
    ['教育体育局', '教育局'],
    ['体育局', '体育局'],
  ]);
  const after = new Map(
    (await world.db.selectFrom('units').select(['id', 'key']).where('site_id', '=', 'office').execute()).map((unit) => [unit.key, unit.id]),
  );
  for (const { id, key } of before) expect(after.get(key)).toBe(id);
  expect(await world.db.selectFrom('unit_names').select('name').where('kind', '=', 'alias').execute()).toEqual([]);
  expect(await world.db.selectFrom('outlets').select('name').orderBy('position').execute()).toEqual([
    { name: '自治区门户' },
    { name: '本站' },
  ]);
});

it('refuses a plan with all its faults at once, and changes nothing', async () => {
  const outcome = await setUp({
    id: 'faulty',
    name: '有错的站',
    units: [
      { name: '甲', parent: '乙' },
      { name: '乙', parent: '甲' },
      { name: '丙', parent: '没有' },
      { name: '丙' },
      { name: '丁', mergedInto: '丁', mergedOn: '2020-02-30' },
      { name: '戊', mergedInto: '丙' },
      { name: '己', activeFrom: '2020-01-02', activeTo: '2020-01-01', aliases: ['丙'] },
      { name: '庚', aliases: ['辛'], formerNames: [{ name: '辛' }] },
    ],
    outlets: [
      { name: '本站', kind: 'own-site' },
      { name: '本站', kind: 'press' },
    ],
  });
  expect(outcome).toMatchObject({ ok: false, code: 'bad-input' });
  expect(outcome.ok ? [] : outcome.findings.map(({ code, where }) => [code, where])).toEqual([
    ['duplicate', 'units[3]'],
    ['duplicate', 'outlets[1]'],
    ['circle', 'units[0].parent'],
    ['circle', 'units[1].parent'],
    ['unknown-unit', 'units[2].parent'],
    ['circle', 'units[4].mergedInto'],
    ['bad-date', 'units[4].mergedOn'],
    ['merged-half', 'units[5]'],
    ['days-turned', 'units[6].activeFrom'],
    ['duplicate', 'units[7]'],
    ['former-open', 'units[7].formerNames[0]'],
    ['name-claimed', 'units[6].aliases[0]'],
  ]);
  expect(await world.db.selectFrom('sites').select('id').where('id', '=', 'faulty').execute()).toEqual([]);
});

it('sees a circle that a plan closes with units the site has already', async () => {
  await setUp({ id: 'circle', name: '站', units: [{ name: '甲' }, { name: '乙', parent: '甲' }] });
  expect(await setUp({ id: 'circle', name: '站', units: [{ name: '甲', parent: '乙' }] })).toMatchObject({
    ok: false,
    findings: [{ code: 'circle' }],
  });
  expect(await setUp({ id: 'circle', name: '站', units: [{ name: '丙', parent: '乙' }] })).toMatchObject({
    ok: true,
    value: { kept: ['甲', '乙'] },
  });
});

it('names the place of what does not fit the form, documentation aside', async () => {
  const outcome = await setUpFrom(platform, terminalActor, { id: 'X', name: '', source: {}, units: [{ name: '甲', alias: ['乙'] }] });
  expect(outcome.ok ? [] : outcome.findings.map(({ where }) => where)).toEqual(['id', 'name', 'units[0].alias']);
});
