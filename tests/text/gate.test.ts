// The gate: trees learn what tells right edits from wrong ones, the same from the same rows, and survive their file.
import { describe, expect, it } from 'vitest';
import { readGate, treesScore, writeGate } from '../../src/text/gate.ts';
import { boost, lossOf, type Rows } from '../../src/text/train/boost.ts';

/** Numbers from 0 to 1 without chance. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Rows of five figures; right where the first two are on different sides of a half, but for a share of noise. The rest says nothing. */
function rowsOf(length: number, noise: number, seed: number): Rows {
  const next = numbers(seed);
  const figures = Float32Array.from({ length: length * 5 }, next);
  const labels = Uint8Array.from({ length }, (_, row) => {
    const right = figures[row * 5]! > 0.5 !== figures[row * 5 + 1]! > 0.5;
    return +(next() < noise ? !right : right);
  });
  return { width: 5, figures, labels, weights: new Float32Array(length).fill(1) };
}

describe('boosted trees', () => {
  it('come close to the least loss there is, on rows they have not seen', () => {
    const noise = 0.1;
    const least = -(noise * Math.log(noise) + (1 - noise) * Math.log(1 - noise));
    const trees = boost(rowsOf(6000, noise, 1), { trees: 80 });
    const loss = lossOf(trees, rowsOf(4000, noise, 2));
    expect(loss).toBeGreaterThan(least * 0.85);
    expect(loss).toBeLessThan(least * 1.15);
  });
  it('are the same from the same rows', () => {
    const [one, two] = [boost(rowsOf(800, 0.2, 3), { trees: 20 }), boost(rowsOf(800, 0.2, 3), { trees: 20 })];
    expect(two).toEqual(one);
  });
  it('weigh a row of weight two as they do two rows', () => {
    // Few enough that both have the same bins.
    const rows = rowsOf(60, 0.2, 4);
    const twice: Rows = {
      width: 5,
      figures: Float32Array.from([...rows.figures, ...rows.figures]),
      labels: Uint8Array.from([...rows.labels, ...rows.labels]),
      weights: new Float32Array(120).fill(1),
    };
    const heavy = boost({ ...rows, weights: new Float32Array(60).fill(2) }, { trees: 10 });
    const double = boost(twice, { trees: 10 });
    for (let row = 0; row < 60; row += 1)
      expect(treesScore(heavy, rows.figures, row * 5)).toBeCloseTo(treesScore(double, rows.figures, row * 5), 1);
  });
  it('say what all rows share where nothing tells them apart', () => {
    const rows: Rows = {
      width: 1,
      figures: new Float32Array(40),
      labels: Uint8Array.from({ length: 40 }, (_, row) => +(row % 4 === 0)),
      weights: new Float32Array(40).fill(1),
    };
    const trees = boost(rows, { trees: 5 });
    expect(treesScore(trees, Float32Array.of(0))).toBeCloseTo(Math.log(1 / 3), 3);
  });
  it('refuse to learn from nothing', () => {
    expect(() => boost({ width: 1, figures: new Float32Array(0), labels: new Uint8Array(0), weights: new Float32Array(0) })).toThrow(
      RangeError,
    );
  });
});

describe('the file of a gate', () => {
  it('brings back the same gate', () => {
    const gate = { trees: boost(rowsOf(500, 0.1, 5), { trees: 12 }), from: { strict: 2.5, full: 0.25 }, beside: 0 };
    expect(readGate(writeGate(gate))).toEqual(gate);
  });
  it('is refused where it is something else or cut short', () => {
    const bytes = writeGate({ trees: boost(rowsOf(100, 0.1, 6), { trees: 2 }), from: { strict: 1, full: 0 }, beside: 0 });
    for (const length of [0, 10, bytes.length - 1]) expect(() => readGate(bytes.subarray(0, length))).toThrow(RangeError);
    expect(() => readGate(new Uint8Array(100))).toThrow(RangeError);
  });
});
