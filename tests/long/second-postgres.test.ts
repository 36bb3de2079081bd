import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { environment, identity, serverAccount } from '../../src/store/embedded-account.ts';
import { until } from '../support/processes.ts';

const binaries = process.env['SECOND_POSTGRES'] ?? '/usr/lib/postgresql/15/bin';
const base = mkdtempSync(join(tmpdir(), 'bct-second-'));
const data = join(base, 'data');
const account = serverAccount();
const asServer = { ...identity(account), cwd: '/', env: environment() };
const password = 'only-for-this-run';
let server: ChildProcess | undefined;
let ended: Promise<unknown>;

beforeAll(async () => {
  if (!existsSync(join(binaries, 'initdb'))) {
    throw new Error(
      `没有找到 ${binaries}/initdb：请先执行 apt-get install -y postgresql-15，或用环境变量 SECOND_POSTGRES 指向另一个 PostgreSQL 的 bin 目录。`,
    );
  }
  mkdirSync(data, { mode: 0o700 });
  const secret = join(base, 'password');
  writeFileSync(secret, password);
  if (account) for (const path of [base, data, secret]) chownSync(path, account.uid, account.gid);
  const made = spawnSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'scram-sha-256', `--pwfile=${secret}`, '--no-sync'],
    { ...asServer, encoding: 'utf8' },
  );
  expect(made.stderr).toBe('');
  expect(made.status).toBe(0);
  server = spawn(join(binaries, 'postgres'), ['-D', data, '-k', base, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'timezone=UTC'], {
    ...asServer,
    stdio: 'ignore',
  });
  ended = once(server, 'exit');
  await until(() => connects('postgres'));
  // Not a superuser: an office's administrator gives the platform a login that may make databases and roles, no more.
  const root = new pg.Client({ connectionString: address('postgres') });
  await root.connect();
  await root.query(`create role office login createdb createrole password '${password}'`);
  await root.end();
});
afterAll(async () => {
  server?.kill('SIGINT');
  await ended;
  rmSync(base, { recursive: true, force: true });
});

const address = (user: string) => `postgres://${user}:${password}@localhost/postgres?host=${encodeURIComponent(base)}`;

async function connects(user: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address(user) });
  client.on('error', () => {});
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

test('the same suite passes on a PostgreSQL server of the distribution', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const env: NodeJS.ProcessEnv = { ...process.env, DATABASE_URL: address('office') };
  for (const name of Object.keys(env)) if (name === 'LONG' || name === 'NODE_ENV' || name.startsWith('VITEST')) delete env[name];
  const run = spawn(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [run.stdout!, run.stderr!]) stream.on('data', (chunk) => said.push(String(chunk)));
  const [status] = await once(run, 'close');
  const output = said.join('');
  // All that failed, and not only what stands at the end.
  const from = output.search(/⎯ Failed (?:Tests|Suites)/);
  expect(status, from < 0 ? output.slice(-6000) : output.slice(from, from + 20_000)).toBe(0);
  expect(output).toMatch(/Test Files .*passed/);
}, 1_800_000);
