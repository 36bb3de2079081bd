/** Marks what units did not put right in time. What is to be done is read from the tables; doing it twice changes nothing. */
import { type Platform, perform } from '../actions/action.ts';
import { markOverdueRectification } from '../actions/mark-overdue-rectification.ts';
import { dayAt, dayText } from '../domain/calendar/day.ts';
import { programActor } from '../domain/permission.ts';
import { overdueRectifications } from '../views/overdue-rectifications.ts';

/** Gives how many were marked; somebody may have been faster with one. */
export async function markOverdue(platform: Platform): Promise<number> {
  let marked = 0;
  for (const one of await overdueRectifications(platform.pool, dayText(dayAt(platform.now().getTime()))))
    if ((await perform(platform, programActor, markOverdueRectification, one)).ok) marked += 1;
  return marked;
}
