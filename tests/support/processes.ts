// Other processes that use a data folder, and folders for them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { embeddedStatus, stopEmbedded } from '../../src/store/embedded-postgres.ts';

export interface Holder {
  readonly child: ChildProcess;
  readonly how: string;
  readonly lines: readonly string[];
  readonly refused?: { readonly code: string; readonly message: string };
  /** Lets it close in order. */
  leave(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Starts a process that opens the folder, and waits until it has it open or was refused. */
export async function hold(folder: string, options: object = {}, account: { uid?: number; gid?: number } = {}): Promise<Holder> {
  const script = fileURLToPath(new URL('holder.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, JSON.stringify(options)], {
    ...account,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  let how = '';
  let refused: Holder['refused'];
  for await (const line of createInterface({ input: child.stdout! })) {
    const said = JSON.parse(line) as { report?: string; how?: string; refused?: string; message?: string };
    if (said.report) lines.push(said.report);
    if (said.how) how = said.how;
    if (said.message) refused = { code: said.refused ?? '', message: said.message };
    if (said.how || said.message) break;
  }
  const leave = async () => {
    child.stdin?.end();
    await ended;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { child, how, lines, leave, kill, ...(refused ? { refused } : {}) };
}

/** A temporary folder that the server's account can pass through. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bct-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** Stops whatever still runs in the folder and removes it. */
export async function removeFolder(folder: string, data = join(folder, 'data')): Promise<void> {
  await stopEmbedded(data);
  rmSync(folder, { recursive: true, force: true });
}

/** Waits for something that another process brings about; the test's own time limit is the limit. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await sleep(20);
}

export function serverPid(folder: string): number | undefined {
  return embeddedStatus(folder).pid;
}
