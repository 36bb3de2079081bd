/** What units were to put right until yesterday and did not answer, not marked yet: what the clock has to do, over all sites. */
import type pg from 'pg';

export interface OverdueRectification {
  readonly site: string;
  readonly rectification: number;
  readonly version: number;
}

export async function overdueRectifications(pool: pg.Pool, today: string): Promise<readonly OverdueRectification[]> {
  const found = await pool.query<OverdueRectification>(
    `select site_id as site, id as rectification, version from rectifications
     where state = 'noticed' and overdue_on is null and due_on < $1 order by due_on limit 500`,
    [today],
  );
  return found.rows;
}
