/** Sites in which items were written or changed since the index of search came by: what the indexing job has to do. */
import type pg from 'pg';
import { sitesToIndex as sites } from '../store/search.ts';

export const sitesToIndex = (pool: pg.Pool, now: Date): Promise<readonly string[]> => sites(pool, now);
