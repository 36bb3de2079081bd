/** Makes mistakes as people make them: what a gate learns to find. The same text and seed give the same mistakes. */
import { type Confusions, weightStep } from '../confusions.ts';

/** Numbers from 0 to 1, the same from the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

/** A character for which `meant` may be mistaken, drawn by how likely the sets say that is; 0 where there is none. */
function mistaken({ rows, starts, candidates, weights }: Confusions, meant: number, next: () => number): number {
  const row = rows[meant] as number;
  if (row === 0) return 0;
  let mass = 0;
  const [from, to] = [starts[row - 1] as number, starts[row] as number];
  // The square root flattens: rare characters are written by mistake more often than they are written at all.
  for (let at = from; at < to; at += 1) mass += Math.exp(-0.5 * (weights[at] as number) * weightStep);
  let left = next() * mass;
  for (let at = from; at < to; at += 1) {
    left -= Math.exp(-0.5 * (weights[at] as number) * weightStep);
    if (left <= 0) return candidates[at] as number;
  }
  return 0;
}

/** The text with one to three characters mistaken, or (one time in twelve) one missing, doubled or swapped with the next. */
export function corrupt(confusions: Confusions, text: string, next: () => number): string {
  const places = Array.from({ length: text.length }, (_, at) => at).filter((at) => isHan(text.charCodeAt(at)));
  if (places.length < 4) return text;
  const anywhere = (): number => places[Math.floor(next() * places.length)] as number;
  if (next() < 1 / 12) {
    const at = anywhere();
    const kind = Math.floor(next() * 3);
    if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
    if (kind === 1) return text.slice(0, at) + text.slice(at, at + 1) + text.slice(at);
    return text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
  }
  const draw = next();
  let [made, wanted] = [text, draw < 0.66 ? 1 : draw < 0.89 ? 2 : 3];
  let at = anywhere();
  for (; wanted > 0; wanted -= 1) {
    const unit = mistaken(confusions, text.charCodeAt(at), next);
    if (unit !== 0) made = made.slice(0, at) + String.fromCharCode(unit) + made.slice(at + 1);
    // What is wrong often stands beside what is wrong.
    at = next() < 0.4 && isHan(text.charCodeAt(at + 1)) ? at + 1 : anywhere();
  }
  return made;
}
