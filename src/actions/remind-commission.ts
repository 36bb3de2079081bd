/** `commission.remind`: the office reminds a unit; the unit sees when and how often. */
import type { LoadedTask } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepTask, taskSubject } from './commission-subject.ts';

export const remindCommission: Action<SeenTask, SteppedTask, LoadedTask> = {
  name: 'commission.remind',
  says: '催办约稿',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: taskSubject,
  input: seenSchema('task'),
  run: (context, { version }, task) => stepTask(context, task, 'remind', { version }, () => ({ reminded: true })),
};
