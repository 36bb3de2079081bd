/** Which sites' gates have answers to learn from, and these answers: what the clock has to do. */
import type pg from 'pg';
import { gatesToTeach as toTeach } from '../store/gate-lessons.ts';
import { type TaughtAnswer, taughtAnswers as taught } from '../store/wording-answers.ts';

export const gatesToTeach = (pool: pg.Pool, asked: Parameters<typeof toTeach>[1]): Promise<readonly string[]> => toTeach(pool, asked);

export async function taughtAnswers(pool: pg.Pool, site: string, most: number): Promise<readonly TaughtAnswer[]> {
  const client = await pool.connect();
  try {
    return await taught(client, site, most);
  } finally {
    client.release();
  }
}
