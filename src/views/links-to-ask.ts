/** Links of published texts that are to be asked this night: what the clock has to do. */
import type pg from 'pg';
import { type LinksToAsk, linksToAsk as toAsk } from '../store/links.ts';

export const linksToAsk = (pool: pg.Pool, night: string): Promise<readonly LinksToAsk[]> => toAsk(pool, night);
