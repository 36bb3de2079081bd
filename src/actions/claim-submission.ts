/** `submission.claim`: an editor takes an item of the queue in hand; others leave it alone. */
import { problem, refuse } from '../domain/outcome.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { type SeenSubmission, type SteppedSubmission, stepSchema, stepSubmission, submissionSubject } from './submission-subject.ts';

export const claimSubmission: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.claim',
  says: '领办一件报送件',
  needs: 'submission.edit',
  siteOf: ({ site }) => site,
  quick: true,
  subject: submissionSubject,
  input: stepSchema(),
  async run(context, { version }, loaded) {
    const { actor, now } = context;
    const { person } = actor;
    if (person === undefined) return refuse('conflict', [problem('no-person', '领办要以本人的账号登录')]);
    return stepSubmission(context, loaded, 'claim', { version }, () => ({ changes: { claimedBy: person, claimedAt: now } }));
  },
};
