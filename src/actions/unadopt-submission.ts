/** `submission.unadopt`: an adoption that was not published is taken back; what it counted is reversed today. */
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { withdrawDecided } from '../store/adoptions.ts';
import { takeBackAdoptions } from '../store/posting.ts';
import { type LoadedSubmission, moveSubmission } from '../store/submissions.ts';
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

export interface UnadoptSubmission extends SeenSubmission {
  readonly reason: string;
}

export const unadoptSubmission: Action<UnadoptSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.unadopt',
  says: '撤销采用，退回待办',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ reason: reasonSchema }, ['reason']),
  async run(context, { site, version, reason }, loaded) {
    const { client, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('unadopt', situationOf(context, loaded, { reason }));
    if (!next.ok) return next;
    const changes = { state: next.value, decidedAt: null, claimedBy: null, claimedAt: null };
    if (!(await moveSubmission(client, loaded, changes, now))) return staleRefusal(loaded);
    const adoptions = await withdrawDecided(client, site, loaded.id);
    await takeBackAdoptions(client, site, adoptions, reason, now);
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason, detail: { adoptions } });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
