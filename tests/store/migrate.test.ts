import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { appliedMigrations, knownMigrations, migrate } from '../../src/store/migrate.ts';
import { openWorld, type World } from '../support/world.ts';

const own = fileURLToPath(new URL('../../migrations', import.meta.url));
let world: World;
let owner: pg.Client;
beforeEach(async () => {
  world = await openWorld({ empty: true });
  owner = await world.database.connectOwner();
});
afterEach(async () => {
  await owner.end();
  await world.close();
});

test('an empty database is brought to the level of the program, once', async () => {
  const numbers = knownMigrations().map(({ number }) => number);
  expect(await migrate(owner)).toEqual(numbers);
  expect(await appliedMigrations(owner)).toEqual(knownMigrations());
  expect(await migrate(owner)).toEqual([]);
});

test('with nothing to do it costs one query', async () => {
  await migrate(owner);
  let queries = 0;
  const query = (text: string) => {
    queries += 1;
    return owner.query(text);
  };
  const counting = { query } as unknown as pg.ClientBase;
  await migrate(counting);
  expect(queries).toBe(1);
});

test('two processes that migrate at one moment do it once', async () => {
  const second = await world.database.connectOwner();
  try {
    const done = await Promise.all([migrate(owner), migrate(second)]);
    expect(done.flat()).toEqual(knownMigrations().map(({ number }) => number));
  } finally {
    await second.end();
  }
});

test('opening a server database brings it forward', async () => {
  await (await openDatabase({ url: world.url })).close();
  expect(await appliedMigrations(owner)).toEqual(knownMigrations());
});

test('a database newer than the program is refused', async () => {
  await migrate(owner);
  await owner.query(`insert into migrations (number, name, sha256) values (9999, '9999-later.sql', 'x')`);
  await expect(openDatabase({ url: world.url })).rejects.toMatchObject({
    code: 'migration-newer',
    message: expect.stringContaining('升级报采通'),
  });
});

test('a changed file that was already applied is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bct-migrations-'));
  try {
    cpSync(own, folder, { recursive: true });
    await migrate(owner, { folder });
    writeFileSync(join(folder, '0001-organisation.sql'), 'select 1');
    await expect(migrate(owner, { folder })).rejects.toMatchObject({
      code: 'migration-changed',
      message: expect.stringContaining('0001-organisation.sql'),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a migration that fails leaves nothing of itself, and the earlier ones stay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bct-migrations-'));
  try {
    writeFileSync(join(folder, '0001-good.sql'), 'create table good (id integer primary key)');
    writeFileSync(join(folder, '0002-bad.sql'), 'create table half (id integer); select 1 / 0;');
    await expect(migrate(owner, { folder })).rejects.toMatchObject({ code: '22012' });
    const { rows } = await owner.query(`select to_regclass('good')::text as good, to_regclass('half')::text as half`);
    expect(rows).toEqual([{ good: 'good', half: null }]);
    expect((await appliedMigrations(owner)).map(({ number }) => number)).toEqual([1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a server that cannot be used is refused with what to do', async () => {
  const broken = (change: (url: URL) => void) => {
    const url = new URL(world.url);
    change(url);
    return openDatabase({ url: url.href });
  };
  await expect(broken((url) => (url.pathname = '/no_such_database'))).rejects.toMatchObject({
    code: 'server-unreachable',
    message: expect.stringContaining('create database'),
  });
  await expect(broken((url) => url.searchParams.set('host', '/no/such/folder'))).rejects.toMatchObject({
    code: 'server-unreachable',
    message: expect.stringContaining('套接字'),
  });
});
