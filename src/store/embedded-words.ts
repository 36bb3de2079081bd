// What initdb and the server say when they fail, as a sentence for the person who starts the platform.
import { type DataFolder, diskFull, freeMegabytes } from './embedded-folder.ts';
import { StartRefusal } from './start-refusal.ts';

/** One sentence for the last words of initdb or the server. */
export function serverRefusal(layout: DataFolder, log: string, doing: string): StartRefusal {
  // On a full disk the log ends in the middle of the word that would say so.
  if (/No space left on device|Disk quota exceeded/.test(log) || freeMegabytes(layout.root) < 1) return diskFull(layout.root);
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
  const reason = lastLine(log) || `等了很久仍未就绪`;
  return new StartRefusal('server-failed', `${doing}失败（${reason}）：请查看 ${layout.log}，处理后再启动。`);
}

function lastLine(log: string): string {
  const lines = log.split('\n').map((line) => line.trim());
  const fatal = lines.filter((line) => /FATAL|PANIC|error:|could not/.test(line)).at(-1);
  return (fatal ?? lines.filter(Boolean).at(-1) ?? '').replace(/^.*?(FATAL|PANIC|error):\s*/, '');
}
