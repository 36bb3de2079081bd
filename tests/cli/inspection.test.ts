// The terminal's way: a list imported with its mistakes named, the same list again, and the bulletin in every format.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Platform } from '../../src/actions/action.ts';
import { UsageError } from '../../src/cli/command.ts';
import { importInspectionCommand, inspectionCommand } from '../../src/cli/inspection.ts';
import { createPrinter } from '../../src/engines/documents.ts';
import { readDocument } from '../../src/reading/read.ts';
import { office, openWorld, type World } from '../support/world.ts';

let world: World;
let folder: string;
let platform: Platform;
beforeAll(async () => {
  world = await openWorld();
  platform = (await office(world, 'cli')).platform;
  folder = mkdtempSync(join(tmpdir(), 'bct-cli-inspection-'));
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
const printer = createPrinter({ fontFolders: [] });

async function call(command: typeof importInspectionCommand, ...argv: string[]) {
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
const exporting: typeof importInspectionCommand = (argv, io, open) => inspectionCommand(argv, io, open, printer);

const heading = '检查对象,责任单位,存在问题,检查指标,检查日期\n';

it('imports a list, names every bad row, and adds nothing the second time', async () => {
  const bad = file('错.csv', `${heading}县教育局网站,教育局网,无,,2024-05-10\n城关镇网站,城关镇,首页没有更新,首页更新,2024-05-10\n`);
  const refused = await call(importInspectionCommand, 'inspection', bad, '--site', 'cli', '--kind', '网站');
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('不能导入，共 2 处；什么都没有导入。');
  expect(refused.out).toContain('第2行：名册中没有单位“教育局网”');
  expect(refused.out).toContain('第3行：没有指标“首页更新”，是否应为：首页不更新');
  const good = file(
    '五月检查.csv',
    `${heading}县教育局网站,县教育局,无,,2024-05-10\n城关镇网站,城关镇,首页没有更新,首页不更新,2024-05-10\n`,
  );
  expect((await call(importInspectionCommand, 'inspection', good, '--site', 'cli', '--kind', '网站')).out).toMatch(
    /^第 \d+ 号检查：读了 2 行，新增对象 2 个，登记检查 2 个，待核实的问题 1 个。\n$/,
  );
  expect((await call(importInspectionCommand, 'inspection', good, '--site', 'cli', '--kind', '网站')).out).toContain('没有新增');
  expect(await world.db.selectFrom('inspections').select('name').where('site_id', '=', 'cli').execute()).toEqual([{ name: '五月检查' }]);
});

it('exports the bulletin as docx, xlsx, pdf and html, which say the same', async () => {
  const held = await world.db.selectFrom('inspections').select('id').where('site_id', '=', 'cli').executeTakeFirstOrThrow();
  const out = join(folder, 'out');
  const done = await call(exporting, 'export', '--site', 'cli', '--inspection', String(held.id), '--out', out, '--issued-on', '2024-05-15');
  expect(done.code).toBe(0);
  for (const format of ['docx', 'xlsx', 'pdf', 'html']) {
    const path = join(out, `检查通报${held.id}.${format}`);
    expect(done.out).toContain(path);
    const read = await readDocument(readFileSync(path), path);
    expect(read.title, format).toBe('关于五月检查情况的通报');
    // Nothing was confirmed yet.
    expect(read.paragraphs.join('\n'), format).toContain('共检查对象2个，合格2个，不合格0个，不合格率0.00%。');
  }
  expect((await call(exporting, 'export', '--site', 'cli', '--inspection', '999999', '--out', out)).code).not.toBe(0);
  await expect(call(exporting, 'export', '--site', 'cli')).rejects.toThrow(UsageError);
  await expect(call(importInspectionCommand, 'inspection', 'x.csv', '--site', 'cli', '--kind', '店铺')).rejects.toThrow(UsageError);
});
