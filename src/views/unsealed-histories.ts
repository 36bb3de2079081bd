/** Sites with lines of history after their last seal (the platform is the empty one): what the sealing job has to do. */
import type pg from 'pg';
import { everySite } from '../store/history-seals.ts';

/** One query, and for each site a few steps in indexes. */
export async function unsealedHistories(pool: pg.Pool): Promise<readonly string[]> {
  const found = await pool.query<{ site_id: string }>(
    `select s.site_id from ${everySite('history')} s
     where (select h.id from history h where h.site_id = s.site_id order by h.id desc limit 1)
       > coalesce((select k.last_id from history_seals k where k.site_id = s.site_id order by k.last_id desc limit 1), '-9223372036854775808')
     order by 1`,
  );
  return found.rows.map(({ site_id }) => site_id);
}
