/** A sample that anybody can draw again: the same subjects and the same seed give the same choice. */

/** Seeds are whole numbers from 1. */
export const MOST_SEED = 2_147_483_647;

/** A small generator of equally spread numbers (mulberry32); gives numbers from 0 to below 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws `size` of the ids, each with the same chance, in the order of the ids; all of them where there are no more. */
export function drawSample(ids: readonly number[], size: number, seed: number): readonly number[] {
  const left = [...new Set(ids)].sort((a, b) => a - b);
  if (size >= left.length) return left;
  const random = generator(seed);
  const drawn = Array.from({ length: Math.max(size, 0) }, () => left.splice(Math.floor(random() * left.length), 1)[0] as number);
  return drawn.sort((a, b) => a - b);
}
