// Makes a cluster, starts its server and stops it. Nothing here keeps state: the data folder is the state.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import { type DataFolder, diskFull, folderRefusal } from './embedded-folder.ts';
import { clearStaleLocks, endOrphans, isAlive, isServerOf, type Postmaster, readPostmaster } from './embedded-postmaster.ts';
import { errorCode, StartRefusal } from './start-refusal.ts';

export interface Secret {
  readonly owner: string;
  readonly app: string;
}

export interface ServerOptions {
  /** The server ends when this process does, however it ends: for demonstrations and tests. */
  readonly stopWithParent?: boolean;
  /** Listen on 127.0.0.1 at this port (0: any free one) in place of a socket; the only way on systems without sockets. */
  readonly loopbackPort?: number;
  /** Further settings of the server, such as fsync=off for a throw-away test cluster. */
  readonly settings?: Readonly<Record<string, string>>;
}

export const LOGIN_ROLE = 'baocaitong';
const START_SECONDS = 60;
const POLL_MILLISECONDS = 8;

/** Makes the cluster beside its place and moves it there in one step: whoever is second throws his away and uses the first. */
export function makeCluster(
  layout: DataFolder,
  binaries: Binaries,
  account: Account | undefined,
  settings: Readonly<Record<string, string>>,
): void {
  removeAbandoned(layout);
  const fresh = join(layout.root, `postgres.new-${process.pid}-${randomBytes(3).toString('hex')}`);
  const password = `${fresh}.password`;
  const secret: Secret = { owner: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') };
  try {
    mkdirSync(fresh, { mode: 0o700 });
    writeFileSync(password, secret.owner, { mode: 0o600 });
    if (account) for (const path of [fresh, password]) chownSync(path, account.uid, account.gid);
    const tuned = { ...smallMachine(), ...settings };
    const run = spawnSync(
      binaries.initdb,
      [
        ...['-D', fresh, '-U', 'postgres', '--encoding=UTF8', '--data-checksums', '--auth=scram-sha-256', `--pwfile=${password}`],
        // Order by code point, the same on every machine and version, without depending on the system's own locales.
        ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...Object.entries(tuned).map(([name, value]) => `--set=${name}=${value}`),
        ...(settings['fsync'] === 'off' ? ['--no-sync'] : []),
      ],
      { ...identity(account), cwd: fresh, env: environment(), encoding: 'utf8' },
    );
    if (run.error || run.status !== 0) throw serverRefusal(layout, `${run.error?.message ?? ''}${run.stderr ?? ''}`, '建立数据库');
    const secretFile = join(fresh, 'baocaitong-secret.json');
    writeFileSync(secretFile, JSON.stringify(secret), { mode: 0o600 });
    if (account) chownSync(secretFile, account.uid, account.gid);
    renameSync(fresh, layout.cluster);
  } catch (error) {
    const taken = errorCode(error) === 'ENOTEMPTY' || errorCode(error) === 'EEXIST';
    if (!taken) throw folderRefusal(layout.root, error);
  } finally {
    rmSync(password, { force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Half-made clusters of starts that were killed. */
function removeAbandoned(layout: DataFolder): void {
  for (const name of readdirSync(layout.root)) {
    const pid = /^postgres\.new-(\d+)-/.exec(name)?.[1];
    if (!pid) continue;
    const age = Date.now() - (statSync(join(layout.root, name), { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (!isAlive(Number(pid)) || age > 3_600_000) rmSync(join(layout.root, name), { recursive: true, force: true });
  }
}

function smallMachine(): Readonly<Record<string, string>> {
  const megabytes = Math.floor(totalmem() / 2 ** 20);
  const buffers = Math.max(32, Math.min(512, Math.floor(megabytes / 16)));
  return {
    max_connections: '100',
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${Math.max(128, Math.floor(megabytes / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '1GB',
    wal_compression: 'on',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
  };
}

export function readSecret(layout: DataFolder): Secret {
  try {
    return JSON.parse(readFileSync(layout.secret, 'utf8')) as Secret;
  } catch (cause) {
    if (errorCode(cause) !== 'ENOENT' && !(cause instanceof SyntaxError)) throw folderRefusal(layout.cluster, cause);
    throw new StartRefusal(
      'secret-missing',
      `数据目录的口令文件 ${layout.secret} 缺失或损坏，无法登录数据库：请从备份恢复（baocaitong restore）。`,
      { cause },
    );
  }
}

/** Starts the server, or waits for the one that another process is starting or stopping; gives its lock file once it accepts work. */
export async function startServer(
  layout: DataFolder,
  binaries: Binaries,
  account: Account | undefined,
  socket: string,
  options: ServerOptions,
): Promise<{ readonly postmaster: Postmaster; readonly started: boolean }> {
  const until = Date.now() + START_SECONDS * 1000;
  for (let attempt = 0; ; attempt += 1) {
    const running = readPostmaster(layout);
    if (running?.ready && isServerOf(layout, running.pid)) return { postmaster: running, started: false };
    if (Date.now() > until) throw serverRefusal(layout, '', '启动数据库');
    if (running && isServerOf(layout, running.pid)) {
      await sleep(POLL_MILLISECONDS);
      continue;
    }
    clearStaleLocks(layout, socket);
    if (attempt > 20) endOrphans(layout);
    const outcome = await launch(layout, binaries, account, socket, options);
    if (typeof outcome !== 'string') return { postmaster: outcome, started: true };
    if (!isPassing(outcome, layout)) throw serverRefusal(layout, outcome, '启动数据库');
    await sleep(50);
  }
}

// A rival start, or remains of a killed server that are just going: worth another attempt.
function isPassing(log: string, layout: DataFolder): boolean {
  if (/pre-existing shared memory block/.test(log)) return true;
  return /lock file "postmaster.pid"/.test(log) || (/lock file/.test(log) && existsSync(join(layout.cluster, 'postmaster.pid')));
}

/** Runs the server until it is ready (its lock file) or has ended (its last words). */
async function launch(
  layout: DataFolder,
  binaries: Binaries,
  account: Account | undefined,
  socket: string,
  options: ServerOptions,
): Promise<Postmaster | string> {
  const loopback = options.loopbackPort ?? (process.platform === 'win32' ? 0 : undefined);
  const port = loopback === undefined ? 5432 : loopback || (await freePort());
  const log = openLog(layout, account);
  const from = fstatSync(log).size;
  const settings = {
    listen_addresses: loopback === undefined ? '' : '127.0.0.1',
    unix_socket_directories: loopback === undefined ? socket : '',
    unix_socket_permissions: '0700',
    port: String(port),
    ...options.settings,
  };
  const child = spawn(
    binaries.postgres,
    ['-D', layout.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...identity(account),
      cwd: layout.cluster,
      env: environment(),
      // A session of its own: Ctrl-C in the terminal must not end it before the platform has closed.
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  let ended: string | undefined;
  child.on('error', (error) => {
    ended = error.message;
  });
  child.on('exit', () => {
    ended ??= readFileSync(layout.log, 'utf8').slice(from);
  });
  child.unref();
  if (child.pid !== undefined && options.stopWithParent) watchParent(layout, child.pid);
  const until = Date.now() + START_SECONDS * 1000;
  while (ended === undefined && Date.now() < until) {
    const found = readPostmaster(layout);
    if (found && found.pid === child.pid && found.ready) return found;
    await sleep(POLL_MILLISECONDS);
  }
  return ended ?? '';
}

/** A shell that waits at a pipe held by this process: when the process dies, however it dies, the pipe closes and the server is ended. */
function watchParent(layout: DataFolder, pid: number): void {
  const script = 'read -r line; read -r owner < "$2" 2>/dev/null && [ "$owner" = "$1" ] && kill -INT "$1"';
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', String(pid), join(layout.cluster, 'postmaster.pid')], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => {});
  watchdog.unref();
  // The open pipe alone must not keep the process alive.
  (watchdog.stdin as unknown as { unref?: () => void } | null)?.unref?.();
}

/** Ends the server as its own tools would: open transactions are rolled back, everything is written, the lock file goes. */
export async function stopServer(layout: DataFolder): Promise<boolean> {
  const running = readPostmaster(layout);
  if (!running || !isServerOf(layout, running.pid)) return false;
  process.kill(running.pid, 'SIGINT');
  const until = Date.now() + START_SECONDS * 1000;
  while (isServerOf(layout, running.pid)) {
    if (Date.now() > until) {
      throw new StartRefusal(
        'server-failed',
        `数据库（进程 ${running.pid}）在 ${START_SECONDS} 秒内没有停下：请查看 ${layout.log}，稍后再试。`,
      );
    }
    await sleep(POLL_MILLISECONDS);
  }
  return true;
}

function openLog(layout: DataFolder, account: Account | undefined): number {
  try {
    const long = (statSync(layout.log, { throwIfNoEntry: false })?.size ?? 0) > 20 * 2 ** 20;
    const log = openSync(layout.log, long ? 'w' : 'a', 0o600);
    chmodSync(layout.log, 0o600);
    if (account) chownSync(layout.log, account.uid, account.gid);
    return log;
  } catch (error) {
    throw folderRefusal(layout.root, error);
  }
}

function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

// The user's own PG… variables and language must not reach the server: its messages are recognised below.
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'Asia/Shanghai' };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}

/** One sentence for the last words of initdb or the server. */
export function serverRefusal(layout: DataFolder, log: string, doing: string): StartRefusal {
  if (/No space left on device|Disk quota exceeded/.test(log)) return diskFull(layout.root);
  if (/Address already in use|lock file .*\.s\.PGSQL|could not bind/.test(log)) {
    return new StartRefusal(
      'port-in-use',
      `数据库要用的端口或套接字已被别的程序占用：请停掉占用它的程序，或换一个端口后再启动（详情见 ${layout.log}）。`,
    );
  }
  if (/error while loading shared libraries|cannot execute binary|version `GLIBC|ENOEXEC/.test(log)) {
    return new StartRefusal(
      'binaries-unusable',
      `随附的数据库程序在本机无法运行（${lastLine(log)}）：请重新运行 npm ci；若系统过旧，请安装 PostgreSQL 15 或更新版本并用 DATABASE_URL 指向它。`,
    );
  }
  if (/Permission denied|EACCES/.test(log)) {
    return new StartRefusal(
      'folder-unwritable',
      `${doing}时被拒绝访问 ${layout.root}（${lastLine(log)}）：请确认该目录及其内容归数据库用户所有，或用 --data 换一个目录。`,
    );
  }
  const reason = lastLine(log) || `等了 ${START_SECONDS} 秒仍未就绪`;
  return new StartRefusal('server-failed', `${doing}失败（${reason}）：请查看 ${layout.log}，处理后再启动。`);
}

function lastLine(log: string): string {
  const lines = log.split('\n').map((line) => line.trim());
  const fatal = lines.filter((line) => /FATAL|PANIC|error:|could not/.test(line)).at(-1);
  return (fatal ?? lines.filter(Boolean).at(-1) ?? '').replace(/^.*?(FATAL|PANIC|error):\s*/, '');
}
