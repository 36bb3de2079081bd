#!/usr/bin/env node
// The test command: lint, types, unused code, the browser's pages built, then the tests; with --long also kill, load and second-server tests.
// Ends with one line «N passed, N failed», whatever went wrong.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWeb } from './build-web.mjs';
import { ensureChromium } from './chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const long = process.argv.includes('--long');
const only = process.argv.slice(2).filter((arg) => arg !== '--long');
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(`The tests need the pinned Node 24: run them as «npm test» after «npm ci» (this is ${process.version}).\n`);
  process.exit(1);
}

const bin = (name, path) => join(root, 'node_modules', name, path);
const checks = [
  ['lint', [bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings', '.']],
  ['types', [bin('typescript', 'bin/tsc'), '--noEmit']],
  ['types of the pages', [bin('vue-tsc', 'bin/vue-tsc.js'), '--noEmit', '--project', join(root, 'src', 'web', 'tsconfig.json')]],
  ['unused code', [bin('knip', 'bin/knip.js')]],
];

let passed = 0;
let failed = 0;
const run = (args, env = {}) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;

if (only.length === 0) {
  for (const [name, args] of checks) {
    process.stdout.write(`\n== ${name}\n`);
    if (run(args)) passed += 1;
    else {
      failed += 1;
      process.stdout.write(`${name}: failed\n`);
    }
  }
}

if (!ensureChromium()) {
  process.stdout.write('The stories need Chromium: install Debian’s package chromium, or name one in the environment variable CHROMIUM.\n');
}

await buildWeb({ report: (sentence) => process.stdout.write(`${sentence}\n`) });

/** One run of vitest, counted. */
function test(title, args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'baocaitong-test-'));
  const results = join(folder, 'results.json');
  process.stdout.write(`\n== ${title}\n`);
  const reports = ['--reporter=default', '--reporter=json', `--outputFile=${results}`];
  const clean = run([bin('vitest', 'vitest.mjs'), 'run', ...reports, ...args], env);
  const before = failed;
  try {
    const { numPassedTests, numFailedTests, numTotalTestSuites, numFailedTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
    passed += numPassedTests;
    failed += Math.max(numFailedTests, numTotalTestSuites > 0 && numFailedTestSuites > 0 ? 1 : 0);
  } catch {
    failed += 1;
  }
  if (!clean && failed === before) failed += 1;
  rmSync(folder, { recursive: true, force: true });
}

if (long) {
  test('tests (long)', only, { LONG: '1' });
  // Alone: two suites at once on one machine are slow enough to fail by waiting.
  if (only.length === 0) test('the suite on a second PostgreSQL', ['tests/long/second-postgres.test.ts'], { LONG: '1' });
} else test('tests', only);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
