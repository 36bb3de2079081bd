/** `submission.release`: an item goes back to the queue; a colleague may put back what somebody who is away holds. */
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { letGo, type SeenSubmission, type SteppedSubmission, stepSchema, stepSubmission, submissionSubject } from './submission-subject.ts';

export const releaseSubmission: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.release',
  says: '把领办的一件放回',
  needs: 'submission.edit',
  siteOf: ({ site }) => site,
  quick: true,
  subject: submissionSubject,
  input: stepSchema(),
  run: (context, { version }, loaded) =>
    stepSubmission(context, loaded, 'release', { version, detail: { claimedBy: loaded.claimedBy } }, () => ({ changes: letGo })),
};
