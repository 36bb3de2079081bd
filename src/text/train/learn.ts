/** A gate that learns from an office: what was taken over (采纳) and what was passed over (忽略) are rows like all others. */
import { type Gate, readGate } from '../gate.ts';
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

/** Few and small: what an office decides bends the gate, and does not make another of it. */
const onTop: Partial<BoostOptions> = { trees: 60, rate: 0.05, ridge: 8 };
/** Decisions of either kind that are needed before anything is learned. */
const leastDecisions = 10;

export interface LearnedOnTop {
  readonly gate: Gate;
  readonly better: boolean;
  /** Loss on the decisions held back; the same where there was too little to learn from. */
  readonly lossBefore: number;
  readonly lossAfter: number;
}

/**
 * The same where the rows that a gate was grown from are not at hand: some trees more behind its own, grown from an office's decisions
 * alone, which stay only where they do better on every fifth decision, held back.
 */
export function learnOnTop(gate: Gate, decided: Rows): LearnedOnTop {
  const right = decided.labels.reduce((sum, label) => sum + label, 0);
  const back = rowsWhere(decided, (row) => row % heldBack === heldBack - 1);
  const lossBefore = lossOf(gate.trees, back);
  if (right < leastDecisions || decided.labels.length - right < leastDecisions || back.labels.length === 0)
    return { gate, better: false, lossBefore, lossAfter: lossBefore };
  const trees = boost(
    rowsWhere(decided, (row) => row % heldBack !== heldBack - 1),
    onTop,
    gate.trees,
  );
  const lossAfter = lossOf(trees, back);
  const better = lossAfter < lossBefore;
  return { gate: better ? { ...gate, trees } : gate, better, lossBefore, lossAfter };
}

const beginsWith = (all: ArrayLike<number>, first: ArrayLike<number>): boolean =>
  all.length >= first.length && Array.prototype.every.call(first, (value: number, at: number) => all[at] === value);

/**
 * The gate that decides for a site: what it learned (`writeGate`), if that was grown on top of the one that ships; what was learned on top of
 * one that shipped before does not fit the figures of this one. Throws a RangeError where the bytes are no gate.
 */
export function siteGate(shipped: Gate, learned: Uint8Array | undefined): Gate {
  const own = learned && readGate(learned);
  return own && isGrownOn(own, shipped) ? own : shipped;
}

/** Was `learned` grown on top of `gate`, and not of one that shipped before? */
export const isGrownOn = (learned: Gate, gate: Gate): boolean =>
  learned.trees.width === gate.trees.width &&
  learned.trees.depth === gate.trees.depth &&
  learned.trees.base === gate.trees.base &&
  beginsWith(learned.trees.figures, gate.trees.figures) &&
  beginsWith(learned.trees.thresholds, gate.trees.thresholds) &&
  beginsWith(learned.trees.leaves, gate.trees.leaves);
