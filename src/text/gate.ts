/**
 * The gate: shallow gradient-boosted trees (Friedman 2001) that say from the figures of a proposed edit how likely it is right, and the
 * two points at which it is said. Trees are complete, all of one depth, so that a row walks them without a branch.
 */
import type { Point } from './finding.ts';

export interface Trees {
  /** Figures of a row. */
  readonly width: number;
  readonly depth: number;
  /** Log-odds before any tree. */
  readonly base: number;
  /** By tree and node (2^depth − 1 of them, children of n at 2n + 1 and 2n + 2): which figure is asked, and above what it goes right. */
  readonly figures: Uint8Array;
  readonly thresholds: Float32Array;
  /** By tree and leaf (2^depth of them): log-odds that are added. */
  readonly leaves: Float32Array;
}

export interface Gate {
  readonly trees: Trees;
  /** Log-odds from which on an edit is reported at each point. */
  readonly from: Readonly<Record<Point, number>>;
  /** Log-odds that are enough beside an edit of the same sentence that is reported: who mistook one character mistook more. */
  readonly beside: number;
}

/** Which edits are reported: 1 by edit. `scores` are those of `treesScore`, `sentences` says of each edit in which sentence it stands. */
export function admitted({ from, beside }: Gate, scores: ArrayLike<number>, sentences: ArrayLike<number>, point: Point): Uint8Array {
  const sure = new Set(Array.from(scores, (score, nth) => (score >= from[point] ? (sentences[nth] as number) : -1)));
  return Uint8Array.from(scores, (score, nth) => +(sure.has(sentences[nth] as number) && score >= Math.min(beside, from[point])));
}

/** Log-odds that the edit with the figures from `at` on in `rows` is right. `rows` holds numbers alone, no NaN. */
export function treesScore({ depth, base, figures, thresholds, leaves }: Trees, rows: Float32Array, at = 0): number {
  const nodes = (1 << depth) - 1;
  let sum = base;
  let leaf = -nodes;
  for (let first = 0; first < figures.length; first += nodes) {
    let node = 0;
    for (let level = 0; level < depth; level += 1) {
      const place = first + node;
      node = 2 * node + 1 + +((rows[at + (figures[place] as number)] as number) > (thresholds[place] as number));
    }
    sum += leaves[leaf + node] as number;
    leaf += nodes + 1;
  }
  return sum;
}

const magic = 0x31474342; // 'BCG1', little endian
const headerBytes = 32;

/** The bytes of a gate: eight 32-bit numbers (magic, width, depth, trees, base, strict, full, beside), thresholds, leaves, figures. */
export function writeGate({ trees, from, beside }: Gate): Uint8Array {
  const nodes = trees.figures.length;
  const bytes = new Uint8Array(headerBytes + nodes * 5 + trees.leaves.length * 4);
  const view = new DataView(bytes.buffer);
  const count = nodes / ((1 << trees.depth) - 1);
  for (const [at, value] of [magic, trees.width, trees.depth, count].entries()) view.setUint32(at * 4, value, true);
  for (const [at, value] of [trees.base, from.strict, from.full, beside].entries()) view.setFloat32(16 + at * 4, value, true);
  let at = headerBytes;
  for (const values of [trees.thresholds, trees.leaves])
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  bytes.set(trees.figures, at);
  return bytes;
}

/** A gate out of the bytes that `writeGate` gives. Throws a RangeError where they are something else or cut short. */
export function readGate(bytes: Uint8Array): Gate {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerBytes || view.getUint32(0, true) !== magic) throw new RangeError('not a gate');
  const [width, depth, count] = [4, 8, 12].map((at) => view.getUint32(at, true)) as [number, number, number];
  const nodes = count * ((1 << depth) - 1);
  const leafCount = count << depth;
  if (depth > 8 || bytes.length !== headerBytes + nodes * 5 + leafCount * 4) throw new RangeError('a gate cut short');
  const floats = (at: number, length: number): Float32Array =>
    Float32Array.from({ length }, (_, nth) => view.getFloat32(at + nth * 4, true));
  const figures = bytes.slice(headerBytes + (nodes + leafCount) * 4);
  if (figures.some((figure) => figure >= width)) throw new RangeError('a gate that asks for a figure there is not');
  const thresholds = floats(headerBytes, nodes);
  const leaves = floats(headerBytes + nodes * 4, leafCount);
  const [base, strict, full, beside] = floats(16, 4) as unknown as [number, number, number, number];
  return { trees: { width, depth, base, figures, thresholds, leaves }, from: { strict, full }, beside };
}
