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

export const wordLine = ({ word, correction }: { readonly word: string; readonly correction: string }): string =>
  `${word} ${words.arrow} ${correction === '' ? words.deleted : correction}`;
