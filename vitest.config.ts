import { defineConfig } from 'vitest/config';

const long = process.env['LONG'] === '1';
/** The whole suite once more, on a server of the distribution: after all others, since it needs the machine for itself. */
const again = 'tests/long/second-postgres.test.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: long ? (process.argv.includes(again) ? [] : [again]) : ['tests/long/**'],
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/properties.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Far above what any takes: a busy machine is slow, not wrong.
    testTimeout: long ? 600_000 : 120_000,
    hookTimeout: 120_000,
  },
});
