// The index of sketches holds exactly what was put into it and not taken out, also after it was stored and loaded.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSketchIndex, leastEstimate, rowsFor, type SketchIndex } from '../../src/text/similar/sketch-index.ts';
import { loadIndex, StoredIndexError, storeIndex } from '../../src/text/similar/stored.ts';
import { dice } from '../support/dice.ts';

const sketchOf = (seed: number): Uint16Array => {
  const roll = dice(seed);
  return Uint16Array.from({ length: 64 }, () => roll(65536));
};
const near = (seed: number, changed: number): Uint16Array => sketchOf(seed).map((value, at) => (at < changed ? value ^ 1 : value));
const idsOf = (index: SketchIndex, sketch: Uint16Array, least = 0.5): number[] =>
  index
    .candidates(sketch, least)
    .map(({ id }) => id)
    .sort((a, b) => a - b);

const step = fc.oneof(
  fc.record({ add: fc.nat(30), sketch: fc.nat(6) }),
  fc.record({ remove: fc.nat(30) }),
  fc.record({ store: fc.constant(true) }),
);

describe('an index of sketches', () => {
  it('holds exactly what was put in and not taken out, however it is mixed, stored and loaded', () => {
    fc.assert(
      fc.property(fc.constantFrom(1 as const, 2 as const, 4 as const), fc.array(step, { maxLength: 60 }), (rows, steps) => {
        let index = createSketchIndex(rows);
        const held = new Map<number, number>();
        for (const one of steps) {
          if ('add' in one) {
            index.add(one.add, sketchOf(one.sketch));
            held.set(one.add, one.sketch);
          } else if ('remove' in one) expect(index.remove(one.remove)).toBe(held.delete(one.remove));
          else index = loadIndex(storeIndex(index));
        }
        expect(index.size()).toBe(held.size);
        for (let seed = 0; seed <= 6; seed += 1) {
          const wanted = [...held].filter(([, sketch]) => sketch === seed).map(([id]) => id);
          expect(idsOf(index, sketchOf(seed))).toEqual(wanted.sort((a, b) => a - b));
        }
        for (const [id, seed] of held) expect(index.sketchOf(id)).toEqual(sketchOf(seed));
      }),
    );
  });
  it('grows, and gives the room of what was taken out to what comes', () => {
    const index = createSketchIndex(4);
    for (let id = 0; id < 40_000; id += 1) index.add(id, sketchOf(id));
    for (let id = 0; id < 40_000; id += 1) if (id % 3 !== 0) index.remove(id);
    const before = index.bytes();
    for (let id = 100_000; id < 120_000; id += 1) index.add(id, sketchOf(id));
    expect(index.bytes()).toBeLessThanOrEqual(before);
    expect(index.size()).toBe(13_334 + 20_000);
    for (const id of [0, 3, 39_999, 100_000, 119_999]) expect(idsOf(index, sketchOf(id))).toEqual([id]);
    for (const id of [1, 2, 39_998]) expect(idsOf(index, sketchOf(id))).toEqual([]);
    const loaded = loadIndex(storeIndex(index));
    expect(loaded.size()).toBe(index.size());
    loaded.add(2, sketchOf(2));
    for (const id of [0, 2, 39_999, 119_999]) expect(idsOf(loaded, sketchOf(id))).toEqual([id]);
    expect(storeIndex(loadIndex(storeIndex(index)))).toEqual(storeIndex(index));
  });
  it('takes numbers up to 2^53 − 1 and refuses what is none', () => {
    const index = createSketchIndex(4);
    for (const id of [0, -5, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) index.add(id, sketchOf(1));
    expect(idsOf(index, sketchOf(1))).toEqual([-5, 0, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]);
    for (const wrong of [Number.NaN, 0.5, 2 ** 53]) expect(() => index.add(wrong, sketchOf(1))).toThrow(RangeError);
  });
  it('gives each candidate once, with the part of the sketches that is equal', () => {
    const index = createSketchIndex(4);
    index.add(1, sketchOf(1));
    expect(index.candidates(near(1, 16), 0.7)).toEqual([{ id: 1, estimate: 0.75 }]);
    expect(index.candidates(near(1, 32), 0.7)).toEqual([]);
    expect(index.candidates(near(1, 64), 0)).toEqual([]);
  });
  it('looks at no more of a band than it is told to, the newest first, and still finds by another band what a crowded one hides', () => {
    const index = createSketchIndex(4);
    const crowd = sketchOf(1);
    const of = (id: number): Uint16Array => {
      const sketch = sketchOf(id);
      sketch.set(crowd.subarray(0, 4));
      return sketch;
    };
    index.add(5, of(5));
    for (let id = 1000; id < 3000; id += 1) index.add(id, of(id));
    expect(index.candidates(of(5), 0.5, 10)).toEqual([{ id: 5, estimate: 1 }]);
    const some = index.candidates(of(5), 0, 10).map(({ id }) => id);
    expect(some.toSorted((a, b) => a - b)).toEqual([5, ...Array.from({ length: 10 }, (_, at) => 2990 + at)]);
    expect(index.candidates(of(5), 0)).toHaveLength(2001);
  });
  it('keeps to 280 bytes for each item from 200,000 items on', () => {
    const index = createSketchIndex(4);
    const sketch = sketchOf(1);
    let most = 0;
    for (let id = 0; id < 300_000; id += 1) {
      for (let at = 0; at < 64; at += 4) sketch[at] = Math.imul(id + at, 0x9e37_79b1) >>> 16;
      index.add(id, sketch);
      if (id >= 200_000 && id % 1000 === 0) most = Math.max(most, index.bytes() / (id + 1));
    }
    expect(most).toBeLessThanOrEqual(280);
  });
  it('refuses bytes that are no index of its version', () => {
    const good = storeIndex(createSketchIndex(4));
    expect(loadIndex(good.slice(0)).size()).toBe(0);
    for (const bad of [new ArrayBuffer(0), new ArrayBuffer(100), good.slice(0, 40)]) expect(() => loadIndex(bad)).toThrow(StoredIndexError);
    const other = good.slice(0);
    new Int32Array(other)[1] = 99;
    expect(() => loadIndex(other)).toThrow(StoredIndexError);
  });
});

describe('bands', () => {
  it('are as large as 999 of 1,000 finds allow', () => {
    for (let threshold = 0.11; threshold <= 1; threshold += 0.01) {
      const rows = rowsFor(threshold);
      expect((1 - threshold ** rows) ** (64 / rows), String(threshold)).toBeLessThan(0.0011);
    }
    expect(leastEstimate(1)).toBe(1);
    expect(leastEstimate(0.8)).toBeCloseTo(0.575, 3);
  });
});
