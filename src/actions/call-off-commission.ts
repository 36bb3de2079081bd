/** `commission.call-off`: this unit is no longer asked, and that is not held against it. */
import type { LoadedTask } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepTask, taskSubject } from './commission-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const callOffCommission: Action<SeenTask & { readonly reason: string }, SteppedTask, LoadedTask> = {
  name: 'commission.call-off',
  says: '取消一个单位的约稿任务，写明理由',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: taskSubject,
  input: seenSchema('task', { reason: reasonSchema }, ['reason']),
  run: (context, { version, reason }, task) => stepTask(context, task, 'call-off', { version, reason }, () => ({ submission: null })),
};
