/**
 * The backup container, version 1. A first line names it; then frames of one letter, a length (4 bytes, big-endian) and that many bytes:
 *
 * - `H` header, JSON: what is in the archive, as the writer described it
 * - `P` a part begins, JSON `{name}`
 * - `D` data of the part: a piece of one gzip stream
 * - `E` the part ends, JSON `{bytes, sha256}` over the part before compression
 * - `Z` the archive ends, JSON: a summary; after this frame stand 32 bytes, the SHA-256 of everything before them, and nothing more
 */

export const FORMAT = 1;
export const NAME = 'BAOCAITONG-BACKUP';
export const FIRST_LINE = `${NAME} ${FORMAT}\n`;
export const HASH_BYTES = 32;
/** No frame is longer; a length beyond it can only be damage. */
export const LONGEST_FRAME = 16 * 2 ** 20;

export type FrameKind = 'H' | 'P' | 'D' | 'E' | 'Z';

export type ArchiveRefusalCode = 'not-a-backup' | 'newer' | 'truncated' | 'damaged' | 'file-exists' | 'unreadable' | 'disk-full';

/** Why a file cannot serve as a backup, in one Chinese sentence that says what to do. */
export class ArchiveRefusal extends Error {
  override readonly name = 'ArchiveRefusal';
  readonly code: ArchiveRefusalCode;

  constructor(code: ArchiveRefusalCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}

/** A refusal for what the operating system said about the file, where a person can do something about it. */
export function fileRefusal(path: string, error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new ArchiveRefusal('disk-full', `磁盘空间不足，备份没有写成：请在 ${path} 所在的磁盘腾出空间，或换一个位置再备份。`, {
      cause: error,
    });
  }
  if (code === 'ENOENT') return new ArchiveRefusal('unreadable', `找不到 ${path}：请核对文件名和所在目录。`, { cause: error });
  if (code === 'EISDIR') return new ArchiveRefusal('unreadable', `${path} 是目录，不是文件：请写明备份文件的名称。`, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new ArchiveRefusal('unreadable', `不能读写 ${path}：请检查该文件和所在目录的权限，或换一个位置。`, { cause: error });
  }
  return error;
}
