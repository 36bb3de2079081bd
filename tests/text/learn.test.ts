// Learning from what an office took over and passed over; and mistakes that are made to practise on.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfusions } from '../../src/text/confusions.ts';
import { readGate, treesScore, writeGate } from '../../src/text/gate.ts';
import { boost, type Rows } from '../../src/text/train/boost.ts';
import { corrupt, numbersFrom } from '../../src/text/train/corrupt.ts';
import { isGrownOn, joinRows, learn, learnOnTop } from '../../src/text/train/learn.ts';

/** Rows of two figures, right where the first is above a half — or below, for an office that sees it the other way. */
function rows(length: number, seed: number, turned: boolean): Rows {
  const next = numbersFrom(seed);
  const figures = Float32Array.from({ length: length * 2 }, next);
  const labels = Uint8Array.from({ length }, (_, row) => +(figures[row * 2]! > 0.5 !== turned));
  return { width: 2, figures, labels, weights: new Float32Array(length).fill(1) };
}

describe('a gate that learns', () => {
  const known = rows(200, 1, false);
  const gate = { trees: boost(known, { trees: 20 }), from: { strict: 2, full: 0 }, beside: 0 };
  it('takes what an office decides otherwise', () => {
    const learned = learn(gate, known, rows(1000, 2, true), { trees: 20 });
    expect(learned.better).toBe(true);
    expect(treesScore(learned.gate.trees, Float32Array.of(0.9, 0.5))).toBeLessThan(0);
    expect(learned.gate.from).toEqual(gate.from);
  });
  it('stays as it was where the new one is worse on decisions held back, or none are', () => {
    const mixed = rows(40, 3, false);
    // Wrong in all that is learned from, right in what is held back.
    const spoilt = {
      ...mixed,
      labels: mixed.labels.map((label, row) => (row % 5 === 4 ? label : 1 - label)),
      weights: mixed.weights.map(() => 50),
    };
    expect(learn(gate, known, spoilt, { trees: 20 })).toEqual({ gate, better: false });
    expect(learn(gate, known, rows(3, 4, true)).better).toBe(false);
  });
  it('bends to what an office decides, without the rows it was grown from, and its own trees stay the first', () => {
    const learned = learnOnTop(gate, rows(1000, 2, true));
    expect(learned).toMatchObject({ better: true, lossAfter: expect.any(Number) });
    expect(learned.lossAfter).toBeLessThan(learned.lossBefore);
    const score = (of: typeof gate) => treesScore(of.trees, Float32Array.of(0.9, 0.5));
    expect(score(learned.gate)).toBeLessThan(score(gate));
    expect(isGrownOn(learned.gate, gate)).toBe(true);
    expect(isGrownOn(readGate(writeGate(learned.gate)), readGate(writeGate(gate)))).toBe(true);
    expect(isGrownOn(learned.gate, { ...gate, trees: boost(rows(200, 9, true), { trees: 20 }) })).toBe(false);
  });
  it('learns nothing from too few decisions, or from decisions of one kind alone', () => {
    expect(learnOnTop(gate, rows(12, 2, true))).toMatchObject({ gate, better: false });
    const all = rows(300, 2, true);
    expect(learnOnTop(gate, { ...all, labels: all.labels.fill(0) })).toMatchObject({ gate, better: false });
  });
  it('refuses rows of other figures', () => {
    expect(() => learnOnTop({ ...gate, trees: { ...gate.trees, width: 3 } }, rows(300, 2, true))).toThrow(RangeError);
    expect(() => joinRows([known, { ...known, width: 1 }])).toThrow(RangeError);
  });
});

describe('mistakes made to practise on', () => {
  const confusions = readConfusions(readFileSync(new URL('../../assets/confusions/confusions.bin', import.meta.url)));
  const text = '各级人民政府应当加强对安全生产工作的领导';
  it('are the same from the same seed and change few characters', () => {
    const made = (seed: number): string[] => {
      const next = numbersFrom(seed);
      return Array.from({ length: 50 }, () => corrupt(confusions, text, next));
    };
    expect(made(7)).toEqual(made(7));
    expect(made(7)).not.toEqual(made(8));
    for (const one of made(9)) {
      expect(Math.abs(one.length - text.length)).toBeLessThanOrEqual(1);
      if (one.length === text.length) expect([...one].filter((character, at) => character !== text[at]).length).toBeLessThanOrEqual(3);
    }
  });
  it('leave alone what holds no Chinese', () => {
    expect(corrupt(confusions, 'abc 123', numbersFrom(1))).toBe('abc 123');
  });
});
