/**
 * Which n-grams a model of a given size keeps: those whose loss costs the text's probability most (weighted difference, Seymore &
 * Rosenfeld 1996; the leading term of Stolcke 1998). What is kept is kept without its first and without its last character too, so that
 * whoever misses the shorter need not look for the longer.
 */
import type { Order } from './estimate.ts';

/** Bytes of one n-gram of each order in the packed model. */
const bytesOf: readonly number[] = [8, 4.3, 4.3, 3.3];

/** Nats lost over the whole text without each n-gram. */
function losses({ occurrences, logs, prefix, suffix, freed }: Order, lower: Order): Float32Array {
  const lost = new Float32Array(logs.length);
  for (let gram = 0; gram < logs.length; gram += 1) {
    const without = (freed[prefix[gram] as number] as number) + (lower.logs[suffix[gram] as number] as number);
    lost[gram] = (occurrences[gram] as number) * ((logs[gram] as number) - without);
  }
  return lost;
}

/** 1 for each n-gram that is worth at least `least` nats or is context of one. */
function keep(orders: readonly Order[], lost: readonly Float32Array[], least: number): readonly Uint8Array[] {
  const kept = orders.map(({ keys }, at) => new Uint8Array(keys.length).fill(at === 0 ? 1 : 0));
  for (let at = orders.length - 1; at >= 1; at -= 1) {
    const { prefix, suffix } = orders[at] as Order;
    const [mine, below, worth] = [kept[at] as Uint8Array, kept[at - 1] as Uint8Array, lost[at] as Float32Array];
    for (let gram = 0; gram < mine.length; gram += 1) {
      if ((worth[gram] as number) >= least) mine[gram] = 1;
      if (mine[gram] === 0) continue;
      below[prefix[gram] as number] = 1;
      below[suffix[gram] as number] = 1;
    }
  }
  return kept;
}

const sizeOf = (kept: readonly Uint8Array[]): number =>
  kept.reduce((bytes, flags, at) => bytes + flags.reduce((sum, flag) => sum + flag, 0) * (bytesOf[at] as number), 0);

/** What to keep of the full model so that it packs into at most `most` bytes (of n-grams; fixed tables come on top). */
export function prune(orders: readonly Order[], most: number): readonly Uint8Array[] {
  const lost = orders.map((order, at) => (at === 0 ? new Float32Array(0) : losses(order, orders[at - 1] as Order)));
  let kept = keep(orders, lost, Number.NEGATIVE_INFINITY);
  if (sizeOf(kept) <= most) return kept;
  let [low, high] = [-4, 12];
  for (let round = 0; round < 12; round += 1) {
    const middle = (low + high) / 2;
    kept = keep(orders, lost, Math.exp(middle));
    if (sizeOf(kept) > most) low = middle;
    else high = middle;
  }
  return keep(orders, lost, Math.exp(high));
}

/** The back-off weights that make each context's probabilities sum to one after pruning; `[order - 1]`, orders 1 to 3. */
export function backoffsOf(orders: readonly Order[], kept: readonly Uint8Array[]): readonly Float32Array[] {
  const weights: Float32Array[] = [];
  let logs = (orders[0] as Order).logs;
  for (let at = 1; at < orders.length; at += 1) {
    const order = orders[at] as Order;
    const flags = kept[at] as Uint8Array;
    const length = (orders[at - 1] as Order).keys.length;
    const [mine, theirs] = [new Float64Array(length), new Float64Array(length)];
    for (let gram = 0; gram < flags.length; gram += 1) {
      if (flags[gram] === 0) continue;
      const context = order.prefix[gram] as number;
      mine[context] = (mine[context] as number) + Math.exp(order.logs[gram] as number);
      theirs[context] = (theirs[context] as number) + Math.exp(logs[order.suffix[gram] as number] as number);
    }
    const weight = mine.map((sum, context) => Math.log(Math.max(1e-6, 1 - sum) / Math.max(1e-6, 1 - (theirs[context] as number))));
    weights.push(Float32Array.from(weight));
    // What this order says after pruning, for the sums of the next.
    logs = order.logs.map((log, gram) =>
      flags[gram] === 1 ? log : (weight[order.prefix[gram] as number] as number) + (logs[order.suffix[gram] as number] as number),
    );
  }
  return weights;
}
