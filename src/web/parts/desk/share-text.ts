/** Parts of a joint item as an editor writes them: `1/3`, `0.5`, `50%`. */
import { compare, type Exact, exact, fraction, isZero, sum } from '../../../domain/exact.ts';
import type { JointShare } from '../../../domain/submission/submission.ts';

/** Parts with longer numbers do not fit the tables. */
const MOST = 1_000_000n;

/** A written part as a fraction; undefined where it is none, is negative or has too long a number. */
export function readShare(text: string): Exact | undefined {
  const trimmed = text.replace(/\s/g, '').replace('／', '/').replace('％', '%');
  const [, top, bottom, decimal, percent] = /^(?:(\d{1,7})\/(\d{1,7})|(\d{1,4}(?:\.\d{1,6})?)(%?))$/.exec(trimmed) ?? [];
  if (bottom !== undefined && top !== undefined) return Number(bottom) === 0 ? undefined : fitting(fraction(BigInt(top), BigInt(bottom)));
  if (decimal === undefined) return undefined;
  const value = exact(decimal);
  return fitting(percent === '%' ? fraction(value.n, value.d * 100n) : value);
}
const fitting = (value: Exact): Exact | undefined => (value.n > MOST || value.d > MOST ? undefined : value);

export const showExact = ({ n, d }: Exact): string => (d === 1n ? String(n) : `${n}/${d}`);
export const showShare = ({ top, bottom }: { readonly top: number; readonly bottom: number }): string =>
  showExact(fraction(BigInt(top), BigInt(bottom)));

export type SharesRead =
  | { readonly shares: readonly JointShare[]; readonly total: Exact }
  /** Units whose part cannot be read, or the total that is not one. */
  | { readonly unreadable: readonly number[]; readonly total?: Exact };

/** The written parts of all units: shares where each can be read and they make one whole. */
export function readShares(units: readonly { readonly id: number }[], texts: Readonly<Record<number, string>>): SharesRead {
  const read = units.map(({ id }) => ({ id, part: readShare(texts[id] ?? '') }));
  const unreadable = read.filter(({ part }) => part === undefined).map(({ id }) => id);
  if (unreadable.length > 0) return { unreadable };
  const parts = read as readonly { readonly id: number; readonly part: Exact }[];
  const total = sum(parts.map(({ part }) => part));
  if (isZero(total) || compare(total, fraction(1n)) !== 0) return { unreadable: [], total };
  return { shares: parts.map(({ id, part }) => ({ unit: id, top: Number(part.n), bottom: Number(part.d) })), total };
}
