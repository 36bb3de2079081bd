/** A wording error in an item (错情): what is wrong, what it should say, where it stands, and in whose text. Runs in the browser too. */
import { type Finding, problem } from '../outcome.ts';
import { paragraphsOf } from '../submission/rich-text.ts';
import type { SubmissionContent, SubmissionText } from '../submission/submission.ts';

export const wordingKinds = ['typo', 'serious', 'sensitive', 'format'] as const;
/** 错别字 · 严重错误 · 敏感信息 · 格式错误. */
export type WordingKind = (typeof wordingKinds)[number];
/** Also what a rulebook calls them: the fact's 类型. */
export const wordingKindNames: Readonly<Record<WordingKind, string>> = {
  typo: '错别字',
  serious: '严重错误',
  sensitive: '敏感信息',
  format: '格式错误',
};

export const wordingSeverities = ['ordinary', 'grave'] as const;
/** 一般 · 严重. */
export type WordingSeverity = (typeof wordingSeverities)[number];
/** The fact's 级别. */
export const wordingSeverityNames: Readonly<Record<WordingSeverity, string>> = { ordinary: '一般', grave: '严重' };
export const usualSeverity = (kind: WordingKind): WordingSeverity => (kind === 'serious' || kind === 'sensitive' ? 'grave' : 'ordinary');

/** Whose error it is: it stands in the text the unit submitted, or only in what the office made of it. */
export const faultSides = ['unit', 'office'] as const;
export type FaultSide = (typeof faultSides)[number];

export interface WordingFinding {
  /** What is wrong, with as much beside it as makes it unmistakable. */
  readonly word: string;
  /** What it should say; empty where it is to go. */
  readonly correction: string;
  readonly kind: WordingKind;
}

/** White space is only look: one blank for any of it, none at the ends. */
export const spelled = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The places of a text that people read, each with what it says. */
export function placesOf({ title, body, content }: SubmissionText): readonly (readonly [place: string, text: string])[] {
  return [
    ['标题', title],
    ...paragraphsOf(body).map((line, index): [string, string] => [`正文第${index + 1}段`, line]),
    ...besides(content),
  ];
}

const besides = ({ source, byline, policy, interview, attachments }: SubmissionContent): readonly (readonly [string, string])[] => [
  ['来源', source ?? ''],
  ['署名', byline ?? ''],
  ['解读的文件', policy?.title ?? ''],
  ...(interview?.questions ?? []).map((text): [string, string] => ['访谈问题', text]),
  ...(interview?.transcript ?? []).map(({ said }): [string, string] => ['访谈实录', said]),
  ...(attachments ?? []).map(({ name, description }): [string, string] => ['附件', `${name} ${description ?? ''}`]),
];

/** Where a word stands in a text, in words; undefined where it does not. A passage may go over several paragraphs. */
export function placeIn(word: string, text: SubmissionText): string | undefined {
  const wanted = spelled(word);
  const found = placesOf(text).find(([, said]) => spelled(said).includes(wanted));
  if (found) return found[0];
  return spelled(paragraphsOf(text.body).join(' ')).includes(wanted) ? '正文' : undefined;
}

/** A text as it was sent or edited, in the order they were made. */
export interface WrittenText {
  readonly number: number;
  readonly side: FaultSide;
  readonly text: SubmissionText;
}
export interface FoundFault {
  readonly side: FaultSide;
  readonly place: string;
  /** The text version it stands in. */
  readonly version: number;
}

/**
 * Whose error it is. The text the unit submitted is the last of its own: an error that the unit itself put right before, or that only
 * an editor's text holds, is not held against it. Undefined where the word stands in neither.
 */
export function faultOf(word: string, versions: readonly WrittenText[]): FoundFault | undefined {
  const newestFirst = [...versions].reverse();
  const own = newestFirst.find(({ side }) => side === 'unit');
  for (const version of own ? [own, ...newestFirst.filter(({ side }) => side === 'office')] : newestFirst) {
    const place = placeIn(word, version.text);
    if (place !== undefined) return { side: version.side, place, version: version.number };
  }
  return undefined;
}

/**
 * Whose error it is in an old text that was published before and imported: nobody knows who wrote what, so it is that of the unit the text
 * names; of the office where that is its own.
 */
export function faultOfPublished(word: string, versions: readonly WrittenText[], ofOffice: boolean): FoundFault | undefined {
  const newest = versions.at(-1);
  const place = newest && placeIn(word, newest.text);
  return newest && place !== undefined ? { side: ofOffice ? 'office' : 'unit', place, version: newest.number } : undefined;
}

/** What stands against recording it. */
export function wordingFindings({ word, correction }: Pick<WordingFinding, 'word' | 'correction'>): readonly Finding[] {
  if (spelled(word) === '') return [problem('missing', '请写明错在哪个词、哪句话', 'word')];
  if (spelled(correction).includes(spelled(word)))
    return [problem('correction', '改正后的文字里还有原来的错处，请连同前后的字一起选', 'correction')];
  return [];
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A stored rich text with every such word put right, where it stands within one run of letters; the rest is for people. */
export const correctedBody = (html: string, { word, correction }: Pick<WordingFinding, 'word' | 'correction'>): string =>
  html.replace(/[^<>]+(?=<|$)/g, (run) => run.replaceAll(escaped(word), () => escaped(correction)));
