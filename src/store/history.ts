/** Every step of everything with a life; added to, never changed. */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { type Asked, askerName, hashOf } from './idempotency.ts';
import type { Tables } from './tables.ts';

export interface HistoryLine {
  /** Empty for things of the whole platform. */
  readonly site: string;
  readonly thing: string;
  readonly thingId: string;
  /** The action's name, such as `bulletin.issue`. */
  readonly step: string;
  readonly from?: string;
  readonly to?: string;
  readonly by: string;
  readonly person?: number | undefined;
  readonly reason?: string;
  readonly detail?: unknown;
  readonly at: Date;
}

/**
 * Adds lines in their order, and in the same statement the answer to the request that asked for it, where that carried a key.
 * Ids are given here, at the end of a transaction that holds the site: sealing never finds a line that came behind its back.
 */
export async function addHistory(client: pg.ClientBase, lines: readonly HistoryLine[], answered?: Answered): Promise<void> {
  const [only] = lines;
  if (only && lines.length === 1 && !answered) return addLine(client, only);
  const of = <T>(value: (line: HistoryLine) => T): T[] => lines.map(value);
  const values: unknown[] = [
    of((line) => line.site),
    of((line) => line.thing),
    of((line) => line.thingId),
    of((line) => line.step),
    of((line) => line.from ?? null),
    of((line) => line.to ?? null),
    of((line) => line.by),
    of((line) => line.person ?? null),
    of((line) => line.reason ?? null),
    of((line) => (line.detail === undefined ? null : JSON.stringify(line.detail))),
    of((line) => line.at),
  ];
  const insert = `insert into history (site_id, thing, thing_id, step, from_state, to_state, by_actor, by_person, reason, detail, at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[],
      $10::jsonb[], $11::timestamptz[])`;
  if (!answered) {
    await client.query({ name: 'history-add', text: insert, values });
    return;
  }
  const { actor, key, action, input, answer, now } = answered;
  await client.query({
    name: 'history-add-answer',
    text: `with lines as (${insert}) insert into idempotency_keys (actor, key, action, input_hash, answer, recorded_at)
      values ($12, $13, $14, $15, $16, $17)`,
    values: [...values, askerName(actor), key, action, hashOf(input), JSON.stringify({ value: answer ?? null }), now],
  });
}

/** The usual case, without lists to take apart. */
async function addLine(client: pg.ClientBase, line: HistoryLine): Promise<void> {
  const detail = line.detail === undefined ? null : JSON.stringify(line.detail);
  await client.query({
    name: 'history-add-line',
    text: `insert into history (site_id, thing, thing_id, step, from_state, to_state, by_actor, by_person, reason, detail, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      ...[line.site, line.thing, line.thingId, line.step, line.from ?? null, line.to ?? null],
      ...[line.by, line.person ?? null, line.reason ?? null, detail, line.at],
    ],
  });
}

/** What an action answered to a request with a key. */
export interface Answered extends Asked {
  readonly answer: unknown;
  readonly now: Date;
}

/** The same request was answered by another process a moment ago. */
export const isKeyTaken = (fault: unknown): boolean => (fault as { constraint?: string }).constraint === 'idempotency_keys_pkey';

export async function historyOf(db: Kysely<Tables>, site: string, thing: string, thingId: string) {
  return db
    .selectFrom('history')
    .selectAll()
    .where('site_id', '=', site)
    .where('thing', '=', thing)
    .where('thing_id', '=', thingId)
    .orderBy('id')
    .execute();
}
