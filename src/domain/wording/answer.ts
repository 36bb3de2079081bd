/** What people say to a finding, and how the same finding is known again in an item. */
import { masked } from '../../text/privacy.ts';
import type { WordingSettings } from '../organisation/settings.ts';
import { type Finding, problem } from '../outcome.ts';
import type { TextFinding } from './proofreader.ts';

export const wordingAnswers = ['taken', 'ignored'] as const;
/** 采纳 · 忽略. */
export type WordingAnswer = (typeof wordingAnswers)[number];
export const wordingAnswerNames: Readonly<Record<WordingAnswer, string>> = { taken: '采纳', ignored: '忽略' };

/** A finding as it is answered: with what stands around it. */
export interface AnsweredFinding {
  readonly kind: TextFinding['kind'];
  readonly severity: TextFinding['severity'];
  readonly text: string;
  /** The first suggestion; empty for none. */
  readonly suggestion: string;
  /** The text it stands in, and where in it. */
  readonly context: string;
  readonly start: number;
}

const beside = 2;

/**
 * By what a finding is known again: a word of a list wherever it stands in the item; a mistaken character with what stands around it, since
 * one character alone says little. Hash it before it is kept: it holds what was found.
 */
export function answerKey({ kind, severity, text, suggestion, context, start }: AnsweredFinding): string {
  const end = start + text.length;
  const [before = ''] = context
    .slice(Math.max(0, start - beside), start)
    .split('\n')
    .reverse();
  const [after = ''] = context.slice(end, end + beside).split('\n');
  return JSON.stringify([kind, severity, text, suggestion, ...(text.length > 1 ? [] : [before, after])]);
}

/**
 * What keeps somebody from passing over a finding: what stops an item by the site's settings is passed over only by who keeps the office's
 * wording. (Who says it is another kind or less severe passes over another finding, which is not there.)
 */
export function answerFindings(
  { kind, severity, answer }: Pick<AnsweredFinding, 'kind' | 'severity'> & { readonly answer: WordingAnswer },
  { kinds }: WordingSettings,
  keeps: boolean,
): readonly Finding[] {
  const stops = severity === 'error' && (kinds[kind] === 'stop' || kinds[kind] === 'publish');
  if (answer !== 'ignored' || keeps || !stops) return [];
  return [problem('stops', '这一处按本站的设置不改不能发布；确实没有错的，请编辑或签发人忽略，或者加进白名单')];
}

/** What was found as it may be kept: personal data covered. */
export const coveredText = ({ kind, text }: Pick<AnsweredFinding, 'kind' | 'text'>): string =>
  masked(text, [{ start: 0, end: text.length, text, kind, severity: 'note', suggestions: [], rule: '', message: '' }]);
