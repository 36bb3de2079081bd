import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyCommand } from '../../src/cli/verify.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const io = {
    stdout: (text: string): void => {
      out += text;
    },
    stderr: (text: string): void => {
      err += text;
    },
  };
  return { code: await verifyCommand(argv, io), out, err };
}

const row = (...cells: readonly (string | number)[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

async function bulletin(total: number): Promise<string> {
  const rows = [row('单位', '采用条数', '采用得分'), row('甲局', 4, 20), row('乙局', 3, 15), row('丙局', 2, 10), row('合计', 9, total)];
  const file = join(folder, `${total}.html`);
  await writeFile(
    file,
    `<html><meta charset="utf-8"><body><p>关于信息采用情况的通报</p><p>统计表</p><table>${rows.join('')}</table></body></html>`,
  );
  return file;
}

describe('baocaitong verify', () => {
  it('exits 0 and says so where everything agrees', async () => {
    const { code, out, err } = await run(await bulletin(45));
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('未发现');
  });

  it('exits 1 and names what does not agree', async () => {
    const { code, out } = await run(await bulletin(46));
    expect(code).toBe(1);
    expect(out).toMatch(/错误〔sum〕.*合计.*46.*45/u);
  });

  it('prints exactly one JSON value for all files', async () => {
    const files = [await bulletin(45), await bulletin(46)];
    const { code, out } = await run(...files, '--json');
    const results: { file: string; findings: { kind: string; where: object }[] }[] = JSON.parse(out);
    expect(code).toBe(1);
    expect(results.map(({ file }) => file)).toEqual(files);
    expect(results[0]!.findings).toEqual([]);
    expect(results[1]!.findings).toMatchObject([
      { kind: 'sum', severity: 'error', where: { table: 0, row: 3, column: 2 }, stated: 46, expected: 45 },
    ]);
  });

  it.each([[[]], [['--against']], [['--unknown', 'a.txt']]])('exits 2 on bad usage: %j', async (argv) => {
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('用法');
  });

  it('reads the earlier document too, and says where it is not there', async () => {
    expect(await run(await bulletin(45), '--against', await bulletin(46))).toMatchObject({ code: 0, err: '' });
    const { code, err } = await run(await bulletin(45), '--against', '上期.docx');
    expect(code).toBe(2);
    expect(err).toContain('找不到文件“上期.docx”');
  });

  it('exits 2 and names the file that is not there', async () => {
    const { code, err } = await run(join(folder, 'nothing.docx'));
    expect(code).toBe(2);
    expect(err).toContain('找不到文件');
  });

  it('exits 2 and says why a folder or a foreign file cannot be read', async () => {
    expect(await run(folder)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('文件夹') });
    const foreign = join(folder, 'empty.docx');
    await writeFile(foreign, '');
    expect(await run(foreign)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('empty.docx') });
  });
});
