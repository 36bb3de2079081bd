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

/** Sets the other way round: for a character, those that stand for it by mistake. */
export interface Slips {
  readonly confusions: Confusions;
  /** By code unit of what is meant: indices into the candidates, whose rows are what was written. */
  readonly entries: ReadonlyMap<number, readonly number[]>;
  /** The code unit whose row each candidate stands in. */
  readonly written: Uint16Array;
}

export function slipsOf(confusions: Confusions): Slips {
  const { rows, starts, candidates } = confusions;
  const written = new Uint16Array(candidates.length);
  const entries = new Map<number, number[]>();
  for (let unit = 0; unit < rows.length; unit += 1) {
    const row = rows[unit] as number;
    if (row === 0) continue;
    for (let at = starts[row - 1] as number; at < (starts[row] as number); at += 1) {
      written[at] = unit;
      const meant = candidates[at] as number;
      const known = entries.get(meant);
      if (known) known.push(at);
      else entries.set(meant, [at]);
    }
  }
  return { confusions, entries, written };
}

/** How often what is written by mistake is drawn from all characters, rare ones too, and not from what official text holds. */
const anyCharacter = 0.3;

/** A character that is written where `meant` is meant, drawn by how likely the sets say that is; 0 where there is none. */
function mistaken({ confusions, entries, written }: Slips, meant: number, next: () => number): number {
  const { rows, starts, candidates, weights } = confusions;
  const row = rows[meant] as number;
  const any = next() < anyCharacter;
  const from = any || row === 0 ? 0 : (starts[row - 1] as number);
  const chosen = any
    ? (entries.get(meant) ?? [])
    : Array.from({ length: row === 0 ? 0 : (starts[row] as number) - from }, (_, nth) => from + nth);
  // The square root flattens: rare characters are written by mistake more often than they are written at all.
  const massOf = (at: number): number => Math.exp(-0.5 * (weights[at] as number) * weightStep);
  let left = next() * chosen.reduce((sum, at) => sum + massOf(at), 0);
  for (const at of chosen) {
    left -= massOf(at);
    if (left <= 0) return any ? (written[at] as number) : (candidates[at] as number);
  }
  return 0;
}

/** The text with one to three characters mistaken, or (one time in twelve) one missing, doubled or swapped with the next. */
export function corrupt(slips: Slips, text: string, next: () => number): string {
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
    const unit = mistaken(slips, text.charCodeAt(at), next);
    if (unit !== 0) made = made.slice(0, at) + String.fromCharCode(unit) + made.slice(at + 1);
    // What is wrong often stands beside what is wrong.
    at = next() < 0.4 && isHan(text.charCodeAt(at + 1)) ? at + 1 : anywhere();
  }
  return made;
}
