/** `submission.withdraw`: a published item is taken off, with a reason; its channels are told, and what it counted is reversed today. */
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { withdrawDecided } from '../store/adoptions.ts';
import { takeBackAdoptions } from '../store/posting.ts';
import { takeDown } from '../store/publications.ts';
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

export interface WithdrawSubmission extends SeenSubmission {
  readonly reason: string;
}

export const withdrawSubmission: Action<WithdrawSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.withdraw',
  says: '撤下已发布的一件，写明理由',
  needs: 'submission.publish',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ reason: reasonSchema }, ['reason']),
  async run(context, { site, version, reason }, loaded) {
    const { client, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('withdraw', situationOf(context, loaded, { reason }));
    if (!next.ok) return next;
    const changes = { state: next.value, reasonCode: null, reason, ratify: false, modelComment: null, reviewBy: null };
    if (!(await moveSubmission(client, loaded, changes, now))) return staleRefusal(loaded);
    await takeDown(client, site, loaded.id, reason, now);
    const adoptions = await withdrawDecided(client, site, loaded.id);
    await takeBackAdoptions(client, site, adoptions, reason, now);
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason, detail: { adoptions } });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
