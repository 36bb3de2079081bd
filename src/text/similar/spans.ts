/**
 * What two texts have in common, for highlighting: stretches that are equal when folded. Seeds are runs of four folded characters of the
 * one, looked up for each place of the other and extended as far as both agree; the longest is taken and the search goes on behind it
 * (greedy string tiling, Wise 1993, from left to right). At most `tries` seeds are extended at a place and never across it again, so the
 * time is linear in both lengths, whatever repeats.
 */
import { type FoldedText, foldText } from './fold.ts';

/** A stretch of a text, in its UTF-16 units: from, and to (not included). */
export interface Span {
  readonly from: number;
  readonly to: number;
}
/** One stretch that stands in both texts. */
export interface CommonSpan {
  readonly one: Span;
  readonly other: Span;
}

const SEED = 4;
/** Places of the one text with the same seed that are tried; the first ones. */
const tries = 8;

/** Where each seed of a text stands: chains through `next` from `heads`, each holding a place and one more, in the order of the text. */
interface Seeds {
  readonly heads: Int32Array;
  readonly next: Int32Array;
  readonly mask: number;
}

const seedAt = (units: Uint16Array, at: number): number => {
  let hash = 0;
  for (let unit = at; unit < at + SEED; unit += 1) hash = Math.imul(hash ^ units[unit]!, 0x9e37_79b1);
  return hash ^ (hash >>> 15);
};

function seedsOf(units: Uint16Array): Seeds {
  let room = 16;
  while (room < units.length) room *= 2;
  const mask = room - 1;
  const heads = new Int32Array(room);
  const next = new Int32Array(units.length);
  // From the end, so that chains begin with the first place.
  for (let at = units.length - SEED; at >= 0; at -= 1) {
    const head = seedAt(units, at) & mask;
    next[at] = heads[head]!;
    heads[head] = at + 1;
  }
  return { heads, next, mask };
}

/** For how many units two texts agree from these places on. */
function agreement(one: Uint16Array, a: number, other: Uint16Array, b: number): number {
  const most = Math.min(one.length - a, other.length - b);
  let length = 0;
  while (length < most && one[a + length] === other[b + length]) length += 1;
  return length;
}

/** A stretch of folded units: where in the one, where in the other, how long. */
interface Match {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/** The longest stretch that begins at `b` of the other text, and in the one at a tried place or at `expected`: where the last one would go on. */
function longestAt(one: Uint16Array, seeds: Seeds, other: Uint16Array, b: number, expected: number): Match {
  let best: Match = { a: 0, b, length: 0 };
  if (expected > 0 && expected < one.length) best = { a: expected, b, length: agreement(one, expected, other, b) };
  let link = seeds.heads[seedAt(other, b) & seeds.mask]!;
  for (let tried = 0; link !== 0 && tried < tries; tried += 1) {
    const a = link - 1;
    link = seeds.next[a]!;
    const length = agreement(one, a, other, b);
    if (length > best.length) best = { a, b, length };
  }
  return best;
}

const isLow = (unit: number | undefined): boolean => unit !== undefined && unit >= 0xdc00 && unit <= 0xdfff;
const isHigh = (unit: number | undefined): boolean => unit !== undefined && unit >= 0xd800 && unit <= 0xdbff;
const mark = /^\p{M}/u;

/** The stretch of the text that folded units stand for, with the marks that belong to its last character. */
function spanOf(text: string, { places }: FoldedText, from: number, length: number): Span {
  let to = places[from + length - 1]! + 1;
  while (to < text.length && mark.test(text.slice(to, to + 2))) to += isHigh(text.charCodeAt(to)) ? 2 : 1;
  return { from: places[from]!, to };
}

/** Without half a character at either end. */
function wholeMatch(units: Uint16Array, { a, b, length }: Match): Match {
  const cut = isLow(units[a]) && a > 0 && isHigh(units[a - 1]) ? 1 : 0;
  const end = a + length;
  const left = isHigh(units[end - 1]) && isLow(units[end]) ? 1 : 0;
  return { a: a + cut, b: b + cut, length: length - cut - left };
}

/**
 * Stretches of at least `least` folded characters that stand in both texts, in the order of the other text, in which they do not overlap;
 * in the one they may, where the other repeats it. Blanks and signs inside are part of a stretch, those around it are not.
 */
export function commonSpans(one: string, other: string, least = 8): readonly CommonSpan[] {
  const [left, right] = [foldText(one), foldText(other)];
  const seeds = seedsOf(left.units);
  const spans: CommonSpan[] = [];
  const wanted = Math.max(SEED, least);
  let shift = 0;
  for (let b = 0; b + wanted <= right.units.length; ) {
    const found = longestAt(left.units, seeds, right.units, b, b + shift);
    const { a, b: begin, length } = wholeMatch(left.units, found);
    if (length < wanted) {
      b += 1;
      continue;
    }
    spans.push({ one: spanOf(one, left, a, length), other: spanOf(other, right, begin, length) });
    shift = a - begin;
    b = found.b + found.length;
  }
  return spans;
}

/** How many folded characters of the other text stand in spans, 0–1: what a reader sees marked. */
export function markedPart(other: string, spans: readonly CommonSpan[]): number {
  const all = foldText(other).units.length;
  const held = spans.reduce((sum, { other: { from, to } }) => sum + foldText(other.slice(from, to)).units.length, 0);
  return all === 0 ? 0 : held / all;
}
