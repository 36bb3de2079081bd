/** The entries of a zip file (APPNOTE 6.3), each as a stream: only the directory lies in memory. Without ZIP64 and encryption. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { UnreadableError } from './unreadable.ts';

export interface ZipEntries {
  readonly has: (name: string) => boolean;
  /** The entry's text (UTF-8) as it is unpacked. Throws UnreadableError where it is damaged. */
  readonly text: (name: string) => AsyncGenerator<string>;
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;

export async function zipEntries(path: string): Promise<ZipEntries> {
  const handle = await open(path);
  try {
    const entries = await readDirectory(handle, path);
    return { has: (name) => entries.has(name), text: (name) => entryText(path, name, entries.get(name)) };
  } finally {
    await handle.close();
  }
}

const damaged = (path: string): UnreadableError => new UnreadableError(`${path} 不完整或已损坏，请重新取得或另存一次再导入`);

async function readDirectory(handle: FileHandle, path: string): Promise<Map<string, Entry>> {
  const { size } = await handle.stat();
  const tail = Buffer.alloc(Math.min(size, END_SIZE + LONGEST_COMMENT));
  await handle.read(tail, 0, tail.length, size - tail.length);
  let end = tail.length - END_SIZE;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw damaged(path);
  const [count, length, start] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (start + length > size) throw damaged(path);
  const directory = Buffer.alloc(length);
  await handle.read(directory, 0, length, start);
  const entries = new Map<string, Entry>();
  for (let at = 0, index = 0; index < count; index += 1) {
    if (at + 46 > length || directory.readUInt32LE(at) !== DIRECTORY) throw damaged(path);
    if (directory.readUInt16LE(at + 8) & 1) throw new UnreadableError(`${path} 加了密码，请去掉密码再导入`);
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    const local = directory.readUInt32LE(at + 42);
    if (local + 30 > size) throw damaged(path);
    // The local header's own lengths of name and extra field say where the bytes begin.
    const head = Buffer.alloc(30);
    await handle.read(head, 0, 30, local);
    const offset = local + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    entries.set(name, { method: directory.readUInt16LE(at + 10), packed: directory.readUInt32LE(at + 20), offset });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function* entryText(path: string, name: string, entry: Entry | undefined): AsyncGenerator<string> {
  if (!entry || (entry.method !== 0 && entry.method !== 8)) throw damaged(path);
  if (entry.packed === 0) return;
  const packed = createReadStream(path, { start: entry.offset, end: entry.offset + entry.packed - 1 });
  const bytes = entry.method === 0 ? packed : pipeline(packed, createInflateRaw({ chunkSize: 65_536 }), () => {});
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw damaged(`${path}（${name}）`);
    throw error;
  } finally {
    packed.destroy();
  }
}
