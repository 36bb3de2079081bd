/** The figures of a proposed edit that the gate decides by: what the decoder says of it, its place, its sentence, how the characters are alike. */
import { type Confusions, confusionAt, confusionKind, weightStep } from './confusions.ts';
import { type Edit, featureNames } from './decoder.ts';
import { type LanguageModel, logAfter, scoreTokens } from './model.ts';
import { border, firstCharacter, type Tokens, tokenise } from './tokens.ts';
import { coverOf, longestWord, type Words } from './words.ts';

const ownNames = [
  ...['sentence log', 'sentence log edited', 'sentence length', 'sentence edits', 'share of short n-grams', 'share of long n-grams'],
  ...['log here', 'log here edited', 'least log', 'least log edited', 'orders', 'orders edited', 'log before', 'log after'],
  ...[
    'log of the character',
    'log of the meant one',
    'after the one before',
    'after the one before edited',
    'next after it',
    'next after it edited',
  ],
  ...['same tone', 'same pinyin', 'near pinyin', 'typed pinyin', 'strokes', 'component', 'rank', 'weight back'],
  ...['cover', 'cover edited', 'cover beside', 'cover beside edited', 'seen elsewhere', 'meant seen elsewhere', 'from border', 'to border'],
] as const;

/** The names of all figures, in their order. */
export const figureNames: readonly string[] = [...featureNames, ...ownNames];

/** A text under the model, as it stands or with its edits made. */
interface Scored {
  readonly tokens: Tokens;
  readonly logs: Float32Array;
  readonly orders: Uint8Array;
  readonly units: Uint16Array;
}

function scored(model: LanguageModel, text: string): Scored {
  const tokens = tokenise(model.vocabulary, text);
  const logs = new Float32Array(tokens.length + 8);
  const orders = new Uint8Array(tokens.length + 8);
  scoreTokens(model, tokens, 1, tokens.length, logs, orders);
  const units = new Uint16Array(tokens.length + longestWord);
  for (let at = 0; at < tokens.length; at += 1) {
    const id = tokens.ids[at] as number;
    units[at] = id < firstCharacter ? 0 : (model.vocabulary.units[id] as number);
  }
  return { tokens, logs, orders, units };
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

/** Sum, least and total order of the four tokens that the character at a place takes part in. */
function windowAt({ logs, orders, tokens }: Scored, at: number): { least: number; orders: number } {
  let [least, sum] = [0, 0];
  for (let place = at; place < Math.min(tokens.length, at + 4); place += 1) {
    least = Math.min(least, logs[place] as number);
    sum += orders[place] as number;
  }
  return { least, orders: sum };
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
export function figuresOf(model: LanguageModel, confusions: Confusions, words: Words, text: string, edits: readonly Edit[]): Float32Array {
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
        ...wordFigures(words, given, made, at, edit.end - edit.start),
        ...[+(text.indexOf(text.slice(edit.start, edit.end)) !== edit.start), +text.includes(edit.to)],
        ...[at - sentence.from, sentence.to - at],
      ],
      nth * width + featureNames.length,
    );
  }
  return rows;
}

function placeFigures(model: LanguageModel, given: Scored, made: Scored, at: number): readonly number[] {
  const [one, two] = [windowAt(given, at), windowAt(made, at)];
  const [before, after] = neighbours(model, given.tokens, at);
  const [beforeMade, afterMade] = neighbours(model, made.tokens, at);
  const single = ({ tokens }: Scored): number => model.unigrams[tokens.ids[at] as number] as number;
  return [
    ...[given.logs[at] as number, made.logs[at] as number, one.least, two.least, one.orders, two.orders],
    ...[given.logs[at - 1] as number, made.logs[at + 1] as number, single(given), single(made)],
    ...[before, beforeMade, after, afterMade],
  ];
}

function likenessFigures(confusions: Confusions, text: string, { start, to }: Edit): readonly number[] {
  const { starts, rows, kinds, weights } = confusions;
  const [written, meant] = [text.charCodeAt(start), to.charCodeAt(0)];
  const at = confusionAt(confusions, written, meant);
  const back = confusionAt(confusions, meant, written);
  const bits = at < 0 ? 0 : (kinds[at] as number);
  return [
    ...Object.values(confusionKind).map((bit) => +((bits & bit) !== 0)),
    at < 0 ? 99 : at - (starts[(rows[written] as number) - 1] as number),
    back < 0 ? 16 : (weights[back] as number) * weightStep,
  ];
}

function wordFigures(words: Words, given: Scored, made: Scored, at: number, length: number): readonly number[] {
  const [from, to] = [Math.max(1, at - 2), Math.min(given.tokens.length, at + length + 2)];
  return [
    ...[coverOf(words, given.units, at, at + length), coverOf(words, made.units, at, at + length)],
    ...[coverOf(words, given.units, from, to), coverOf(words, made.units, from, to)],
  ];
}
