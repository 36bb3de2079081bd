/** What people answered to findings, and the gates that learned from it. Only added. */
import type pg from 'pg';
import type { WordingAnswer } from '../domain/wording/answer.ts';
import type { TextFindingKind } from '../domain/wording/proofreader.ts';
import { type By, moveWording } from './wording.ts';

export interface NewAnswer {
  readonly site: string;
  readonly submission: number;
  readonly textVersion: number;
  /** Hash of `answerKey`. */
  readonly key: string;
  readonly kind: TextFindingKind;
  readonly rule: string;
  /** Personal data covered. */
  readonly found: string;
  readonly suggestion: string;
  readonly answer: WordingAnswer;
  readonly figures: readonly number[] | undefined;
  readonly by: By;
}

export async function addAnswer(client: pg.ClientBase, answer: NewAnswer): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into wording_answers (site_id, submission_id, text_version, key, kind, rule, found, suggestion, answer, figures, answered_by,
       answered_by_name, answered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    [
      ...[answer.site, answer.submission, answer.textVersion, answer.key, answer.kind, answer.rule, answer.found, answer.suggestion],
      ...[answer.answer, answer.figures ?? null, answer.by.person ?? null, answer.by.name, answer.by.now],
    ],
  );
  return rows[0]?.id as number;
}

/** Keys of what was passed over in an item `s`, as a list of JSON. */
export const ignoredSql = `(select json_agg(distinct n.key) from wording_answers n
  where n.site_id = s.site_id and n.submission_id = s.id and n.answer = 'ignored')`;

/** One answer as the gate learns from it. */
export interface TaughtAnswer {
  readonly id: number;
  readonly taken: boolean;
  readonly figures: readonly number[];
}

/** So many answers that nothing was learned from yet are worth learning. */
export const leastAnswers = 50;

/** Sites whose people answered so often to mistaken characters since something was learned from it. */
export async function sitesToLearn(pool: Pick<pg.Pool, 'query'>, least = leastAnswers): Promise<readonly string[]> {
  const { rows } = await pool.query<{ site_id: string }>(
    `select n.site_id from wording_answers n where n.figures is not null
       and n.id > coalesce((select max(g.last_answer) from wording_gates g where g.site_id = n.site_id), 0)
     group by n.site_id having count(*) >= $1 order by n.site_id`,
    [least],
  );
  return rows.map(({ site_id }) => site_id);
}

/** What a site's people answered to mistaken characters, in the order of the answers; of all answers the newest `most`. */
export async function taughtAnswers(pool: Pick<pg.ClientBase, 'query'>, site: string, most: number): Promise<readonly TaughtAnswer[]> {
  const { rows } = await pool.query<TaughtAnswer>(
    `select n.id, n.answer = 'taken' as taken, n.figures from wording_answers n where n.site_id = $1 and n.figures is not null
     order by n.id desc limit $2`,
    [site, most],
  );
  return rows.reverse();
}

export interface LearnedGate {
  /** As `writeGate` gives it; absent where the one before stays. */
  readonly gate?: Uint8Array | undefined;
  readonly lastAnswer: number;
  readonly answers: number;
  readonly lossBefore: number;
  readonly lossAfter: number;
}

/** Keeps what was learned, and up to where; a gate decides in this site from now on. */
export async function addGate(client: pg.ClientBase, site: string, learned: LearnedGate, now: Date): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into wording_gates (site_id, gate, last_answer, answers, loss_before, loss_after, made_at) values ($1, $2, $3, $4, $5, $6, $7)
     returning id`,
    [
      site,
      learned.gate ? Buffer.from(learned.gate) : null,
      learned.lastAnswer,
      learned.answers,
      learned.lossBefore,
      learned.lossAfter,
      now,
    ],
  );
  if (learned.gate) await moveWording(client, site);
  return rows[0]?.id as number;
}
