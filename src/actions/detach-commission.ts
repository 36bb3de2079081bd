/** `commission.detach`: the item that was to answer does not; it goes its own way. */
import type { LoadedTask } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepTask, taskSubject } from './commission-subject.ts';

export const detachCommission: Action<SeenTask, SteppedTask, LoadedTask> = {
  name: 'commission.detach',
  says: '取消约稿与稿件的关联',
  needs: 'commission.answer',
  siteOf: ({ site }) => site,
  subject: taskSubject,
  input: seenSchema('task'),
  run: (context, { version }, task) =>
    stepTask(context, task, 'detach', { version, detail: { submission: task.submission } }, () => ({ submission: null })),
};
