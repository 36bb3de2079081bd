import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchive } from '../../src/files/archive.ts';
import { ArchiveRefusal } from '../../src/files/archive-format.ts';
import { createArchive } from '../../src/files/archive-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'bct-archive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const good = join(folder, 'good.bct');
const header = { product: 'test', tables: ['单位'] };
const parts: Readonly<Record<string, readonly string[]>> = {
  settings: ['{}'],
  empty: [],
  'tables/units': ['1\t区住建局\n', '2\t区教育局\n'],
};

async function* bytesOf(texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function textOf(data: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of data) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function write(path: string): Promise<void> {
  const archive = await createArchive(path, header);
  for (const [name, texts] of Object.entries(parts)) await archive.part(name, bytesOf(texts));
  await archive.finish({ rows: 2 });
}

async function refusalOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'changed.bct');
  writeFileSync(path, bytes);
  try {
    await openArchive(path);
  } catch (error) {
    if (error instanceof ArchiveRefusal) return error.code;
    throw error;
  }
  return 'accepted';
}

beforeAll(() => write(good));

test('what was put in comes out, in order', async () => {
  const archive = await openArchive(good);
  expect(archive.header).toEqual(header);
  expect(archive.summary).toEqual({ rows: 2 });
  const found: Record<string, string> = {};
  for await (const part of archive.parts()) found[part.name] = await textOf(part.data);
  expect(Object.entries(found)).toEqual(Object.entries(parts).map(([name, texts]) => [name, texts.join('')]));
});

test('only its owner can read it, and nothing else is left in the folder', () => {
  expect(statSync(good).mode & 0o077).toBe(0);
  expect(readdirSync(folder).filter((name) => name.includes('.new-'))).toEqual([]);
});

test('a single flipped bit anywhere is found', async () => {
  const bytes = readFileSync(good);
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = changed[at]! ^ (1 << (at % 8));
    expect(await refusalOf(changed), `byte ${at}`).not.toBe('accepted');
  }
});

test('a file cut short anywhere is found', async () => {
  const bytes = readFileSync(good);
  for (let length = 0; length < bytes.length; length += 1) {
    expect(await refusalOf(bytes.subarray(0, length)), `length ${length}`).toMatch(/truncated|not-a-backup/);
  }
});

test('bytes after the end are found', async () => {
  expect(await refusalOf(Buffer.concat([readFileSync(good), Buffer.from('x')]))).toBe('damaged');
});

test('a newer format and a foreign file are each called what they are', async () => {
  const bytes = readFileSync(good);
  expect(await refusalOf(Buffer.concat([Buffer.from('BAOCAITONG-BACKUP 2\n'), bytes.subarray(20)]))).toBe('newer');
  expect(await refusalOf(Buffer.from('PK\u0003\u0004 a document'))).toBe('not-a-backup');
  await expect(openArchive(join(folder, 'nowhere.bct'))).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('nowhere.bct'),
  });
  await expect(openArchive(folder)).rejects.toMatchObject({ code: 'unreadable' });
});

test('an earlier backup of that name is replaced; any other file is not', async () => {
  const path = join(folder, 'again.bct');
  await write(path);
  await write(path);
  expect((await openArchive(path)).summary).toEqual({ rows: 2 });
  writeFileSync(path, '年度报告');
  await expect(write(path)).rejects.toMatchObject({ code: 'file-exists' });
  expect(readFileSync(path, 'utf8')).toBe('年度报告');
});

test('an abandoned archive leaves the earlier one as it was', async () => {
  const before = readFileSync(good);
  const archive = await createArchive(good, header);
  await archive.part('half', bytesOf(['x']));
  await archive.abandon();
  expect(readFileSync(good)).toEqual(before);
  expect(readdirSync(folder).filter((name) => name.includes('.new-'))).toEqual([]);
});

test('large parts pass in bounded memory', async () => {
  const path = join(folder, 'large.bct');
  const chunk = Buffer.alloc(2 ** 20, '单位名称\t采用\n');
  const many = async function* () {
    for (let count = 0; count < 300; count += 1) yield chunk;
  };
  let most = 0;
  const archive = await createArchive(path, header);
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const before = process.memoryUsage.rss();
  expect(await archive.part('large', many())).toEqual({ bytes: 300 * 2 ** 20 });
  await archive.finish({});
  await openArchive(path);
  clearInterval(watch);
  expect(most).toBeGreaterThan(0);
  expect(most - before).toBeLessThan(150 * 2 ** 20);
});
