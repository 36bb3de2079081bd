/** `commission.excuse`: that the unit missed it is not held against it; what it cost is reversed today. */
import type { LoadedTask } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepBack, taskSubject } from './commission-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const excuseCommission: Action<SeenTask & { readonly reason: string }, SteppedTask, LoadedTask> = {
  name: 'commission.excuse',
  says: '免责：未完成的约稿不计，写明理由，已计的从今天起冲销',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: taskSubject,
  input: seenSchema('task', { reason: reasonSchema }, ['reason']),
  run: (context, { version, reason }, task) => stepBack(context, task, 'excuse', { version, reason }),
};
