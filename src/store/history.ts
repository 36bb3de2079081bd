/** Every step of everything with a life; added to, never changed. */
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface HistoryLine {
  /** Empty for things of the whole platform. */
  readonly site: string;
  readonly thing: string;
  readonly thingId: string;
  /** The action's name, such as `bulletin.issue`. */
  readonly step: string;
  readonly from?: string;
  readonly to?: string;
  readonly by: string;
  readonly person?: number | undefined;
  readonly reason?: string;
  readonly detail?: unknown;
  readonly at: Date;
}

export async function addHistory(db: Kysely<Tables>, line: HistoryLine): Promise<void> {
  await db
    .insertInto('history')
    .values({
      site_id: line.site,
      thing: line.thing,
      thing_id: line.thingId,
      step: line.step,
      from_state: line.from ?? null,
      to_state: line.to ?? null,
      by_actor: line.by,
      by_person: line.person ?? null,
      reason: line.reason ?? null,
      detail: line.detail === undefined ? null : JSON.stringify(line.detail),
      at: line.at,
    })
    .execute();
}

export async function historyOf(db: Kysely<Tables>, site: string, thing: string, thingId: string) {
  return db
    .selectFrom('history')
    .selectAll()
    .where('site_id', '=', site)
    .where('thing', '=', thing)
    .where('thing_id', '=', thingId)
    .orderBy('id')
    .execute();
}
