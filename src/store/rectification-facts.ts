/** What a wording error counts: its deduction, the one for a unit that let the day pass, and taking both back. */
import type pg from 'pg';
import { reversal } from '../domain/adoption/posting.ts';
import { dayFrom, dayText } from '../domain/calendar/day.ts';
import {
  countsOverdue,
  deductionFact,
  deductionKey,
  overdueFact,
  overdueKey,
  type PostedFinding,
} from '../domain/rectification/posting.ts';
import { officeDay } from './actors.ts';
import { addFact, addReversal, type CreditedItem, ownShares, rulebookOn } from './posting.ts';
import { type LoadedRectification, loadRectification, moveRectifications } from './rectifications.ts';

const itemOf = ({ site, submission, unit, jointIds, submissionKind, eventOn }: LoadedRectification): CreditedItem => ({
  ...{ site, submission, unit, jointIds, eventOn },
  kind: submissionKind,
});
const findingOf = ({ word, correction, kind, severity, foundOn }: LoadedRectification, round: number): PostedFinding => ({
  ...{ word, correction, kind, severity, round },
  on: foundOn,
});

/** Posts the deduction of an error that is confirmed for the `round`-th time, where it is the unit's. Gives whether it is new. */
export async function postDeduction(client: pg.ClientBase, loaded: LoadedRectification, round: number, now: Date): Promise<boolean> {
  if (loaded.side === 'office') return false;
  const item = itemOf(loaded);
  return addFact(client, loaded.site, deductionFact(item, findingOf(loaded, round), await ownShares(client, item)), now);
}

/** Posts once that the unit is late, on the first day after the one it was given, where the rulebook of that day has points for it. */
export async function postOverdue(client: pg.ClientBase, loaded: LoadedRectification, now: Date): Promise<boolean> {
  if (loaded.dueOn === undefined || loaded.rounds === 0) return false;
  const on = dayText((dayFrom(loaded.dueOn) ?? 0) + 1);
  if (!countsOverdue(await rulebookOn(client, loaded.site, on))) return false;
  const item = itemOf(loaded);
  return addFact(client, loaded.site, overdueFact(item, findingOf(loaded, loaded.rounds), await ownShares(client, item), on), now);
}

/** Notes once that the day passed; false where that is noted, or the unit has answered. The unit's own answer is not overtaken by it. */
export async function noteOverdue(client: pg.ClientBase, site: string, id: number, today: string): Promise<boolean> {
  const noted = await client.query(
    `update rectifications set overdue_on = $3 where site_id = $1 and id = $2 and state = 'noticed' and overdue_on is null`,
    [site, id, today],
  );
  return noted.rowCount === 1;
}

/** Takes back today what the error counts now. Gives whether there was anything. */
export async function takeBackDeduction(client: pg.ClientBase, loaded: LoadedRectification, note: string, now: Date): Promise<boolean> {
  const { site, submission, word, rounds } = loaded;
  if (rounds === 0) return false;
  const today = officeDay(now);
  const deducted = await addReversal(client, site, reversal(deductionKey(submission, word, rounds), today, note), now);
  const late = await addReversal(client, site, reversal(overdueKey(submission, word, rounds), today, note), now);
  return deducted || late;
}

/**
 * The finding does not stand: an appeal against it was won, or who confirmed it was wrong. It is dismissed and what it counted is taken
 * back today. The caller leaves the line of history. False where it is not confirmed (any more), or somebody was faster.
 */
export async function overturnFinding(client: pg.ClientBase, site: string, id: number, reason: string, now: Date): Promise<boolean> {
  const loaded = await loadRectification(client, site, id);
  if (!loaded || loaded.state === 'found' || loaded.state === 'dismissed') return false;
  if (!(await moveRectifications(client, site, [loaded], { state: 'dismissed', reason }))) return false;
  await takeBackDeduction(client, loaded, reason, now);
  return true;
}
