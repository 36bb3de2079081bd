#!/usr/bin/env node
// Builds the browser's pages (src/web → build/web) when they are missing or older than what they were made of; otherwise takes milliseconds.
// In an installed package the pages lie there already.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src', 'web');
const target = join(root, 'build', 'web');
const stamp = join(root, 'build', 'web.json');

/**
 * Makes sure that the pages are built and gives their folder. `report` is told, in a sentence, when something is done that takes time.
 * @param {{ report?: (sentence: string) => void, force?: boolean }} [options]
 * @returns {Promise<string>}
 */
export async function buildWeb({ report = () => {}, force = false } = {}) {
  if (!existsSync(source) || (!force && isFresh())) return target;
  report('正在生成网页界面…');
  const { build } = await import('vite');
  const started = Date.now();
  const own = `${target}-${process.pid}`;
  const madeOf = new Set();
  const seen = {
    name: 'made-of',
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const file = id.replace(/^\0/, '').split('?')[0];
        if (file.startsWith(join(root, 'src')) && existsSync(file)) madeOf.add(relative(root, file));
      }
    },
  };
  mkdirSync(dirname(target), { recursive: true });
  try {
    const configFile = join(root, 'vite.config.ts');
    // Workers are bundles of their own.
    await build({ root: source, configFile, plugins: [seen], worker: { plugins: () => [seen] }, build: { outDir: own } });
    // Another process may be doing the same: each puts its own finished folder in place.
    const old = `${own}-old`;
    if (existsSync(target)) renameSync(target, old);
    renameSync(own, target);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
  writeFileSync(stamp, JSON.stringify({ started, madeOf: [...madeOf, ...always].sort() }));
  report(`网页界面已生成，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒。`);
  return target;
}

const always = ['src/web/index.html', 'vite.config.ts', 'package-lock.json'];

/** What ships for proofreading lies in the pages too; a list that is added counts as well. */
const shipped = ['confusions', 'dictionary', 'fold', 'lists', 'model', 'protected', 'words'].map((folder) => join(root, 'assets', folder));

/** Nothing that the build read, and no file of src/web, is newer than the build. */
function isFresh() {
  if (!existsSync(stamp) || !existsSync(join(target, 'index.html'))) return false;
  try {
    const { started, madeOf } = JSON.parse(readFileSync(stamp, 'utf8'));
    const all = [...madeOf.map((file) => join(root, file)), ...[source, ...shipped].flatMap(filesUnder)];
    return all.every((file) => statSync(file).mtimeMs < started);
  } catch {
    return false;
  }
}

const filesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1])
  await buildWeb({ report: (sentence) => process.stdout.write(`${sentence}\n`), force: process.argv.includes('--force') });
