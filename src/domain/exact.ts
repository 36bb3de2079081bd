/**
 * Exact fractions. Scores are sums of shares (a joint item gives 5/3 to each of three units); they are never rounded
 * before they are shown, so that 1/3 + 1/3 + 1/3 is 1 and half up means half up on the true value.
 */
export interface Exact {
  /** Numerator; carries the sign. */
  readonly n: bigint;
  /** Denominator, above zero; the fraction is in lowest terms. */
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** The fraction n/d in lowest terms. Throws RangeError where d is zero. */
export function fraction(n: bigint, d: bigint = 1n): Exact {
  if (d === 0n) throw new RangeError('a fraction needs a denominator other than zero');
  if (d === 1n) return { n, d };
  const sign = d < 0n ? -1n : 1n;
  const common = gcd(n, d < 0n ? -d : d);
  return { n: (sign * n) / common, d: (sign * d) / common };
}

export const zero: Exact = { n: 0n, d: 1n };

const decimalPattern = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Reads a finite number or decimal text ("135.4", "-0.5") as the fraction it prints as. Throws RangeError on anything else. */
export function exact(value: number | string | bigint): Exact {
  if (typeof value === 'bigint') return { n: value, d: 1n };
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { n: BigInt(value), d: 1n };
  const match = decimalPattern.exec(String(value).trim());
  if (!match) throw new RangeError(`not a decimal number: ${value}`);
  const [, sign, whole = '0', part = '', power = '0'] = match;
  // No double reaches further; a longer power would take minutes to write out.
  if (Math.abs(Number(power)) > 400) throw new RangeError(`out of range: ${value}`);
  const scale = part.length - Number(power);
  const digits = BigInt(whole + part) * (sign === '-' ? -1n : 1n);
  return scale >= 0 ? fraction(digits, 10n ** BigInt(scale)) : { n: digits * 10n ** BigInt(-scale), d: 1n };
}

export const add = (a: Exact, b: Exact): Exact => (a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d));
export const negate = (a: Exact): Exact => ({ n: -a.n, d: a.d });
/** Without its sign. */
export const abs = (a: Exact): Exact => (a.n < 0n ? negate(a) : a);
export const subtract = (a: Exact, b: Exact): Exact => add(a, negate(b));
export const multiply = (a: Exact, b: Exact): Exact => fraction(a.n * b.n, a.d * b.d);
/** a ÷ b, or undefined where b is zero. */
export const divide = (a: Exact, b: Exact): Exact | undefined => (b.n === 0n ? undefined : fraction(a.n * b.d, a.d * b.n));
/** Negative, zero or positive as a is below, equal to or above b. */
export const compare = (a: Exact, b: Exact): number => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
export const isZero = (a: Exact): boolean => a.n === 0n;
export const sum = (values: Iterable<Exact>): Exact => {
  let total = zero;
  for (const value of values) total = add(total, value);
  return total;
};

/** Rounded to `decimals` places, half away from zero (四舍五入). */
export function roundHalfUp(a: Exact, decimals: number): Exact {
  const scale = 10n ** BigInt(decimals);
  const negative = a.n < 0n;
  const scaled = (negative ? -a.n : a.n) * scale;
  const whole = (2n * scaled + a.d) / (2n * a.d);
  return fraction(negative ? -whole : whole, scale);
}

/** The largest whole number not above a. */
export const floorOf = (a: Exact): Exact => {
  const whole = a.n / a.d;
  return { n: a.n < 0n && whole * a.d !== a.n ? whole - 1n : whole, d: 1n };
};

/** The nearest JavaScript number; for output only, never for further reckoning. */
export const toNumber = (a: Exact): number => {
  if (a.d === 1n) return Number(a.n);
  // Both parts may be too long for a double, and a sum of two doubles is rounded twice: 31.952 must not become 31.951999999999998.
  const magnitude = a.n < 0n ? -a.n : a.n;
  const part = String(((magnitude % a.d) * 10n ** 20n) / a.d).padStart(20, '0');
  return Number(`${a.n < 0n ? '-' : ''}${magnitude / a.d}.${part}`);
};

/** Decimal text with exactly `decimals` places, rounded half up: toFixed(27/2, 0) is "14". */
export function toFixed(a: Exact, decimals: number): string {
  const scaled = roundHalfUp(a, decimals);
  const units = (scaled.n * 10n ** BigInt(decimals)) / scaled.d;
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return negative ? `-${text}` : text;
}
