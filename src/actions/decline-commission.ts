/** `commission.decline`: the unit does not take it on and says why, where the office left that open. */
import type { LoadedTask } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepTask, taskSubject } from './commission-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const declineCommission: Action<SeenTask & { readonly reason: string }, SteppedTask, LoadedTask> = {
  name: 'commission.decline',
  says: '不承接约稿，写明理由',
  needs: 'commission.answer',
  siteOf: ({ site }) => site,
  subject: taskSubject,
  input: seenSchema('task', { reason: reasonSchema }, ['reason']),
  run: (context, { version, reason }, task) => stepTask(context, task, 'decline', { version, reason }),
};
