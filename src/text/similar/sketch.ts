/**
 * What a text is found by again: its sketch, 64 values of 16 bits. One-permutation MinHash (Li, Owen, Zhang 2012): one hash of each shingle
 * says which of the 64 places it may stand for, and the least of each place stays. Places that no shingle fell to are filled by further
 * rounds with other hashes until none is empty (Dahlgaard, Knudsen, Thorup 2017, «Fast Similarity Sketching»), so that short texts are
 * estimated as well as with 64 independent hashes, and long ones cost one hash for each shingle. The part of equal places estimates the
 * Jaccard index: standard deviation √(J(1−J)/64), 0.05 at 0.8.
 */
import { mixed, wordTable } from './fold.ts';
import { type ShingleSize, writeShingles } from './shingles.ts';

/** Values of a sketch. */
export const sketchLength = 64;
const EMPTY = 0x7fff_ffff;
/** A hash's first six bits are the place, the others the value; of that the last 16 are kept. */
const PLACE_SHIFT = 26;
const VALUE = (1 << PLACE_SHIFT) - 1;
const FACTOR = 0x2c1b_3c6d;

export interface Sketcher {
  /** Writes the sketch of a text to `into` from `at`; false, and nothing written, where it holds nothing to compare. */
  readonly write: (text: string, size: ShingleSize, into: Uint16Array, at?: number) => boolean;
}

/** Least values by one hash of each shingle of four characters. The loop that everything waits for. */
function firstRound(text: string, words: Int32Array, least: Int32Array): void {
  let hash = 0;
  let length = 0;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const word = words[text.charCodeAt(at)]!;
    if (word === 0) continue;
    hash = ((hash << 8) | (hash >>> 24)) ^ word ^ a;
    a = b;
    b = c;
    c = d;
    d = word;
    length += 1;
    if (length < 4) continue;
    let value = Math.imul(hash ^ (hash >>> 15), FACTOR);
    value ^= value >>> 13;
    const place = value >>> PLACE_SHIFT;
    value &= VALUE;
    if (value < least[place]!) least[place] = value;
  }
}

/** One more round over the shingles for the places that were empty before it: `only` names the one place of a last round. */
function furtherRound(shingles: Int32Array, round: number, least: Int32Array, only: number): void {
  const salt = mixed(round + 1);
  const open = least.map((value) => (value === EMPTY ? 1 : 0));
  for (let at = 0; at < shingles.length; at += 1) {
    let value = Math.imul(shingles[at]! ^ salt, FACTOR);
    value = Math.imul(value ^ (value >>> 15), FACTOR);
    value ^= value >>> 13;
    const place = only < 0 ? value >>> PLACE_SHIFT : only;
    value &= VALUE;
    if (open[place] === 1 && value < least[place]!) least[place] = value;
  }
}

/** Fills what is empty: so many rounds at most, and then each place by its own. */
function fill(shingles: Int32Array, least: Int32Array): void {
  for (let round = 0; round < sketchLength && least.includes(EMPTY); round += 1) furtherRound(shingles, round, least, -1);
  for (let place = least.indexOf(EMPTY); place >= 0; place = least.indexOf(EMPTY))
    furtherRound(shingles, sketchLength + place, least, place);
}

/** A sketcher with room of its own to work in. The same text gives the same sketch everywhere. */
export function createSketcher(): Sketcher {
  const words = wordTable();
  const least = new Int32Array(sketchLength);
  let room = new Int32Array(1024);
  return {
    write: (text, size, into, at = 0) => {
      least.fill(EMPTY);
      if (size === 4) firstRound(text, words, least);
      if (least.includes(EMPTY)) {
        if (room.length < text.length) room = new Int32Array(text.length);
        const count = writeShingles(text, size, room);
        if (count === 0) return false;
        fill(room.subarray(0, count), least);
      }
      for (let place = 0; place < sketchLength; place += 1) into[at + place] = least[place]!;
      return true;
    },
  };
}

/** The part of two sketches that is equal, 0–1: an estimate of the Jaccard index. */
export function estimate(one: Uint16Array, other: Uint16Array): number {
  let equal = 0;
  for (let place = 0; place < sketchLength; place += 1) if (one[place] === other[place]) equal += 1;
  return equal / sketchLength;
}
