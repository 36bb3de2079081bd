/**
 * Which characters are mistaken for which: for a character as it stands in a text, the characters that may have been meant, with how they
 * are alike and how likely each is before anything of the sentence is known. Compiled by `assets/confusions/build.ts`; handed in as bytes.
 */

/** How a character and its candidate are alike: bits of `kinds`. */
export const confusionKind = {
  /** The same syllable, tone included. */
  sameTone: 1,
  /** The same syllable, tones aside. */
  samePinyin: 2,
  /** Syllables taken for each other in speech: zh/z, ch/c, sh/s, n/l, f/h, r/l, an/ang, en/eng, in/ing. */
  nearPinyin: 4,
  /** Syllables one letter of typing apart. */
  typedPinyin: 8,
  /** Nearly the same strokes in the same order. */
  strokes: 16,
  /** A long run of strokes in common: a component (构件) of one stands in the other. */
  component: 32,
} as const;

/** Weights are stored as −ln p in steps of this. */
export const weightStep = 1 / 16;

export interface Confusions {
  /** For a UTF-16 code unit, 1 + its row; 0 where nothing is mistaken for it. 65,536 entries. */
  readonly rows: Uint16Array;
  /** The candidates of row r stand from `starts[r]` up to, not including, `starts[r + 1]`, likeliest first. */
  readonly starts: Uint32Array;
  /** What may have been meant: code units of the Basic Multilingual Plane. */
  readonly candidates: Uint16Array;
  /** Bits of `confusionKind`, beside each candidate. */
  readonly kinds: Uint8Array;
  /** −ln of the probability that this candidate was meant, given that the character is wrong, in `weightStep`s, at most 255. */
  readonly weights: Uint8Array;
}

/** A row as a builder hands it in. */
export interface ConfusionRow {
  readonly unit: number;
  readonly candidates: readonly { readonly unit: number; readonly kinds: number; readonly weight: number }[];
}

const magic = 0x31434342; // 'BCC1', little endian
const headerBytes = 12;

/** The bytes of confusion sets: a header of three 32-bit numbers (magic, rows, candidates), then units, lengths, candidates, kinds, weights. */
export function writeConfusions(rows: readonly ConfusionRow[]): Uint8Array {
  const sorted = [...rows].sort((a, b) => a.unit - b.unit);
  const total = sorted.reduce((sum, row) => sum + row.candidates.length, 0);
  const bytes = new Uint8Array(headerBytes + sorted.length * 3 + total * 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, sorted.length, true);
  view.setUint32(8, total, true);
  const lengthsAt = headerBytes + sorted.length * 2;
  const candidatesAt = lengthsAt + sorted.length;
  let next = 0;
  for (const [at, row] of sorted.entries()) {
    if (row.candidates.length > 255) throw new RangeError(`${row.candidates.length} candidates: at most 255 fit`);
    view.setUint16(headerBytes + at * 2, row.unit, true);
    bytes[lengthsAt + at] = row.candidates.length;
    for (const { unit, kinds, weight } of row.candidates) {
      view.setUint16(candidatesAt + next * 2, unit, true);
      bytes[candidatesAt + total * 2 + next] = kinds;
      bytes[candidatesAt + total * 3 + next] = Math.min(255, Math.max(0, Math.round(weight / weightStep)));
      next += 1;
    }
  }
  return bytes;
}

/** Confusion sets out of the bytes that `writeConfusions` gives. Throws a RangeError where they are something else or cut short. */
export function readConfusions(bytes: Uint8Array): Confusions {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerBytes || view.getUint32(0, true) !== magic) throw new RangeError('not confusion sets');
  const count = view.getUint32(4, true);
  const total = view.getUint32(8, true);
  if (bytes.length !== headerBytes + count * 3 + total * 4) throw new RangeError('confusion sets cut short');
  const rows = new Uint16Array(65_536);
  const starts = new Uint32Array(count + 1);
  const lengthsAt = headerBytes + count * 2;
  const candidatesAt = lengthsAt + count;
  for (let at = 0; at < count; at += 1) {
    rows[view.getUint16(headerBytes + at * 2, true)] = at + 1;
    starts[at + 1] = starts[at]! + bytes[lengthsAt + at]!;
  }
  if (starts[count] !== total) throw new RangeError('lengths of confusion sets do not add up');
  const candidates = new Uint16Array(total);
  for (let at = 0; at < total; at += 1) candidates[at] = view.getUint16(candidatesAt + at * 2, true);
  const kindsAt = candidatesAt + total * 2;
  return { rows, starts, candidates, kinds: bytes.slice(kindsAt, kindsAt + total), weights: bytes.slice(kindsAt + total) };
}

/** Where `meant` stands among the candidates of `written` (both code units): an index into `candidates`, or −1. */
export function confusionAt({ rows, starts, candidates }: Confusions, written: number, meant: number): number {
  const row = rows[written]!;
  if (row === 0) return -1;
  const end = starts[row]!;
  for (let at = starts[row - 1]!; at < end; at += 1) if (candidates[at] === meant) return at;
  return -1;
}
