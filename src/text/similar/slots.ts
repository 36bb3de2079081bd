/** Where the sketches of an index stand: slots in segments, so that growing copies nothing. A slot's number never changes. */
import { sketchLength } from './sketch.ts';

const SHIFT = 12;
/** Slots of a segment. */
export const segmentSlots = 1 << SHIFT;
const WITHIN = segmentSlots - 1;

/** Slots of one segment: 8 + 128 + 4 × bands bytes each. */
export interface Segment {
  /** Number of the item; NaN where it was taken out. */
  readonly ids: Float64Array;
  readonly sketches: Uint16Array;
  /** For each band the next slot of its chain and one more; 0 ends it. */
  readonly next: Int32Array;
}

export interface Slots {
  readonly segments: readonly Segment[];
  /** Slots in use, taken-out ones included. */
  count: number;
}

export const segmentOf = (slots: Slots, slot: number): Segment => slots.segments[slot >>> SHIFT]!;
export const withinOf = (slot: number): number => slot & WITHIN;
export const idAt = (slots: Slots, slot: number): number => slots.segments[slot >>> SHIFT]!.ids[slot & WITHIN]!;

export const emptySegment = (bands: number): Segment => ({
  ids: new Float64Array(segmentSlots),
  sketches: new Uint16Array(segmentSlots * sketchLength),
  next: new Int32Array(segmentSlots * bands),
});

/** A slot at the end. */
export function newSlot(slots: Slots, bands: number): number {
  if (slots.count === slots.segments.length * segmentSlots) (slots.segments as Segment[]).push(emptySegment(bands));
  slots.count += 1;
  return slots.count - 1;
}
