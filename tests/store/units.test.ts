import { afterAll, beforeAll, expect, it } from 'vitest';
import { perform } from '../../src/actions/action.ts';
import { adoptRulebook } from '../../src/actions/adopt-rulebook.ts';
import { setUpFrom } from '../../src/cli/site.ts';
import { dayFrom } from '../../src/domain/calendar/day.ts';
import { toNumber } from '../../src/domain/exact.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { scorePeriod } from '../../src/store/scoring.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, platformOf } from '../views/offices.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const platform = platformOf(world);
  const units = [
    { name: '卫生健康局', group: '部门', formerNames: [{ name: '卫生和计划生育局', to: '2024-03-31' }] },
    { name: '农业农村局', group: '部门' },
    { name: '乡村振兴局', group: '部门', mergedInto: '农业农村局', mergedOn: '2024-03-01' },
    { name: '新设局', group: '部门', activeFrom: '2024-03-10' },
  ];
  accepted(await setUpFrom(platform, terminalActor, { id: 'renamed', name: '某县', units, outlets: [] }));
  const rulebook = { name: '办法', from: '2024-01-01', rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }] };
  accepted(await perform(platform, terminalActor, adoptRulebook, { site: 'renamed', rulebook }));
  const ids = await world.db.selectFrom('units').select(['id', 'key']).where('site_id', '=', 'renamed').execute();
  const fact = (key: string, on: string) => ({
    site_id: 'renamed',
    fact: 'adoption',
    unit_id: ids.find((unit) => unit.key === key)?.id as number,
    fact_on: on,
    recorded_at: new Date(),
    source_key: `${key}${on}`,
  });
  const facts = [
    fact('卫生健康局', '2024-01-10'),
    fact('农业农村局', '2024-01-10'),
    fact('乡村振兴局', '2024-01-11'),
    fact('乡村振兴局', '2024-03-02'),
    fact('新设局', '2024-03-20'),
  ];
  await world.db.insertInto('facts').values(facts).execute();
});
afterAll(() => world.close());

async function scores(from: string, to: string): Promise<Record<string, number>> {
  const client = await world.database.pool.connect();
  try {
    const found = await scorePeriod(client, 'renamed', { from: dayFrom(from) as number, to: dayFrom(to) as number });
    return Object.fromEntries((found?.scored.groups[0]?.rows ?? []).map((row) => [row.unit.name, toNumber(row.score as never)]));
  } finally {
    client.release();
  }
}

it('a period before the change shows the units and names of that time', async () => {
  expect(await scores('2024-01-01', '2024-01-31')).toEqual({ 卫生和计划生育局: 5, 农业农村局: 5, 乡村振兴局: 5 });
});

it('after a merger the facts of the merged unit count for its successor', async () => {
  expect(await scores('2024-03-01', '2024-03-31')).toEqual({ 卫生和计划生育局: 0, 农业农村局: 5, 新设局: 5 });
});

it('the year to date counts both under the successor and shows the name then official', async () => {
  expect(await scores('2024-01-01', '2024-12-31')).toEqual({ 卫生健康局: 5, 农业农村局: 15, 新设局: 5 });
});
