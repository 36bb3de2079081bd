import { afterAll, beforeAll, expect, test } from 'vitest';
import { perform } from '../../src/actions/action.ts';
import { adoptRulebook } from '../../src/actions/adopt-rulebook.ts';
import { importFacts } from '../../src/actions/import-facts.ts';
import { setUpFrom } from '../../src/cli/site.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { createServer } from '../../src/server/server.ts';
import { serverOptions } from '../server/served.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, platformOf } from '../views/offices.ts';

let world: World;
let url: string;
let close: () => Promise<unknown>;

beforeAll(async () => {
  world = await openWorld();
  const platform = platformOf(world);
  const units = ['甲局', '乙局', '丙局', '丁局'].map((name) => ({ name, group: '部门' }));
  accepted(await setUpFrom(platform, terminalActor, { id: 'load', name: '某县', units, outlets: [] }));
  const rulebook = {
    name: '办法',
    from: '2024-01-01',
    rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }],
    totals: [{ name: '采用', count: { fact: 'adoption' } }],
  };
  accepted(await perform(platform, terminalActor, adoptRulebook, { site: 'load', rulebook }));
  const server = await createServer(serverOptions(platform, { visitor: terminalActor }));
  url = await server.listen({ host: '127.0.0.1', port: 0 });
  close = () => server.close();
});
afterAll(async () => {
  await close();
  await world.close();
});

const batches = 10;
const rowsEach = 2_000;

/** One file: a heading and rows that no other file has. */
async function* rowsOf(batch: number) {
  yield [{ row: 1, cells: ['类型', '单位', '日期', '编号'] }];
  yield Array.from({ length: rowsEach }, (_, at) => ({
    row: at + 2,
    cells: ['采用', ['甲局', '乙局', '丙局', '丁局'][at % 4] as string, '2024-05-06', `B${batch}-${at}`],
  }));
}

test('while files are imported, 20 readers always see whole files: never an error, never half an import', {
  timeout: 300_000,
}, async () => {
  const platform = platformOf(world);
  let importing = true;
  const seen = new Set<number>();
  const faults: string[] = [];
  const reader = async (): Promise<void> => {
    for (let request = 0; request < 200 && (importing || request < 20); request += 1) {
      const answer = await fetch(`${url}/api/view/ranking?site=load&from=2024-05-01&to=2024-05-31`);
      const text = await answer.text();
      const total = /"name":"采用"[^}]*?"shown":"(\d+)"/.exec(text)?.[1];
      if (answer.status !== 200 || total === undefined) faults.push(`${answer.status} ${text.slice(0, 200)}`);
      else seen.add(Number(total));
    }
  };
  const readers = Array.from({ length: 20 }, reader);
  for (let batch = 1; batch <= batches; batch += 1) {
    const input = { site: 'load', fileName: `${batch}.csv`, sha256: String(batch).padStart(64, '0'), rows: rowsOf(batch) };
    expect(accepted(await perform(platform, terminalActor, importFacts, input)).added).toBe(rowsEach);
  }
  importing = false;
  await Promise.all(readers);
  expect(faults).toEqual([]);
  expect([...seen].filter((total) => total % rowsEach !== 0)).toEqual([]);
  expect(Math.max(...seen)).toBe(batches * rowsEach);
});
