/** `submission.mark-urgent`: asks that an item be handled first, or takes that back. */
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import {
  reasonSchema,
  type SeenSubmission,
  type SteppedSubmission,
  stepSchema,
  stepSubmission,
  submissionSubject,
} from './submission-subject.ts';

export interface MarkSubmissionUrgent extends SeenSubmission {
  readonly urgent: boolean;
  /** Why; needed to mark it. */
  readonly reason?: string;
}

export const markSubmissionUrgent: Action<MarkSubmissionUrgent, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.mark-urgent',
  says: '标为紧急，或者取消紧急',
  needs: 'submission.urge',
  siteOf: ({ site }) => site,
  quick: true,
  subject: submissionSubject,
  input: stepSchema({ urgent: { type: 'boolean' }, reason: reasonSchema }, ['urgent']),
  run: (context, { version, urgent, reason }, item) =>
    stepSubmission(context, item, 'mark-urgent', { version, reason: urgent ? reason : '取消紧急' }, () => ({
      changes: { urgent },
      remark: urgent ? { kind: 'comment', person: context.actor.person, name: context.actor.name, body: `标为紧急：${reason}` } : undefined,
    })),
};
