/** One item by itself: its text, where it stands and what may be done with it, without all that hangs on it. For lists and programs. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { loadWritten } from '../store/submission-checks.ts';
import { headOf, type SubmissionHead } from './submission.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface SubmissionItemInput {
  readonly site: string;
  readonly submission: number;
}
export interface SubmissionItem extends SubmissionHead {
  readonly unit: { readonly id: number; readonly name: string };
  readonly author: string | null;
}

export const submissionItem = makeView<SubmissionItemInput, SubmissionItem>(
  { view: 'submission-item', says: '一件报送件本身：正文、状态、现在可办的步骤' },
  {
    type: 'object',
    required: ['site', 'submission'],
    properties: { site: siteProperty, submission: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, submission }) => {
    const item = await loadWritten(client, site, submission);
    if (!item || !may(actor, 'submission.read', item))
      return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
    return accept({ ...headOf(item, actor), unit: { id: item.unit, name: item.unitName }, author: item.authorName ?? null });
  },
  'one statement',
);
