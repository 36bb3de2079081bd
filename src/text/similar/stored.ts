/** An index in one buffer, and back: nothing is parsed, the arrays are laid over the bytes. */

import { sketchLength } from './sketch.ts';
import { indexOf, type Rows, type SketchIndex } from './sketch-index.ts';
import { emptySegment, type Segment, segmentSlots } from './slots.ts';

/** «BCTs» in the byte order of the machine, and the version of the format: what another machine or version wrote is made anew. */
const MAGIC = 0x7354_4342;
/** Changes with the fold, the hashes and the format: a sketch is worth something only beside those made the same way. */
const sketchVersion = 1;
const HEADER = 8;

/** Thrown by `loadIndex` for bytes that are no index of this version: it is to be made anew. */
export class StoredIndexError extends Error {}

/** All of an index in one buffer. Slots that were taken out stay empty. */
export function storeIndex(index: SketchIndex): ArrayBuffer {
  const { rows, slots, dead, free, heads, ids } = index.state();
  const bands = sketchLength / rows;
  const perSlot = 8 + 2 * sketchLength + 4 * bands;
  const buffer = new ArrayBuffer(4 * HEADER + slots.count * perSlot + heads.byteLength + ids.byteLength + 4 * free.length);
  new Int32Array(buffer, 0, HEADER).set([MAGIC, sketchVersion, rows, slots.count, dead, free.length, heads.length, ids.length]);
  let at = 4 * HEADER;
  const put = (bytes: ArrayBufferView): void => {
    new Uint8Array(buffer, at).set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    at += bytes.byteLength;
  };
  slots.segments.forEach(({ ids: numbers, sketches, next }, segment) => {
    const count = Math.min(segmentSlots, slots.count - segment * segmentSlots);
    put(numbers.subarray(0, count));
    put(sketches.subarray(0, count * sketchLength));
    put(next.subarray(0, count * bands));
  });
  put(heads);
  put(ids);
  put(Int32Array.from(free));
  return buffer;
}

/** The index in a buffer of `storeIndex`, which is the index's own from then on. Throws StoredIndexError where it is none of this version. */
export function loadIndex(buffer: ArrayBuffer): SketchIndex {
  if (buffer.byteLength < 4 * HEADER) throw new StoredIndexError('no index: too short');
  const [magic, version, rows = 0, count = 0, dead = 0, free = 0, heads = 0, ids = 0] = new Int32Array(buffer, 0, HEADER);
  if (magic !== MAGIC || version !== sketchVersion) throw new StoredIndexError('no index of this version');
  if (![1, 2, 4].includes(rows)) throw new StoredIndexError('no index: damaged');
  const bands = sketchLength / rows;
  const expected = 4 * (HEADER + heads + ids + free) + count * (8 + 2 * sketchLength + 4 * bands);
  if (Math.min(count, dead, free) < 0 || heads % bands !== 0 || expected !== buffer.byteLength)
    throw new StoredIndexError('no index: damaged');
  const segments: Segment[] = [];
  let at = 4 * HEADER;
  for (let done = 0; done < count; done += segmentSlots) {
    const here = Math.min(segmentSlots, count - done);
    segments.push(segmentIn(buffer, at, here, bands));
    at += here * (8 + 2 * sketchLength + 4 * bands);
  }
  const list = (length: number): Int32Array => {
    at += 4 * length;
    return new Int32Array(buffer, at - 4 * length, length);
  };
  const state = { rows: rows as Rows, slots: { segments, count }, dead, heads: list(heads), ids: list(ids), free: [...list(free)] };
  return indexOf(state);
}

/** One segment over the bytes; the last one, which will grow, in room of its own. */
function segmentIn(buffer: ArrayBuffer, at: number, count: number, bands: number): Segment {
  const ids = new Float64Array(buffer, at, count);
  const sketches = new Uint16Array(buffer, at + 8 * count, count * sketchLength);
  const next = new Int32Array(buffer, at + 8 * count + 2 * sketchLength * count, count * bands);
  if (count === segmentSlots) return { ids, sketches, next };
  const own = emptySegment(bands);
  own.ids.set(ids);
  own.sketches.set(sketches);
  own.next.set(next);
  return own;
}
