/** Answers kept under the asker's own key, so that a request sent again is answered again and not done again. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../domain/canonical.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';

/** A request that carries the asker's own key. */
export interface Asked {
  readonly actor: Actor;
  readonly key: string;
  readonly action: string;
  readonly input: unknown;
}

export interface KeptAnswer {
  readonly action: string;
  readonly input_hash: string;
  readonly answer: { readonly value: unknown };
}

export const askerName = (actor: Actor): string => (actor.person === undefined ? actor.name : `person:${actor.person}`);
export const hashOf = (input: unknown): string => createHash('sha256').update(canonicalJson(input)).digest('hex');

/** The answer that was given before; a key used for something else is a conflict. */
export function answerAgain(asked: Asked, kept: KeptAnswer): Outcome<unknown> {
  if (kept.action !== asked.action || kept.input_hash !== hashOf(asked.input))
    return refuse('conflict', [problem('idempotency-key', '这个请求编号已经用于另一个请求', 'Idempotency-Key')]);
  return accept(kept.answer.value);
}

/** Forgets answers older than a moment; gives how many. */
export async function forgetAnswers(client: pg.ClientBase, before: Date): Promise<number> {
  const gone = await client.query('delete from idempotency_keys where recorded_at < $1', [before]);
  return gone.rowCount ?? 0;
}
