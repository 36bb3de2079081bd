/** A zip in memory (APPNOTE 6.3), held to what Office writes: no encryption, no overlap, nothing hidden, no more than it says. */
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';

const inflated = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

export interface ZipPart {
  readonly name: string;
  readonly bytes: Buffer;
}
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_ENTRIES = 10_000;

const no = (code: string, message: string): Outcome<never> => refuse('findings', [problem(code, message)]);
const damaged = no('damaged', '文件不完整或已损坏，请重新取得或另存一次再上传');
const bomb = (what: string): Outcome<never> => no('zip-bomb', `文件解开后${what}，可能会拖垮电脑，不能上传`);

/** All parts, or those wanted, unpacked one after the other; `unpacked` is the most bytes they may have together. */
export async function zipParts(
  bytes: Uint8Array,
  unpacked: number,
  wanted: (name: string) => boolean = () => true,
): Promise<Outcome<readonly ZipPart[]>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directoryOf(buffer);
  if (!entries.ok) return entries;
  const chosen = entries.value.filter(({ name }) => wanted(name));
  if (chosen.reduce((sum, { size }) => sum + size, 0) > unpacked) return bomb(`超过 ${Math.round(unpacked / 1024 / 1024)} MB`);
  const names = new Set(entries.value.map(({ name }) => name.toLowerCase()));
  if (names.size < entries.value.length) return no('damaged', '文件里有两个同名的部分，不同的软件会读出不同的内容，请另存一次再上传');
  const parts: ZipPart[] = [];
  for (const entry of chosen) {
    const content = await contentOf(buffer, entry);
    if (!content.ok) return content;
    parts.push({ name: entry.name, bytes: content.value });
  }
  return accept(parts);
}

function directoryOf(buffer: Buffer): Outcome<readonly Entry[]> {
  let end = buffer.length - 22;
  const lowest = Math.max(0, end - 65_535);
  while (end >= lowest && buffer.readUInt32LE(end) !== END) end -= 1;
  if (end < lowest || end + 22 + buffer.readUInt16LE(end + 20) !== buffer.length) return damaged;
  const [count, length, start] = [buffer.readUInt16LE(end + 10), buffer.readUInt32LE(end + 12), buffer.readUInt32LE(end + 16)];
  if (start + length !== end) return damaged;
  if (count > MOST_ENTRIES) return bomb(`有 ${count} 个部分`);
  const entries: Entry[] = [];
  for (let at = start, index = 0; index < count; index += 1) {
    if (at + 46 > end || buffer.readUInt32LE(at) !== DIRECTORY) return damaged;
    if (buffer.readUInt16LE(at + 8) & 0x41) return no('encrypted', '文件加了密码，无法检查内容，请去掉密码后再上传');
    const nameLength = buffer.readUInt16LE(at + 28);
    const name = buffer.toString('utf8', at + 46, at + 46 + nameLength);
    if (/(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[a-z]:|\0/i.test(name)) return no('zip-path', '文件里有指向别处的路径，不能上传');
    entries.push({
      name,
      method: buffer.readUInt16LE(at + 10),
      packed: buffer.readUInt32LE(at + 20),
      size: buffer.readUInt32LE(at + 24),
      at: buffer.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return overlapping(buffer, entries, start) ? bomb('各部分互相重叠') : accept(entries);
}

/** Entries that share bytes are how a small file unpacks without end. */
function overlapping(buffer: Buffer, entries: readonly Entry[], directory: number): boolean {
  const inOrder = entries.toSorted((one, other) => one.at - other.at);
  return inOrder.some((entry, i) => {
    const next = Math.min(inOrder[i + 1]?.at ?? directory, directory);
    return entry.at + 30 > next || dataAt(buffer, entry) + entry.packed > next;
  });
}

const dataAt = (buffer: Buffer, { at }: Entry): number => at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);

async function contentOf(buffer: Buffer, entry: Entry): Promise<Outcome<Buffer>> {
  if (buffer.readUInt32LE(entry.at) !== LOCAL || (entry.method !== 0 && entry.method !== 8)) return damaged;
  const from = dataAt(buffer, entry);
  const packed = buffer.subarray(from, from + entry.packed);
  if (entry.method === 0) return entry.packed === entry.size ? accept(packed) : damaged;
  try {
    // One byte more than it says is already a lie.
    const content = await inflated(packed, { maxOutputLength: Math.max(1, entry.size) });
    return content.length === entry.size ? accept(content) : damaged;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? bomb('比它自己说的大') : damaged;
  }
}
