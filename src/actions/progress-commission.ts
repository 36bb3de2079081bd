/** `commission.progress`: the unit says how far it is: taken on, gathering, drafting. */
import type { LoadedTask } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepTask, taskSubject } from './commission-subject.ts';

export interface ProgressCommission extends SeenTask {
  readonly step: 'accept' | 'gather' | 'draft';
}

export const progressCommission: Action<ProgressCommission, SteppedTask, LoadedTask> = {
  name: 'commission.progress',
  says: '单位说明约稿办到哪一步：承接、收集材料、起草',
  needs: 'commission.answer',
  siteOf: ({ site }) => site,
  subject: taskSubject,
  input: seenSchema('task', { step: { enum: ['accept', 'gather', 'draft'] } }, ['step']),
  run: (context, { version, step }, task) => stepTask(context, task, step, { version }),
};
