// `baocaitong proofread`: what is printed, and the exit codes that scripts rely on.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proofreadCommand } from '../../src/cli/proofread.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofread-'));
  await writeFile(join(folder, '错.txt'), '各单位撰搞情况。\n联系人13812345678，扫黑险恶。\n');
  // 撰搞 in GBK.
  await writeFile(join(folder, '国标.txt'), Buffer.from([0xd7, 0xab, 0xb8, 0xe3]));
  await writeFile(join(folder, '对.txt'), '各单位撰稿情况。\n');
  await writeFile(join(folder, '注.txt'), '各种经济成份。\n');
  await writeFile(join(folder, '页.html'), '<html><body><p>正文内容。</p><div style="display:none">甲乙丙</div></body></html>');
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await proofreadCommand(argv, { stdout: (text) => out.push(text), stderr: (text) => err.push(text) });
  return { code, out: out.join(''), err: err.join('') };
}

describe('baocaitong proofread', () => {
  it('prints one JSON value with offsets in the text, and ends with 1 where something is wrong', async () => {
    const { code, out } = await run(join(folder, '错.txt'), '--json');
    expect(code).toBe(1);
    expect(
      (JSON.parse(out) as { start: number; end: number; text: string; kind: string }[]).map(({ start, end, text, kind }) => [
        start,
        end,
        text,
        kind,
      ]),
    ).toEqual([
      [3, 5, '撰搞', 'typo'],
      [12, 23, '13812345678', 'privacy'],
      [24, 28, '扫黑险恶', 'typo'],
    ]);
  });
  it('reads GBK', async () => {
    expect((await run(join(folder, '国标.txt'), '--apply')).out).toBe('撰稿');
  });
  it('tells people where, what and why, and covers personal data', async () => {
    const { out } = await run(join(folder, '错.txt'));
    expect(out).toContain('第1行第4字〔错误〕“撰搞”→“撰稿”');
    expect(out).toContain('138****5678');
    expect(out).not.toContain('13812345678');
  });
  it('ends with 0 where nothing above a note is found', async () => {
    expect(await run(join(folder, '对.txt'))).toMatchObject({ code: 0, out: '未发现问题。\n' });
    expect(await run(join(folder, '注.txt'))).toMatchObject({ code: 0, out: expect.stringContaining('“成分”') });
    expect(await run(join(folder, '注.txt'), '--point', 'strict', '--json')).toMatchObject({ code: 0, out: '[]\n' });
  });
  it('puts corrections of typos in their place and ends with 0', async () => {
    expect(await run('--apply', join(folder, '错.txt'))).toMatchObject({
      code: 0,
      out: '各单位撰稿情况。\n联系人13812345678，扫黑除恶。\n',
    });
  });
  it('says what a page hides', async () => {
    expect(await run(join(folder, '页.html'), '--json')).toMatchObject({ code: 1, err: expect.stringContaining('display:none') });
  });
  it('refuses wrong usage and missing files with 2', async () => {
    expect(await run('--point', 'most')).toMatchObject({ code: 2, err: expect.stringContaining('--point') });
    expect(await run(join(folder, '没有.txt'))).toMatchObject({ code: 2, err: expect.stringContaining('找不到文件') });
  });
});
