/** `submission.recall`: the author takes an item back, while nobody works on it and no other unit's item hangs on it. */
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { stepUnlessLead } from './desk-subject.ts';
import { type SeenSubmission, type SteppedSubmission, stepSchema, submissionSubject } from './submission-subject.ts';

export const recallSubmission: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.recall',
  says: '撤回报送件',
  needs: 'submission.write',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema(),
  run: (context, { version }, item) => stepUnlessLead(context, item, 'recall', version, (state) => ({ changes: { state, level: 0 } })),
};
