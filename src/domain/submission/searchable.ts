/** What an item is found by (检索): the words of its text that are meant for readers; and whether, and where, a text answers a query. */
import { heldPhrases, phrasesOf, tokensOf, tsqueryOf } from '../../text/bigrams.ts';
import { marked, type SnippetPiece, snippetOf } from '../../text/snippet.ts';
import { plainText } from './rich-text.ts';
import type { SubmissionText } from './submission.ts';

/** Moved with every change of what a text is found by: all items are indexed anew then. */
export const searchRules = 4;

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

/** What lies around items and is found too. */
export const aroundThings = ['rectification', 'notice', 'inspection-finding', 'commission', 'bulletin', 'letter', 'appeal'] as const;
export type AroundThing = (typeof aroundThings)[number];
export const aroundNames: Readonly<Record<AroundThing, string>> = {
  rectification: '错情和整改',
  notice: '整改通知',
  'inspection-finding': '检查发现的问题',
  commission: '约稿',
  bulletin: '通报',
  letter: '通知',
  appeal: '申诉',
};

/** A text as it is searched: a title, and lines. */
export interface SearchedWords {
  readonly title: string;
  readonly words: string;
}

/** Which site it is of, and, where it is no item, which kind of thing: no word holds such signs. */
const placeToken = (site: string, thing?: AroundThing): string => (thing === undefined ? `@${site}` : `@${site}#${thing}`);

/** Items of neighbouring ids: a block of them is looked through without the others. */
const blockSize = 512;
const blockOf = (id: number): number => Math.floor(id / blockSize);

/** What lists are cut by stands among the tokens too, so that a common word of few items is not looked for in all. */
export interface SearchCut {
  readonly state?: string | undefined;
  readonly unit?: number | undefined;
  readonly section?: number | undefined;
}
/** An item as it is kept: where it stands among the others. */
export interface SearchPlace extends SearchCut {
  readonly id: number;
}
const cutTokens = ({ state, unit, section }: SearchCut): readonly string[] => [
  ...(state === undefined ? [] : [`@s:${state}`]),
  ...(unit === undefined ? [] : [`@u:${unit}`]),
  ...(section === undefined ? [] : [`@k:${section}`]),
];

/** The tokens an item of a site is kept under. */
export const searchTokens = (site: string, place: SearchPlace, text: SubmissionText): readonly string[] => [
  placeToken(site),
  `${placeToken(site)}/${blockOf(place.id)}`,
  ...cutTokens(place),
  ...tokensOf(`${text.title}\n${wordsOf(text)}`),
];

/** Blocks of ids: from the one that holds `newest` down, so many. */
export interface SearchBlocks {
  readonly newest: number;
  readonly blocks: number;
}
/** The greatest id below these blocks. */
export const belowBlocks = ({ newest, blocks }: SearchBlocks): number => (blockOf(newest) - blocks + 1) * blockSize - 1;

/** The tokens a thing around items is kept under. */
export const aroundTokens = (site: string, thing: AroundThing, { title, words }: SearchedWords): readonly string[] => [
  placeToken(site, thing),
  ...tokensOf(`${title}\n${words}`),
];

/** The query over those tokens of items, as PostgreSQL reads it; undefined where it holds no letter and no digit. */
export function searchQuery(site: string, query: string, cut: SearchCut = {}, within?: SearchBlocks): string | undefined {
  const wanted = tsqueryOf(query);
  if (wanted === '') return undefined;
  const at = placeToken(site);
  const first = within === undefined ? 0 : blockOf(within.newest);
  const places = within === undefined ? [at] : Array.from({ length: within.blocks }, (_, n) => `${at}/${first - n}`);
  return [`(${places.map(quoted).join(' | ')})`, ...cutTokens(cut).map(quoted), wanted].join(' & ');
}
const quoted = (token: string): string => `'${token}'`;

/** The same of things around items. */
export function aroundQuery(site: string, query: string, thing: AroundThing): string | undefined {
  const wanted = tsqueryOf(query);
  return wanted === '' ? undefined : `${quoted(placeToken(site, thing))} & ${wanted}`;
}

/** What an item's text answers to a query; undefined where it does not hold each phrase of it somewhere. */
export const foundIn = (text: SubmissionText, query: string): FoundText | undefined =>
  foundInWords({ title: text.title, words: wordsOf(text) }, query);

/** The same of any text. */
export function foundInWords({ title, words }: SearchedWords, query: string): FoundText | undefined {
  const phrases = phrasesOf(query);
  const inTitle = heldPhrases(title, phrases);
  const inWords = heldPhrases(words, phrases);
  if (phrases.length === 0 || !phrases.every((phrase) => inTitle.has(phrase) || inWords.has(phrase))) return undefined;
  const snippet = snippetOf(words, phrases);
  return { title: marked(title, phrases), snippet: snippet.length > 0 ? snippet : beginningOf(words) };
}

const beginningOf = (words: string): readonly FoundPiece[] => {
  const line = Array.from(words.split('\n', 1)[0] ?? '');
  return line.length === 0 ? [] : [{ text: line.length > 110 ? `${line.slice(0, 110).join('')}…` : line.join(''), hit: false }];
};
