// A file of words into what the office keeps: all of it or nothing, as often as one likes, and texts are measured by it at once.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ImportedWording } from '../../src/actions/import-wording.ts';
import type { Cell } from '../../src/domain/import/cell.ts';
import { loadWording } from '../../src/store/wording.ts';
import { wordingFile } from '../../src/views/wording-file.ts';
import { wordingPlan } from '../../src/views/wording-plan.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
let here: Office;
let count = 0;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  count += 1;
  here = await office(world, `words-${count}`);
});
afterAll(() => world.close());

type Table = readonly (readonly Cell[])[];
const heading = ['种类', '词语', '应为', '理由', '职务', '到任日期', '离任日期', '排序'] as const;
const table: Table = [
  heading,
  ['禁用词', '弱势群众', '困难群众', '省里统一的说法'],
  ['白名单', '部署校园'],
  ['错别字', '攻坚克南', '攻坚克难；攻坚克艰'],
  ['领导', '李卫东', '', '', '县长', '2024-01-01', '', 1],
  ['停用', 'variants:投搞'],
];
async function* rowsOf(given: Table) {
  yield given.map((cells, index) => ({ row: index + 1, cells }));
}
const bring = (given: Table, who: OfficePerson = 'editor') =>
  here
    .as(who)
    .call<ImportedWording>('wording.import', { site: here.site, fileName: '用语.csv', sha256: 'a'.repeat(64), rows: rowsOf(given) });
const look = (given: Table, who: OfficePerson = 'editor') =>
  wordingPlan(here.platform.pool, here.as(who).actor, { site: here.site, rows: rowsOf(given) });
const kept = async () => {
  const client = await world.database.pool.connect();
  try {
    const wording = await loadWording(client, here.site);
    if (!wording) throw new Error('no wording');
    return wording;
  } finally {
    client.release();
  }
};
const historyOf = () =>
  world.db.selectFrom('history').select(['step', 'detail']).where('site_id', '=', here.site).where('step', '=', 'wording.import').execute();

it('every kind of entry, persons in office and what is switched off come in at once, and are proofread by', async () => {
  expect(await look(table)).toMatchObject({ ok: true, value: { added: 5, changed: 0, known: 0 } });
  const before = await kept();
  expect(before.entries).toEqual([]);
  expect(await bring(table)).toEqual({ ok: true, value: { added: 5, changed: 0, known: 0 } });
  const after = await kept();
  expect(after).toMatchObject({
    entries: [
      { kind: 'forbidden', find: '弱势群众', put: ['困难群众'], why: '省里统一的说法' },
      { kind: 'confusion', find: '攻坚克南', put: ['攻坚克难', '攻坚克艰'] },
    ],
    allowed: ['部署校园'],
    off: ['variants:投搞'],
    holders: [{ name: '李卫东', post: '县长', from: '2024-01-01', order: 1 }],
  });
  expect(after.version).not.toBe(before.version);
  const found = await here.platform.tools.proofreader.look(after, '走访弱势群众', { point: 'strict', on: '2024-05-15' });
  expect(found).toMatchObject([{ text: '弱势群众', suggestions: ['困难群众'] }]);
  expect(await historyOf()).toMatchObject([
    { detail: { file: '用语.csv', added: 5, words: ['弱势群众', '部署校园', '攻坚克南', '县长 李卫东', 'variants:投搞'] } },
  ]);
});

it('twice is as once: nothing is added, and texts need not be looked at anew', async () => {
  await bring(table);
  const { version } = await kept();
  expect(await look(table)).toMatchObject({ ok: true, value: { added: 0, changed: 0, known: 5, lines: [] } });
  expect(await bring(table)).toEqual({ ok: true, value: { added: 0, changed: 0, known: 5 } });
  expect((await kept()).version).toBe(version);
});

it('what the file says otherwise is changed, with the old entry kept as withdrawn; what it does not name stays', async () => {
  await bring(table);
  expect(
    await bring([heading, ['慎用词', '弱势群众', '困难群众'], ['领导', '李卫东', '', '', '县长', '2024-01-01', '2024-05-01', '']]),
  ).toEqual({ ok: true, value: { added: 0, changed: 2, known: 0 } });
  const after = await kept();
  expect(after.entries.map(({ kind, find }) => [kind, find])).toEqual([
    ['confusion', '攻坚克南'],
    ['caution', '弱势群众'],
  ]);
  expect(after.entries.at(-1)?.why).toBeUndefined();
  expect(after.holders).toEqual([{ name: '李卫东', post: '县长', from: '2024-01-01', to: '2024-05-01' }]);
  expect(after.allowed).toEqual(['部署校园']);
  const old = await world.db
    .selectFrom('site_wording')
    .select(['find', 'withdrawn_by_name'])
    .where('site_id', '=', here.site)
    .where('state', '=', 'withdrawn')
    .execute();
  expect(old).toEqual([{ find: '弱势群众', withdrawn_by_name: '郑编辑' }]);
});

it('one bad row keeps all others out, and every bad one is named', async () => {
  const bad = [...table, ['禁用', '甲乙'], ['错别字', '丙丁']];
  for (const outcome of [await look(bad), await bring(bad)])
    expect(outcome).toMatchObject({ ok: false, findings: [{ where: '第7行' }, { where: '第8行' }] });
  expect((await kept()).entries).toEqual([]);
  expect(await historyOf()).toEqual([]);
});

it('only whoever keeps the wording may bring, look or take it away', async () => {
  for (const who of ['reporter', 'reviewer', 'leader', 'auditor'] as const) {
    expect(await bring(table, who)).toMatchObject({ ok: false, code: 'forbidden' });
    expect((await look(table, who)).ok).toBe(false);
    expect((await here.as(who).see('wording-file', { site: here.site })).ok).toBe(false);
  }
  expect(await bring(table, 'head')).toMatchObject({ ok: true });
});

it('what is taken away from one site comes in at another as it was', async () => {
  await bring(table);
  const { rows } = await here.as('editor').look(wordingFile, { site: here.site });
  const from = await kept();
  here = await office(world, `words-${count}-other`);
  expect(await bring(rows)).toMatchObject({ ok: true, value: { added: 5 } });
  const to = await kept();
  for (const part of ['entries', 'allowed', 'off', 'holders'] as const) expect(to[part]).toEqual(from[part]);
});
