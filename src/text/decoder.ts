/**
 * Finds characters that were mistaken for others. Evidence first: only where the model finds a text surprising are the confusions of a
 * character tried, each against the exact 4-gram over the window it changes, and given up as soon as it cannot win any more. Within a
 * sentence the best edit is made first; what stands near it is looked at again with the edit made.
 */
import type { Confusions } from './confusions.ts';
import type { Edit } from './decoder/edit.ts';
import { describeEdits } from './decoder/features.ts';
import { type DecoderOptions, decoderDefaults } from './decoder/options.ts';
import { Sentence } from './decoder/sentence.ts';
import type { LanguageModel } from './model.ts';
import { border, tokenise } from './tokens.ts';
import type { Words } from './words.ts';

export type { Edit } from './decoder/edit.ts';
export { type DecoderOptions, whileTyping } from './decoder/options.ts';
export { figureNames } from './decoder/row.ts';

/** Sentences are taken in pieces of at most this many tokens. */
const longest = 256;

/**
 * The edits that make a text likelier, in the order of their places; they never overlap. Any string is taken; the time is linear in its
 * length. `words` is the dictionary whose words vouch for what stands.
 */
export function decode(
  model: LanguageModel,
  confusions: Confusions,
  words: Words,
  text: string,
  options: Partial<DecoderOptions> = {},
): readonly Edit[] {
  const settings = { ...decoderDefaults, ...options };
  const tokens = tokenise(model.vocabulary, text);
  const sentence = new Sentence(model, confusions, words, settings, Math.min(longest, tokens.length));
  const edits: Edit[] = [];
  let from = 0;
  while (from < tokens.length - 1) {
    let to = from + 1;
    while (to < tokens.length - 1 && tokens.ids[to] !== border && to - from < longest - 2) to += 1;
    sentence.take(tokens, text, from, to + 1);
    sentence.correct();
    edits.push(...describeEdits(sentence, tokens, from));
    from = to;
  }
  return edits;
}
