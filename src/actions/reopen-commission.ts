/** `commission.reopen`: what came does not answer, or the unit gets another chance; what was counted is reversed today. */
import type { LoadedTask } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepBack, taskSubject } from './commission-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const reopenCommission: Action<SeenTask & { readonly reason: string }, SteppedTask, LoadedTask> = {
  name: 'commission.reopen',
  says: '约稿退回单位重办，写明理由，已计的从今天起冲销',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: taskSubject,
  input: seenSchema('task', { reason: reasonSchema }, ['reason']),
  run: (context, { version, reason }, task) => stepBack(context, task, 'reopen', { version, reason }),
};
