/** A transaction on one connection, for Kysely's queries and for COPY alike. */
import type { Socket } from 'node:net';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Outcome } from '../domain/outcome.ts';
import { type Asked, answerAgain, askerName, type KeptAnswer } from './idempotency.ts';
import type { Connections, Lanes } from './lanes.ts';
import type { Tables } from './tables.ts';

export interface Transaction {
  readonly db: Kysely<Tables>;
  /** The connection itself: COPY, cursors. */
  readonly client: pg.PoolClient;
  /** What is written last, in the order of the calls; it is sent together with the commit, and not at all where nothing is kept. */
  readonly atEnd: (write: () => Promise<void>) => void;
  /** `lockSite`, in the way of this transaction. */
  readonly hold: (site: string, alone: boolean, asked?: Asked) => Promise<Outcome<unknown> | undefined>;
}

/** Asked in one go with the first that a request asks of the database. Throws `NoLongerStands`, and what came behind it is not believed. */
export interface Ahead {
  (client: pg.ClientBase): Promise<void>;
  /** As a statement of a transaction, which ends it where the answer is no. */
  readonly orRefuse: (client: pg.ClientBase) => Promise<void>;
  /** It was asked, and stood. */
  readonly stood: boolean;
}

/** Why `orRefuse` refuses. */
export const NO_LONGER = 'the asker is not who they were';

/** The connection went away, or was ended by the server, before it had answered: no refusal of the server's, nor of ours. */
export const isLost = (fault: unknown): boolean =>
  !(fault instanceof NoLongerStands) && (!(fault instanceof pg.DatabaseError) || fault.code === '57P01');

/** What was presumed of the asker has changed. */
export class NoLongerStands extends Error {}

/** A query ahead of a request's own: it stands where it finds a row. */
export function askAhead(query: pg.QueryConfig): Ahead {
  let stood = false;
  const ask = async (client: pg.ClientBase): Promise<void> => {
    const { rowCount } = await client.query(query);
    if (rowCount !== 1) throw new NoLongerStands(NO_LONGER);
    stood = true;
  };
  const orRefuse = async (client: pg.ClientBase): Promise<void> => {
    const { name, text, values } = query;
    await client.query({
      ...(name === undefined ? {} : { name: `${name}-or-refuse` }),
      text: `select refuse_write('${NO_LONGER}') where not exists (${text})`,
      values: values ?? [],
    });
    stood = true;
  };
  return Object.defineProperty(Object.assign(ask, { orRefuse }), 'stood', { get: () => stood }) as unknown as Ahead;
}

/** Where connections come from, and what is to be asked first on the one that is taken. */
export interface Source extends Pick<pg.Pool, 'connect'> {
  readonly query: pg.Pool['query'];
  readonly lanes?: Lanes;
  readonly ahead?: Ahead;
}

/** The same connections without lanes: for what takes long, behind which nobody is to wait. */
export const besideLanes = (source: Source): Source => ({
  connect: (() => source.connect()) as pg.Pool['connect'],
  query: source.query.bind(source) as pg.Pool['query'],
  ...(source.ahead ? { ahead: source.ahead } : {}),
});

/** The same connections, with a question ahead. */
export const withAhead = (pool: Connections, ahead: Ahead): Source => ({
  connect: (() => pool.connect()) as pg.Pool['connect'],
  query: pool.query.bind(pool) as pg.Pool['query'],
  ...(pool.lanes ? { lanes: pool.lanes } : {}),
  ahead,
});

/**
 * Runs `work` in a transaction; what it throws, or `keep(result)` being false, rolls everything back. What is asked at `first` goes to
 * the server in one go with the beginning.
 */
export async function inTransaction<First, T>(
  pool: Source,
  first: (transaction: Transaction) => Promise<First>,
  work: (transaction: Transaction, first: First) => Promise<T>,
  keep: (result: T) => boolean = () => true,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const last: (() => Promise<void>)[] = [];
  const transaction = makeTransaction(client, (write) => last.push(write));
  try {
    const [, , found] = await inOneGo(client, () => [client.query('begin'), pool.ahead?.(client), first(transaction)]);
    const result = await work(transaction, found);
    if (keep(result)) await inOneGo(client, () => [...last.map((write) => write()), client.query('commit')]);
    else await client.query('rollback');
    return result;
  } catch (error) {
    // A connection that cannot roll back is thrown away, and the server forgets its transaction.
    await client.query('rollback').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Kysely is made where it is asked for: most steps of the way know their statements by heart. */
function makeTransaction(client: pg.PoolClient, atEnd: Transaction['atEnd']): Transaction {
  let db: Kysely<Tables> | undefined;
  return {
    client,
    atEnd,
    hold: (site, alone, asked) => lockSite(client, site, alone, asked),
    get db() {
      db ??= onConnection(client);
      return db;
    },
  };
}

/** Why a statement of the migrations' `refuse_write` ended the transaction; undefined of any other fault. */
export function whyRefused(fault: unknown): string | undefined {
  const { code, detail } = fault as { readonly code?: string; readonly detail?: string };
  return code === 'BC001' ? (detail ?? '') : undefined;
}

/**
 * Statements that are sent one behind the other, without waiting for each answer. The server takes them in their order; in a
 * transaction, after one that fails all others fail, and a commit behind them rolls back.
 */
async function inOneGo<T extends readonly unknown[]>(
  client: pg.PoolClient,
  send: () => readonly [...T],
): Promise<{ -readonly [I in keyof T]: Awaited<T[I]> }> {
  // The driver's own switch; COPY and cursors need it off. Corked, all goes out in one piece and wakes the server once.
  const driver = client as unknown as { pipeline: boolean; readonly connection: { readonly stream: Pick<Socket, 'cork' | 'uncork'> } };
  const { stream } = driver.connection;
  driver.pipeline = true;
  let answers: PromiseSettledResult<unknown>[];
  try {
    stream.cork();
    const sent = send();
    stream.uncork();
    answers = await Promise.allSettled(sent);
  } finally {
    driver.pipeline = false;
  }
  return valuesOf(answers) as { -readonly [I in keyof T]: Awaited<T[I]> };
}

/** Throws what the first one that failed threw. */
const valuesOf = <T extends readonly unknown[]>(answers: { readonly [I in keyof T]: PromiseSettledResult<T[I]> }): T =>
  (answers as readonly PromiseSettledResult<unknown>[]).map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }) as unknown as T;

/**
 * Holds a site until the transaction ends: shared with other actions, or alone. An advisory lock, since a shared row lock would
 * write to the site's row with every action. In the same statement it looks whether a request with this key was answered before;
 * one that is being answered at this moment shows when its answer is kept.
 */
export async function lockSite(
  client: Pick<pg.ClientBase, 'query'>,
  site: string,
  alone: boolean,
  asked?: Asked,
): Promise<Outcome<unknown> | undefined> {
  const lock = `pg_advisory_xact_lock${alone ? '' : '_shared'}(hashtextextended($1, 0))`;
  if (!asked) {
    await client.query({ name: `lock-${alone ? 'alone' : 'shared'}`, text: `select ${lock}`, values: [site] });
    return undefined;
  }
  const found = await client.query<KeptAnswer>({
    name: `lock-${alone ? 'alone' : 'shared'}-asked`,
    text: `select k.action, k.input_hash, k.answer from (select ${lock}) held
      left join idempotency_keys k on k.actor = $2 and k.key = $3`,
    values: [site, askerName(asked.actor), asked.key],
  });
  const [row] = found.rows;
  return row?.answer ? answerAgain(asked, row) : undefined;
}

/** Was a row refused because its site is not there? */
export function isUnknownSite(fault: unknown): boolean {
  const { code, constraint = '' } = fault as { readonly code?: string; readonly constraint?: string };
  return code === '23503' && constraint.endsWith('_site_id_fkey');
}

/** Kysely on a connection that is already checked out; it neither closes nor releases it. */
export function onConnection(client: pg.ClientBase): Kysely<Tables> {
  const borrowed = { query: client.query.bind(client), release: () => {} };
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: async () => borrowed as never, end: async () => {}, options: {} } as never }),
  });
}

/** Runs a reading at one moment: every query of it sees the same state, and nothing can be changed. */
export async function atOneMoment<T>(pool: Source, read: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await inOneGo(client, () => [client.query('begin transaction isolation level repeatable read, read only'), pool.ahead?.(client)]);
    return await read(client);
  } finally {
    // Nothing was written, so there is nothing to keep; a connection that cannot end its transaction is thrown away.
    await client.query('rollback').catch((fault: Error) => {
      broken = fault;
    });
    client.release(broken);
  }
}

/**
 * Runs a reading whose statements each see a moment of their own, which one alone always does: no transaction, and in a lane where one is
 * open. Asking more than `most` is a fault.
 */
export async function byThemselves<T>(pool: Source, most: number, read: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  let asked = 0;
  const query = async (config: pg.QueryConfig | string, values?: unknown[]): Promise<pg.QueryResult> => {
    asked += 1;
    if (asked > most) throw new Error(`a reading of ${most} statements asked one more`);
    // Asked with the first: what comes after it was let through.
    const ahead = asked === 1 ? pool.ahead : undefined;
    const send = (client: pg.ClientBase): [Promise<void> | undefined, Promise<pg.QueryResult>] => [
      ahead?.(client),
      client.query(config as string, values),
    ];
    const lane = pool.lanes?.take();
    if (lane) {
      const answers = await lane.settle(send);
      // Asked again elsewhere where the lane broke under it: reading twice harms nobody.
      if (!answers.some((answer) => answer.status === 'rejected' && isLost(answer.reason))) return valuesOf(answers)[1];
    }
    if (!ahead) return pool.query(config as string, values);
    const client = await pool.connect();
    try {
      const [, found] = await inOneGo(client, () => send(client));
      return found;
    } finally {
      client.release();
    }
  };
  return read({ query } as unknown as pg.ClientBase);
}
