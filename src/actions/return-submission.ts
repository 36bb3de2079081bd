/** `submission.return`: a reviewer gives an item back to its author, saying why. */
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import {
  letGo,
  reasonSchema,
  type SeenSubmission,
  type SteppedSubmission,
  stepSchema,
  stepSubmission,
  submissionSubject,
} from './submission-subject.ts';

export interface ReturnSubmission extends SeenSubmission {
  readonly reason: string;
}

export const returnSubmission: Action<ReturnSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.return',
  says: '退回修改',
  needs: 'submission.review',
  siteOf: ({ site }) => site,
  quick: true,
  subject: submissionSubject,
  input: stepSchema({ reason: reasonSchema }, ['reason']),
  run: (context, { version, reason }, item) =>
    stepSubmission(context, item, 'return', { version, reason }, (state) => ({
      changes: { ...letGo, state, level: 0, reason, reasonCode: null },
      remark: { kind: 'return', person: context.actor.person, name: context.actor.name, body: reason, version: item.textVersion },
    })),
};
