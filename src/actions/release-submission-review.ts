/** `submission.release-review`: gives an item back to all reviewers. */
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { letGo, type SeenSubmission, type SteppedSubmission, stepSchema, stepSubmission, submissionSubject } from './submission-subject.ts';

export const releaseSubmissionReview: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.release-review',
  says: '放回领审的报送件',
  needs: 'submission.review',
  siteOf: ({ site }) => site,
  quick: true,
  subject: submissionSubject,
  input: stepSchema(),
  run: (context, { version }, item) => stepSubmission(context, item, 'release-review', { version }, () => ({ changes: letGo })),
};
