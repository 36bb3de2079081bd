/** What a model is worth on text it was not trained on: how surprising the text is, mistakes put right, clean sentences changed. */
import type { Confusions } from '../confusions.ts';
import type { Edit } from '../decoder.ts';
import { type LanguageModel, scoreTokens, Walk } from '../model.ts';
import { tokenise, unknown } from '../tokens.ts';
import { admittedEdits, type TypoData } from '../typos.ts';
import { corrupt, numbersFrom, slipsOf } from './corrupt.ts';

export interface Measured {
  readonly surprise: number;
  readonly corrected: number;
  readonly falseAlarms: number;
}

const shortest = 8;
const longest = 120;

/** Sentences of texts, at most so many, spread over all of them. */
export function sentencesOf(texts: readonly string[], most: number): readonly string[] {
  const all = texts
    .flatMap((text) => text.split(/(?<=[。；！？\n])/))
    .map((sentence) => sentence.trim())
    .filter(({ length }) => length >= shortest && length <= longest);
  const stride = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, nth) => all[Math.floor(nth * stride)] as string);
}

/** What an unknown character costs: as if it were one of all that a vocabulary may hold. Else a model of few characters would seem sure. */
const unknownCost = Math.log(8192);

function surpriseOf(model: LanguageModel, sentences: readonly string[]): number {
  let [sum, count] = [0, 0];
  for (const sentence of sentences) {
    const tokens = tokenise(model.vocabulary, sentence);
    const logs = new Float32Array(tokens.length);
    scoreTokens(new Walk(model), tokens.ids, 1, tokens.length, logs, new Uint8Array(tokens.length));
    for (let at = 1; at < tokens.length; at += 1) sum += (tokens.ids[at] === unknown ? unknownCost : 0) - (logs[at] as number);
    count += Math.max(0, tokens.length - 1);
  }
  return count === 0 ? 0 : sum / count;
}

function made(text: string, edits: readonly Edit[]): string {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    result += text.slice(from, edit.start) + edit.to;
    from = edit.end;
  }
  return result + text.slice(from);
}

/** Pairs of a sentence with mistakes made and the sentence; the same for every model. */
function practiceOf(confusions: Confusions, sentences: readonly string[]): readonly (readonly [written: string, right: string])[] {
  const next = numbersFrom(17);
  const slips = slipsOf(confusions);
  return sentences.map((right) => [corrupt(slips, right, next), right] as const);
}

/** A model as its site would use it, on sentences held back. `progress` is told the share done. */
export function measure(data: Omit<TypoData, 'name'>, sentences: readonly string[], progress: (done: number) => void = () => {}): Measured {
  let [changed, right, wrong, alarms] = [0, 0, 0, 0];
  for (const [nth, [written, meant]] of practiceOf(data.confusions, sentences).entries()) {
    if (nth % 50 === 0) progress(nth / sentences.length);
    if (admittedEdits(data, meant, 'full').length > 0) alarms += 1;
    if (written === meant) continue;
    wrong += 1;
    const put = made(written, admittedEdits(data, written, 'full'));
    if (put !== written) changed += 1;
    if (put === meant) right += 1;
  }
  const [precision, recall] = [changed === 0 ? 0 : right / changed, wrong === 0 ? 0 : right / wrong];
  return {
    surprise: surpriseOf(data.model, sentences),
    corrected: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    falseAlarms: sentences.length === 0 ? 0 : alarms / sentences.length,
  };
}
