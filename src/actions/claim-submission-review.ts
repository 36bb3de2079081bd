/** `submission.claim-review`: a reviewer takes an item in hand; the other reviewers leave it alone. */
import { problem, refuse } from '../domain/outcome.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { type SeenSubmission, type SteppedSubmission, stepSchema, stepSubmission, submissionSubject } from './submission-subject.ts';

export const claimSubmissionReview: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.claim-review',
  says: '领审一件报送件',
  needs: 'submission.review',
  siteOf: ({ site }) => site,
  quick: true,
  subject: submissionSubject,
  input: stepSchema(),
  run: async (context, { version }, item) => {
    const { actor, now } = context;
    if (actor.person === undefined) return refuse('conflict', [problem('no-person', '领审要以本人的账号登录')]);
    return stepSubmission(context, item, 'claim-review', { version }, () => ({
      changes: { claimedBy: actor.person ?? null, claimedAt: now },
    }));
  },
};
