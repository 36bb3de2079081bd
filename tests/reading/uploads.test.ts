// What may be uploaded and what may not, by content and not by name.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { inspectUpload } from '../../src/reading/upload-inspect.ts';
import { renderDocx } from '../../src/rendering/docx.ts';
import { plain } from '../rendering/bulletins.ts';
import { goodUploads, hostileUploads } from '../support/hostile-uploads.ts';

const hostile = hostileUploads();
const good = goodUploads();
const folder = mkdtempSync(join(tmpdir(), 'uploads-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('hostile uploads', () => {
  it('are many and different', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(30);
    expect(new Set(hostile.map(({ name }) => name)).size).toBe(hostile.length);
  });

  it.each(hostile)('$why ($name) is refused with $code, in a sentence for its owner', async ({ name, bytes, code }) => {
    const outcome = await inspectUpload(bytes, name);
    expect(outcome).toMatchObject({ ok: false, code: 'findings', findings: [{ code, level: 'error' }] });
    if (outcome.ok) return;
    for (const { message, where } of outcome.findings) {
      expect(message).toMatch(/[一-龥]{4}/);
      expect(where ?? '').not.toContain('\u202e');
    }
  });

  it('say what a file really is', async () => {
    const messageOf = async (why: string): Promise<string> => {
      const upload = hostile.find((one) => one.why === why);
      const outcome = upload && (await inspectUpload(upload.bytes, upload.name));
      return outcome && !outcome.ok ? (outcome.findings[0]?.message ?? '') : '';
    };
    expect(await messageOf('a page posing as a photograph')).toBe('文件名以“.jpg”结尾，内容实际是网页（html），不能上传');
    expect(await messageOf('a document posing as a workbook')).toContain('内容实际是Word 文档（docx）；请改用“.docx”');
    expect(await messageOf('an image that unpacks to 2.5 GB')).toContain('50000×50000');
  });
});

describe('good uploads', () => {
  it.each(good)('$name is taken', async ({ name, bytes }) => {
    const outcome = await inspectUpload(bytes, name);
    expect(outcome).toMatchObject({ ok: true, value: { byteSize: bytes.length } });
  });

  it('know their kind, media type, cleaned name and size', async () => {
    const inspected = async (name: string) => {
      const upload = good.find((one) => one.name === name);
      const outcome = upload && (await inspectUpload(upload.bytes, name));
      return outcome?.ok ? outcome.value : undefined;
    };
    expect(await inspected('长图.png')).toMatchObject({ kind: 'png', mediaType: 'image/png', width: 1080, height: 20_000 });
    expect(await inspected('照片.JPG')).toMatchObject({ kind: 'jpeg', width: 1, height: 1 });
    expect(await inspected('图片.webp')).toMatchObject({ kind: 'webp', width: 1, height: 1 });
    expect(await inspected('无后缀')).toMatchObject({ name: '无后缀.png' });
    expect(await inspected('C:\\fakepath\\保密法学习.docx')).toMatchObject({ name: '保密法学习.docx', kind: 'docx', findings: [] });
    expect(await inspected('文档.wps')).toMatchObject({ kind: 'doc', mediaType: 'application/msword' });
    expect(await inspected('002-gbk.csv')).toMatchObject({ kind: 'csv', mediaType: 'text/csv' });
  });

  it('may be what our own rendering wrote', async () => {
    expect((await inspectUpload(await renderDocx(plain), '通报.docx')).ok).toBe(true);
  });

  it('are read from a path as from bytes', async () => {
    for (const { name, bytes } of [...good.slice(0, 4), ...hostile.slice(0, 4)]) {
      const path = join(folder, 'file');
      writeFileSync(path, bytes);
      expect(await inspectUpload(path, name)).toEqual(await inspectUpload(bytes, name));
    }
  });

  it('may be limited further by the office', async () => {
    const png = good.find(({ name }) => name === '长图.png')?.bytes ?? new Uint8Array();
    expect(await inspectUpload(png, 'a.png', { sizes: { png: 10 } })).toMatchObject({ findings: [{ code: 'too-large' }] });
    expect(await inspectUpload(png, 'a.png', { image: { side: 5000, pixels: 1e9 } })).toMatchObject({ findings: [{ code: 'image-size' }] });
  });
});

describe('any bytes under any name', () => {
  const upload = fc.constantFrom(...good, ...hostile.filter(({ bytes }) => bytes.length < 100_000));

  it('are answered, never thrown at', async () => {
    await fc.assert(
      fc.asyncProperty(
        upload,
        fc.string({ unit: 'binary' }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255))),
        fc.nat(),
        async ({ bytes, name }, other, changes, cut) => {
          const damaged = bytes.slice(0, bytes.length === 0 ? 0 : bytes.length - (cut % 3 === 0 ? cut % bytes.length : 0));
          for (const [at, byte] of changes) if (damaged.length > 0) damaged[at % damaged.length] = byte;
          const outcome = await inspectUpload(damaged, cut % 2 === 0 ? name : other);
          expect(typeof outcome.ok).toBe('boolean');
          if (outcome.ok) expect(outcome.value.name).not.toMatch(/[/\\\p{Cc}]/u);
        },
      ),
      { numRuns: 300 },
    );
  });
});
