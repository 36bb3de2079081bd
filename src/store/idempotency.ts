/** Answers kept under the asker's own key, so that a request sent again is answered again and not done again. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../domain/canonical.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';

export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly action: string;
  readonly input: unknown;
}

const nameOf = (actor: Actor): string => (actor.person === undefined ? actor.name : `person:${actor.person}`);
const hashOf = (input: unknown): string => createHash('sha256').update(canonicalJson(input)).digest('hex');

/**
 * The answer this key was given before, if any. Holds the key until the transaction ends, so that the same request sent twice at
 * once is done once. A key used for something else is a conflict.
 */
export async function answerOf(client: pg.ClientBase, asked: Asked): Promise<Outcome<unknown> | undefined> {
  const actor = nameOf(asked.actor);
  await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 1))`, [JSON.stringify([actor, asked.key])]);
  const found = await client.query<{ action: string; input_hash: string; answer: { value: unknown } }>(
    'select action, input_hash, answer from idempotency_keys where actor = $1 and key = $2',
    [actor, asked.key],
  );
  const [row] = found.rows;
  if (!row) return undefined;
  if (row.action !== asked.action || row.input_hash !== hashOf(asked.input))
    return refuse('conflict', [problem('idempotency-key', '这个请求编号已经用于另一个请求', 'Idempotency-Key')]);
  return accept(row.answer.value);
}

/** Keeps the answer beside what was done, in the same transaction. */
export async function keepAnswer(client: pg.ClientBase, asked: Asked, value: unknown, now: Date): Promise<void> {
  await client.query('insert into idempotency_keys (actor, key, action, input_hash, answer, recorded_at) values ($1, $2, $3, $4, $5, $6)', [
    nameOf(asked.actor),
    asked.key,
    asked.action,
    hashOf(asked.input),
    JSON.stringify({ value: value ?? null }),
    now,
  ]);
}

/** Forgets answers older than a moment; gives how many. */
export async function forgetAnswers(client: pg.ClientBase, before: Date): Promise<number> {
  const gone = await client.query('delete from idempotency_keys where recorded_at < $1', [before]);
  return gone.rowCount ?? 0;
}
