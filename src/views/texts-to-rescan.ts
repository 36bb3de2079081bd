/** Which sites are looked through anew and which of their texts are due: what the clock has to do. */
import type pg from 'pg';
import type { SiteWording } from '../domain/wording/proofreader.ts';
import { countDue as count, type DueText, dueTexts as next, type SiteToRescan, sitesToRescan as sites } from '../store/rescan-walk.ts';
import { loadWording } from '../store/wording.ts';

export const sitesToRescan = (pool: pg.Pool): Promise<readonly SiteToRescan[]> => sites(pool);
export const dueTexts = (pool: pg.Pool, asked: Parameters<typeof next>[1]): Promise<readonly DueText[]> => next(pool, asked);
/** All that the site's texts are looked at by. */
export async function wordingOf(pool: pg.Pool, site: string): Promise<SiteWording> {
  const client = await pool.connect();
  try {
    const wording = await loadWording(client, site);
    if (!wording) throw new Error(`no site ${site}`);
    return wording;
  } finally {
    client.release();
  }
}
export const countDue = (pool: pg.Pool, site: string, stamp: string): Promise<number> => count(pool, site, stamp);
