/**
 * `commission.answer`: an item of the unit answers the commission. Where the office has it already it is an answer at once; else it becomes
 * one when the office receives it.
 */
import { answering } from '../domain/commission/answer.ts';
import { outcomeOf } from '../domain/commission/place.ts';
import { problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { goesOnWith } from '../store/commission-heirs.ts';
import { answersElsewhere, type LoadedTask } from '../store/commissions.ts';
import { postOutcome } from '../store/posting.ts';
import { loadSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepTask, taskSubject } from './commission-subject.ts';
import { idSchema } from './submission-subject.ts';

export const answerCommission: Action<SeenTask & { readonly submission: number }, SteppedTask, LoadedTask> = {
  name: 'commission.answer',
  says: '用本单位的一件稿件应约',
  needs: 'commission.answer',
  siteOf: ({ site }) => site,
  subject: taskSubject,
  input: seenSchema('task', { submission: idSchema }, ['submission']),
  async run(context, { site, version, submission }, task) {
    const { client, actor, now } = context;
    const item = await loadSubmission(client, site, submission);
    if (!item || !may(actor, 'submission.read', item))
      return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
    const deliveredOn = item.submittedAt && officeDay(item.submittedAt);
    const today = officeDay(now);
    // What its predecessor began is the unit's own.
    const inherits = !item.units.includes(task.unit) && (await goesOnWith(client, site, task.unit, item.units, today));
    const units = inherits ? [...item.units, task.unit] : item.units;
    const fits = answering({ state: item.state, units, deliveredOn, section: item.section }, task);
    if (!fits.ok) return fits;
    if (await answersElsewhere(client, site, submission, task.id))
      return refuse('conflict', [problem('answers', '这件已经用来应另一件约稿', 'submission')]);
    const received = fits.value;
    const stepped = await stepTask(context, task, 'answer', { version, received, detail: { submission } }, (next) => ({
      submission,
      ...(next === 'sent' ? { sentOn: deliveredOn ?? null, facts: task.facts + 1, posted: true } : {}),
    }));
    if (stepped.ok && received && deliveredOn !== undefined)
      await postOutcome(client, site, task, outcomeOf(deliveredOn, task.due), { on: today, deliveredOn, submission }, now);
    return stepped;
  },
};
