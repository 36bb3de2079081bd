// Parts of a joint item as an editor writes them.
import { describe, expect, it } from 'vitest';
import { readShare, readShares, showShare } from '../../src/web/parts/desk/share-text.ts';

const units = [{ id: 1 }, { id: 2 }, { id: 3 }];

describe('parts of a joint item', () => {
  it('are read as fractions, decimals and percentages, with wide marks too', () => {
    expect(['1/3', '0.5', '50%', '１', ' 2 / 4 ', '1／4', '25％'].map((text) => readShare(text))).toEqual([
      { n: 1n, d: 3n },
      { n: 1n, d: 2n },
      { n: 1n, d: 2n },
      undefined,
      { n: 1n, d: 2n },
      { n: 1n, d: 4n },
      { n: 1n, d: 4n },
    ]);
  });

  it('are not read where they are negative, of nothing, or no number', () => {
    expect(['', '-1/2', '1/0', 'abc', '1/2/3', '1e9', '99999999/1'].map(readShare)).toEqual(Array(7).fill(undefined));
  });

  it('must make one whole: the units that cannot be read are named, else the total', () => {
    expect(readShares(units, { 1: '1/3', 2: '1/3', 3: '1/3' })).toMatchObject({
      shares: [
        { unit: 1, top: 1, bottom: 3 },
        { unit: 2, top: 1, bottom: 3 },
        { unit: 3, top: 1, bottom: 3 },
      ],
    });
    expect(readShares(units, { 1: '1/2', 2: '1/2', 3: '0' })).toHaveProperty('shares');
    expect(readShares(units, { 1: '1/2', 2: '甲' })).toEqual({ unreadable: [2, 3] });
    expect(readShares(units, { 1: '1/2', 2: '1/2', 3: '1/4' })).toEqual({ unreadable: [], total: { n: 5n, d: 4n } });
    expect(readShares(units, { 1: '0', 2: '0', 3: '0' })).toEqual({ unreadable: [], total: { n: 0n, d: 1n } });
  });

  it('are shown as they are written', () => {
    expect([showShare({ top: 2, bottom: 4 }), showShare({ top: 3, bottom: 3 })]).toEqual(['1/2', '1']);
  });
});
