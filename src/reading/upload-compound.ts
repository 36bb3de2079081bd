/** Old Office files: a compound file ([MS-CFB]) with a directory of streams; only the directory and the heads of streams are read. */

export interface CompoundContent {
  readonly kind: 'doc' | 'xls' | 'encrypted' | 'ppt' | 'unknown';
  readonly macros: boolean;
  readonly objects: boolean;
  readonly locked: boolean;
}

interface StreamEntry {
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

const LAST = 0xfffffffa;

/** A damaged file is `unknown`: nothing in it can be vouched for. */
export function looksIntoCompound(bytes: Uint8Array): CompoundContent {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = sectorsOf(buffer);
  const entries = file ? directoryOf(file) : [];
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  const has = (...wanted: readonly string[]): boolean => wanted.some((name) => names.has(name));
  const streamHead = (...wanted: readonly string[]): Buffer => {
    const entry = entries.find(({ name }) => wanted.includes(name.toLowerCase()));
    return file && entry ? chain(file, entry.start, Math.ceil(Math.min(entry.size, 1 << 20) / file.size)) : Buffer.alloc(0);
  };
  const kind = kindOf(has);
  const globals = kind === 'xls' ? recordsOf(streamHead('workbook', 'book')) : { macroSheet: false, locked: false };
  const word = kind === 'doc' ? streamHead('worddocument') : Buffer.alloc(0);
  return {
    kind,
    macros: has('_vba_project', 'macros', '_vba_project_cur', 'vba', 'vbaproject') || globals.macroSheet,
    objects: has('\x01ole10native', 'package', 'equation native') || [...names].some((name) => /^(?:_\d{6,}|mbd[0-9a-f]{8})$/.test(name)),
    // FibBase.fEncrypted ([MS-DOC] 2.5.2)
    locked: globals.locked || (word.length > 12 && (word.readUInt16LE(10) & 0x0100) !== 0),
  };
}

function kindOf(has: (...names: readonly string[]) => boolean): CompoundContent['kind'] {
  if (has('encryptedpackage')) return 'encrypted';
  if (has('worddocument')) return 'doc';
  if (has('workbook', 'book')) return 'xls';
  return has('powerpoint document') ? 'ppt' : 'unknown';
}

interface Sectors {
  readonly buffer: Buffer;
  readonly size: number;
  readonly next: (sector: number) => number;
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
  return { buffer, size, next };
}

/** At most so many sectors of a chain, one after the other; a chain that goes in circles ends too. */
function chain({ buffer, size, next }: Sectors, start: number, most: number): Buffer {
  const pieces: Buffer[] = [];
  for (let sector = start; sector < LAST && pieces.length < most; sector = next(sector)) {
    const at = (sector + 1) * size;
    if (at >= buffer.length) break;
    pieces.push(buffer.subarray(at, at + size));
  }
  return Buffer.concat(pieces);
}

function directoryOf(file: Sectors): readonly StreamEntry[] {
  const directory = chain(file, file.buffer.readUInt32LE(48), Math.ceil(file.buffer.length / file.size));
  const entries: StreamEntry[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const length = directory.readUInt16LE(at + 64);
    if (directory[at + 66] === 0 || length < 2 || length > 64) continue;
    const name = directory.toString('utf16le', at, at + length - 2);
    entries.push({ name, start: directory.readUInt32LE(at + 116), size: directory.readUInt32LE(at + 120) });
  }
  return entries;
}

/** The records before the first sheet ([MS-XLS] 2.1.7.20.3): FILEPASS says it is locked, BOUNDSHEET names the kinds of sheets. */
function recordsOf(workbook: Buffer): { readonly macroSheet: boolean; readonly locked: boolean } {
  let [macroSheet, locked] = [false, false];
  for (let at = 0; at + 4 <= workbook.length; ) {
    const [type, length] = [workbook.readUInt16LE(at), workbook.readUInt16LE(at + 2)];
    if (type === 0x000a) break;
    if (type === 0x002f) locked = true;
    // dt 1: an Excel 4.0 macro sheet
    if (type === 0x0085 && workbook[at + 9] === 1) macroSheet = true;
    at += 4 + length;
  }
  return { macroSheet, locked };
}
