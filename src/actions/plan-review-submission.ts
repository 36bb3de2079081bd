/** `submission.plan-review`: when somebody should look whether a published item still holds; null: it needs no more looking after. */
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { stateNames } from '../domain/submission/lifecycle.ts';
import { type LoadedSubmission, moveSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import {
  daySchema,
  type SeenSubmission,
  type SteppedSubmission,
  staleRefusal,
  stepSchema,
  submissionSubject,
} from './submission-subject.ts';

export interface PlanReview extends SeenSubmission {
  readonly reviewBy: string | null;
}

export const planReviewSubmission: Action<PlanReview, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.plan-review',
  says: '定下复核已发布稿件的日期，或不再复核',
  needs: 'submission.publish',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ reviewBy: { anyOf: [daySchema, { type: 'null' }] } }, ['reviewBy']),
  async run({ client, now, record }, { version, reviewBy }, loaded) {
    if (loaded.version !== version) return staleRefusal(loaded);
    if (loaded.state !== 'published')
      return refuse('wrong-state', [problem('wrong-state', `这件${stateNames[loaded.state]}，发布后才能定复核日期`)]);
    if (reviewBy !== null && dayFrom(reviewBy) === undefined) return refuse('bad-input', [problem('day', '没有这一天', 'reviewBy')]);
    if (!(await moveSubmission(client, loaded, { reviewBy }, now))) return staleRefusal(loaded);
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: loaded.state, detail: { reviewBy } });
    return accept({ submission: loaded.id, version: version + 1, state: loaded.state });
  },
};
