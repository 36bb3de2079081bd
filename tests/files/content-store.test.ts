import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openContentStore } from '../../src/files/content-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'bct-content-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = openContentStore(join(folder, 'documents'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('bytes come back under their hash, and are closed to others', async () => {
  const bytes = Buffer.from('关于2025年信息报送情况的通报');
  expect(await store.put(bytes)).toEqual({ sha256: sha256(bytes), byteSize: bytes.length });
  expect(await store.read(sha256(bytes))).toEqual(bytes);
  expect(await store.exists(sha256(bytes))).toBe(true);
  const file = join(folder, 'documents', sha256(bytes).slice(0, 2), sha256(bytes).slice(2));
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('bytes that come in pieces are the same content', async () => {
  const pieces = async function* () {
    yield Buffer.from('关于2025年');
    yield Buffer.from('信息报送情况的通报');
  };
  const before = await hashes();
  const { sha256: hash } = await store.receive(pieces());
  expect(hash).toBe(sha256(Buffer.from('关于2025年信息报送情况的通报')));
  expect(await hashes()).toEqual(before);
});

test('what is not there does not exist and cannot be read', async () => {
  const missing = 'a'.repeat(64);
  expect(await store.exists(missing)).toBe(false);
  await expect(store.read(missing)).rejects.toThrow(/ENOENT/);
});

test('content damaged on the disk is not handed out', async () => {
  const { sha256: hash } = await store.put(Buffer.from('to be damaged'));
  writeFileSync(join(folder, 'documents', hash.slice(0, 2), hash.slice(2)), 'something else');
  await expect(store.read(hash)).rejects.toThrow(/damaged/);
});

test('a name that is no hash never becomes a path', async () => {
  await expect(store.read('../../etc/passwd')).rejects.toThrow(/not a SHA-256/);
  expect(() => store.stream(`${'a'.repeat(62)}/..`)).toThrow(/not a SHA-256/);
});

test('a source that fails leaves nothing behind', async () => {
  const before = await hashes();
  const failing = async function* () {
    yield Buffer.from('half');
    throw new Error('the line broke');
  };
  await expect(store.receive(failing())).rejects.toThrow('the line broke');
  expect(await hashes()).toEqual(before);
  expect(readdirSync(join(folder, 'documents')).filter((name) => name.startsWith('new-'))).toEqual([]);
});

async function hashes(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const hash of store.list()) found.push(hash);
  return found;
}
