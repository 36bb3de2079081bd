import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proofreadTrainCommand } from '../../src/cli/proofread-train.ts';
import { crossEntropy } from '../../src/text/model.ts';
import { readModel } from '../../src/text/model-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofread-train-'));
  await mkdir(join(folder, 'archive/2024'), { recursive: true });
  await writeFile(
    join(folder, 'archive/2024/通知.txt'),
    '各级人民政府应当加强安全检查。人民政府公布检查结果。\n县级人民政府负责安全工作。',
  );
  await writeFile(join(folder, 'archive/要闻.TXT'), '县人民政府召开安全工作会议，部署安全检查。');
  await writeFile(join(folder, 'archive/图.png'), Buffer.from([0xff, 0xfe, 0x00]));
  await writeFile(join(folder, 'gbk.txt'), Buffer.from([0xd5, 0xfe, 0xb8, 0xae]));
  await writeFile(join(folder, 'empty.txt'), '');
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await proofreadTrainCommand(argv, { stdout: (text) => out.push(text), stderr: (text) => err.push(text) });
  return { code, out: out.join(''), err: err.join('') };
}

describe('baocaitong proofread train', () => {
  it('learns from every text below a folder, says how far it is, and writes a model that loads', async () => {
    const out = join(folder, 'own.model');
    const { code, err } = await run(join(folder, 'archive'), '--out', out);
    expect(code).toBe(0);
    expect(err).toContain('读入 2 个文件');
    expect(err).toMatch(/训练 \d+%/);
    const model = readModel(await readFile(out));
    expect(crossEntropy(model, '人民政府')).toBeLessThan(crossEntropy(model, '府政民人'));
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
  it('refuses what it cannot use in one sentence, and leaves the model that was there', async () => {
    const out = join(folder, 'kept.model');
    await writeFile(out, 'kept');
    for (const [argv, said] of [
      [[], '用法'],
      [[join(folder, 'archive')], '用法'],
      [[join(folder, 'nowhere'), '--out', out], '找不到'],
      [[join(folder, 'gbk.txt'), '--out', out], 'UTF-8'],
      [[join(folder, 'empty.txt'), '--out', out], '没有可供训练的文字'],
    ] as const) {
      const { code, err } = await run(...argv);
      expect(code).toBe(2);
      expect(err).toContain(said);
    }
    expect(await readFile(out, 'utf8')).toBe('kept');
  });
});
