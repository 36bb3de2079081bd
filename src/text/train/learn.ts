/** A gate that learns from an office: what was taken over (采纳) and what was passed over (忽略) are rows like all others. */
import { type Gate, treesScore } from '../gate.ts';
import { type BoostOptions, boost, lossOf, type Rows } from './boost.ts';

/** Every fifth row is held back. */
const heldBack = 5;

/** The rows of a set for which `keep` says yes. */
function rowsWhere({ width, figures, labels, weights }: Rows, keep: (row: number) => boolean): Rows {
  const kept = Array.from(labels, (_, row) => row).filter(keep);
  const into = new Float32Array(kept.length * width);
  for (const [to, row] of kept.entries()) into.set(figures.subarray(row * width, (row + 1) * width), to * width);
  return {
    width,
    figures: into,
    labels: Uint8Array.from(kept, (row) => labels[row] as number),
    weights: Float32Array.from(kept, (row) => weights[row] as number),
  };
}

/** Sets of rows as one; all must be of one width. */
export function joinRows(sets: readonly Rows[]): Rows {
  const width = sets[0]?.width ?? 0;
  if (sets.some((one) => one.width !== width)) throw new RangeError('rows of different widths');
  const length = sets.reduce((sum, { labels }) => sum + labels.length, 0);
  const all = { width, figures: new Float32Array(length * width), labels: new Uint8Array(length), weights: new Float32Array(length) };
  let at = 0;
  for (const { figures, labels, weights } of sets) {
    all.figures.set(figures, at * width);
    all.labels.set(labels, at);
    all.weights.set(weights, at);
    at += labels.length;
  }
  return all;
}

/**
 * The gate after an office's decisions: `decided` (label 1 for 采纳, 0 for 忽略) beside the rows `known` that the gate was grown from. It is
 * grown without every fifth decision; where it does not do better on those than `gate` does, `gate` stays. Points stay where they are.
 */
export function learn(gate: Gate, known: Rows, decided: Rows, options: Partial<BoostOptions> = {}): { gate: Gate; better: boolean } {
  const back = rowsWhere(decided, (row) => row % heldBack === heldBack - 1);
  if (back.labels.length === 0) return { gate, better: false };
  const trees = boost(joinRows([known, rowsWhere(decided, (row) => row % heldBack !== heldBack - 1)]), options);
  const better = lossOf(trees, back) < lossOf(gate.trees, back);
  return better ? { gate: { ...gate, trees }, better } : { gate, better };
}

export interface Lesson {
  /** What the gate is grown on; always the one that ships, so that it does not grow with every lesson. */
  readonly shipped: Gate;
  /** The one that decides now. */
  readonly present: Gate;
  /** Edits of an office's own sentences of which the right text is known. */
  readonly known: Rows;
  readonly decided: Rows;
}
export interface Lessoned {
  readonly gate: Gate;
  readonly better: boolean;
  /** Mean loss on the decisions held back, of the present gate and of the new one. */
  readonly lossBefore: number;
  readonly lossAfter: number;
}

const correcting: Partial<BoostOptions> = { trees: 60, rate: 0.1 };

/** How many wrong edits a gate lets through. */
const alarmsOf = ({ trees, from }: Gate, { width, figures, labels }: Rows): number =>
  labels.reduce((sum, label, row) => sum + (label === 0 && treesScore(trees, figures, row * width) >= from.full ? 1 : 0), 0);

/**
 * A few trees more, which say where an office decides otherwise than the gate that ships. Every fifth decision and every fifth known edit
 * is held back: it is better where it does better on the decisions, and lets no more of the wrong edits through.
 */
export function correctGate({ shipped, present, known, decided }: Lesson): Lessoned {
  const isHeld = (row: number): boolean => row % heldBack === heldBack - 1;
  const [back, guard] = [rowsWhere(decided, isHeld), rowsWhere(known, isHeld)];
  const learned = joinRows([known, decided].map((rows) => rowsWhere(rows, (row) => !isHeld(row))));
  const gate = { ...shipped, trees: boost(learned, { ...correcting, depth: shipped.trees.depth, onto: shipped.trees }) };
  const [lossBefore, lossAfter] = [lossOf(present.trees, back), lossOf(gate.trees, back)];
  const better = back.labels.length > 0 && lossAfter < lossBefore && alarmsOf(gate, guard) <= alarmsOf(present, guard);
  return { gate, better, lossBefore, lossAfter };
}
