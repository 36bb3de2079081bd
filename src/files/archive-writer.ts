// Writes a backup archive; the file takes its name only when it is complete and on the disk.
import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ArchiveRefusal, FIRST_LINE, type FrameKind, fileRefusal, NAME } from './archive-format.ts';

export interface ArchiveWriter {
  /** Adds a part; gives its size before compression. Bounded memory, whatever the size. */
  part(name: string, data: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number }>;
  /** Ends the archive and puts it in its place. */
  finish(summary: object): Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Gives up: nothing remains. */
  abandon(): Promise<void>;
}

/**
 * Begins an archive at `path`, readable by its owner only. An earlier backup of that name is replaced when the new one is complete;
 * any other file is left alone. Throws `ArchiveRefusal`.
 */
export async function createArchive(path: string, header: object): Promise<ArchiveWriter> {
  const unfinished = `${path}.new-${process.pid}`;
  let file: FileHandle;
  try {
    await refuseForeign(path);
    file = await open(unfinished, 'wx', 0o600);
  } catch (error) {
    throw fileRefusal(path, error);
  }
  const out = hashedWriter(file);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw fileRefusal(path, error);
    }
  };
  await guarded(async () => {
    await out.write(Buffer.from(FIRST_LINE));
    await out.frame('H', header);
  });
  return {
    part: (name, data) => guarded(() => writePart(out, name, data)),
    finish: (summary) =>
      guarded(async () => {
        await out.frame('Z', summary);
        const sha256 = out.digest();
        await file.writeFile(sha256);
        await file.sync();
        await file.close();
        await rename(unfinished, path);
        await syncFolder(dirname(path));
        return { bytes: out.bytes() + sha256.length, sha256: sha256.toString('hex') };
      }),
    async abandon() {
      await file.close().catch(() => {});
      await rm(unfinished, { force: true });
    },
  };
}

interface HashedWriter {
  write(bytes: Uint8Array): Promise<void>;
  frame(kind: FrameKind, body: Uint8Array | object): Promise<void>;
  digest(): Buffer;
  bytes(): number;
}

function hashedWriter(file: FileHandle): HashedWriter {
  const hash = createHash('sha256');
  let bytes = 0;
  const write = async (chunk: Uint8Array) => {
    hash.update(chunk);
    bytes += chunk.byteLength;
    await file.writeFile(chunk);
  };
  const frame = async (kind: FrameKind, body: Uint8Array | object) => {
    const payload = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
    const head = Buffer.alloc(5);
    head.write(kind, 0, 'latin1');
    head.writeUInt32BE(payload.byteLength, 1);
    await write(Buffer.concat([head, payload]));
  };
  return { write, frame, digest: () => hash.digest(), bytes: () => bytes };
}

async function writePart(out: HashedWriter, name: string, data: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number }> {
  await out.frame('P', { name });
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    Readable.from(data, { objectMode: false }),
    async function* counted(chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.byteLength;
        yield chunk;
      }
    },
    createGzip({ level: 4 }),
    async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) await out.frame('D', chunk);
    },
  );
  await out.frame('E', { bytes, sha256: hash.digest('hex') });
  return { bytes };
}

async function refuseForeign(path: string): Promise<void> {
  let found: FileHandle;
  try {
    found = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    const { buffer, bytesRead } = await found.read(Buffer.alloc(NAME.length), 0, NAME.length, 0);
    if (bytesRead > 0 && buffer.toString('latin1') !== NAME) {
      throw new ArchiveRefusal('file-exists', `${path} 已存在，而且不是报采通的备份：为免覆盖，请换一个文件名。`);
    }
  } finally {
    await found.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().catch(() => {}); // some file systems have no such thing
  await handle.close();
}
