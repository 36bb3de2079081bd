// `baocaitong proofread`: what is printed, and the exit codes that scripts rely on.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
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

async function proofread(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await proofreadCommand(argv, { stdout: (text) => out.push(text), stderr: (text) => err.push(text) });
  return { code, out: out.join(''), err: err.join('') };
}

describe('baocaitong proofread', () => {
  it('prints one JSON value with offsets in the text, and ends with 1 where something is wrong', async () => {
    const { code, out } = await proofread(join(folder, '错.txt'), '--json');
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
    expect((await proofread(join(folder, '国标.txt'), '--apply')).out).toBe('撰稿');
  });
  it('tells people where, what and why, and covers personal data', async () => {
    const { out } = await proofread(join(folder, '错.txt'));
    expect(out).toContain('第1行第4字〔错误〕“撰搞”→“撰稿”');
    expect(out).toContain('138****5678');
    expect(out).not.toContain('13812345678');
  });
  it('ends with 0 where nothing above a note is found', async () => {
    expect(await proofread(join(folder, '对.txt'))).toMatchObject({ code: 0, out: '未发现问题。\n' });
    expect(await proofread(join(folder, '注.txt'))).toMatchObject({ code: 0, out: expect.stringContaining('“成分”') });
    expect(await proofread(join(folder, '注.txt'), '--point', 'strict', '--json')).toMatchObject({ code: 0, out: '[]\n' });
  });
  it('puts corrections of typos in their place and ends with 0', async () => {
    expect(await proofread('--apply', join(folder, '错.txt'))).toMatchObject({
      code: 0,
      out: '各单位撰稿情况。\n联系人13812345678，扫黑除恶。\n',
    });
  });
  it('says what a page hides', async () => {
    expect(await proofread(join(folder, '页.html'), '--json')).toMatchObject({ code: 1, err: expect.stringContaining('display:none') });
  });
  it('says what a Word text hides', async () => {
    const run = (text: string, properties: string): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
    const body = `<w:p>${run('正文内容。', '')}${run('甲乙丙', '<w:color w:val="FFFFFF"/><w:sz w:val="2"/>')}</w:p>`;
    const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
    const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
    const file = join(folder, '藏.docx');
    await writeFile(
      file,
      zipSync({
        '[Content_Types].xml': strToU8(
          `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
        ),
        '_rels/.rels': strToU8(
          `<Relationships xmlns="${relations}"><Relationship Id="r" Type="${office}" Target="word/document.xml"/></Relationships>`,
        ),
        'word/document.xml': strToU8(
          `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
        ),
      }),
    );
    expect(await proofread(file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('文档里：这里的文字读者看不见（字号小得看不见）'),
    });
  });
  it('refuses wrong usage and missing files with 2', async () => {
    expect(await proofread('--point', 'most')).toMatchObject({ code: 2, err: expect.stringContaining('--point') });
    expect(await proofread(join(folder, '没有.txt'))).toMatchObject({ code: 2, err: expect.stringContaining('找不到文件') });
  });
});
