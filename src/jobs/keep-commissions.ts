/**
 * Goes on with commissions where nobody does: open tasks of units that are gone are passed on, and what was missed is said to be. What is to
 * be done is read from the tables; doing it twice changes nothing.
 */
import { type Platform, perform } from '../actions/action.ts';
import { lapseCommission } from '../actions/lapse-commission.ts';
import { passOnCommission } from '../actions/pass-on-commission.ts';
import { dayAt, dayText } from '../domain/calendar/day.ts';
import { programActor } from '../domain/permission.ts';
import { goneUnitsWithTasks, lapsedTasks } from '../views/commissions-to-keep.ts';

/** Gives how many tasks were missed; somebody may have been faster with one. */
export async function keepCommissions(platform: Platform): Promise<number> {
  const today = dayText(dayAt(platform.now().getTime()));
  for (const one of await goneUnitsWithTasks(platform.pool, today)) await perform(platform, programActor, passOnCommission, one);
  let missed = 0;
  for (const one of await lapsedTasks(platform.pool, today))
    if ((await perform(platform, programActor, lapseCommission, one)).ok) missed += 1;
  return missed;
}
