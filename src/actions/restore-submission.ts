/** `submission.restore`: takes back a discarding. */
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { type SeenSubmission, type SteppedSubmission, stepSchema, stepSubmission, submissionSubject } from './submission-subject.ts';

export const restoreSubmission: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.restore',
  says: '恢复已删除的报送件',
  needs: 'submission.write',
  siteOf: ({ site }) => site,
  quick: true,
  subject: submissionSubject,
  input: stepSchema(),
  run: (context, { version }, item) => stepSubmission(context, item, 'restore', { version }, (state) => ({ changes: { state } })),
};
