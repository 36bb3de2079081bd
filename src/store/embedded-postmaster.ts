// What postmaster.pid and the system say about a server that runs, or once ran, on a data folder.
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './embedded-folder.ts';
import { errorCode } from './start-refusal.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** A socket folder, or a loopback address. */
  readonly host: string;
  readonly ready: boolean;
}

/** The server as its lock file tells; undefined where there is none, or where the file is still being written. */
export function readPostmaster(layout: DataFolder): Postmaster | undefined {
  let text: string;
  try {
    text = readFileSync(join(layout.cluster, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  // Lines: pid, data folder, start, port, socket folder, listen address, shared memory key, status.
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!(pid > 0)) return undefined;
  return { pid, port: Number(lines[3] ?? 0), host: lines[4] || lines[5] || '', ready: lines[7] === 'ready' };
}

/** Whether this process is a server of this folder: after a crash or a restart of the machine another program may have its number. */
export function isServerOf(layout: DataFolder, pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === layout.cluster;
  } catch (error) {
    // Where the system does not tell (no /proc, or another user's process), the lock file is believed.
    return errorCode(error) !== 'ENOENT' || process.platform !== 'linux' ? isAlive(pid) : false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'Z';
  } catch {
    return false;
  }
}

/**
 * Removes lock files left by a server that was killed, where their process number now belongs to something else:
 * PostgreSQL itself removes those whose number is free, but must refuse those that seem alive.
 */
export function clearStaleLocks(layout: DataFolder, socket: string): void {
  const pidFile = join(layout.cluster, 'postmaster.pid');
  for (const file of [pidFile, ...socketLocks(socket)]) {
    const [pid, data] = firstLines(file);
    if (pid === undefined || (file !== pidFile && data !== layout.cluster)) continue;
    if (isServerOf(layout, pid)) continue;
    // Another starter may have replaced it since.
    if (firstLines(file)[0] === pid) rmSync(file, { force: true });
  }
}

function socketLocks(socket: string): readonly string[] {
  try {
    return readdirSync(socket)
      .filter((name) => name.endsWith('.lock'))
      .map((name) => join(socket, name));
  } catch {
    return [];
  }
}

function firstLines(file: string): readonly [number | undefined, string] {
  try {
    const [pid, data] = readFileSync(file, 'utf8').split('\n');
    const number = Math.abs(Number.parseInt(pid ?? '', 10));
    return [number > 0 ? number : undefined, data ?? ''];
  } catch {
    return [undefined, ''];
  }
}

/** Server processes that outlived a killed postmaster: they end by themselves when idle, but a long query keeps the folder locked. */
export function endOrphans(layout: DataFolder): void {
  if (process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!(pid > 1)) continue;
    try {
      if (readlinkSync(`/proc/${name}/cwd`) !== layout.cluster) continue;
      if (!readlinkSync(`/proc/${name}/exe`).endsWith('/postgres')) continue;
      process.kill(pid, 'SIGQUIT');
    } catch {
      // gone, or not ours to see
    }
  }
}
