/** Which sites are looked through anew and which of their texts are due: what the clock has to do. */
import type pg from 'pg';
import { countDue as count, type DueText, dueTexts as next, type SiteToRescan, sitesToRescan as sites } from '../store/rescan-walk.ts';

export const sitesToRescan = (pool: pg.Pool): Promise<readonly SiteToRescan[]> => sites(pool);
export const dueTexts = (pool: pg.Pool, asked: Parameters<typeof next>[1]): Promise<readonly DueText[]> => next(pool, asked);
export const countDue = (pool: pg.Pool, site: string, stamp: string): Promise<number> => count(pool, site, stamp);
