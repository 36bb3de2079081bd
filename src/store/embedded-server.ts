// Starts the server of a cluster and stops it. Nothing here keeps state: the data folder is the state.
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, fstatSync, openSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, environment, identity } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import { type DataFolder, folderRefusal, socketFolder } from './embedded-folder.ts';
import { clearStaleLocks, endOrphans, isServerOf, type Postmaster, readPostmaster } from './embedded-postmaster.ts';
import { serverRefusal } from './embedded-words.ts';
import { StartRefusal } from './start-refusal.ts';

export interface ServerOptions {
  /** The server ends when this process does, however it ends: for demonstrations and tests. */
  readonly stopWithParent?: boolean;
  /** Listen on 127.0.0.1 at this port (0: any free one) in place of a socket; the only way on systems without sockets. */
  readonly loopbackPort?: number;
  /** Further settings of the server, such as fsync=off for a throw-away test cluster. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Is told, line by line, what takes its time. */
  readonly report?: (line: string) => void;
}

/** After a crash the server first replays what was not yet in its tables: up to a gigabyte, on a slow disk. */
const START_SECONDS = 600;
const STOP_SECONDS = 60;
const POLL_MILLISECONDS = 8;

/** Starts the server, or waits for the one that another process is starting or stopping; gives its lock file once it accepts work. */
export async function startServer(
  layout: DataFolder,
  binaries: Binaries,
  account: Account | undefined,
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
    const socket = socketFolder(layout, account);
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
  if (/pre-existing shared memory block|could not create lock file .*: No such file/.test(log)) return true;
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
  let ended = false;
  let failure = '';
  child.on('error', (error) => {
    failure = error.message;
    ended = true;
  });
  child.on('exit', () => {
    ended = true;
  });
  child.unref();
  if (child.pid !== undefined && options.stopWithParent) watchParent(layout, child.pid);
  const until = Date.now() + START_SECONDS * 1000;
  const late = setTimeout(() => options.report?.('数据库上次没有正常关闭，正在恢复，请稍候……'), 2000);
  while (!ended && Date.now() < until) {
    const found = readPostmaster(layout);
    if (found && found.pid === child.pid && found.ready) {
      clearTimeout(late);
      return found;
    }
    await sleep(POLL_MILLISECONDS);
  }
  clearTimeout(late);
  return failure || readFileSync(layout.log).subarray(from).toString('utf8');
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
  const until = Date.now() + STOP_SECONDS * 1000;
  while (isServerOf(layout, running.pid)) {
    if (Date.now() > until) {
      throw new StartRefusal(
        'server-failed',
        `数据库（进程 ${running.pid}）在 ${STOP_SECONDS} 秒内没有停下：请查看 ${layout.log}，稍后再试。`,
      );
    }
    await sleep(POLL_MILLISECONDS);
  }
  removeShortFolder(layout, running.host);
  return true;
}

// A socket folder outside the data folder must not pile up among the temporary files.
function removeShortFolder(layout: DataFolder, host: string): void {
  if (!isAbsolute(host) || host === layout.socket) return;
  try {
    rmdirSync(host);
  } catch {
    // not empty: the next start is already using it
  }
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

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
