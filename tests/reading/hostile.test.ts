import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReader, type Reader } from '../../src/reading/reader.ts';
import { UnreadableError } from '../../src/reading/unreadable.ts';
import { renderDocx } from '../../src/rendering/docx.ts';
import { plain } from '../rendering/bulletins.ts';
import { pdfOf, pdfOfObjects } from '../support/pdf.ts';
import { compoundOf, docOf, text as paragraph } from '../support/word-doc.ts';

const bytes = (content: string): Uint8Array => Buffer.from(content);
const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const docx = (body: string | Uint8Array, more: Zippable = {}): Uint8Array =>
  zipSync({ '[Content_Types].xml': bytes(types), 'word/document.xml': typeof body === 'string' ? bytes(body) : body, ...more });
const inBody = (body: string): string => `<w:document ${word}><w:body>${body}</w:body></w:document>`;
const workbook = (rows: readonly (readonly unknown[])[], bookType: 'xlsx' | 'xls' = 'xlsx'): Uint8Array => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as unknown[][]), '表');
  return write(book, { type: 'buffer', bookType }) as Uint8Array;
};
const page = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'];
const lockedPdf = pdfOfObjects(
  [...page, '<< /Type /Page /Parent 2 0 R >>', `<< /Filter /Standard /V 1 /R 2 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> /P -4 >>`],
  '/Encrypt 4 0 R /ID [<00> <00>]',
);
/** A page of four million steps that draw nothing, packed to a few kilobytes. */
const steps = deflateSync(Buffer.from('1 0 0 1 0 0 cm\n'.repeat(4_000_000)), { level: 6 }).toString('latin1');
const endlessPdf = pdfOfObjects([
  ...page,
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
  `<< /Filter /FlateDecode /Length ${steps.length} >>\nstream\n${steps}\nendstream`,
]);

const limits = { limit: 4000, memory: 384 };
let reader: Reader;
let folder: string;
beforeAll(async () => {
  reader = createReader(limits);
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
});
afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true, force: true });
});

async function refusal(name: string, file: Uint8Array): Promise<string> {
  const error: unknown = await reader.read(file, name).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnreadableError);
  expect((error as Error).message).toContain(`“${name}”`);
  return (error as Error).message;
}

describe('a file made to do harm is refused with the reason', () => {
  it.each<readonly [string, () => Uint8Array, string]>([
    ['大.docx', () => docx(new Uint8Array(300_000_000)), '解开后会胀大'],
    ['比例.docx', () => docx(inBody(''), { 'word/media/a.bin': new Uint8Array(40_000_000) }), '倍'],
    [
      '实体.docx',
      () => docx(`<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inBody('<w:p><w:r><w:t>&x;</w:t></w:r></w:p>')}`),
      '实体',
    ],
    ['实体.xlsx', () => zipSync({ 'xl/workbook.xml': bytes('<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]><workbook>&a;</workbook>') }), '实体'],
    ['深.docx', () => docx(inBody('<w:sdt><w:sdtContent>'.repeat(50_000) + '</w:sdtContent></w:sdt>'.repeat(50_000))), '一层套一层'],
    ['深.html', () => bytes(`<html><body>${'<div>'.repeat(200_000)}通报`), '一层套一层'],
    [
      '宽.xlsx',
      () => workbook([Array.from({ length: 10_000 }, (_, i) => `列${i}`), Array.from({ length: 10_000 }, (_, i) => i)]),
      '10000 列',
    ],
    ['大.txt', () => Buffer.alloc(200_000_000, 'a'), '191 MB'],
  ])('%s', async (name, file, why) => {
    expect(await refusal(name, file())).toContain(why);
  });

  it('where it has a password, whatever its format', async () => {
    const locked = compoundOf({ '/EncryptionInfo': bytes('04000400'), '/EncryptedPackage': Buffer.alloc(5000) });
    for (const [name, file] of [
      ['加密.docx', locked],
      ['加密.xlsx', locked],
      ['加密.doc', docOf([paragraph('通报')], { locked: true })],
      ['加密.pdf', lockedPdf],
    ] as const)
      expect(await refusal(name, file)).toContain('加了密码');
  });

  it('where it is cut off, whatever its format', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => [`单位${i}`, i, i * 5]);
    const whole: readonly (readonly [string, Uint8Array])[] = [
      ['半.docx', await renderDocx(plain)],
      ['半.xlsx', workbook(rows)],
      ['半.xls', workbook(rows, 'xls')],
      ['半.doc', docOf([paragraph('正文。'.repeat(2000))])],
      ['半.pdf', pdfOf([{ texts: [{ text: '关于采用情况的通报', x: 100, y: 700 }] }])],
    ];
    for (const [name, file] of whole)
      for (const part of [0.2, 0.5, 0.9]) expect(await refusal(name, file.slice(0, file.length * part))).toMatch(/不完整|损坏/);
  });

  it('where it has no end: the thread is killed, and the next file is read', { timeout: 30_000 }, async () => {
    const began = performance.now();
    expect(await refusal('无尽.pdf', endlessPdf)).toMatch(/秒内没有读完|内存超过/);
    expect(performance.now() - began).toBeLessThan(limits.limit + 3000);
    expect((await reader.read(await renderDocx(plain), '通报.docx')).title).toBe(plain.title);
  });

  it('where it takes too much memory: the thread is killed, and those who wait get their files', { timeout: 40_000 }, async () => {
    const small = createReader({ limit: 15_000, memory: 48 });
    try {
      const large = docx(inBody('<w:p><w:r><w:t>字</w:t></w:r></w:p>'.repeat(300_000)).replaceAll('字', () => Math.random().toString(36)));
      const [first, second] = await Promise.allSettled([small.read(large, '多.docx'), small.read(await renderDocx(plain), '通报.docx')]);
      expect(first).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/内存超过/) } });
      expect(second).toMatchObject({ status: 'fulfilled', value: { title: plain.title } });
    } finally {
      await small.close();
    }
  });
});

describe('a file on disk', () => {
  it('of 200 MB is refused before it is taken into memory', async () => {
    const path = join(folder, '大.pdf');
    await writeFile(path, '%PDF-1.7');
    await truncate(path, 200_000_000);
    const before = process.memoryUsage.rss();
    await expect(reader.readFile(path)).rejects.toThrow(/“大.pdf”有 191 MB，超过能读取的 64 MB/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
  });

  it('that is none, but gives bytes without end, is refused', async () => {
    await expect(reader.readFile('/dev/zero')).rejects.toThrow(UnreadableError);
  });
});

describe('an upload', () => {
  it('is looked into in the thread with the same outcome', async () => {
    expect(await reader.inspect(await renderDocx(plain), '通报.docx')).toMatchObject({ ok: true, value: { kind: 'docx' } });
    expect(await reader.inspect(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), '图.svg')).toMatchObject({
      ok: false,
      findings: [{ code: 'not-allowed' }],
    });
    expect(await reader.draft(await renderDocx(plain), '通报.docx')).toMatchObject({ ok: true, value: { title: plain.title } });
  });
});

describe('a sheet of another hand', () => {
  it('that only claims to reach far is read as far as it is filled', async () => {
    const parts = unzipSync(
      workbook([
        ['单位', '得分'],
        ['教育局', 5],
      ]),
    );
    const sheet = Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? []).toString();
    expect(sheet).toContain('ref="A1:B2"');
    const file = zipSync({ ...parts, 'xl/worksheets/sheet1.xml': bytes(sheet.replace('ref="A1:B2"', 'ref="A1:XFD1048576"')) });
    expect((await reader.read(file, '表.xlsx')).tables).toMatchObject([{ columns: ['单位', '得分'], rows: [['教育局', 5]] }]);
  });
});
