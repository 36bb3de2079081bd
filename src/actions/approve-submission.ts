/** `submission.approve`: a reviewer signs the text; the last signature brings the item to the office. */
import { problem, refuse } from '../domain/outcome.ts';
import { receiptOf } from '../store/receipt.ts';
import type { CheckedSubmission } from '../store/submission-checks.ts';
import type { Action } from './action.ts';
import { stopping } from './desk-subject.ts';
import {
  checkedSubject,
  letGo,
  reasonSchema,
  type SeenSubmission,
  type SteppedSubmission,
  stepSchema,
  stepSubmission,
} from './submission-subject.ts';

export interface ApproveSubmission extends SeenSubmission {
  readonly opinion?: string;
}

export const approveSubmission: Action<ApproveSubmission, SteppedSubmission, CheckedSubmission> = {
  name: 'submission.approve',
  says: '审核通过',
  needs: 'submission.review',
  siteOf: ({ site }) => site,
  quick: true,
  subject: checkedSubject,
  input: stepSchema({ opinion: reasonSchema }),
  async run(context, { version, opinion }, item) {
    const { actor, now } = context;
    if (actor.person === undefined) return refuse('conflict', [problem('no-person', '审核要以本人的账号登录')]);
    const blocking = await stopping(context, item, 'review');
    const level = item.level + 1;
    const sha256 = item.textSha256 ?? '';
    return stepSubmission(context, item, 'approve', { version, blocking, detail: { level, text: item.textVersion, sha256 } }, (next) => {
      const receipt = next === 'submitted' ? receiptOf(item, now) : undefined;
      return {
        changes: { ...letGo, ...receipt?.changes, state: next, level },
        signatures: [{ version: item.textVersion, sha256, as: 'reviewer', level, person: actor.person, name: actor.name, opinion }],
        facts: receipt?.facts ?? [],
      };
    });
  },
};
