// Whose adoption it is: every unit once, one whole together.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditShares } from '../../../src/domain/adoption/shares.ts';
import { add, compare, fraction, zero } from '../../../src/domain/exact.ts';
import '../../support/properties.ts';

const units = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });

describe('shares', () => {
  it('name each unit once, whatever it reported, the lead first, and make one whole', () => {
    fc.assert(
      fc.property(units, fc.array(units, { maxLength: 4 }), (lead, merged) => {
        const made = creditShares(
          { units: lead },
          merged.map((one) => ({ units: one })),
        );
        if (!made.ok) throw new Error('equal shares are never refused');
        const named = made.value.map(({ unit }) => unit);
        expect(named).toEqual([...new Set([...lead, ...merged.flat()])]);
        const whole = made.value.reduce((sum, { top, bottom }) => add(sum, fraction(BigInt(top), BigInt(bottom))), zero);
        expect(compare(whole, fraction(1n))).toBe(0);
        expect(made.value.map((one) => one.lead)).toEqual(made.value.map((_, index) => index === 0));
      }),
    );
  });

  it('are as given where they are given, as weights', () => {
    const made = creditShares(
      {
        units: [1, 2],
        shares: [
          { unit: 1, top: 2, bottom: 1 },
          { unit: 2, top: 1, bottom: 1 },
        ],
      },
      [],
    );
    expect(made).toEqual({
      ok: true,
      value: [
        { unit: 1, top: 2, bottom: 3, lead: true },
        { unit: 2, top: 1, bottom: 3, lead: false },
      ],
    });
  });

  it('given with the text no longer hold when another unit was merged in; those chosen for the adoption do', () => {
    const lead = {
      units: [1, 2],
      shares: [
        { unit: 1, top: 2, bottom: 3 },
        { unit: 2, top: 1, bottom: 3 },
      ],
    };
    expect(creditShares(lead, [{ units: [3] }])).toMatchObject({
      value: [
        { bottom: 3, top: 1 },
        { bottom: 3, top: 1 },
        { bottom: 3, top: 1 },
      ],
    });
    // The same unit reported it twice: nothing is to be shared anew.
    expect(creditShares(lead, [{ units: [2] }])).toMatchObject({ value: [{ top: 2 }, { top: 1 }] });
    const chosen = [
      { unit: 3, top: 1, bottom: 2 },
      { unit: 1, top: 1, bottom: 4 },
      { unit: 2, top: 1, bottom: 4 },
    ];
    expect(creditShares(lead, [{ units: [3] }], chosen)).toMatchObject({
      value: [
        { unit: 1, bottom: 4 },
        { unit: 2, bottom: 4 },
        { unit: 3, bottom: 2 },
      ],
    });
  });

  it('are refused where a unit is missing, named twice, strange, or all is nothing', () => {
    const lead = { units: [1, 2] };
    const half = { top: 1, bottom: 2 };
    for (const chosen of [
      [{ unit: 1, ...half }],
      [
        { unit: 1, ...half },
        { unit: 1, ...half },
      ],
      [
        { unit: 1, ...half },
        { unit: 9, ...half },
      ],
      [
        { unit: 1, top: 0, bottom: 1 },
        { unit: 2, top: 0, bottom: 1 },
      ],
      [
        { unit: 1, top: -1, bottom: 1 },
        { unit: 2, top: 2, bottom: 1 },
      ],
    ])
      expect(creditShares(lead, [], chosen)).toMatchObject({ ok: false, code: 'bad-input', findings: [{ where: 'shares' }] });
  });
});
