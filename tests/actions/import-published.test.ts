// Old published texts: from a file to items that nobody works on.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishedCommand } from '../../src/cli/published.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
const folder = mkdtempSync(join(tmpdir(), 'bct-published-'));
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(name: string, list: string): Promise<{ code: number; out: string }> {
  writeFileSync(join(folder, name), list);
  const said: string[] = [];
  const io = { stdout: (text: string) => void said.push(text), stderr: () => {} };
  const open = async () => ({ platform: place.platform, close: async () => {} });
  const code = await publishedCommand(['published', join(folder, name), '--site', place.site], io, open as never);
  return { code, out: said.join('') };
}

const recorded = () =>
  world.db.selectFrom('submissions').selectAll().where('site_id', '=', place.site).where('state', '=', 'recorded').orderBy('id').execute();

it('brings texts with their day, address and unit, as items that nobody works on; twice is once', async () => {
  const file =
    '标题,发布日期,网址,单位,正文,栏目\n全县教育工作会议召开,2019-03-01,https://www.example.gov.cn/1.html,县教育局,"第一段\n第二段",教育\n办公室通知,2019年3月2日,,,<p>正文<script>x</script></p>,\n';
  expect(await run('old.csv', file)).toMatchObject({ code: 0, out: expect.stringContaining('已导入 2 篇') });
  const again = await run('old.csv', file);
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('没有新增，另有 2 篇以前已导入') });
  expect(again.out).toContain('没有栏目“教育”');
  const rows = await recorded();
  expect(rows.map(({ title, unit_id, author_id }) => [title, unit_id, author_id])).toEqual([
    ['全县教育工作会议召开', place.units.bureau, null],
    ['办公室通知', place.units.office, null],
  ]);
  const versions = await world.db.selectFrom('submission_versions').selectAll().where('submission_id', '=', rows[0]!.id).execute();
  expect(versions).toMatchObject([{ number: 1, side: 'office', body: '<p>第一段</p><p>第二段</p>' }]);
  const publications = await world.db.selectFrom('publications').selectAll().where('submission_id', '=', rows[0]!.id).execute();
  expect(publications).toMatchObject([{ state: 'delivered', address: 'https://www.example.gov.cn/1.html', channel_id: null }]);
  const second = await world.db.selectFrom('submission_versions').select('body').where('submission_id', '=', rows[1]!.id).execute();
  expect(second[0]?.body).not.toContain('script');
});

it('brings none where one row is wrong, and says which', async () => {
  const before = (await recorded()).length;
  const tried = await run(
    'bad.jsonl',
    `${JSON.stringify({ title: '好的', date: '2020-01-01', body: '文' })}\n${JSON.stringify({ title: '坏的', date: '2020-13-01', unit: '没有的局' })}\n`,
  );
  expect(tried.code).toBe(1);
  expect(tried.out).toContain('第2行：日期“2020-13-01”写法不对');
  expect(tried.out).toContain('名册中没有单位“没有的局”');
  expect(await recorded()).toHaveLength(before);
});

it('refuses a text that was imported before with other content', async () => {
  const line = (body: string) => `${JSON.stringify({ key: 7, title: '同一篇', date: '2020-02-01', body })}\n`;
  expect(await run('a.jsonl', line('原文'))).toMatchObject({ code: 0 });
  expect(await run('b.jsonl', line('改过'))).toMatchObject({ code: 1, out: expect.stringContaining('“7”以前导入过，但内容不同') });
});

it('wants a heading', async () => {
  expect(await run('plain.csv', '一,二\n三,四\n')).toMatchObject({ code: 2, out: expect.stringContaining('没有表头') });
});
