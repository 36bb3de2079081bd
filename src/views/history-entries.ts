/** The steps of one thing, as a page shows them. */
import type pg from 'pg';

export interface HistoryEntry {
  /** The action's name, such as `bulletin.issue`. */
  readonly step: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string;
  readonly reason: string | null;
  /** ISO 8601. */
  readonly at: string;
}

export const mostEntries = 200;

export async function historyEntries(client: pg.ClientBase, site: string, thing: string, thingId: string): Promise<HistoryEntry[]> {
  const found = await client.query<{
    step: string;
    from_state: string | null;
    to_state: string | null;
    by_actor: string;
    reason: string | null;
    at: Date;
  }>(
    `select step, from_state, to_state, by_actor, reason, at from history
     where site_id = $1 and thing = $2 and thing_id = $3 order by id limit ${mostEntries}`,
    [site, thing, thingId],
  );
  return found.rows.map((row) => ({
    step: row.step,
    from: row.from_state,
    to: row.to_state,
    by: row.by_actor,
    reason: row.reason,
    at: row.at.toISOString(),
  }));
}
