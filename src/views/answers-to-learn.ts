/** What people answered to mistaken characters, where enough of it is new to learn from: what the learning job has to do. */
import type pg from 'pg';
import { sitesToLearn, type TaughtAnswer, taughtAnswers } from '../store/wording-answers.ts';

export interface AnswersToLearn {
  readonly site: string;
  readonly answers: readonly TaughtAnswer[];
}

/** Of each site the newest: what an office thought years ago fades away. */
const most = 3000;

export async function* answersToLearn(pool: pg.Pool): AsyncGenerator<AnswersToLearn> {
  for (const site of await sitesToLearn(pool)) yield { site, answers: await taughtAnswers(pool, site, most) };
}
