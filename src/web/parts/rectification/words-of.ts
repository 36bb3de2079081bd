/** How an error is shown: its tone, and the wrong and the right in one line. */
import type { RectificationState } from '../../../domain/rectification/lifecycle.ts';
import { rectificationWords as words } from '../../wording/zh-rectification.ts';

export const toneOfError = ({
  state,
  overdue,
}: {
  readonly state: RectificationState;
  readonly overdue: boolean;
}): 'moving' | 'waiting' | 'refused' | 'finished' => {
  if (overdue) return 'refused';
  if (state === 'closed' || state === 'dismissed') return 'finished';
  return state === 'confirmed' ? 'moving' : 'waiting';
};

/** Of what an inspection found, the indicator and what is wrong. */
export const wordLine = ({
  word,
  correction,
  found,
}: {
  readonly word: string;
  readonly correction: string;
  readonly found?: { readonly body: string } | null;
}): string => (found ? `${word}：${found.body}` : `${word} ${words.arrow} ${correction === '' ? words.deleted : correction}`);
