// The benchmarks fill tables by hand: they are run once in small, so that a migration that breaks one is seen.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const few = { BENCH_ITEMS: '3000', BENCH_ROWS: '3000', BENCH_SECONDS: '1', BENCH_FLAT: '0', BENCH_TASKS: 'create,list,step' };

it.each(['boards', 'search', 'http'])('the benchmark %s runs to its end, and shows what it measured', async (name) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/run.ts', name], { env: { ...process.env, ...few } });
  expect(stdout.split('\n').filter((line) => line.startsWith('| ')).length).toBeGreaterThan(3);
});
