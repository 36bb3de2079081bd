/** What sites' gates learned from, and when: which have something to learn. */
import type pg from 'pg';
import { addGate, type LearnedGate } from './wording-answers.ts';

export interface GateToTeach {
  readonly site: string;
  readonly answers: number;
}

/** Sites with so many answers, so many of them new, that were taught nothing since a moment. */
export async function gatesToTeach(
  pool: Pick<pg.Pool, 'query'>,
  { least, fresh, before }: { readonly least: number; readonly fresh: number; readonly before: Date },
): Promise<readonly string[]> {
  const found = await pool.query<{ site: string }>(
    `select w.id as site from sites w left join gate_lessons l on l.site_id = w.id
     where (l.learned_at is null or l.learned_at < $3)
       and (select count(*) from (select from wording_answers n where n.site_id = w.id and n.figures is not null and n.id > coalesce(l.last_answer, 0) limit $2) n) >= $2
       and (select count(*) from (select from wording_answers n where n.site_id = w.id and n.figures is not null limit $1) n) >= $1
     order by w.id`,
    [least, fresh, before],
  );
  return found.rows.map(({ site }) => site);
}

/** Keeps what came of a lesson; a better gate decides from now on. */
export async function keepLesson(
  client: pg.ClientBase,
  site: string,
  { gate, ...lesson }: Omit<LearnedGate, 'gate'> & { readonly gate: Uint8Array | undefined },
  now: Date,
): Promise<void> {
  if (gate) await addGate(client, site, { ...lesson, gate }, now);
  await client.query(
    `insert into gate_lessons (site_id, last_answer, answers, taken, loss_before, loss_after, learned_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (site_id) do update set last_answer = excluded.last_answer, answers = excluded.answers, taken = excluded.taken,
       loss_before = excluded.loss_before, loss_after = excluded.loss_after, learned_at = excluded.learned_at`,
    [site, lesson.lastAnswer, lesson.answers, gate !== undefined, lesson.lossBefore, lesson.lossAfter, now],
  );
}
