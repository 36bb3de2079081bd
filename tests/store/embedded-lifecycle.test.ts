import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { serverAccount } from '../../src/store/embedded-account.ts';
import { embeddedStatus, stopEmbedded } from '../../src/store/embedded-postgres.ts';
import { hold, removeFolder, serverPid, temporaryFolder, until } from '../support/processes.ts';

// One folder for all: each test leaves its server stopped.
const base = temporaryFolder();
const folder = join(base, 'data');
afterEach(() => stopEmbedded(folder));
afterAll(() => removeFolder(base));

const unsynced = { settings: { fsync: 'off' } };

async function putSite(database: Awaited<ReturnType<typeof openDatabase>>, id: string): Promise<void> {
  await database.db
    .insertInto('sites')
    .values({ id, name: '某网站', recorded_at: new Date(0) })
    .execute();
}

test('the first start makes a cluster with checksums, fsync and UTF-8, and says what it does', async () => {
  const lines: string[] = [];
  const database = await openDatabase({ folder }, { report: (line) => lines.push(line) });
  const { rows } = await sql`select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
    current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
    session_user as login, current_user as role, (select rolsuper from pg_roles where rolname = session_user) as super`.execute(
    database.db,
  );
  expect(rows).toEqual([
    { checksums: 'on', fsync: 'on', encoding: 'UTF8', addresses: '', login: 'baocaitong', role: 'baocaitong_app', super: false },
  ]);
  expect(database.how).toBe('made');
  expect(lines[0]).toContain('首次启动');
  await database.close();
  expect(serverPid(folder)).toBeUndefined();
});

test('what was written is there at the next start', async () => {
  const first = await openDatabase({ folder }, unsynced);
  await putSite(first, 'a-site');
  await first.close();
  const second = await openDatabase({ folder });
  expect(second.how).toBe('started');
  expect(await second.db.selectFrom('sites').select('id').execute()).toEqual([{ id: 'a-site' }]);
  await second.close();
});

test('a second process uses the running server, and the last one out stops it', async () => {
  const first = await openDatabase({ folder }, unsynced);
  const pid = serverPid(folder);
  const second = await hold(folder);
  expect(second.how).toBe('adopted');
  await first.close();
  expect(serverPid(folder)).toBe(pid);
  await second.leave();
  expect(serverPid(folder)).toBeUndefined();
});

test('two first starts at one moment end up with one server', async () => {
  const folder = join(base, 'data', 'two');
  const both = await Promise.all([hold(folder, unsynced), hold(folder, unsynced)]);
  expect(both.map((holder) => holder.refused)).toEqual([undefined, undefined]);
  expect(readdirSync(folder).filter((name) => name.startsWith('postgres.new'))).toEqual([]);
  await Promise.all(both.map((holder) => holder.leave()));
  expect(serverPid(folder)).toBeUndefined();
});

test('a process that leaves while another arrives never takes the server from under it', async () => {
  let current = await openDatabase({ folder }, unsynced);
  for (let round = 0; round < 8; round += 1) {
    const [next] = await Promise.all([openDatabase({ folder }, unsynced), current.close()]);
    await next.db.selectFrom('sites').selectAll().execute();
    current = next;
  }
  await current.close();
  expect(serverPid(folder)).toBeUndefined();
});

test('told to keep running, the server outlives its processes until it is stopped', async () => {
  const database = await openDatabase({ folder }, { ...unsynced, keepRunning: true });
  await database.close();
  expect(serverPid(folder)).toBeDefined();
  expect(await stopEmbedded(folder)).toBe(true);
  expect(serverPid(folder)).toBeUndefined();
  expect(await stopEmbedded(folder)).toBe(false);
});

test('the next start adopts the server of a killed process and stops it in the end', async () => {
  const killed = await hold(folder, unsynced);
  const pid = serverPid(folder);
  await killed.kill();
  const next = await openDatabase({ folder });
  expect(next.how).toBe('adopted');
  expect(serverPid(folder)).toBe(pid);
  await next.close();
  expect(serverPid(folder)).toBeUndefined();
});

test('a server bound to its parent ends when the parent is killed', async () => {
  const killed = await hold(folder, { ...unsynced, stopWithParent: true });
  expect(serverPid(folder)).toBeDefined();
  await killed.kill();
  await until(() => serverPid(folder) === undefined && !existsSync(join(folder, 'postgres', 'postmaster.pid')));
});

test('a killed server is started again under the process that uses it', async () => {
  const database = await openDatabase({ folder });
  await putSite(database, 'before');
  const killed = serverPid(folder)!;
  process.kill(killed, 'SIGKILL');
  await until(() => ![killed, undefined].includes(serverPid(folder)));
  // Connections to the old server end one by one as they are used.
  await until(() =>
    sql`select`.execute(database.db).then(
      () => true,
      () => false,
    ),
  );
  await putSite(database, 'after');
  const { rows } = await sql<{ id: string }>`select id from sites where id in ('before', 'after') order by id`.execute(database.db);
  expect(rows).toEqual([{ id: 'after' }, { id: 'before' }]);
  await database.close();
  expect(serverPid(folder)).toBeUndefined();
});

test('a server stopped on purpose stays stopped', async () => {
  const lines: string[] = [];
  const database = await openDatabase({ folder }, { ...unsynced, report: (line) => lines.push(line) });
  expect(await stopEmbedded(folder)).toBe(true);
  await expect(sql`select`.execute(database.db)).rejects.toThrow();
  await database.close();
  expect(serverPid(folder)).toBeUndefined();
  expect(lines.filter((line) => line.includes('重新启动'))).toEqual([]);
});

test('a lock file whose process number now belongs to another program does not block the start', async () => {
  const first = await openDatabase({ folder }, unsynced);
  const lock = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8');
  await first.close();
  const account = serverAccount(join(folder, 'postgres'));
  const other = spawn('sleep', ['60'], { stdio: 'ignore', ...(account ? { uid: account.uid, gid: account.gid } : {}) });
  try {
    const stale = `${other.pid}\n${lock.split('\n').slice(1).join('\n')}`;
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), stale);
    writeFileSync(join(folder, 'socket', '.s.PGSQL.5432.lock'), stale);
    const next = await openDatabase({ folder });
    expect(next.how).toBe('started');
    await next.close();
  } finally {
    other.kill();
  }
});

test('a first start that was killed half-way leaves nothing that blocks or stays', async () => {
  const gone = spawn('true');
  await new Promise((done) => gone.once('exit', done));
  const folder = join(base, 'data', 'again');
  mkdirSync(join(folder, `postgres.new-${gone.pid}-abcdef`), { recursive: true });
  writeFileSync(join(folder, 'baocaitong.json'), '{}');
  const next = await openDatabase({ folder }, unsynced);
  expect(readdirSync(folder).filter((name) => name.startsWith('postgres.new'))).toEqual([]);
  await next.close();
});

test('a path too long for a socket still works, and leaves nothing among the temporary files', async () => {
  const long = join(base, 'data', 'x'.repeat(100));
  const database = await openDatabase({ folder: long }, unsynced);
  const second = await openDatabase({ folder: long });
  expect(second.how).toBe('adopted');
  const socket = embeddedStatus(long).host!;
  expect(socket.startsWith(base)).toBe(false);
  await second.close();
  await database.close();
  expect(serverPid(long)).toBeUndefined();
  expect(existsSync(socket)).toBe(false);
});

test('where there are no sockets the server listens on the loopback address', async () => {
  const database = await openDatabase({ folder }, { ...unsynced, loopbackPort: 0 });
  const second = await openDatabase({ folder });
  const { rows } = await sql`select current_setting('listen_addresses') as addresses, host(inet_server_addr()) as server`.execute(
    second.db,
  );
  expect(rows).toEqual([{ addresses: '127.0.0.1', server: '127.0.0.1' }]);
  await second.close();
  await database.close();
});
