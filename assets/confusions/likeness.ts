// How likely it is that one character was meant where another stands: a conditional logit over what the two have in common.
import { confusionKind } from '../../src/text/confusions.ts';
import { nearInSpeech, oneLetterApart, type Reading, readingsOf } from './pinyin.ts';
import { distance, longestRun, strokesOf } from './strokes.ts';

/**
 * Weights of what two characters have in common, fitted by maximum likelihood on the 665 exchanged characters of
 * official-documents.train, all characters of official text being candidates. A tenth of the mass is left to what is like in no way.
 */
const weights = {
  logFrequency: 0.68,
  sameTone: 0.77,
  samePinyin: 7.09,
  nearPinyin: 5.2,
  typedPinyin: 1.62,
  strokes: 5.42,
  strokesHigh: -0.77,
  run: 4.95,
  runHigh: -0.53,
  runLength: 1.23,
  contained: 0.88,
  soundAndStrokes: -4.3,
  soundAndRun: -1.34,
  lengths: -0.96,
} as const;

const known = new Map<string, readonly Reading[]>();
function readings(character: string): readonly Reading[] {
  const kept = known.get(character);
  if (kept) return kept;
  const read = readingsOf(character);
  known.set(character, read);
  return read;
}

/** Alike in sound, 0 to 1 each: a rarer reading of a polyphone counts half. */
function sound(a: string, b: string): { tone: number; same: number; near: number; typed: number } {
  let [tone, same, near, typed] = [0, 0, 0, 0];
  for (const [i, x] of readings(a).entries()) {
    for (const [j, y] of readings(b).entries()) {
      const weight = (i === 0 ? 1 : 0.5) * (j === 0 ? 1 : 0.5);
      if (x.syllable === y.syllable) {
        same = Math.max(same, weight);
        if (x.tone === y.tone) tone = Math.max(tone, weight);
      } else if (nearInSpeech(x.syllable, y.syllable)) near = Math.max(near, weight);
      else if (oneLetterApart(x.syllable, y.syllable)) typed = Math.max(typed, weight);
    }
  }
  return { tone, same, near: same > 0 ? 0 : near, typed: same > 0 || near > 0 ? 0 : typed };
}

/** Alike in shape: share of strokes kept, of the longest common run, its length, whether one holds all of the other. */
function shape(a: string, b: string): { kept: number; run: number; length: number; contained: boolean; lengths: number } {
  const [x, y] = [strokesOf.get(a), strokesOf.get(b)];
  if (!x || !y) return { kept: 0, run: 0, length: 0, contained: false, lengths: 0 };
  const longer = Math.max(x.length, y.length);
  const length = longestRun(x, y);
  const contained = length === Math.min(x.length, y.length) && length >= 3;
  return { kept: 1 - distance(x, y) / longer, run: length / longer, length, contained, lengths: Math.abs(x.length - y.length) / longer };
}

const above = (value: number, from: number): number => Math.max(0, value - from);

/** The logit that `meant` was meant where `written` stands, and the bits of what makes them alike. */
export function likeness(written: string, meant: string, logFrequency: number): { logit: number; kinds: number } {
  const { tone, same, near, typed } = sound(written, meant);
  const { kept, run, length, contained, lengths } = shape(written, meant);
  const logit =
    weights.logFrequency * logFrequency +
    weights.sameTone * tone +
    weights.samePinyin * same +
    weights.nearPinyin * near +
    weights.typedPinyin * typed +
    weights.strokes * above(kept, 0.4) +
    weights.strokesHigh * above(kept, 0.7) +
    weights.run * above(run, 0.3) +
    weights.runHigh * above(run, 0.55) +
    weights.runLength * above(length / 10, 0.3) +
    weights.contained * (contained ? 1 : 0) +
    weights.soundAndStrokes * (same > 0 || near > 0 ? above(kept, 0.4) : 0) +
    weights.soundAndRun * (same > 0 && run > 0.4 ? 1 : 0) +
    weights.lengths * lengths;
  const kinds =
    (tone > 0 ? confusionKind.sameTone : 0) |
    (same > 0 ? confusionKind.samePinyin : 0) |
    (near > 0 ? confusionKind.nearPinyin : 0) |
    (typed > 0 ? confusionKind.typedPinyin : 0) |
    (kept >= 0.6 ? confusionKind.strokes : 0) |
    (length >= 3 && (run >= 0.4 || contained) ? confusionKind.component : 0);
  return { logit, kinds };
}
