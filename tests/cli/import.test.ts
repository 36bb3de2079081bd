import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { importCommand } from '../../src/cli/import.ts';
import { progressBar } from '../../src/cli/progress-bar.ts';
import { siteCommand } from '../../src/cli/site.ts';
import { openWorld, type World } from '../support/world.ts';
import { platformOf } from '../views/offices.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'bct-cli-import-'));
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const open = async () => ({ platform: platformOf(world), close: async () => {} });

async function call(command: typeof importCommand, ...argv: string[]) {
  const said = { out: '', err: '' };
  const io = {
    stdout: (text: string) => {
      said.out += text;
    },
    stderr: (text: string) => {
      said.err += text;
    },
  };
  const code = await command(argv, io, open);
  return { code, ...said };
}

const plan = { id: 'cli', name: '站', period: {}, units: [{ name: '昆区', group: '旗县' }], outlets: [] };

it('sets a site up and imports into it, saying how much, and the second time that nothing was added', async () => {
  expect(await call(siteCommand, 'set-up', file('site.json', JSON.stringify(plan)))).toEqual({
    code: 0,
    out: '网站“cli”已设好：新增单位 1 个，更新 0 个。\n',
    err: '',
  });
  const facts = file('facts.csv', '编号,类型,单位,日期,标题\n1,采用,昆区,2023-01-05,甲\n2,采用,昆区,2023-01-05,乙\n');
  expect(await call(importCommand, 'facts', facts, '--site', 'cli')).toEqual({
    code: 0,
    out: '已导入 2 行，新的信息 2 件（编码 UTF-8）。\n',
    err: '',
  });
  const again = await call(importCommand, 'facts', facts, '--site', 'cli');
  expect(again.code).toBe(0);
  expect(again.out).toContain('没有新增');
});

it('prints one JSON value: what was added, or every bad row with its reason and suggestions', async () => {
  const good = file('good.csv', '单位,日期\n昆区,2023-02-05\n');
  const done = await call(importCommand, 'facts', good, '--site', 'cli', '--fact', '采用', '--json');
  expect([done.code, JSON.parse(done.out)]).toEqual([
    0,
    { added: 1, known: 0, facts: 1, submissions: 0, import: expect.any(Number), findings: [], notes: [], encoding: 'utf-8' },
  ]);
  const bad = file('bad.csv', '编号,类型,单位,日期\n9,采用,昆仑区,2023-02-30\n');
  const refused = await call(importCommand, 'facts', bad, '--site=cli', '--json');
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.out)).toMatchObject({
    added: 0,
    known: 0,
    findings: [
      { row: 2, code: 'bad-date' },
      { row: 2, code: 'unknown-unit', suggestions: ['昆区'] },
    ],
  });
  const told = await call(importCommand, 'facts', bad, '--site', 'cli');
  expect(told.out).toMatch(/有 1 行不能导入，共 2 处；什么都没有导入[\s\S]*第2行：.*是否应为：昆区？/);
});

it('tells wrong usage, unreadable files and files without a heading from bad rows', async () => {
  const facts = file('x.csv', '单位,日期\n');
  for (const argv of [
    ['facts'],
    ['facts', facts],
    ['x', facts, '--site', 'cli'],
    ['facts', facts, '--site', 'cli', '--fact', '什么'],
    ['facts', `${facts}.no`, '--site', 'cli'],
  ]) {
    await expect(call(importCommand, ...argv)).rejects.toThrow(UsageError);
  }
  expect((await call(importCommand, 'facts', file('no.csv', '甲,乙\n'), '--site', 'cli')).code).toBe(2);
  expect((await call(importCommand, 'facts', facts, '--site', 'nowhere', '--fact', '采用')).code).toBe(1);
  await expect(call(siteCommand, 'set-up', file('broken.json', '{'))).rejects.toThrow(UsageError);
  const wrong = await call(siteCommand, 'set-up', file('wrong.json', JSON.stringify({ ...plan, units: [{ name: '甲', parent: '乙' }] })));
  expect(wrong).toMatchObject({ code: 2, out: expect.stringContaining('上级单位“乙”不在名册') });
});

it('draws a bar on a terminal only once a second has passed, and takes it away', () => {
  let clock = 0;
  let drawn = '';
  const bar = progressBar(
    (text) => {
      drawn += text;
    },
    true,
    () => clock,
  );
  clock = 500;
  bar.show(10, 100);
  expect(drawn).toBe('');
  clock = 1500;
  bar.show(50, 100);
  expect(drawn).toContain('50%  50 行');
  bar.end();
  expect(drawn.endsWith(`${' '.repeat(54)}\r`)).toBe(true);
});
