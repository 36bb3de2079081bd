/** `submission.unschedule`: what was signed off and is not out yet comes back; a channel that may have it already is told to take it down. */
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
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

export interface UnscheduleSubmission extends SeenSubmission {
  readonly reason: string;
}

export const unscheduleSubmission: Action<UnscheduleSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.unschedule',
  says: '取消签发',
  needs: 'submission.publish',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ reason: reasonSchema }, ['reason']),
  async run(context, { site, version, reason }, loaded) {
    const { client, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('unschedule', situationOf(context, loaded, { reason }));
    if (!next.ok) return next;
    if (!(await moveSubmission(client, loaded, { state: next.value, urgent: false, ratify: false }, now))) return staleRefusal(loaded);
    await takeDown(client, site, loaded.id, reason, now);
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
