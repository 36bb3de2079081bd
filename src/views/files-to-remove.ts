/** Files whose bytes are to go, after every site that had them took them out: what the removing job has to do. */
import type pg from 'pg';
import { filesToRemove as files } from '../store/redactions.ts';

export const filesToRemove = (pool: pg.Pool): Promise<readonly string[]> => files(pool);
