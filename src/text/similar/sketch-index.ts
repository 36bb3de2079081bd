/**
 * Sketches by which items are found again: locality-sensitive hashing in bands (Indyk, Motwani 1998; Leskovec, Rajaraman, Ullman, «Mining of
 * Massive Datasets», 3.4). A sketch of 64 values is cut into bands of `rows` values; items with one equal band are candidates. Chains in
 * typed arrays, 240–275 bytes for each item with bands of four. It proposes; what is alike the texts decide.
 */
import { createIdTable, type IdTable } from './id-table.ts';
import { sketchLength } from './sketch.ts';
import { idAt, newSlot, type Segment, type Slots, segmentOf, withinOf } from './slots.ts';

/** Values of a band. An item of similarity s is a candidate with probability 1 − (1 − s^rows)^(64/rows). */
export type Rows = 1 | 2 | 4;

/** The largest bands by which 999 of 1,000 items of this similarity become candidates; down to 0.11. */
export const rowsFor = (threshold: number): Rows => (threshold >= 0.78 ? 4 : threshold >= 0.45 ? 2 : 1);

/**
 * The part of a sketch that must be equal for an item of `threshold` to be looked at: 4.5 standard deviations below it, so that one in
 * 300,000 of those just at it is missed.
 */
export const leastEstimate = (threshold: number): number =>
  Math.max(0, threshold - 4.5 * Math.sqrt((threshold * (1 - threshold)) / sketchLength));

export interface Candidate {
  readonly id: number;
  /** The part of the sketches that is equal, 0–1. */
  readonly estimate: number;
}

export interface SketchIndex {
  readonly rows: Rows;
  /** Items held. */
  readonly size: () => number;
  /** Bytes of its arrays. */
  readonly bytes: () => number;
  readonly has: (id: number) => boolean;
  /** Takes the 64 values of `sketch` from `at` for an item; what it held for it goes. The id is a whole number of at most 2^53 − 1. */
  readonly add: (id: number, sketch: Uint16Array, at?: number) => void;
  /** False where there is no such item. */
  readonly remove: (id: number) => boolean;
  /**
   * Items with an equal band of whose sketches at least the part `least` is equal, each once, in no order. Of each band at most `reach`
   * items are looked at, the newest first: where thousands are alike, some of them are given soon; without it all.
   */
  readonly candidates: (sketch: Uint16Array, least: number, reach?: number) => readonly Candidate[];
  /** A copy of an item's sketch. */
  readonly sketchOf: (id: number) => Uint16Array | undefined;
  /** All it holds. */
  readonly state: () => IndexState;
}

/** What an index is made of: as it is stored. */
export interface IndexState {
  readonly rows: Rows;
  readonly slots: Slots;
  /** Slots that were taken out and hang in their chains still. */
  readonly dead: number;
  /** Slots to be used again. */
  readonly free: readonly number[];
  /** For each band, one after another, the first slot of each chain and one more; 0 where it is empty. */
  readonly heads: Int32Array;
  readonly ids: Int32Array;
}

const FEWEST_CHAINS = 256;
/** Items for each chain of a band before there are twice as many. */
const CHAIN = 2;
/** So many taken out are passed over before the chains are made anew. */
const MOST_DEAD = 1024;

/** Which chain a band belongs to, before the mask. */
function chainOf(sketch: Uint16Array, from: number, rows: number): number {
  let hash = 0;
  for (let at = from; at < from + rows; at += 1) hash = Math.imul(hash ^ sketch[at]!, 0x9e37_79b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85eb_ca6b);
  return hash ^ (hash >>> 13);
}

function equalBand(one: Uint16Array, a: number, other: Uint16Array, b: number, rows: number): boolean {
  for (let row = 0; row < rows; row += 1) if (one[a + row] !== other[b + row]) return false;
  return true;
}

/** Equal values of two sketches where `band` is the first equal band; else -1, for the item was met there. */
function equalFrom(band: number, one: Uint16Array, other: Uint16Array, base: number, rows: number): number {
  for (let before = 0; before < band * rows; before += rows) if (equalBand(one, before, other, base + before, rows)) return -1;
  let equal = 0;
  for (let at = band * rows; at < sketchLength; at += 1) if (one[at] === other[base + at]) equal += 1;
  for (let at = 0; at < band * rows; at += 1) if (one[at] === other[base + at]) equal += 1;
  return equal;
}

/** Chains for `chains` per band made of all slots that are held. */
function linked(slots: Slots, rows: number, chains: number): Int32Array {
  const bands = sketchLength / rows;
  const heads = new Int32Array(bands * chains);
  for (let band = 0; band < bands; band += 1) {
    for (let slot = 0; slot < slots.count; slot += 1) {
      const { ids, sketches, next } = segmentOf(slots, slot);
      const within = withinOf(slot);
      if (Number.isNaN(ids[within])) continue;
      const head = band * chains + (chainOf(sketches, within * sketchLength + band * rows, rows) & (chains - 1));
      next[within * bands + band] = heads[head]!;
      heads[head] = slot + 1;
    }
  }
  return heads;
}

const emptyState = (rows: Rows): IndexState => ({
  rows,
  slots: { segments: [], count: 0 },
  dead: 0,
  free: [],
  heads: new Int32Array((sketchLength / rows) * FEWEST_CHAINS),
  ids: new Int32Array(1024),
});

/** What an index works on. */
interface Held {
  readonly rows: Rows;
  readonly bands: number;
  readonly slots: Slots;
  readonly table: IdTable;
  heads: Int32Array;
  /** Chains of each band. */
  chains: number;
  free: number[];
  dead: number;
  size: number;
}

/** Makes the chains anew, without what was taken out; its slots are used again. */
function relink(held: Held): void {
  const { slots, rows } = held;
  if (held.dead > 0) held.free = Array.from({ length: slots.count }, (_, slot) => slot).filter((slot) => Number.isNaN(idAt(slots, slot)));
  held.dead = 0;
  held.heads = linked(slots, rows, held.chains);
}

function removeItem(held: Held, id: number): boolean {
  const { slots, table } = held;
  const slot = table.find(id);
  if (slot < 0) return false;
  table.remove(id);
  segmentOf(slots, slot).ids[withinOf(slot)] = Number.NaN;
  held.size -= 1;
  held.dead += 1;
  if (held.dead > MOST_DEAD && held.dead * 4 > held.size) relink(held);
  return true;
}

function linkSlot({ heads, chains, rows, bands }: Held, { sketches, next }: Segment, slot: number): void {
  const within = withinOf(slot);
  const base = within * sketchLength;
  for (let band = 0; band < bands; band += 1) {
    const head = band * chains + (chainOf(sketches, base + band * rows, rows) & (chains - 1));
    next[within * bands + band] = heads[head]!;
    heads[head] = slot + 1;
  }
}

function addItem(held: Held, id: number, sketch: Uint16Array, at: number): void {
  if (!Number.isSafeInteger(id)) throw new RangeError(`no number of an item: ${id}`);
  removeItem(held, id);
  const slot = held.free.pop() ?? newSlot(held.slots, held.bands);
  const segment = segmentOf(held.slots, slot);
  segment.ids[withinOf(slot)] = id;
  const base = withinOf(slot) * sketchLength;
  for (let place = 0; place < sketchLength; place += 1) segment.sketches[base + place] = sketch[at + place]!;
  held.table.set(id, slot);
  held.size += 1;
  if (held.size + held.dead <= CHAIN * held.chains) linkSlot(held, segment, slot);
  else {
    held.chains *= 2;
    relink(held);
  }
}

function sketchOf({ slots, table }: Held, id: number): Uint16Array | undefined {
  const slot = table.find(id);
  if (slot < 0) return undefined;
  const base = withinOf(slot) * sketchLength;
  return segmentOf(slots, slot).sketches.slice(base, base + sketchLength);
}

const bytesOf = ({ slots, heads, table }: Held): number =>
  slots.segments.reduce((sum, { ids, sketches, next }) => sum + ids.byteLength + sketches.byteLength + next.byteLength, 0) +
  heads.byteLength +
  table.places().byteLength;

/** An index over a state, which is its own from then on. */
export function indexOf({ rows, slots, dead, free, heads, ids }: IndexState): SketchIndex {
  const bands = sketchLength / rows;
  const size = slots.count - dead - free.length;
  const table = createIdTable((slot) => idAt(slots, slot), ids, size);
  const held: Held = { rows, bands, slots, table, heads, chains: heads.length / bands, free: [...free], dead, size };
  return {
    rows,
    size: () => held.size,
    bytes: () => bytesOf(held),
    has: (id) => table.find(id) >= 0,
    add: (id, sketch, at = 0) => addItem(held, id, sketch, at),
    remove: (id) => removeItem(held, id),
    candidates: (sketch, least, reach = Number.POSITIVE_INFINITY) => candidatesOf(held, sketch, least * sketchLength, reach),
    sketchOf: (id) => sketchOf(held, id),
    state: () => ({ rows, slots, dead: held.dead, free: held.free, heads: held.heads, ids: table.places() }),
  };
}

export const createSketchIndex = (rows: Rows): SketchIndex => indexOf(emptyState(rows));

/** For each band the link that is followed next. One question is asked at a time. */
const links = new Int32Array(sketchLength);

/**
 * All chains are followed together, one link of each at a time: where the memory is slow to answer, it is asked for sixteen links at once
 * and not for one after another.
 */
function candidatesOf({ slots, heads, rows, bands, chains }: Held, sketch: Uint16Array, least: number, reach: number): Candidate[] {
  const found: Candidate[] = [];
  // Where chains are cut, an item may be met by a later band alone, though an earlier one is equal too.
  const met = Number.isFinite(reach) ? new Set<number>() : undefined;
  let open = 0;
  for (let band = 0; band < bands; band += 1) {
    const head = heads[band * chains + (chainOf(sketch, band * rows, rows) & (chains - 1))]!;
    links[band] = head;
    if (head !== 0) open += 1;
  }
  for (let step = 0; open > 0 && step < reach; step += 1) {
    open = 0;
    for (let band = 0; band < bands; band += 1) {
      const link = links[band]!;
      if (link === 0) continue;
      const { ids, sketches, next } = segmentOf(slots, link - 1);
      const within = withinOf(link - 1);
      const following = next[within * bands + band]!;
      links[band] = following;
      if (following !== 0) open += 1;
      const base = within * sketchLength;
      if (!equalBand(sketch, band * rows, sketches, base + band * rows, rows)) continue;
      if (met?.has(link)) continue;
      met?.add(link);
      const equal = equalFrom(met ? 0 : band, sketch, sketches, base, rows);
      if (equal < least) continue;
      const id = ids[within]!;
      if (!Number.isNaN(id)) found.push({ id, estimate: equal / sketchLength });
    }
  }
  return found;
}
