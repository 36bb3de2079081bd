/**
 * Interpolated modified Kneser-Ney (Chen & Goodman 1998): three discounts per order from the counts of counts, what they free goes to
 * the order below.
 */
import { type Grams, step } from './counts.ts';

/** One order of the full model, before anything is left out. */
export interface Order {
  readonly keys: Float64Array;
  /** Occurrences, also in the lower orders: what leaving an n-gram out costs. */
  readonly occurrences: Float64Array;
  /** Where the n-gram without its last character, and without its first, stand in the order below. */
  readonly prefix: Int32Array;
  readonly suffix: Int32Array;
  /** Natural logarithm of the probability of the last character after the others. */
  readonly logs: Float32Array;
  /** By context, which is an n-gram of the order below: the share that goes to that order, as a logarithm. */
  readonly freed: Float32Array;
}

/** What is taken from a count of one, two, and three or more. */
export function discountsOf(counts: Uint32Array): readonly [number, number, number] {
  const n = [0, 0, 0, 0, 0];
  for (const count of counts) if (count <= 4) n[count] = (n[count] as number) + 1;
  const [, one, two, three, four] = n as [number, number, number, number, number];
  const share = one / (one + 2 * two);
  const discount = (count: number, here: number, next: number): number => {
    const value = count - ((count + 1) * share * next) / here;
    // Too little text for counts of counts to mean anything.
    return Number.isFinite(value) && value > 0 && value < count ? value : count / 2;
  };
  return [discount(1, one, two), discount(2, two, three), discount(3, three, four)];
}

/** Index of each key of the order above, without its last character, in the sorted keys; both run upwards. */
function prefixesOf(above: Float64Array, keys: Float64Array): Int32Array {
  const found = new Int32Array(above.length);
  let at = 0;
  for (let gram = 0; gram < above.length; gram += 1) {
    const key = Math.floor((above[gram] as number) / step);
    while ((keys[at] as number) < key) at += 1;
    found[gram] = at;
  }
  return found;
}

/** Index of each key of the order above, without its first character: the keys of one first character run upwards too. */
function suffixesOf(above: Float64Array, keys: Float64Array, size: number): Int32Array {
  const found = new Int32Array(above.length);
  let last = Number.POSITIVE_INFINITY;
  let at = 0;
  for (let gram = 0; gram < above.length; gram += 1) {
    const key = (above[gram] as number) % size;
    at = reach(keys, key, key < last ? 0 : at);
    last = key;
    found[gram] = at;
  }
  return found;
}

/** Where `key` stands at or after `from`: steps that double, then halving. */
function reach(keys: Float64Array, key: number, from: number): number {
  let low = from;
  let width = 1;
  while (low + width < keys.length && (keys[low + width] as number) <= key) {
    low += width;
    width *= 2;
  }
  for (; width >= 1; width = Math.floor(width / 2)) if (low + width < keys.length && (keys[low + width] as number) <= key) low += width;
  return low;
}

/** Order one over the whole vocabulary, keys being the ids; the rest is spread evenly. */
function unigrams({ keys, counts }: Grams, ids: number): Order {
  const [one, two, three] = discountsOf(counts);
  let total = 0;
  let freed = 0;
  for (const count of counts) {
    total += count;
    freed += count === 1 ? one : count === 2 ? two : three;
  }
  const logs = new Float32Array(ids).fill(Math.log(freed / total / ids));
  keys.forEach((key, at) => {
    const count = counts[at] as number;
    const kept = count - (count === 1 ? one : count === 2 ? two : three);
    logs[key] = Math.log((kept + freed / ids) / total);
  });
  const all = Float64Array.from({ length: ids }, (_, id) => id);
  return { keys: all, occurrences: all, prefix: new Int32Array(0), suffix: new Int32Array(0), logs, freed: new Float32Array(0) };
}

/** Sums by context of what an order holds: all counts, and what the discounts free. */
function contexts(
  counts: Uint32Array,
  prefix: Int32Array,
  length: number,
): { totals: Float64Array; freed: Float64Array; by: readonly number[] } {
  const [one, two, three] = discountsOf(counts);
  const totals = new Float64Array(length);
  const freed = new Float64Array(length);
  for (let gram = 0; gram < counts.length; gram += 1) {
    const count = counts[gram] as number;
    const context = prefix[gram] as number;
    totals[context] = (totals[context] as number) + count;
    freed[context] = (freed[context] as number) + (count === 1 ? one : count === 2 ? two : three);
  }
  return { totals, freed, by: [0, one, two, three] };
}

/** The order above `lower`. */
function higher({ keys, counts }: Grams, lower: Order, order: number): Order {
  const prefix = prefixesOf(keys, lower.keys);
  const suffix = suffixesOf(keys, lower.keys, step ** (order - 1));
  const { totals, freed, by } = contexts(counts, prefix, lower.keys.length);
  const logs = new Float32Array(keys.length);
  for (let gram = 0; gram < keys.length; gram += 1) {
    const count = counts[gram] as number;
    const context = prefix[gram] as number;
    const kept = count - (by[Math.min(count, 3)] as number);
    const below = Math.exp(lower.logs[suffix[gram] as number] as number);
    logs[gram] = Math.log((kept + (freed[context] as number) * below) / (totals[context] as number));
  }
  const shares = new Float32Array(lower.keys.length);
  for (let context = 0; context < shares.length; context += 1)
    if ((totals[context] as number) > 0) shares[context] = Math.log((freed[context] as number) / (totals[context] as number));
  return { keys, occurrences: Float64Array.from(counts), prefix, suffix, logs, freed: shares };
}

/** Below the highest order a count says after how many characters: what occurs is summed up from above. */
function sumOccurrences(above: Order, lower: Order, order: number): void {
  const beginnings = step ** (order - 1);
  for (let gram = 0; gram < lower.keys.length; gram += 1) if ((lower.keys[gram] as number) >= beginnings) lower.occurrences[gram] = 0;
  for (let gram = 0; gram < above.keys.length; gram += 1) {
    const to = above.suffix[gram] as number;
    if ((lower.keys[to] as number) >= beginnings)
      lower.occurrences[to] = (lower.occurrences[to] as number) + (above.occurrences[gram] as number);
  }
}

/** The full model of what `countGrams` counted, over a vocabulary of `ids` characters; orders 1 to 4 at `[order - 1]`. */
export function estimate(grams: readonly Grams[], ids: number): readonly Order[] {
  const orders: Order[] = [];
  grams.forEach((one, at) => {
    orders.push(at === 0 ? unigrams(one, ids) : higher(one, orders[at - 1] as Order, at + 1));
  });
  for (let order = orders.length - 1; order >= 2; order -= 1) sumOccurrences(orders[order] as Order, orders[order - 1] as Order, order);
  return orders;
}
