/** `submission.claim`: an editor takes an item of the queue in hand; others leave it alone. */
import { accept, problem, refuse } from '../domain/outcome.ts';
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

export const claimSubmission: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.claim',
  says: '领办一件报送件',
  needs: 'submission.edit',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema(),
  async run(context, { version }, loaded) {
    const { client, actor, now, record } = context;
    if (actor.person === undefined) return refuse('conflict', [problem('no-person', '领办要以本人的账号登录')]);
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('claim', situationOf(context, loaded));
    if (!next.ok) return next;
    if (!(await moveSubmission(client, loaded, { claimedBy: actor.person, claimedAt: now }, now))) return staleRefusal(loaded);
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
