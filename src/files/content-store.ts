// Bytes under their SHA-256: written once, never changed, so a hash in a table is enough to find and to prove them.
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface StoredContent {
  readonly sha256: string;
  readonly byteSize: number;
}

export interface ContentStore {
  /** Keeps the bytes and gives their hash; safe on the disk when it returns. Keeping the same bytes twice costs nothing. */
  put(bytes: Uint8Array): Promise<StoredContent>;
  /** The same for bytes that come piece by piece, in bounded memory. */
  receive(chunks: AsyncIterable<Uint8Array>): Promise<StoredContent>;
  /** The bytes, checked against their hash. Throws where they are missing or were damaged on the disk. */
  read(sha256: string): Promise<Buffer>;
  /** The bytes piece by piece; the reader checks the hash. */
  stream(sha256: string): AsyncIterable<Buffer>;
  exists(sha256: string): Promise<boolean>;
  /** Forgets the bytes; what is not there is no fault. */
  remove(sha256: string): Promise<void>;
  /** Every hash in the store, in order. */
  list(): AsyncIterable<string>;
}

const HASH = /^[0-9a-f]{64}$/;

/** A store in a folder of our own, which is made when the first bytes come. */
export function openContentStore(folder: string): ContentStore {
  const place = (sha256: string): string => {
    if (!HASH.test(sha256)) throw new Error(`not a SHA-256 in hexadecimal: ${sha256}`);
    return join(folder, sha256.slice(0, 2), sha256.slice(2));
  };
  const exists = (sha256: string): Promise<boolean> =>
    access(place(sha256)).then(
      () => true,
      () => false,
    );
  const receive = async (chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredContent> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const unfinished = join(folder, `new-${process.pid}-${randomBytes(6).toString('hex')}`);
    const file = await open(unfinished, 'wx', 0o600);
    try {
      const stored = await writeAll(file, chunks);
      await keep(unfinished, place(stored.sha256));
      return stored;
    } catch (error) {
      await file.close().catch(() => {});
      await rm(unfinished, { force: true });
      throw error;
    }
  };
  return {
    receive,
    exists,
    put: (bytes) => receive([bytes]),
    async read(sha256) {
      const bytes = await readFile(place(sha256));
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error(`stored content ${sha256} was damaged on the disk`);
      return bytes;
    },
    stream: (sha256) => createReadStream(place(sha256)),
    remove: (sha256) => rm(place(sha256), { force: true }),
    list: () => listHashes(folder),
  };
}

async function writeAll(file: FileHandle, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredContent> {
  const hash = createHash('sha256');
  let byteSize = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    byteSize += chunk.byteLength;
    await file.writeFile(chunk);
  }
  await file.sync();
  await file.close();
  return { sha256: hash.digest('hex'), byteSize };
}

// The name appears only when all bytes are on the disk, and the folder's own entry is written too.
async function keep(unfinished: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await rename(unfinished, target);
  const folder = await open(dirname(target));
  await folder.sync().catch(() => {}); // some file systems have no such thing
  await folder.close();
}

async function* listHashes(folder: string): AsyncIterable<string> {
  for (const prefix of await names(folder)) {
    if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
    for (const rest of await names(join(folder, prefix))) if (HASH.test(prefix + rest)) yield prefix + rest;
  }
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
