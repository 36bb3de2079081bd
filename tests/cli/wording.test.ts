// The terminal's way: a file of words looked at, brought in and taken away again, with its mistakes named by line.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Platform } from '../../src/actions/action.ts';
import { UsageError } from '../../src/cli/command.ts';
import { importWordingCommand, wordingCommand } from '../../src/cli/wording.ts';
import { office, openWorld, type World } from '../support/world.ts';

let world: World;
let folder: string;
let platform: Platform;
beforeAll(async () => {
  world = await openWorld();
  platform = (await office(world, 'cli')).platform;
  folder = mkdtempSync(join(tmpdir(), 'bct-cli-wording-'));
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
async function call(command: typeof importWordingCommand, ...argv: string[]) {
  const said = { out: '', err: '' };
  const io = {
    stdout: (text: string) => {
      said.out += text;
    },
    stderr: (text: string) => {
      said.err += text;
    },
  };
  const code = await command(argv, io, async () => ({ platform, close: async () => {} }));
  return { code, ...said };
}
const bring = (path: string, ...more: string[]) => call(importWordingCommand, 'wording', path, '--site', 'cli', ...more);

it('looks, brings in, brings in again and takes away; a file that was taken away says the same', async () => {
  const bad = await bring(file('错.csv', '种类,词语\n禁用,甲乙\n'));
  expect(bad).toMatchObject({ code: 1 });
  expect(bad.out).toContain('不能导入，共 1 处；什么都没有导入。\n  第2行：没有“禁用”这个种类');
  const good = file('用语.csv', `种类,词语,应为,理由\n推荐写法,"'=好的",'-甲、'+乙,"省里说的,""统一"""\n停用,variants:投搞\n`);
  expect((await bring(good, '--look')).out).toBe(
    '导入会新增 2 条，改动 0 条，另有 0 条原来就有。\n  第2行 新增 推荐写法 =好的 应为-甲、\'+乙；省里说的,"统一"\n  第3行 新增 停用 variants:投搞\n',
  );
  expect(JSON.parse((await bring(good, '--look', '--json')).out)).toMatchObject({ added: 2, lines: [{ row: 2 }, { row: 3 }] });
  expect((await bring(good)).out).toBe('已新增 2 条，改动 0 条，另有 0 条原来就有。\n');
  expect((await bring(good)).out).toMatch(/^没有新增：.* 的 2 条原来都有。\n$/);
  const out = join(folder, '导出.csv');
  expect((await call(wordingCommand, 'export', '--site', 'cli', '--out', out)).out).toBe(`${out}：2 条\n`);
  const text = readFileSync(out, 'utf8');
  expect(text.startsWith('\ufeff"种类","词语","应为","理由","职务","到任日期","离任日期","排序"\r\n"推荐写法","\'=好的",')).toBe(true);
  expect((await call(wordingCommand, 'export', '--site', 'cli')).out).toBe(text);
  expect((await bring(out)).out).toMatch(/^没有新增/);
});

it('says how it is used, and what it cannot read', async () => {
  await expect(call(importWordingCommand, 'wording', 'x.csv')).rejects.toThrow(UsageError);
  await expect(bring(join(folder, '没有.csv'))).rejects.toThrow(/没有文件/);
  await expect(call(wordingCommand, 'export')).rejects.toThrow(UsageError);
  expect((await call(wordingCommand, 'export', '--site', 'nowhere')).code).not.toBe(0);
});
