/** `submission.reopen`: a refusal is taken back; the item stands in the queue again, and the refusal no longer counts from today. */
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { reopenAs } from '../store/desk.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import {
  reasonSchema,
  type SeenSubmission,
  type SteppedSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
  submissionSubject,
} from './submission-subject.ts';

export interface ReopenSubmission extends SeenSubmission {
  readonly reason: string;
}

export const reopenSubmission: Action<ReopenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.reopen',
  says: '重新考虑不予采用的一件',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ reason: reasonSchema }, ['reason']),
  async run(context, { version, reason }, loaded) {
    const { client, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('reopen', situationOf(context, loaded, { reason }));
    if (!next.ok) return next;
    if (!(await reopenAs(client, loaded, next.value, reason, now))) return staleRefusal(loaded);
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
