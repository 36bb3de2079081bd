/**
 * The file of words, of which both the trie of `dictionary.ts` and the table of `words.ts` are made: all that each needs of a word stands beside
 * it once. Magic «BCTW», the number of records; for each word in the order of its code units a byte (shared beginning << 4 | rest), a byte
 * of weight (16 × natural logarithm of the frequency + 1; 0: no word of the trie), and the rest in UTF-16LE; then for the words of the table
 * the sum of their frequencies, the least and the greatest logarithm (of the frequency plus one), and a byte each, which of 256 steps between.
 */

const magic = 0x57544342; // 'BCTW', little endian
const headerBytes = 8;
/** Characters of a word: its length has four bits. */
export const longestRecord = 15;
/** A weight is 16 times the natural logarithm of the frequency, plus one. */
export const weightsPerNat = 16;
/** Words of the table have one to this many characters. */
export const longestWord = 5;
/** Rarer words of several characters vouch for hardly anything: those of frequency 5 and more stand in the table. */
const leastWeight = Math.round(Math.log(5) * weightsPerNat) + 1;

/** Whether a word of this weight stands in the table too: of one character all do. */
function isInTable(units: Uint16Array, length: number, weight: number): boolean {
  if (length > longestWord || (length > 1 && weight < leastWeight)) return false;
  for (let at = 0; at < length; at += 1) if ((units[at] as number) < 0x4e00 || (units[at] as number) > 0x9fff) return false;
  return true;
}

/** What a record says; `units` holds the word up to `length`, of which the first `shared` were there in the word before it. */
export type TakeRecord = (units: Uint16Array, shared: number, length: number, weight: number) => void;

/** How many records a file has. Throws a RangeError where the bytes are something else. */
export function recordsOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerBytes || view.getUint32(0, true) !== magic) throw new RangeError('not a dictionary');
  return view.getUint32(4, true);
}

/** Walks through the records; gives where they end. Throws a RangeError where the bytes are something else or cut short. */
export function eachRecord(bytes: Uint8Array, take: TakeRecord): number {
  const count = recordsOf(bytes);
  const units = new Uint16Array(longestRecord + 16);
  let at = headerBytes;
  for (let record = 0; record < count; record += 1) {
    const lengths = bytes[at] as number;
    const weight = bytes[at + 1] as number;
    at += 2;
    const shared = lengths >> 4;
    const length = shared + (lengths & 15);
    if (at + (length - shared) * 2 > bytes.length) throw new RangeError('a dictionary cut short');
    for (let unit = shared; unit < length; unit += 1, at += 2) units[unit] = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
    take(units, shared, length, weight);
  }
  return at;
}

/** The words of the table. */
export interface TableWords {
  /** Sum of their frequencies. */
  readonly total: number;
  /** The least and the greatest logarithm of their frequency plus one. */
  readonly low: number;
  readonly high: number;
  /** By word, which of the 256 even steps from `low` to `high` its logarithm is nearest to. */
  readonly levels: Uint8Array;
}
const tailBytes = 12;

/** Walks through the words of the table, and gives what is said of them. Throws a RangeError as `eachRecord` does. */
export function eachTableWord(bytes: Uint8Array, take: (units: Uint16Array, length: number) => void): TableWords {
  let count = 0;
  const end = eachRecord(bytes, (units, _, length, weight) => {
    if (!isInTable(units, length, weight)) return;
    count += 1;
    take(units, length);
  });
  if (bytes.length !== end + tailBytes + count) throw new RangeError('a dictionary cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset + end, tailBytes);
  const [total, low, high] = [view.getUint32(0, true), view.getFloat32(4, true), view.getFloat32(8, true)];
  return { total, low, high, levels: bytes.slice(end + tailBytes) };
}

/** A word with its frequency; `rare` where the trie is not to know it. */
export type WordRecord = readonly [word: string, frequency: number, rare?: boolean];

/** The file of these words; each stands once among them, and has `longestRecord` code units at most. */
export function writeWords(words: readonly WordRecord[]): Uint8Array {
  /** By UTF-16 code units, so that neighbours share their beginnings. */
  const sorted = [...words].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const bytes: number[] = [...new Uint8Array(Uint32Array.of(magic, sorted.length).buffer)];
  const inTable: number[] = [];
  let before = '';
  for (const [word, frequency, rare = false] of sorted) {
    let shared = 0;
    while (shared < before.length && shared < word.length - 1 && before[shared] === word[shared]) shared += 1;
    const weight = rare ? 0 : Math.min(255, Math.round(Math.log(frequency) * weightsPerNat) + 1);
    bytes.push((shared << 4) | (word.length - shared), weight);
    const units = Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
    for (const unit of units.subarray(shared)) bytes.push(unit & 255, unit >> 8);
    if (isInTable(units, word.length, weight)) inTable.push(frequency);
    before = word;
  }
  return Uint8Array.from([...bytes, ...tailOf(inTable)]);
}

function tailOf(frequencies: readonly number[]): readonly number[] {
  const logs = Float32Array.from(frequencies, (frequency) => Math.log(frequency + 1));
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const log of logs) [low, high] = [Math.min(low, log), Math.max(high, log)];
  // One frequency alone, or none: a step that is none would divide by nothing.
  if (!(high > low)) [low, high] = [Math.min(low, 0), Math.min(low, 0) + 1];
  const total = frequencies.reduce((sum, frequency) => sum + frequency, 0);
  const head = new DataView(new ArrayBuffer(tailBytes));
  head.setUint32(0, total, true);
  head.setFloat32(4, low, true);
  head.setFloat32(8, high, true);
  const size = (high - low) / 255;
  const levels = Array.from(logs, (log) => Math.max(0, Math.min(255, Math.round((log - low) / size))));
  return [...new Uint8Array(head.buffer), ...levels];
}
