// The folder of publications: nothing is written outside it, whatever names or links say.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPublicationFolder } from '../../src/files/publication-folder.ts';

let folder: string;
let root: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bct-folder-'));
  root = join(folder, 'root');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = (item: number, html = '<p>页</p>', files: { path: string; bytes: () => Promise<Uint8Array> }[] = []) => ({
  item,
  html,
  json: '{}',
  files,
});
const bytes = async () => Buffer.from('文件');

it('refuses names that lead elsewhere', () => {
  for (const name of ['..', '../x', 'a/../b', '/etc', 'a//b', 'a\\b', '.hidden', 'a/.', '', '12', 'news/7', 'a\0b', 'C:x', 'a b'])
    expect(() => openPublicationFolder(root, name), JSON.stringify(name)).toThrow();
  for (const name of ['news', '政务/动态', 'a-b_c/d1']) expect(openPublicationFolder(root, name)).toBeDefined();
});

it('refuses paths of files that are not its own', async () => {
  const open = openPublicationFolder(root, 'news');
  for (const path of ['../x', 'files/../../x', 'files/x', '/etc/passwd', `files/${'a'.repeat(32)}/x`, `files/${'a'.repeat(32)}.php5.png`])
    await expect(open.put(page(1, '', [{ path, bytes }]))).rejects.toThrow('not a path of a published file');
  for (const item of [0, -1, 1.5, Number.NaN]) await expect(open.put(page(item))).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['root']);
});

it('does not follow links that lead out, and replaces links that stand for its files', async () => {
  const outside = join(folder, 'outside');
  mkdirSync(outside);
  mkdirSync(join(root, 'linked'), { recursive: true });
  symlinkSync(outside, join(root, 'linked', '8'));
  await expect(openPublicationFolder(root, 'linked').put(page(8))).rejects.toThrow('leads out');
  symlinkSync(outside, join(root, 'whole'));
  await expect(openPublicationFolder(root, 'whole').put(page(9))).rejects.toThrow('leads out');
  mkdirSync(join(root, 'news', '10'), { recursive: true });
  writeFileSync(join(outside, 'kept'), '原样');
  symlinkSync(join(outside, 'kept'), join(root, 'news', '10', 'index.html'));
  await openPublicationFolder(root, 'news').put(page(10));
  expect(readFileSync(join(outside, 'kept'), 'utf8')).toBe('原样');
  expect(readdirSync(outside)).toEqual(['kept']);
  expect(readFileSync(join(root, 'news', '10', 'index.html'), 'utf8')).toBe('<p>页</p>');
});

it('puts a page twice as once, clears what an earlier text carried, and takes it away whole', async () => {
  const open = openPublicationFolder(root, 'news');
  const [first, second] = [`files/${'a'.repeat(32)}.pdf`, `files/${'b'.repeat(32)}.png`];
  expect(await open.put(page(11, '<p>一</p>', [{ path: first, bytes }]))).toBe('news/11/index.html');
  writeFileSync(join(root, 'news/11/index.html.1-abc.new'), 'half');
  await open.put(page(11, '<p>二</p>', [{ path: second, bytes }]));
  await open.put(page(11, '<p>二</p>', [{ path: second, bytes }]));
  expect(readdirSync(join(root, 'news/11')).sort()).toEqual(['files', 'index.html', 'item.json']);
  expect(readdirSync(join(root, 'news/11/files'))).toEqual([`${'b'.repeat(32)}.png`]);
  await open.remove(11);
  await open.remove(11);
  expect(existsSync(join(root, 'news/11'))).toBe(false);
});
