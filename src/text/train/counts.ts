/**
 * How often which characters follow each other: n-grams as float64 keys of 13 bits per character, sorted, so that everything with one
 * context stands together. Lower orders are counted by their distinct left neighbours (Kneser & Ney 1995), beginnings of sentences,
 * which have none, by occurrence.
 */
import { border, mostIds } from '../tokens.ts';

const highest = 4;
/** One more character in a key. */
export const step = mostIds;

/** The n-grams of one order: sorted keys and how often each stands there (or after how many different characters). */
export interface Grams {
  readonly keys: Float64Array;
  readonly counts: Uint32Array;
}

/** Sorted keys with repetitions as distinct keys with counts. */
function distinct(sorted: Float64Array): Grams {
  let length = 0;
  for (let at = 0; at < sorted.length; at += 1) if (at === 0 || sorted[at] !== sorted[at - 1]) length += 1;
  const keys = new Float64Array(length);
  const counts = new Uint32Array(length);
  let to = -1;
  for (let at = 0; at < sorted.length; at += 1) {
    if (at === 0 || sorted[at] !== sorted[at - 1]) {
      to += 1;
      keys[to] = sorted[at] as number;
    }
    counts[to] = (counts[to] as number) + 1;
  }
  return { keys, counts };
}

/** Keys of all windows of `order` tokens within sentences; with `beginnings`, of those alone that start with a border. */
function windows(tokens: Uint16Array, order: number, beginnings: boolean): Float64Array {
  const fits = (end: number): boolean => {
    for (let at = end - order + 1; at < end; at += 1) if (tokens[at] === border && at > end - order + 1) return false;
    return !beginnings || tokens[end - order + 1] === border;
  };
  let length = 0;
  for (let end = order - 1; end < tokens.length; end += 1) if (fits(end)) length += 1;
  const keys = new Float64Array(length);
  let to = 0;
  for (let end = order - 1; end < tokens.length; end += 1) {
    if (!fits(end)) continue;
    let key = 0;
    for (let at = end - order + 1; at <= end; at += 1) key = key * step + (tokens[at] as number);
    keys[to] = key;
    to += 1;
  }
  return keys.sort();
}

/** The order below: each n-gram counted once per distinct character before it. */
function below(tokens: Uint16Array, { keys }: Grams, order: number): Grams {
  const size = step ** order;
  const suffixes = new Float64Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) suffixes[at] = (keys[at] as number) % size;
  const inner = distinct(suffixes.sort());
  if (order === 1) return inner;
  // What begins a sentence stands after nothing: its keys begin with the border, 0, and so come before all others.
  const first = distinct(windows(tokens, order, true));
  const join = <T extends Float64Array | Uint32Array>(into: T, head: T, tail: T): T => {
    into.set(head);
    into.set(tail, head.length);
    return into;
  };
  const length = first.keys.length + inner.keys.length;
  return {
    keys: join(new Float64Array(length), first.keys, inner.keys),
    counts: join(new Uint32Array(length), first.counts, inner.counts),
  };
}

/**
 * The counts of orders 1 to 4 of tokens as `tokenise` makes them (borders between sentences): `[order - 1]`. Takes about 30 bytes per
 * token at its height.
 */
export function countGrams(tokens: Uint16Array, progress: (order: number) => void = () => {}): readonly Grams[] {
  const orders: Grams[] = [];
  let grams = distinct(windows(tokens, highest, false));
  for (let order = highest; order >= 1; order -= 1) {
    progress(order);
    orders.unshift(grams);
    if (order > 1) grams = below(tokens, grams, order - 1);
  }
  return orders;
}
