// Syllables of characters and how they are mistaken for each other.
import { polyphonic } from 'pinyin-pro';

export interface Reading {
  readonly syllable: string;
  readonly tone: string;
}

/** Initials and finals that many speakers do not tell apart: each pair is written as the same letter. */
const merged: readonly (readonly [RegExp, string])[] = [
  [/^zh/, 'z'],
  [/^ch/, 'c'],
  [/^sh/, 's'],
  [/^[rn](?!$)/, 'l'],
  [/^h(?=u|$)/, 'f'],
  [/ang$/, 'an'],
  [/eng$/, 'en'],
  [/ing$/, 'in'],
];
const spoken = (syllable: string): string => merged.reduce((left, [from, to]) => left.replace(from, to), syllable).replace('fu', 'f');

/** All readings of a character, tones as numbers; none for a component without a sound. */
export function readingsOf(character: string): readonly Reading[] {
  const [given] = polyphonic(character, { toneType: 'num', type: 'array' }) as unknown as readonly string[][];
  return (given ?? [])
    .filter((one) => /^[a-zü]+[0-5]?$/.test(one))
    .map((one) => ({ syllable: one.replace(/\d/, ''), tone: one.match(/\d/)?.[0] ?? '0' }));
}

/** Whether one letter added, left out, exchanged or swapped with its neighbour makes one syllable of the other. */
export function oneLetterApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let back = 0;
  while (back < Math.min(a.length, b.length) - from && a[a.length - 1 - back] === b[b.length - 1 - back]) back += 1;
  const [left, right] = [a.slice(from, a.length - back), b.slice(from, b.length - back)];
  return left.length <= 1 && right.length <= 1 ? true : left.length === 2 && left === [...right].reverse().join('');
}

export const nearInSpeech = (a: string, b: string): boolean => a !== b && spoken(a) === spoken(b);
