import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { serverAccount } from '../../src/store/embedded-account.ts';
import { linkLibraries, locatePackage, prepareBinaries } from '../../src/store/embedded-binaries.ts';
import { defaultDataFolder, layoutOf } from '../../src/store/embedded-folder.ts';
import { StartRefusal } from '../../src/store/start-refusal.ts';
import { hold, removeFolder, temporaryFolder } from '../support/processes.ts';

const asRoot = process.getuid?.() === 0;
const settings = { fsync: 'off' };
const base = temporaryFolder();
const folder = join(base, 'data');

/** The refusal of an attempt to open; a success closes again and fails the test. */
async function refusal(where: string, options: object = {}): Promise<StartRefusal> {
  try {
    await (await openDatabase({ folder: where }, { settings, ...options })).close();
  } catch (error) {
    if (error instanceof StartRefusal) return error;
    throw error;
  }
  throw new Error(`${where} was opened`);
}

beforeAll(async () => {
  await (await openDatabase({ folder }, { settings })).close();
});
afterAll(() => removeFolder(base));

test('a folder with other content is refused by name and left as it was', async () => {
  const other = join(base, 'other');
  mkdirSync(other);
  writeFileSync(join(other, '年报.docx'), 'x');
  const { code, message } = await refusal(other);
  expect(code).toBe('folder-not-ours');
  expect(message).toContain(other);
  expect(message).toContain('年报.docx');
  expect(existsSync(join(other, 'postgres'))).toBe(false);
});

test('a file in place of a folder is refused', async () => {
  const file = join(base, 'file');
  writeFileSync(file, '');
  expect(await refusal(file)).toMatchObject({ code: 'folder-not-ours' });
  expect(await refusal(join(file, 'below'))).toMatchObject({ code: 'folder-not-ours' });
});

test.each([
  ['99', 'data-newer', '升级报采通'],
  ['14', 'data-older', 'baocaitong backup'],
])('a data folder of PostgreSQL %s is refused and left as it was', async (version, code, advice) => {
  const file = join(layoutOf(folder).cluster, 'PG_VERSION');
  const own = readFileSync(file);
  writeFileSync(file, `${version}\n`);
  try {
    const refused = await refusal(folder);
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(advice);
    expect(readFileSync(file, 'utf8')).toBe(`${version}\n`);
  } finally {
    writeFileSync(file, own);
  }
});

test('a lost secret is named', async () => {
  const { secret } = layoutOf(folder);
  const own = readFileSync(secret);
  rmSync(secret);
  try {
    const { code, message } = await refusal(folder);
    expect(code).toBe('secret-missing');
    expect(message).toContain(secret);
  } finally {
    writeFileSync(secret, own, { mode: 0o600 });
  }
});

test('a port in use is refused with what to do', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    const { code, message } = await refusal(folder, { loopbackPort: port });
    expect(code).toBe('port-in-use');
    expect(message).toContain('换一个端口');
  } finally {
    await new Promise((done) => other.close(done));
  }
});

test('a socket that another server holds is refused', async () => {
  const lock = join(layoutOf(folder).socket, '.s.PGSQL.5432.lock');
  const account = serverAccount(layoutOf(folder).cluster);
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  const other = spawn('sleep', ['60'], { stdio: 'ignore', ...identity });
  writeFileSync(lock, `${other.pid}\n/somewhere/else\n0\n5432\n`);
  try {
    expect(await refusal(folder)).toMatchObject({ code: 'port-in-use' });
  } finally {
    other.kill();
    rmSync(lock, { force: true });
  }
});

test('a socket folder open to others is refused', async () => {
  const { socket } = layoutOf(folder);
  chmodSync(socket, 0o777);
  try {
    const { code, message } = await refusal(folder);
    expect(code).toBe('port-in-use');
    expect(message).toContain(socket);
  } finally {
    chmodSync(socket, 0o700);
  }
});

test('a platform without binaries is told how to go on', () => {
  expect(() => locatePackage('plan9', 'mips')).toThrow(
    expect.objectContaining({ code: 'binaries-missing', message: expect.stringContaining('DATABASE_URL') }),
  );
});

describe.runIf(asRoot)('as root', () => {
  test('a parent folder without execute right is named with the command that opens it', async () => {
    const closed = join(base, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const { code, message } = await refusal(join(closed, 'below', 'data'));
    expect(code).toBe('folder-blocked');
    expect(message).toContain(`chmod o+x '${closed}'`);
    chmodSync(closed, 0o711);
    await (await openDatabase({ folder: join(closed, 'below', 'data') }, { settings })).close();
  });

  test('an ordinary user is refused a folder that is not his', async () => {
    const holder = await hold(folder, {}, { uid: 65534, gid: 65534 });
    expect(holder.refused?.code).toBe('folder-unwritable');
    expect(holder.refused?.message).toContain(folder);
    const below = await hold(join(base, 'closed-to-him', 'data'), {}, { uid: 65534, gid: 65534 });
    expect(below.refused?.code).toBe('folder-unwritable');
  });

  test('a disk without room is refused, before and after the first start, and works again with room', async ({ skip }) => {
    const disk = join(base, 'disk');
    mkdirSync(disk, { mode: 0o755 });
    const mount = (size: string) => spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', disk]).status === 0;
    if (!mount('30m')) skip('this machine lets nobody mount');
    try {
      expect(await refusal(join(disk, 'data'))).toMatchObject({ code: 'disk-full', message: expect.stringContaining('120 MB') });
      spawnSync('/bin/mount', ['-o', 'remount,size=160m', disk]);
      await (await openDatabase({ folder: join(disk, 'data') }, { settings })).close();
      const rest = spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=64k']);
      expect(rest.status).not.toBe(0);
      expect(await refusal(join(disk, 'data'))).toMatchObject({ code: 'disk-full' });
      rmSync(join(disk, 'filler'));
      await (await openDatabase({ folder: join(disk, 'data') }, { settings })).close();
    } finally {
      spawnSync('/bin/umount', [disk]);
    }
  });

  test('binaries that the account cannot reach serve as a copy in the data folder', () => {
    const { root, version } = locatePackage();
    const home = mkdtempSync(join(tmpdir(), 'bct-closed-'));
    const lines: string[] = [];
    try {
      cpSync(root, join(home, 'package'), { recursive: true, verbatimSymlinks: true });
      const target = join(base, 'copies');
      mkdirSync(target, { mode: 0o711 });
      const account = serverAccount();
      const binaries = prepareBinaries(target, account, (line) => lines.push(line), { root: join(home, 'package'), version });
      expect(dirname(dirname(dirname(binaries.postgres)))).toBe(join(target, `postgresql-${version}`));
      expect(lines.join()).toContain(account!.name);
      const run = spawnSync(binaries.postgres, ['--version'], { uid: account!.uid, gid: account!.gid, cwd: '/', encoding: 'utf8' });
      expect(run.stdout).toContain(`(PostgreSQL) ${Number.parseInt(version, 10)}`);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});

test('library links that npm left out are made', () => {
  const root = join(base, 'package');
  mkdirSync(join(root, 'native', 'lib'), { recursive: true });
  writeFileSync(join(root, 'native', 'lib', 'libx.so.1.2'), 'library');
  writeFileSync(
    join(root, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }]),
  );
  expect(linkLibraries(root)).toBe(true);
  expect(readFileSync(join(root, 'native', 'lib', 'libx.so.1'), 'utf8')).toBe('library');
  expect(linkLibraries(root)).toBe(true);
});

test('a server that fails for another reason gives its last words', async () => {
  const file = join(layoutOf(folder).cluster, 'postgresql.conf');
  const own = readFileSync(file);
  appendFileSync(file, '\nno_such_setting = 1\n');
  try {
    const { code, message } = await refusal(folder);
    expect(code).toBe('server-failed');
    expect(message).toContain(layoutOf(folder).log);
  } finally {
    writeFileSync(file, own);
  }
});

test('the default data folder lies outside the checkout', () => {
  expect(defaultDataFolder({ XDG_DATA_HOME: '/somewhere/share' })).toBe('/somewhere/share/baocaitong');
  expect(defaultDataFolder({ HOME: homedir() })).toBe(asRoot ? '/var/lib/baocaitong' : join(homedir(), '.local', 'share', 'baocaitong'));
  expect(defaultDataFolder({ XDG_DATA_HOME: 'relative', HOME: homedir() })).not.toContain('relative');
});
