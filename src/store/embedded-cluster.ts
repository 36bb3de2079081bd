// Makes a cluster: PostgreSQL's own data folder, with secrets and settings that suit a small machine.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { type Account, environment, identity } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import { type DataFolder, folderRefusal } from './embedded-folder.ts';
import { isAlive } from './embedded-postmaster.ts';
import { serverRefusal } from './embedded-words.ts';
import { errorCode, StartRefusal } from './start-refusal.ts';

export interface Secret {
  readonly owner: string;
  readonly app: string;
}

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
    // Never through a link, and on the disk before the cluster takes its place: without it nobody could log in.
    writeFileSync(secretFile, JSON.stringify(secret), { mode: 0o600, flag: 'wx', flush: true });
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
