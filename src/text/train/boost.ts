/**
 * Grows the trees of a gate: gradient boosting with logistic loss (Friedman 2001), splits found on histograms of at most 64 bins per
 * figure by second-order gain (Chen & Guestrin 2016). No chance in it: the same rows give the same trees.
 */
import { type Trees, treesScore } from '../gate.ts';

export interface Rows {
  readonly width: number;
  /** `width` figures per row. */
  readonly figures: Float32Array;
  /** 1 where the edit is right. */
  readonly labels: Uint8Array;
  /** How many rows each counts for. */
  readonly weights: Float32Array;
}

export interface BoostOptions {
  readonly trees: number;
  readonly depth: number;
  /** The share of each tree that is added. */
  readonly rate: number;
  /** What each leaf is held back by, and the least second-order mass (weight × p × (1 − p)) of one. */
  readonly ridge: number;
  readonly leastMass: number;
}

const boostDefaults: BoostOptions = { trees: 250, depth: 3, rate: 0.1, ridge: 4, leastMass: 3 };

const mostBins = 64;

/** For each figure, ascending values above which the next bin begins. */
function edgesOf({ width, figures, labels }: Rows): readonly Float32Array[] {
  return Array.from({ length: width }, (_, figure) => {
    const values = Float32Array.from(labels, (_label, row) => figures[row * width + figure] as number).sort();
    const edges: number[] = [];
    for (let bin = 1; bin < mostBins; bin += 1) {
      const at = Math.floor((bin * values.length) / mostBins);
      const [below, above] = [values[at - 1], values[at]];
      // Between two different values, so that the same rows fall on the same side whatever the rounding.
      if (below !== undefined && above !== undefined && below < above) edges.push(Math.fround((below + above) / 2));
    }
    // Figures of few values: every step between them.
    const distinct = Float32Array.from(new Set(values));
    if (distinct.length <= mostBins)
      return Float32Array.from(distinct.slice(1), (value, nth) => Math.fround((value + (distinct[nth] as number)) / 2));
    return Float32Array.from(new Set(edges));
  });
}

/** The bin of each figure of each row, figure by figure. */
function binned({ width, figures, labels }: Rows, edges: readonly Float32Array[]): Uint8Array {
  const bins = new Uint8Array(labels.length * width);
  for (let figure = 0; figure < width; figure += 1) {
    const steps = edges[figure] as Float32Array;
    for (let row = 0; row < labels.length; row += 1) {
      const value = figures[row * width + figure] as number;
      let [low, high] = [0, steps.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (value > (steps[middle] as number)) low = middle + 1;
        else high = middle;
      }
      bins[figure * labels.length + row] = low;
    }
  }
  return bins;
}

interface Growing {
  readonly rows: Rows;
  readonly edges: readonly Float32Array[];
  readonly bins: Uint8Array;
  readonly options: BoostOptions;
  /** Log-odds of each row so far, and what the next tree is to bring: first and second derivatives. */
  readonly scores: Float64Array;
  readonly slopes: Float64Array;
  readonly masses: Float64Array;
}

/** The best split of the rows in each node of one level: figure and bin, −1 where none gains. */
function splitsOf({ rows, edges, bins, options, slopes, masses }: Growing, nodes: Uint8Array, first: number): Int32Array {
  const count = first + 1;
  const best = new Float64Array(count).fill(1e-9);
  const found = new Int32Array(count).fill(-1);
  const sums = new Float64Array(count * mostBins * 2);
  for (let figure = 0; figure < rows.width; figure += 1) {
    sums.fill(0);
    const from = figure * nodes.length;
    for (let row = 0; row < nodes.length; row += 1) {
      const at = (((nodes[row] as number) - first) * mostBins + (bins[from + row] as number)) * 2;
      sums[at] = (sums[at] as number) + (slopes[row] as number);
      sums[at + 1] = (sums[at + 1] as number) + (masses[row] as number);
    }
    const steps = (edges[figure] as Float32Array).length;
    for (let node = 0; node < count; node += 1)
      gainsOf(sums.subarray(node * mostBins * 2), steps, options, (gain, bin) => {
        if (gain <= (best[node] as number)) return;
        best[node] = gain;
        found[node] = figure * mostBins + bin;
      });
  }
  return found;
}

/** What each split of one node and figure gains, to whom it may concern. */
function gainsOf(sums: Float64Array, steps: number, { ridge, leastMass }: BoostOptions, tell: (gain: number, bin: number) => void): void {
  let [slope, mass] = [0, 0];
  for (let bin = 0; bin <= steps; bin += 1) {
    slope += sums[bin * 2] as number;
    mass += sums[bin * 2 + 1] as number;
  }
  const parent = slope ** 2 / (mass + ridge);
  let [left, leftMass] = [0, 0];
  for (let bin = 0; bin < steps; bin += 1) {
    left += sums[bin * 2] as number;
    leftMass += sums[bin * 2 + 1] as number;
    if (leftMass < leastMass || mass - leftMass < leastMass) continue;
    tell(left ** 2 / (leftMass + ridge) + (slope - left) ** 2 / (mass - leftMass + ridge) - parent, bin);
  }
}

/** Grows one tree into its place among `trees` and adds what it says to the scores. */
function grow(growing: Growing, trees: Trees, tree: number): void {
  const { rows, edges, bins, options, scores, slopes, masses } = growing;
  const { depth } = options;
  const length = rows.labels.length;
  const nodes = new Uint8Array(length);
  const firstNode = tree * ((1 << depth) - 1);
  for (let level = 0; level < depth; level += 1) {
    const first = (1 << level) - 1;
    const splits = splitsOf(growing, nodes, first);
    for (let node = 0; node <= first; node += 1) {
      const split = splits[node] as number;
      const figure = split < 0 ? 0 : Math.floor(split / mostBins);
      trees.figures[firstNode + first + node] = figure;
      trees.thresholds[firstNode + first + node] =
        split < 0 ? Number.POSITIVE_INFINITY : ((edges[figure] as Float32Array)[split % mostBins] as number);
    }
    for (let row = 0; row < length; row += 1) {
      const node = nodes[row] as number;
      const split = splits[node - first] as number;
      const right = split >= 0 && (bins[Math.floor(split / mostBins) * length + row] as number) > split % mostBins;
      nodes[row] = 2 * node + (right ? 2 : 1);
    }
  }
  const first = (1 << depth) - 1;
  const sums = new Float64Array(2 << depth);
  for (let row = 0; row < length; row += 1) {
    const leaf = ((nodes[row] as number) - first) * 2;
    sums[leaf] = (sums[leaf] as number) + (slopes[row] as number);
    sums[leaf + 1] = (sums[leaf + 1] as number) + (masses[row] as number);
  }
  for (let leaf = 0; leaf <= first; leaf += 1)
    trees.leaves[(tree << depth) + leaf] = (options.rate * (sums[leaf * 2] as number)) / ((sums[leaf * 2 + 1] as number) + options.ridge);
  for (let row = 0; row < length; row += 1)
    scores[row] = (scores[row] as number) + (trees.leaves[(tree << depth) + (nodes[row] as number) - first] as number);
}

/** Where no tree has been grown yet: the odds of all rows. */
function oddsOf({ labels, weights }: Rows): number {
  let [right, all] = [0, 0];
  for (const [row, label] of labels.entries()) {
    right += label * (weights[row] as number);
    all += weights[row] as number;
  }
  const share = Math.min(0.999, Math.max(0.001, right / all));
  return Math.fround(Math.log(share / (1 - share)));
}

/**
 * Trees that tell right rows from wrong ones; with `after`, more of them behind those, which stay as they are. Throws a RangeError where
 * there are no rows, more figures than 256, or trees of other figures or another depth to go on after.
 */
export function boost(rows: Rows, given: Partial<BoostOptions> = {}, after?: Trees): Trees {
  const options = { ...boostDefaults, ...given, ...(after ? { depth: after.depth } : {}) };
  const { width, labels, weights } = rows;
  if (labels.length === 0 || width === 0 || width > 256 || (after && after.width !== width)) throw new RangeError('nothing to learn from');
  const { trees: count, depth } = options;
  const nodes = (1 << depth) - 1;
  const grown = after ? after.figures.length / nodes : 0;
  const trees: Trees = {
    width,
    depth,
    base: after?.base ?? oddsOf(rows),
    figures: new Uint8Array((grown + count) * nodes),
    thresholds: new Float32Array((grown + count) * nodes),
    leaves: new Float32Array((grown + count) << depth),
  };
  if (after) {
    trees.figures.set(after.figures);
    trees.thresholds.set(after.thresholds);
    trees.leaves.set(after.leaves);
  }
  const edges = edgesOf(rows);
  const growing: Growing = {
    rows,
    edges,
    bins: binned(rows, edges),
    options,
    scores: Float64Array.from(labels, (_, row) => (after ? treesScore(after, rows.figures, row * width) : trees.base)),
    slopes: new Float64Array(labels.length),
    masses: new Float64Array(labels.length),
  };
  for (let tree = grown; tree < grown + count; tree += 1) {
    for (let row = 0; row < labels.length; row += 1) {
      const likely = 1 / (1 + Math.exp(-(growing.scores[row] as number)));
      growing.slopes[row] = (weights[row] as number) * ((labels[row] as number) - likely);
      growing.masses[row] = (weights[row] as number) * likely * (1 - likely);
    }
    grow(growing, trees, tree);
  }
  return trees;
}

/** Mean logistic loss of trees on rows, in nats: what is compared on rows held back. */
export function lossOf(trees: Trees, { width, figures, labels, weights }: Rows): number {
  let [loss, all] = [0, 0];
  for (const [row, label] of labels.entries()) {
    const score = treesScore(trees, figures, row * width);
    loss += (weights[row] as number) * (Math.log1p(Math.exp(-Math.abs(score))) + Math.max(0, label === 1 ? -score : score));
    all += weights[row] as number;
  }
  return all === 0 ? 0 : loss / all;
}
