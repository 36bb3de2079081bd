/** What an item is found by (检索): the words of its text that are meant for readers; and whether, and where, a text answers a query. */
import { heldPhrases, phrasesOf, tokensOf, tsqueryOf } from '../../text/bigrams.ts';
import { marked, type SnippetPiece, snippetOf } from '../../text/snippet.ts';
import { plainText } from './rich-text.ts';
import type { SubmissionText } from './submission.ts';

/** Moved with every change of what a text is found by: all items are indexed anew then. */
export const searchRules = 1;

/** A stretch of text; `hit`: it was looked for. */
export type FoundPiece = SnippetPiece;

/** A text that answers a query: its title with what was found marked, and a few words around the best place of the rest. */
export interface FoundText {
  readonly title: readonly FoundPiece[];
  readonly snippet: readonly FoundPiece[];
}

/** No item is found by its telephone numbers, who signed it, or what the unit declared: those are not for readers. */
function wordsOf({ body, content }: SubmissionText): string {
  const { source, byline, policy, interview, attachments = [] } = content;
  const turns = interview?.transcript?.map(({ speaker, said }) => `${speaker}：${said}`) ?? [];
  return [
    plainText(body),
    ...turns,
    ...(interview?.guests?.map(({ name, post = '' }) => `${name} ${post}`) ?? []),
    ...(policy ? [`${policy.title} ${policy.documentNumber ?? ''}`] : []),
    ...attachments.map(({ name, description = '' }) => `${name} ${description}`),
    [source, byline].filter(Boolean).join('　'),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Which site it is of: no word holds such a sign. */
const siteToken = (site: string): string => `@${site}`;

/** The tokens an item of a site is kept under. */
export const searchTokens = (site: string, text: SubmissionText): readonly string[] => [
  siteToken(site),
  ...tokensOf(`${text.title}\n${wordsOf(text)}`),
];

/** The query over those tokens, as PostgreSQL reads it; undefined where it holds no letter and no digit. */
export function searchQuery(site: string, query: string): string | undefined {
  const wanted = tsqueryOf(query);
  return wanted === '' ? undefined : `'${siteToken(site)}' & ${wanted}`;
}

/** What a text answers to a query; undefined where it does not hold each phrase of it somewhere. */
export function foundIn(text: SubmissionText, query: string): FoundText | undefined {
  const phrases = phrasesOf(query);
  const words = wordsOf(text);
  const inTitle = heldPhrases(text.title, phrases);
  const inWords = heldPhrases(words, phrases);
  if (phrases.length === 0 || !phrases.every((phrase) => inTitle.has(phrase) || inWords.has(phrase))) return undefined;
  const snippet = snippetOf(words, phrases);
  return { title: marked(text.title, phrases), snippet: snippet.length > 0 ? snippet : beginningOf(words) };
}

const beginningOf = (words: string): readonly FoundPiece[] => {
  const line = Array.from(words.split('\n', 1)[0] ?? '');
  return line.length === 0 ? [] : [{ text: line.length > 110 ? `${line.slice(0, 110).join('')}…` : line.join(''), hit: false }];
};
