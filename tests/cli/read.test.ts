import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommand } from '../../src/cli/read.ts';
import { asRead } from '../../src/domain/document.ts';
import { unfold } from '../../src/domain/verification/unfold.ts';
import { renderHtml } from '../../src/rendering/html.ts';
import { zhalantun } from '../rendering/bulletins.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'));
  await writeFile(join(folder, '通报.html'), renderHtml(zhalantun));
  await writeFile(join(folder, '坏.pdf'), '%PDF-1.7');
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await readCommand(argv, { stdout: (text) => out.push(text), stderr: (text) => err.push(text) });
  return { code, out: out.join(''), err: err.join('') };
}

describe('baocaitong read', () => {
  it('prints one JSON value with --json', async () => {
    const { code, out, err } = await run(join(folder, '通报.html'), '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual(unfold(asRead(zhalantun)).document);
  });
  it('prints title, issuer and tables for people otherwise', async () => {
    const { code, out } = await run(join(folder, '通报.html'));
    expect(code).toBe(0);
    expect(out).toContain('成文日期：2023-04-13');
    expect(out).toContain('表2：各乡镇街道信息采用情况统计表');
  });
  it('refuses damaged and missing files and wrong usage with exit 2 and a sentence', async () => {
    expect(await run(join(folder, '坏.pdf'))).toMatchObject({ code: 2, out: '', err: expect.stringContaining('“坏.pdf”') });
    expect(await run(join(folder, '没有.pdf'))).toMatchObject({ code: 2, err: expect.stringContaining('找不到文件') });
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('用法') });
  });
});
