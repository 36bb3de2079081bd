import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { layoutOf } from '../../src/store/embedded-folder.ts';
import { hold, removeFolder, temporaryFolder } from '../support/processes.ts';

const asRoot = process.getuid?.() === 0;
let base: string;
let folder: string;
let database: Database;
beforeAll(async () => {
  base = temporaryFolder();
  folder = join(base, 'data');
  database = await openDatabase({ folder }, { settings: { fsync: 'off' } });
});
afterAll(async () => {
  await database.close();
  await removeFolder(base);
});

test('the folders of the server and the files of secrets are closed to everybody else', () => {
  const layout = layoutOf(folder);
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect([layout.cluster, layout.socket, layout.secret, layout.log].map(mode)).toEqual(['700', '700', '600', '600']);
});

test.runIf(asRoot)('another user of the machine does not reach the socket', () => {
  const socket = join(layoutOf(folder).socket, '.s.PGSQL.5432');
  const code = `require('net').connect(${JSON.stringify(socket)}).on('error', (e) => console.log(e.code)).on('connect', () => console.log('in'))`;
  const stranger = spawnSync(process.execPath, ['-e', code], { uid: 65534, gid: 65534, cwd: '/', encoding: 'utf8', timeout: 10_000 });
  expect(stranger.stdout.trim()).toBe('EACCES');
});

test('a wrong password does not get in, even over the socket', async () => {
  const { socket } = layoutOf(folder);
  for (const user of ['postgres', 'baocaitong']) {
    const client = new pg.Client({ host: socket, port: 5432, user, database: 'baocaitong', password: 'guess' });
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
  }
});

test('the secrets are made anew for each folder', async () => {
  const other = join(base, 'data', 'other');
  await (await openDatabase({ folder: other }, { settings: { fsync: 'off' } })).close();
  expect(readFileSync(layoutOf(other).secret, 'utf8')).not.toBe(readFileSync(layoutOf(folder).secret, 'utf8'));
});

test('the login of the app cannot become the owner', async () => {
  const { app } = JSON.parse(readFileSync(layoutOf(folder).secret, 'utf8')) as { app: string };
  const client = new pg.Client({ host: layoutOf(folder).socket, port: 5432, user: 'baocaitong', database: 'baocaitong', password: app });
  await client.connect();
  await expect(client.query('set role postgres')).rejects.toMatchObject({ code: '42501' });
  await expect(client.query('create table mine (x integer)')).rejects.toMatchObject({ code: '42501' });
  await client.end();
});

test.runIf(asRoot)('an ordinary user runs the server as himself', async () => {
  const home = temporaryFolder();
  chownSync(home, 65534, 65534);
  const holder = await hold(join(home, 'data'), { settings: { fsync: 'off' } }, { uid: 65534, gid: 65534 });
  try {
    expect(holder.refused).toBeUndefined();
    expect(holder.how).toBe('made');
    expect(statSync(layoutOf(join(home, 'data')).cluster).uid).toBe(65534);
  } finally {
    await holder.leave();
    await removeFolder(home);
  }
});
