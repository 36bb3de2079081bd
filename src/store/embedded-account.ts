// PostgreSQL refuses to run as root; then an unprivileged account of the machine runs it and owns its files.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartRefusal } from './start-refusal.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const PREFERRED = ['baocaitong', 'postgres', 'nobody'];

/** The account for the server: none (our own) for an ordinary user; as root the owner of existing data, else the first preferred. */
export function serverAccount(existingData?: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readAccounts();
  const owner = existingData === undefined ? undefined : statSync(existingData, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) {
    return accounts.find((account) => account.uid === owner.uid) ?? { name: `#${owner.uid}`, uid: owner.uid, gid: owner.gid };
  }
  for (const name of PREFERRED) {
    const account = accounts.find((candidate) => candidate.name === name && candidate.uid !== 0);
    if (account) return account;
  }
  throw new StartRefusal(
    'no-account',
    '数据库不能以 root 身份运行，而本机没有可用的普通用户：请先执行 useradd --system --shell /usr/sbin/nologin baocaitong，再启动。',
  );
}

/** Whether the account may enter the folder; asked of the system itself, so access lists count too. */
export function canReach(folder: string, account: Account | undefined): boolean {
  if (!account) return true;
  const test = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid: account.uid, gid: account.gid, cwd: '/', stdio: 'ignore' });
  return test.status === 0;
}

/** Refuses with the name of the first folder on the way that the account may not enter. */
export function requireReach(folder: string, account: Account | undefined): void {
  if (!account || canReach(folder, account)) return;
  const way = [folder];
  for (let step = folder; step !== dirname(step); step = dirname(step)) way.unshift(dirname(step));
  const blocked = way.find((step) => !canReach(step, account)) ?? folder;
  throw new StartRefusal(
    'folder-blocked',
    `数据库以用户 ${account.name} 的身份运行，但它进不了目录 ${blocked}：请执行 chmod o+x '${blocked}'，或用 --data 另选数据目录（如 /var/lib/baocaitong）。`,
  );
}

function readAccounts(): readonly Account[] {
  const accounts: Account[] = [];
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) accounts.push({ name, uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}

export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

// The user's own PG… variables and language must not reach the server: its messages are recognised by embedded-words.ts.
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'Asia/Shanghai' };
}
