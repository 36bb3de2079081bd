/** A compound file ([MS-CFB]): a directory of streams in sectors, the short ones in sectors of their own size. */

interface StreamEntry {
  readonly name: string;
  readonly start: number;
  readonly size: number;
  readonly isStream: boolean;
}

export interface CompoundFile {
  /** Whether every stream is as long as the directory says. */
  readonly whole: boolean;
  /** Of all streams and storages, in lower case. */
  readonly names: ReadonlySet<string>;
  /** The first stream of these names, in lower case, at most so many bytes of it; undefined where there is none. */
  readonly stream: (names: readonly string[], most?: number) => Buffer | undefined;
}

interface Sectors {
  readonly size: number;
  readonly next: (sector: number) => number;
  /** The sector's bytes; undefined where it lies outside the file. */
  readonly bytes: (sector: number) => Buffer | undefined;
}

const LAST = 0xfffffffa;

/** The streams of a compound file; undefined where the bytes are none. What is damaged reads as shorter than it says. */
export function openCompound(bytes: Uint8Array): CompoundFile | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = sectorsOf(buffer);
  if (!file) return undefined;
  const entries = directoryOf(chain(file, buffer.readUInt32LE(48), buffer.length));
  const cutoff = buffer.readUInt32LE(56);
  const root = entries[0];
  const short = root && shortSectors(file, chain(file, root.start, root.size), chain(file, buffer.readUInt32LE(60), buffer.length));
  const content = ({ start, size }: StreamEntry, most: number): Buffer =>
    chain(size < cutoff && short ? short : file, start, Math.min(size, most));
  return {
    // A stream longer than the file is cut off before anything is put together.
    get whole() {
      return entries.every((entry) => !entry.isStream || (entry.size <= buffer.length && content(entry, entry.size).length === entry.size));
    },
    names: new Set(entries.map(({ name }) => name)),
    stream: (names, most = buffer.length) => {
      const entry = entries.find(({ name }) => names.includes(name));
      return entry && content(entry, most);
    },
  };
}

function sectorsOf(buffer: Buffer): Sectors | undefined {
  const shift = buffer.length > 512 ? buffer.readUInt16LE(30) : 0;
  if (shift !== 9 && shift !== 12) return undefined;
  const size = 1 << shift;
  const most = Math.ceil(buffer.length / size);
  const tables: number[] = [];
  const readTables = (from: number, count: number): void => {
    for (let i = 0; i < count && from + i * 4 + 4 <= buffer.length; i += 1) {
      const sector = buffer.readUInt32LE(from + i * 4);
      if (sector < LAST && tables.length < most) tables.push(sector);
    }
  };
  readTables(76, 109);
  let further = buffer.readUInt32LE(68);
  for (let seen = 0; further < LAST && seen < most; seen += 1) {
    const at = (further + 1) * size;
    if (at + size > buffer.length) break;
    readTables(at, size / 4 - 1);
    further = buffer.readUInt32LE(at + size - 4);
  }
  const next = (sector: number): number => {
    const table = tables[Math.floor(sector / (size / 4))];
    const at = table === undefined ? -1 : (table + 1) * size + (sector % (size / 4)) * 4;
    return at >= 0 && at + 4 <= buffer.length ? buffer.readUInt32LE(at) : LAST;
  };
  const at = (sector: number): number => (sector + 1) * size;
  return { size, next, bytes: (sector) => (at(sector) < buffer.length ? buffer.subarray(at(sector), at(sector) + size) : undefined) };
}

/** The sectors of 64 bytes that short streams lie in: `room` holds them, `table` chains them. */
function shortSectors({ size: whole }: Sectors, room: Buffer, table: Buffer): Sectors {
  const size = Math.min(64, whole);
  return {
    size,
    next: (sector) => (sector * 4 + 4 <= table.length ? table.readUInt32LE(sector * 4) : LAST),
    bytes: (sector) => (sector * size < room.length ? room.subarray(sector * size, (sector + 1) * size) : undefined),
  };
}

/** The sectors of a chain, one after the other, at most so many bytes; a chain that goes in circles ends too. */
function chain({ size, next, bytes }: Sectors, start: number, most: number): Buffer {
  const pieces: Buffer[] = [];
  for (let sector = start; sector < LAST && pieces.length * size < most; sector = next(sector)) {
    const piece = bytes(sector);
    if (!piece) break;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).subarray(0, most);
}

function directoryOf(directory: Buffer): readonly StreamEntry[] {
  const entries: StreamEntry[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const length = directory.readUInt16LE(at + 64);
    if (directory[at + 66] === 0 || length < 2 || length > 64) continue;
    const name = directory.toString('utf16le', at, at + length - 2).toLowerCase();
    entries.push({
      name,
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
      isStream: directory[at + 66] === 2,
    });
  }
  return entries;
}
