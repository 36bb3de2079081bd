// Reads a backup archive: first as a whole, to be sure of it, then part by part.
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ArchiveRefusal, FIRST_LINE, FORMAT, type FrameKind, fileRefusal, HASH_BYTES, LONGEST_FRAME, NAME } from './archive-format.ts';

interface ArchivePart {
  readonly name: string;
  /** Before compression. Must be read to its end before the next part; its hash is checked there. */
  readonly data: AsyncIterable<Buffer>;
}

export interface Archive {
  readonly header: unknown;
  readonly summary: unknown;
  readonly bytes: number;
  /** Goes through the file again, checking everything again; the last check follows the last part. */
  parts(): AsyncIterable<ArchivePart>;
}

/**
 * Reads the whole file once and checks every part and the whole. Throws `ArchiveRefusal` for a file that is no backup,
 * newer than this program, cut short or damaged; then nothing has happened yet.
 */
export async function openArchive(path: string, progress: (bytes: number) => void = () => {}): Promise<Archive> {
  const reading = readThrough(path, progress);
  let header: unknown;
  let summary: unknown;
  for await (const found of reading) {
    if (found.kind === 'header') header = found.body;
    else if (found.kind === 'summary') summary = found.body;
    else if (found.kind === 'part') for await (const chunk of found.part.data) void chunk;
  }
  const { bytes } = await withFile(path, async (file) => ({ bytes: (await file.stat()).size }));
  return {
    header,
    summary,
    bytes,
    async *parts() {
      for await (const found of readThrough(path, () => {})) if (found.kind === 'part') yield found.part;
    },
  };
}

type Found =
  | { readonly kind: 'header'; readonly body: unknown }
  | { readonly kind: 'summary'; readonly body: unknown }
  | { readonly kind: 'part'; readonly part: ArchivePart };

async function* readThrough(path: string, progress: (bytes: number) => void): AsyncGenerator<Found> {
  const file = await open(path, 'r').catch((error) => {
    throw fileRefusal(path, error);
  });
  try {
    const input = hashedReader(file, path, progress);
    await readFirstLine(input, path);
    for (let first = true; ; first = false) {
      const frame = await input.frame();
      if (first !== (frame.kind === 'H')) throw damaged(path);
      if (frame.kind === 'H') yield { kind: 'header', body: json(frame.body, path) };
      else if (frame.kind === 'P') {
        const part = readPart(input, path, frame.body);
        yield { kind: 'part', part };
        // A part left unread would put the following frames out of step.
        for await (const chunk of part.data) void chunk;
      } else if (frame.kind === 'Z') {
        const body = json(frame.body, path);
        await input.checkEnd();
        yield { kind: 'summary', body };
        return;
      } else throw damaged(path);
    }
  } catch (error) {
    throw fileRefusal(path, error);
  } finally {
    await file.close();
  }
}

function readPart(input: HashedReader, path: string, head: Buffer): ArchivePart {
  const { name } = json(head, path) as { name?: unknown };
  if (typeof name !== 'string') throw damaged(path);
  let end: Buffer = Buffer.alloc(0);
  const compressed = async function* () {
    for (;;) {
      const frame = await input.frame();
      if (frame.kind === 'D') yield frame.body;
      else if (frame.kind === 'E') {
        end = frame.body;
        return;
      } else throw damaged(path);
    }
  };
  const data = async function* () {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of unzipped(compressed(), path)) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
    const stated = json(end, path) as { bytes?: unknown; sha256?: unknown };
    if (stated.bytes !== bytes || stated.sha256 !== hash.digest('hex')) throw damaged(path);
  };
  return { name, data: data() };
}

async function* unzipped(compressed: AsyncIterable<Buffer>, path: string): AsyncIterable<Buffer> {
  const source = Readable.from(compressed, { objectMode: false });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip) as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof ArchiveRefusal) throw error;
    // What zlib says (Z_DATA_ERROR and the like) is damage; what the disk says is not.
    throw String((error as { code?: unknown }).code).startsWith('Z_') ? damaged(path) : error;
  } finally {
    source.destroy();
  }
}

interface HashedReader {
  exactly(length: number): Promise<Buffer>;
  frame(): Promise<{ readonly kind: FrameKind; readonly body: Buffer }>;
  /** The hash of everything read must stand here, and the file must end. */
  checkEnd(): Promise<void>;
}

const BLOCK = 256 * 1024;

function hashedReader(file: FileHandle, path: string, progress: (bytes: number) => void): HashedReader {
  const hash: Hash = createHash('sha256');
  let held: Buffer = Buffer.alloc(0);
  let total = 0;
  const take = async (length: number): Promise<Buffer> => {
    const pieces: Buffer[] = [];
    for (let missing = length; missing > 0; ) {
      if (held.length === 0) held = await block();
      if (held.length === 0) throw truncated(path);
      const piece = held.subarray(0, missing);
      held = held.subarray(piece.length);
      missing -= piece.length;
      pieces.push(piece);
    }
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  };
  const block = async (): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(BLOCK), 0, BLOCK, null);
    total += bytesRead;
    progress(total);
    return buffer.subarray(0, bytesRead);
  };
  const exactly = async (length: number) => {
    const bytes = await take(length);
    hash.update(bytes);
    return bytes;
  };
  const frame = async () => {
    const head = await exactly(5);
    const length = head.readUInt32BE(1);
    const kind = head.toString('latin1', 0, 1);
    if (length > LONGEST_FRAME || !/[HPDEZ]/.test(kind)) throw damaged(path);
    return { kind: kind as FrameKind, body: await exactly(length) };
  };
  const checkEnd = async () => {
    const stated = await take(HASH_BYTES);
    const extra = held.length > 0 || (await block()).length > 0;
    if (extra || !stated.equals(hash.digest())) throw damaged(path);
  };
  return { exactly, frame, checkEnd };
}

async function readFirstLine(input: HashedReader, path: string): Promise<void> {
  const notOurs = new ArchiveRefusal('not-a-backup', `${path} 不是报采通的备份文件：请核对文件名。`);
  const start = await input.exactly(NAME.length + 1).catch((error) => {
    throw error instanceof ArchiveRefusal ? notOurs : error;
  });
  if (start.toString('latin1') !== `${NAME} `) throw notOurs;
  let version = '';
  for (let next = await input.exactly(1); next[0] !== 0x0a; next = await input.exactly(1)) {
    version += next.toString('latin1');
    if (version.length > 8) throw damaged(path);
  }
  if (`${NAME} ${version}\n` === FIRST_LINE) return;
  if (/^[1-9]\d*$/.test(version) && Number(version) > FORMAT) {
    throw new ArchiveRefusal(
      'newer',
      `${path} 由更新版本的报采通备份（格式 ${version}，本程序认识到 ${FORMAT}）：请升级报采通后再恢复，现在未作任何改动。`,
    );
  }
  throw damaged(path);
}

function json(body: Buffer, path: string): unknown {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // falls through to the refusal
  }
  throw damaged(path);
}

function damaged(path: string): ArchiveRefusal {
  return new ArchiveRefusal('damaged', `备份文件 ${path} 已损坏（校验不符）：未作任何改动，请重新拷贝该文件，或改用另一份备份。`);
}

function truncated(path: string): ArchiveRefusal {
  return new ArchiveRefusal('truncated', `备份文件 ${path} 不完整（中途截断）：未作任何改动，请重新拷贝该文件，或改用另一份备份。`);
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
