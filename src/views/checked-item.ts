/** An item as it is about to be checked before a step: what the views of its checks and of its wording begin with. */
import type pg from 'pg';
import { startOf } from '../domain/calendar/day.ts';
import { type CheckSet, checkSets } from '../domain/checks/check.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import type { Schema } from '../domain/schema.ts';
import { type CheckedSubmission, loadChecked } from '../store/submission-checks.ts';
import { dayProperty, idProperty, siteProperty } from './submission-list.ts';
import { todayOf } from './today.ts';

export interface CheckedItemInput {
  readonly site: string;
  readonly submission: number;
  /** Before which step; `submit` where not given. */
  readonly set?: CheckSet;
  /** The day to look for, YYYY-MM-DD; today where not given. */
  readonly on?: string;
}

export const checkedItemSchema: Schema = {
  type: 'object',
  required: ['site', 'submission'],
  properties: { site: siteProperty, submission: idProperty, set: { enum: checkSets }, on: dayProperty },
  additionalProperties: false,
};

export interface CheckedItem {
  readonly item: CheckedSubmission;
  readonly set: CheckSet;
  /** The beginning of the day that is looked for. */
  readonly now: Date;
}

/** Refuses an item that the actor may not read as if it were not there. */
export async function checkedItem(
  client: pg.ClientBase,
  actor: Actor,
  { site, submission, set = 'submit', on }: CheckedItemInput,
): Promise<Outcome<CheckedItem>> {
  const today = await todayOf(client, on);
  if (!today.ok) return today;
  const now = new Date(startOf(today.value));
  const item = await loadChecked(client, site, submission, now);
  if (!item || !may(actor, 'submission.read', item))
    return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
  return accept({ item, set, now });
}
