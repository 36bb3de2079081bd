/** What people say to a finding, and how the same finding is known again in an item. */
import { masked } from '../../text/privacy.ts';
import type { TextFinding } from './proofreader.ts';

export const wordingAnswers = ['taken', 'ignored'] as const;
/** 采纳 · 忽略. */
export type WordingAnswer = (typeof wordingAnswers)[number];
export const wordingAnswerNames: Readonly<Record<WordingAnswer, string>> = { taken: '采纳', ignored: '忽略' };

/** A finding as it is answered: with what stands around it. */
export interface AnsweredFinding {
  readonly kind: TextFinding['kind'];
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
export function answerKey({ kind, text, suggestion, context, start }: AnsweredFinding): string {
  const end = start + text.length;
  const [before = ''] = context
    .slice(Math.max(0, start - beside), start)
    .split('\n')
    .reverse();
  const [after = ''] = context.slice(end, end + beside).split('\n');
  return JSON.stringify([kind, text, suggestion, ...(text.length > 1 ? [] : [before, after])]);
}

/** What was found as it may be kept: personal data covered. */
export const coveredText = ({ kind, text }: Pick<AnsweredFinding, 'kind' | 'text'>): string =>
  masked(text, [{ start: 0, end: text.length, text, kind, severity: 'note', suggestions: [], rule: '', message: '' }]);
