/** The parts that the units of a joint item have in it. */
import { type Exact, exact, fraction, sum } from '../exact.ts';
import { halfWidth } from './cell.ts';

export interface Share {
  /** Database id of the unit. */
  readonly unit: number;
  readonly top: number;
  readonly bottom: number;
}

const MOST = 1_000_000n;

/**
 * Equal parts where nothing is said. `2:1` (also ： 、 ； 比) gives two thirds and one third; 60%:40% and 0.6:0.4 likewise.
 * A single unit may have a part of an item whose other units report elsewhere: 1/3, 0.5, 50%.
 */
export function readShares(
  text: string | undefined,
  units: readonly number[],
): { readonly ok: true; readonly shares: readonly Share[] } | { readonly ok: false; readonly message: string } {
  if (text === undefined) return { ok: true, shares: units.map((unit) => ({ unit, top: 1, bottom: units.length })) };
  const parts = halfWidth(text)
    .split(/[:、;，,比]/)
    .map((part) => readPart(part.trim()));
  const given = parts.filter((part): part is Exact => part !== undefined && part.n >= 0n);
  if (given.length < parts.length) return { ok: false, message: `份额“${text}”写法不对，应如 2:1` };
  if (given.length !== units.length) return { ok: false, message: `份额“${text}”有${given.length}份，单位有${units.length}个` };
  const whole = units.length === 1 ? fraction(1n) : sum(given);
  if (whole.n === 0n) return { ok: false, message: `份额“${text}”合计为零` };
  const shares = given.map((part, index) => {
    const own = fraction(part.n * whole.d, part.d * whole.n);
    return { unit: units[index] as number, own };
  });
  if (shares.some(({ own }) => own.n > own.d)) return { ok: false, message: `份额“${text}”超过了一整条` };
  if (shares.some(({ own }) => own.d > MOST)) return { ok: false, message: `份额“${text}”的数字太长` };
  return { ok: true, shares: shares.map(({ unit, own }) => ({ unit, top: Number(own.n), bottom: Number(own.d) })) };
}

function readPart(text: string): Exact | undefined {
  const match = /^(\d{1,6}(?:\.\d{1,4})?)(?:\/(\d{1,6})|(%))?$/.exec(text);
  if (!match) return undefined;
  const top = exact(match[1] as string);
  const bottom = match[3] ? 100n : BigInt(match[2] ?? 1);
  return bottom === 0n ? undefined : fraction(top.n, top.d * bottom);
}
