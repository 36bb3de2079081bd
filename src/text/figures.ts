/** The figures of a proposed edit that the gate decides by: what the decoder says of it, its place, its sentence, how the characters are alike. */
import { type Confusions, confusionAt, weightStep } from './confusions.ts';
import { type Edit, featureNames } from './decoder.ts';
import { type LanguageModel, logAfter, scoreTokens, Walk } from './model.ts';
import { border, type Tokens, tokenise } from './tokens.ts';

const ownNames = [
  ...['sentence log', 'sentence log edited', 'sentence length', 'sentence edits', 'share of short n-grams', 'share of long n-grams'],
  ...['least log', 'least log edited', 'log before', 'log after', 'after the one before', 'after the one before edited'],
  ...['next after it', 'next after it edited', 'rank', 'weight back', 'seen elsewhere', 'meant seen elsewhere', 'from border', 'to border'],
] as const;

/** The names of all figures, in their order. */
export const figureNames: readonly string[] = [...featureNames, ...ownNames];

/** A text under the model, as it stands or with its edits made. */
interface Scored {
  readonly tokens: Tokens;
  readonly logs: Float32Array;
  readonly orders: Uint8Array;
}

function scored(model: LanguageModel, text: string): Scored {
  const tokens = tokenise(model.vocabulary, text);
  const logs = new Float32Array(tokens.length + 8);
  const orders = new Uint8Array(tokens.length + 8);
  scoreTokens(new Walk(model), tokens.ids, 1, tokens.length, logs, orders);
  return { tokens, logs, orders };
}

/** The text with its edits made. They change characters one for one, so that places stay. */
function madeIn(text: string, edits: readonly Edit[]): string {
  let made = '';
  let from = 0;
  for (const { start, end, to } of edits) {
    made += text.slice(from, start) + to;
    from = end;
  }
  return made + text.slice(from);
}

/** What of a sentence is asked, from its border up to the next. */
interface SentenceFigures {
  readonly from: number;
  readonly to: number;
  readonly log: number;
  readonly short: number;
  readonly long: number;
}

function sentenceAt({ tokens, logs, orders }: Scored, at: number): SentenceFigures {
  let [from, to] = [at, at];
  while (from > 0 && tokens.ids[from] !== border && at - from < 256) from -= 1;
  while (to < tokens.length - 1 && tokens.ids[to] !== border && to - at < 256) to += 1;
  let [log, short, long] = [0, 0, 0];
  for (let place = from + 1; place <= to; place += 1) {
    log += logs[place] as number;
    short += +((orders[place] as number) <= 2);
    long += +((orders[place] as number) === 4);
  }
  const length = Math.max(1, to - from);
  return { from, to, log: log / length, short: short / length, long: long / length };
}

/** The least logarithm of the four tokens that the character at a place takes part in. */
function leastAt({ logs, tokens }: Scored, at: number): number {
  let least = 0;
  for (let place = at; place < Math.min(tokens.length, at + 4); place += 1) least = Math.min(least, logs[place] as number);
  return least;
}

/** Logarithms of the character at a place after the one before alone, and of the next one after it alone. */
function neighbours(model: LanguageModel, { ids, length }: Tokens, at: number): readonly [number, number] {
  const here = ids[at] as number;
  const next = at + 1 < length ? (ids[at + 1] as number) : border;
  return [logAfter(model, border, border, ids[at - 1] as number, here), logAfter(model, border, border, here, next)];
}

/**
 * The figures of each edit of a text, `figureNames.length` in a row, as `treesScore` takes them. `edits` are those of `decode` for this
 * text, in the order of their places.
 */
export function figuresOf(model: LanguageModel, confusions: Confusions, text: string, edits: readonly Edit[]): Float32Array {
  const width = figureNames.length;
  const rows = new Float32Array(edits.length * width);
  if (edits.length === 0) return rows;
  const given = scored(model, text);
  const made = scored(model, madeIn(text, edits));
  const firsts = new Int32Array(edits.length);
  let token = 1;
  for (const [nth, edit] of edits.entries()) {
    while (token < given.tokens.length && (given.tokens.at[token] as number) < edit.start) token += 1;
    firsts[nth] = token;
  }
  for (const [nth, edit] of edits.entries()) {
    const at = firsts[nth] as number;
    const sentence = sentenceAt(given, at);
    const beside = firsts.filter((one) => one > sentence.from && one <= sentence.to).length;
    rows.set(edit.features, nth * width);
    rows.set(
      [
        ...[sentence.log, sentenceAt(made, at).log, sentence.to - sentence.from, beside, sentence.short, sentence.long],
        ...placeFigures(model, given, made, at),
        ...likenessFigures(confusions, text, edit),
        ...[+(text.indexOf(text.slice(edit.start, edit.end)) !== edit.start), +text.includes(edit.to)],
        ...[at - sentence.from, sentence.to - at],
      ],
      nth * width + featureNames.length,
    );
  }
  return rows;
}

function placeFigures(model: LanguageModel, given: Scored, made: Scored, at: number): readonly number[] {
  const [before, after] = neighbours(model, given.tokens, at);
  const [beforeMade, afterMade] = neighbours(model, made.tokens, at);
  const beside = [given.logs[at - 1] as number, at + 1 < made.tokens.length ? (made.logs[at + 1] as number) : 0];
  return [leastAt(given, at), leastAt(made, at), ...beside, before, beforeMade, after, afterMade];
}

function likenessFigures(confusions: Confusions, text: string, { start, to }: Edit): readonly number[] {
  const { starts, rows, weights } = confusions;
  const [written, meant] = [text.charCodeAt(start), to.charCodeAt(0)];
  const at = confusionAt(confusions, written, meant);
  const back = confusionAt(confusions, meant, written);
  return [at < 0 ? 99 : at - (starts[(rows[written] as number) - 1] as number), back < 0 ? 16 : (weights[back] as number) * weightStep];
}
