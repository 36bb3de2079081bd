/** A file of one JSON value for each line, read in pieces; a line can be read again by its place, so that nothing needs to be kept. */
import { type FileHandle, open } from 'node:fs/promises';
import { UsageError } from './command.ts';

export interface JsonLine {
  /** From 1, blank lines counted. */
  readonly number: number;
  /** Offset of its first byte, and its bytes without the line's end. */
  readonly offset: number;
  readonly length: number;
  readonly value: unknown;
}

export interface JsonLines {
  /** Bytes of the file. */
  readonly size: number;
  /** All lines that are not blank. Throws UsageError, naming the line, where one is no JSON in UTF-8. */
  readonly lines: () => AsyncGenerator<JsonLine>;
  /** The value of a line that was read before. */
  readonly again: (line: Pick<JsonLine, 'number' | 'offset' | 'length'>) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const PIECE = 1 << 20;
/** A longer line is no text that an office sends. */
const longestLine = 1 << 26;
const LINE_FEED = 10;
const byteOrderMark = [0xef, 0xbb, 0xbf];

const reasons: Readonly<Record<string, string>> = {
  ENOENT: '找不到文件“$”，请检查路径。',
  EISDIR: '“$”是文件夹，请指定其中的文件。',
  EACCES: '没有读取“$”的权限，请检查文件权限。',
};

function unreadable(path: string, error: unknown): never {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  throw reason === undefined ? error : new UsageError(reason.replace('$', path));
}

/** Opens such a file. Throws UsageError where it cannot be read. */
export async function openJsonLines(path: string): Promise<JsonLines> {
  const file = await open(path).catch((error: unknown) => unreadable(path, error));
  const stat = await file.stat();
  if (!stat.isFile()) {
    await file.close();
    throw new UsageError(stat.isDirectory() ? `“${path}”是文件夹，请指定其中的文件。` : `“${path}”不是普通文件，请先存成文件。`);
  }
  return {
    size: stat.size,
    lines: () => linesOf(file),
    again: async ({ number, offset, length }) => {
      const bytes = Buffer.allocUnsafe(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      if (bytesRead < length) throw new UsageError(`“${path}”在读的时候变短了，请等它写完再比对。`);
      return parsed(bytes, number);
    },
    close: () => file.close(),
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The value of a line; undefined where it is blank. */
function parsed(bytes: Uint8Array, number: number): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new UsageError(`第 ${number} 行不是 UTF-8 编码的文字。`);
  }
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`第 ${number} 行不是 JSON：${(error as Error).message}`);
  }
}

async function* linesOf(file: FileHandle): AsyncGenerator<JsonLine> {
  let number = 0;
  for await (const { bytes, offset } of rawLines(file)) {
    number += 1;
    const marked = offset === 0 && byteOrderMark.every((byte, at) => bytes[at] === byte) ? byteOrderMark.length : 0;
    if (bytes.length > longestLine) throw new UsageError(`第 ${number} 行超过 64 MB，请检查文件是否一行一条。`);
    const value = parsed(bytes.subarray(marked), number);
    if (value !== undefined) yield { number, offset: offset + marked, length: bytes.length - marked, value };
  }
}

/** The bytes between line feeds. What they stand in is used again for the next piece: a line is good until the next is asked for. */
async function* rawLines(file: FileHandle): AsyncGenerator<{ readonly bytes: Uint8Array; readonly offset: number }> {
  let room: Uint8Array = Buffer.allocUnsafe(PIECE);
  let held = 0;
  let offset = 0;
  for (;;) {
    if (held === room.length) {
      if (held > longestLine) break;
      const wider = Buffer.allocUnsafe(room.length * 2);
      wider.set(room);
      room = wider;
    }
    const { bytesRead } = await file.read(room, held, room.length - held, offset + held);
    if (bytesRead === 0) break;
    const end = held + bytesRead;
    let from = 0;
    for (let at = room.indexOf(LINE_FEED, held); at >= 0 && at < end; at = room.indexOf(LINE_FEED, from)) {
      yield { bytes: room.subarray(from, at), offset: offset + from };
      from = at + 1;
    }
    room.copyWithin(0, from, end);
    held = end - from;
    offset += from;
  }
  if (held > 0) yield { bytes: room.subarray(0, held), offset };
}
