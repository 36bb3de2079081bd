/** `submission.release`: an item goes back to the queue; a colleague may put back what somebody who is away holds. */
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { type LoadedSubmission, moveSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import {
  type SeenSubmission,
  type SteppedSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
  submissionSubject,
} from './submission-subject.ts';

export const releaseSubmission: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.release',
  says: '把领办的一件放回',
  needs: 'submission.edit',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema(),
  async run(context, { version }, loaded) {
    const { client, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('release', situationOf(context, loaded));
    if (!next.ok) return next;
    if (!(await moveSubmission(client, loaded, { claimedBy: null, claimedAt: null }, now))) return staleRefusal(loaded);
    const detail = { claimedBy: loaded.claimedBy };
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, detail });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
