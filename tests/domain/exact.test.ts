import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  floorOf,
  fraction,
  isZero,
  multiply,
  negate,
  roundHalfUp,
  subtract,
  sum,
  toFixed,
  toNumber,
  zero,
} from '../../src/domain/exact.ts';

const fractions = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([n, d]) => fraction(n, d));
const equal = (a: Exact, b: Exact): boolean => a.n === b.n && a.d === b.d;

describe('exact fractions', () => {
  it('three thirds are exactly one', () => {
    const third = fraction(1n, 3n);
    expect(sum([third, third, third])).toEqual(exact(1));
    expect(sum([])).toEqual(zero);
  });

  it('decimals are what they print as, not what a double holds', () => {
    expect(add(exact(0.1), exact(0.2))).toEqual(exact('0.3'));
    expect(exact('135.4')).toEqual(fraction(677n, 5n));
    expect(exact('-0.5')).toEqual(fraction(-1n, 2n));
    expect(exact('+2.50')).toEqual(fraction(5n, 2n));
    expect(exact(' 7 ')).toEqual(exact(7n));
    expect(exact(1e21)).toEqual(exact(10n ** 21n));
    expect(exact('2.5e-3')).toEqual(fraction(1n, 400n));
  });

  it('what is no decimal number is refused', () => {
    for (const wrong of ['', '五', '1,000', '1/3', '.5', '5.', '0x10', 'NaN', '1e999999999'])
      expect(() => exact(wrong), wrong).toThrow(RangeError);
    expect(() => exact(Number.NaN)).toThrow(RangeError);
    expect(() => exact(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('fractions stand in lowest terms with the sign above', () => {
    expect(fraction(6n, -4n)).toEqual({ n: -3n, d: 2n });
    expect(fraction(0n, -9n)).toEqual({ n: 0n, d: 1n });
    expect(() => fraction(1n, 0n)).toThrow(RangeError);
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        for (const made of [add(a, b), subtract(a, b), multiply(a, b)]) {
          expect(made.d > 0n).toBe(true);
          expect(equal(made, fraction(made.n, made.d))).toBe(true);
        }
      }),
    );
  });

  it('division undoes multiplication, and dividing by zero gives no value', () => {
    expect(divide(exact(5), zero)).toBeUndefined();
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        const quotient = divide(a, b);
        if (isZero(b)) expect(quotient).toBeUndefined();
        else expect(equal(multiply(quotient as Exact, b), a)).toBe(true);
      }),
    );
  });

  it('comparison follows the true value', () => {
    expect(compare(fraction(1n, 3n), exact('0.3333333333'))).toBe(1);
    expect(compare(fraction(-1n, 3n), zero)).toBe(-1);
    expect(compare(exact('2.50'), fraction(5n, 2n))).toBe(0);
  });

  it('rounds half up, away from zero on both sides', () => {
    expect(toFixed(exact('12.5'), 0)).toBe('13');
    expect(toFixed(exact('0.875'), 2)).toBe('0.88');
    expect(toFixed(exact('1.005'), 2)).toBe('1.01');
    expect(toFixed(exact('-0.5'), 0)).toBe('-1');
    expect(toFixed(exact('-0.4'), 0)).toBe('0');
    expect(toFixed(exact('-12.45'), 1)).toBe('-12.5');
    expect(toFixed(fraction(27n, 2n), 0)).toBe('14');
    expect(toFixed(fraction(1n, 3n), 4)).toBe('0.3333');
    expect(toFixed(exact('0.05'), 1)).toBe('0.1');
    expect(toFixed(exact(5), 2)).toBe('5.00');
    expect(roundHalfUp(exact('0.125'), 2)).toEqual(exact('0.13'));
  });

  it('rounding moves a value by at most half a place', () => {
    fc.assert(
      fc.property(fractions, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const off = subtract(roundHalfUp(value, decimals), value);
        const half = fraction(1n, 2n * 10n ** BigInt(decimals));
        expect(compare(off.n < 0n ? negate(off) : off, half)).toBeLessThanOrEqual(0);
        expect(toFixed(value, decimals)).toBe(toFixed(roundHalfUp(value, decimals), decimals));
      }),
    );
  });

  it('the floor is the largest whole number not above', () => {
    expect(floorOf(exact('2.9'))).toEqual(exact(2));
    expect(floorOf(exact('-2.1'))).toEqual(exact(-3));
    expect(floorOf(exact(-2))).toEqual(exact(-2));
  });

  it('output numbers are the nearest ones: 31.952 stays 31.952', () => {
    expect(toNumber(exact('31.952'))).toBe(31.952);
    expect(toNumber(exact('-299.905'))).toBe(-299.905);
    expect(toNumber(fraction(1n, 3n))).toBe(1 / 3);
    expect(toNumber(exact(-7))).toBe(-7);
    expect(toNumber(fraction(10n ** 30n + 1n, 10n ** 29n))).toBe(10);
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (n, decimals) => {
        const text = (n / 10 ** decimals).toFixed(decimals);
        expect(toNumber(exact(text)) + 0).toBe(Number(text) + 0);
      }),
    );
  });
});
