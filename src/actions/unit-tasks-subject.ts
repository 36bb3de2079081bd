/** What changes of a unit act on besides it: the open tasks of one that is no longer at work. */
import { accept, type Outcome } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { askedIn, goneUnit, openTasksOf } from '../store/commission-heirs.ts';
import type { ActionContext } from './action.ts';
import { stepTask } from './commission-subject.ts';

/**
 * Gives a gone unit's open tasks to the one that goes on with its work, with their history, their state and the item that is to answer. What
 * that unit has to do already, and what nobody goes on with, is called off. Nothing where the unit is at work. Gives how many.
 */
export async function passOnTasks(
  context: Pick<ActionContext, 'client' | 'now' | 'record'>,
  site: string,
  unit: number,
): Promise<Outcome<number>> {
  const { client, now } = context;
  const today = officeDay(now);
  const gone = await goneUnit(client, site, unit, today);
  if (!gone) return accept(0);
  const { name, heir } = gone;
  const tasks = await openTasksOf(client, site, unit);
  const commissions = tasks.map(({ commission }) => commission);
  const has = heir ? await askedIn(client, site, heir.id, commissions) : commissions;
  for (const task of tasks) {
    const { version, commission } = task;
    const stepped =
      heir && !has.includes(commission)
        ? await stepTask(
            context,
            task,
            'pass-on',
            { version, reason: `“${name}”有变动，转由“${heir.name}”接办`, detail: { to: heir.id } },
            () => ({
              unit: heir.id,
              askedOn: today,
            }),
          )
        : await stepTask(context, task, 'end', { version, reason: reasonOf(name, heir?.name) }, () => ({ submission: null }));
    if (!stepped.ok) return stepped;
  }
  return accept(tasks.length);
}

const reasonOf = (name: string, heir: string | undefined): string =>
  heir === undefined ? `“${name}”已撤销` : `“${name}”有变动，接办的“${heir}”已经约过这件`;
