// The data folder: what lies where in it, whether it is ours, and whether a server can live there.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Account } from './embedded-account.ts';
import { errorCode, StartRefusal } from './start-refusal.ts';

export interface DataFolder {
  readonly root: string;
  /** PostgreSQL's own data folder. */
  readonly cluster: string;
  /** Inside the cluster, so that it appears together with it. */
  readonly secret: string;
  readonly socket: string;
  readonly log: string;
  /** Stands while the server was told to outlive the processes that use it. */
  readonly keepRunning: string;
  /** The content store. */
  readonly documents: string;
  readonly settings: string;
}

const MARKER = 'baocaitong.json';
const LEAST_FREE_MEGABYTES = 120;
/** sun_path holds 108 bytes with its end mark; PostgreSQL appends /.s.PGSQL.5432. */
const LONGEST_SOCKET_FOLDER = 107 - '/.s.PGSQL.5432'.length;

/** Outside the checkout: the user's data directory, or /var/lib for root. */
export function defaultDataFolder(env: Readonly<Record<string, string | undefined>>): string {
  const shared = env['XDG_DATA_HOME'];
  if (shared && isAbsolute(shared)) return join(shared, 'baocaitong');
  if (process.getuid?.() === 0) return '/var/lib/baocaitong';
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'baocaitong');
  return join(env['HOME'] || homedir(), '.local', 'share', 'baocaitong');
}

export function layoutOf(folder: string): DataFolder {
  const root = resolve(folder);
  const cluster = join(root, 'postgres');
  return {
    root,
    cluster,
    secret: join(cluster, 'baocaitong-secret.json'),
    socket: join(root, 'socket'),
    log: join(root, 'postgres.log'),
    keepRunning: join(root, 'keep-running'),
    documents: join(root, 'documents'),
    settings: join(root, 'settings.json'),
  };
}

/** Makes the folder ours, or refuses: something else lives there, or we may not write. */
export function claimFolder(folder: string): DataFolder {
  const layout = layoutOf(folder);
  try {
    mkdirSync(layout.root, { recursive: true, mode: 0o755 });
    const names = readdirSync(layout.root);
    if (!names.includes(MARKER)) {
      if (names.length > 0) refuseForeign(layout.root, names);
      writeFileSync(join(layout.root, MARKER), `${JSON.stringify({ product: 'baocaitong', format: 1 })}\n`, { flag: 'wx', mode: 0o644 });
      // Others may pass through (the server's account must) but not look around.
      chmodSync(layout.root, 0o711);
    }
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && statSync(layout.root, { throwIfNoEntry: false })?.isDirectory()) return resolved(layout);
    throw folderRefusal(layout.root, error);
  }
  return resolved(layout);
}

/** The layout under the folder's real name: a link in the path would make the server's own idea of its place differ from ours. */
export function resolved(layout: DataFolder): DataFolder {
  return existsSync(layout.root) ? layoutOf(realpathSync(layout.root)) : layout;
}

function refuseForeign(root: string, names: readonly string[]): never {
  const some = names.slice(0, 3).join('、') + (names.length > 3 ? ' 等' : '');
  throw new StartRefusal('folder-not-ours', `目录 ${root} 里已有别的内容（${some}），不是报采通的数据目录：请用 --data 指定一个空目录。`);
}

export function folderRefusal(path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (error instanceof StartRefusal) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, error);
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StartRefusal('folder-not-ours', `${path} 不是目录：请用 --data 指定一个空目录。`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StartRefusal(
      'folder-unwritable',
      `当前用户不能读写数据目录 ${path}：请以建立它的用户运行，或用 --data 指定一个自己可写的目录。`,
      {
        cause: error,
      },
    );
  }
  return error;
}

export function diskFull(path: string, cause?: unknown): StartRefusal {
  return new StartRefusal(
    'disk-full',
    `磁盘空间不足，数据库无法在 ${path} 启动：请在该磁盘腾出至少 ${LEAST_FREE_MEGABYTES} MB 后再试，或用 --data 换一个磁盘；已保存的数据不受影响。`,
    { cause },
  );
}

/** A new cluster takes about 40 MB and must then be able to write; better to say so before than half-way. */
export function requireSpace(folder: string): void {
  if (freeMegabytes(folder) < LEAST_FREE_MEGABYTES) throw diskFull(folder);
}

export function freeMegabytes(folder: string): number {
  const disk = statfsSync(folder);
  return (disk.bavail * disk.bsize) / 2 ** 20;
}

/** The major version that made the cluster; undefined where there is none yet. */
export function clusterMajor(layout: DataFolder): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(layout.cluster, 'PG_VERSION'), 'utf8'), 10);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw folderRefusal(layout.cluster, error);
  }
}

export function requireMajor(layout: DataFolder, found: number, ours: number): void {
  if (found > ours) {
    throw new StartRefusal(
      'data-newer',
      `数据目录 ${layout.root} 由更新的版本（PostgreSQL ${found}）建立，本程序随附的是 ${ours}：请升级报采通后再启动，数据未作任何改动。`,
    );
  }
  if (found < ours) {
    throw new StartRefusal(
      'data-older',
      `数据目录 ${layout.root} 由旧版本（PostgreSQL ${found}）建立，本程序随附的是 ${ours}：请用旧版报采通运行 baocaitong backup 备份，再用新版 baocaitong restore 恢复到一个新目录。`,
    );
  }
}

/** A folder of mode 0700 for the socket: in the data folder, or a short one beside the temporary files where the path is too long. */
export function socketFolder(layout: DataFolder, account: Account | undefined): string {
  const uid = account?.uid ?? process.getuid?.() ?? 0;
  const fits = Buffer.byteLength(layout.socket) <= LONGEST_SOCKET_FOLDER;
  const short = createHash('sha256').update(layout.root).digest('hex').slice(0, 16);
  const folder = fits ? layout.socket : join(realpathSync(tmpdir()), `baocaitong-${uid}-${short}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (account) chownSync(folder, account.uid, account.gid);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw folderRefusal(dirname(folder), error);
  }
  const found = lstatSync(folder);
  // Somebody else could have made the short folder first, to listen in.
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new StartRefusal(
      'port-in-use',
      `套接字目录 ${folder} 已被占用，或不只对数据库用户开放：请删除它（或改为 0700 并归数据库用户所有）后再启动。`,
    );
  }
  return folder;
}
