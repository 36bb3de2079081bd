/** `submission.recall`: the author takes an item back, while nobody works on it. */
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { type SeenSubmission, type SteppedSubmission, stepSchema, stepSubmission, submissionSubject } from './submission-subject.ts';

export const recallSubmission: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.recall',
  says: '撤回报送件',
  needs: 'submission.write',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema(),
  run: (context, { version }, item) => stepSubmission(context, item, 'recall', { version }, (state) => ({ changes: { state, level: 0 } })),
};
