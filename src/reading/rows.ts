/** A table file (csv, xlsx) as a stream of rows, whatever its encoding; the file may be larger than memory. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { SheetRow } from '../domain/import/cell.ts';
import { csvRows, delimiterOf } from './csv-rows.ts';
import { type Encoding, encodingDetector } from './encoding.ts';
import { UnreadableError } from './unreadable.ts';
import { openWorkbook } from './xlsx-rows.ts';

export interface TableFile {
  readonly sha256: string;
  /** How it was read: an encoding, or the name of the sheet. */
  readonly readAs: { readonly encoding: Encoding } | { readonly sheet: string; readonly otherSheets: readonly string[] };
  /** About how many rows it holds, for a progress bar. */
  readonly expectedRows: number;
  /** The rows in portions; they may be walked through once. Throws UnreadableError where the file breaks off. */
  readonly rows: AsyncIterable<readonly SheetRow[]>;
}

export interface OpenOptions {
  /** Name of the sheet of a workbook; the first one otherwise. */
  readonly sheet?: string;
}

/**
 * Opens a csv (comma, tab or semicolon; UTF-8, GB 18030 or UTF-16, with or without a mark) or an xlsx, told apart by content.
 * Throws UnreadableError with a sentence that says what to do.
 */
export async function openTableFile(path: string, options: OpenOptions = {}): Promise<TableFile> {
  const { sha256, head, encoding, lines } = await survey(path);
  if (head.length === 0) throw new UnreadableError(`${path} 是空文件`);
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const book = await openWorkbook(path, options.sheet);
    return { sha256, readAs: { sheet: book.sheet, otherSheets: book.otherSheets }, expectedRows: book.expectedRows, rows: book.rows };
  }
  if (head[0] === 0xd0 && head[1] === 0xcf)
    throw new UnreadableError(`${path} 是旧版 xls 工作簿或加密的文件，请用表格软件另存为 xlsx 再导入`);
  if (!encoding)
    throw new UnreadableError(`认不出 ${path} 的编码：它不是 UTF-8、GB18030（GBK）或 UTF-16 的文本，请另存为 UTF-8 的 csv 再导入`);
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(head));
  return { sha256, readAs: { encoding }, expectedRows: lines, rows: csvRows(path, encoding, delimiter) };
}

/** One walk through the file: its hash, its beginning, its encoding and the number of its lines. */
async function survey(path: string) {
  const hash = createHash('sha256');
  const detector = encodingDetector();
  let head: Uint8Array = new Uint8Array(0);
  let lines = 0;
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: 1 << 16 }) as AsyncIterable<Buffer>) {
      hash.update(bytes);
      if (head.length === 0) head = bytes.subarray(0, 65_536);
      if (head[0] === 0x50 && head[1] === 0x4b) continue;
      detector.push(bytes);
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
    }
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
  return { sha256: hash.digest('hex'), head, encoding: detector.end(), lines };
}

function unreadable(path: string, error: NodeJS.ErrnoException): UnreadableError {
  if (error.code === 'ENOENT') return new UnreadableError(`没有文件 ${path}`);
  if (error.code === 'EISDIR') return new UnreadableError(`${path} 是文件夹，不是文件`);
  if (error.code === 'EACCES') return new UnreadableError(`没有读取 ${path} 的权限`);
  return new UnreadableError(`读不了 ${path}：${error.message}`);
}
