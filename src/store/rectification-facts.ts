/** What a wording error counts: its deduction, the one for a unit that let the day pass, and taking both back. */
import type pg from 'pg';
import { reversal } from '../domain/adoption/posting.ts';
import { dayFrom, dayText } from '../domain/calendar/day.ts';
import {
  countsOverdue,
  deductionFact,
  deductionKey,
  overdueFact,
  overdueFoundFact,
  overdueFoundKey,
  overdueKey,
  type PostedFinding,
} from '../domain/rectification/posting.ts';
import { officeDay } from './actors.ts';
import { addFact, addReversal, type CreditedItem, ownShares, rulebookOn } from './posting.ts';
import type { LoadedRectification } from './rectifications.ts';

/** Of an item's wording, what its facts tell; undefined of what an inspection found. */
function worded(
  { site, submission, unit, jointIds, submissionKind, eventOn, word, correction, kind, severity, foundOn }: LoadedRectification,
  round: number,
): { readonly item: CreditedItem; readonly finding: PostedFinding } | undefined {
  if (submission === undefined || submissionKind === undefined || kind === undefined) return undefined;
  return {
    item: { ...{ site, submission, unit, jointIds, eventOn }, kind: submissionKind },
    finding: { ...{ word, correction, kind, severity, round }, on: foundOn },
  };
}

/** Posts the deduction of an error that is confirmed for the `round`-th time, where it is the unit's. Gives whether it is new. */
export async function postDeduction(client: pg.ClientBase, loaded: LoadedRectification, round: number, now: Date): Promise<boolean> {
  const told = worded(loaded, round);
  if (loaded.side === 'office' || !told) return false;
  return addFact(client, loaded.site, deductionFact(told.item, told.finding, await ownShares(client, told.item)), now);
}

/** Posts once that the unit is late, on the first day after the one it was given, where the rulebook of that day has points for it. */
export async function postOverdue(client: pg.ClientBase, loaded: LoadedRectification, now: Date): Promise<boolean> {
  if (loaded.dueOn === undefined || loaded.rounds === 0) return false;
  const on = dayText((dayFrom(loaded.dueOn) ?? 0) + 1);
  if (!countsOverdue(await rulebookOn(client, loaded.site, on))) return false;
  const { site, unit, severity, found } = loaded;
  if (found) return addFact(client, site, overdueFoundFact({ ...found, unit, severity }, on), now);
  const told = worded(loaded, loaded.rounds);
  return told !== undefined && addFact(client, site, overdueFact(told.item, told.finding, await ownShares(client, told.item), on), now);
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
  const { site, submission, word, rounds, found } = loaded;
  if (rounds === 0) return false;
  const today = officeDay(now);
  // What the finding itself counts, goes with the finding.
  if (found) return addReversal(client, site, reversal(overdueFoundKey(found.id), today, note), now);
  if (submission === undefined) return false;
  const deducted = await addReversal(client, site, reversal(deductionKey(submission, word, rounds), today, note), now);
  const late = await addReversal(client, site, reversal(overdueKey(submission, word, rounds), today, note), now);
  return deducted || late;
}
