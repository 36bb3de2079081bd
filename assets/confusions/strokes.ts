// Strokes of characters in the order they are written, and how alike two such orders are.
import { createRequire } from 'node:module';

interface Order {
  readonly dict: { readonly orders: Readonly<Record<string, string>> };
}
const { dict } = createRequire(import.meta.url)('cnchar-order') as Order;

/** What a stroke becomes when its component is squeezed to a side: 横 and 提, 捺 and 点, 竖 and 竖钩, 横折 and 横折钩 are one. */
const squeezed: Readonly<Record<string, string>> = { i: 'j', d: 'k', l: 'k', g: 'f', t: 'f', r: 'c', u: 'b' };

/** Strokes of every character and component that has some; one letter for one stroke. */
export const strokesOf: ReadonlyMap<string, string> = new Map(
  Object.entries(dict.orders).map(([character, letters]) => [character, letters.replaceAll(/[a-z]/g, (one) => squeezed[one] ?? one)]),
);

/** Levenshtein's distance. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

/** Length of the longest run of strokes in common. */
export function longestRun(a: string, b: string): number {
  let best = 0;
  let row = new Uint8Array(b.length + 1);
  for (let i = 1; i <= a.length; i += 1) {
    const next = new Uint8Array(b.length + 1);
    for (let j = 1; j <= b.length; j += 1) {
      if (a[i - 1] !== b[j - 1]) continue;
      next[j] = row[j - 1]! + 1;
      if (next[j]! > best) best = next[j]!;
    }
    row = next;
  }
  return best;
}
