/** `commission.reassign`: another unit is asked instead of this one. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { addTasks, askedUnits, type LoadedTask } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepTask, taskSubject } from './commission-subject.ts';
import { idSchema, reasonSchema } from './submission-subject.ts';

export interface ReassignCommission extends SeenTask {
  /** The unit that is asked now. */
  readonly unit: number;
  readonly reason?: string;
}

export const reassignCommission: Action<ReassignCommission, SteppedTask & { readonly instead: number }, LoadedTask> = {
  name: 'commission.reassign',
  says: '把约稿改派给另一个单位',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: taskSubject,
  input: seenSchema('task', { unit: idSchema, reason: reasonSchema }, ['unit']),
  async run(context, { site, version, unit, reason }, task) {
    const { client, now, record } = context;
    const [to] = await askedUnits(client, site, [unit], officeDay(now));
    if (!to?.active) return refuse('bad-input', [problem('unit-gone', '没有这个单位，或者已撤销、合并', 'unit')]);
    const stepped = await stepTask(context, task, 'reassign', { version, reason, detail: { to: unit } }, () => ({ submission: null }));
    if (!stepped.ok) return stepped;
    const [made] = unit === task.unit ? [] : await addTasks(client, site, task.commission, [unit], now);
    if (!made) return refuse('conflict', [problem('asked', `“${to.name}”已经约过这件`, 'unit')]);
    const detail = { commission: task.commission, unit, instead: task.unit };
    await record({ thing: 'commission-task', thingId: String(made.id), to: 'asked', detail });
    return accept({ ...stepped.value, instead: made.id });
  },
};
