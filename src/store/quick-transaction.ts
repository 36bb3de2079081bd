/**
 * A transaction that never waits for the program: what an action asks is asked in a lane, without one; what it decides to write goes
 * out with begin and commit in one piece, behind the questions whether it may be done so.
 *
 * Nobody's work is lost by the missing lock: the thing acted on is written only in the version that was loaded, and everything else an
 * action looks at (rights, units, settings, what is frozen) moves `rights_stamp`, which the question about the asker compares.
 */
import type pg from 'pg';
import type { Outcome } from '../domain/outcome.ts';
import { type Asked, answerAgain, askerName, type KeptAnswer } from './idempotency.ts';
import type { Lane } from './lanes.ts';
import { type Ahead, isLost, NO_LONGER, type Transaction, whyRefused } from './transaction.ts';

/** It has to be done in a transaction of its own. */
class NotQuick extends Error {}

/** Another transaction has what this one wants: the site alone, or a row for longer than a lane may wait. */
const busy: ReadonlySet<unknown> = new Set(['55P03', '40P01', '40001']);

/**
 * Like `inTransaction`, on a lane. Undefined where it has to be done that way: because the asker or what they may do has changed, the
 * site is held alone, or the result is not to be kept (nothing was asked of the asker then, so nothing may be said).
 */
export async function inQuickTransaction<First, T>(
  { lane, ahead }: { readonly lane: Lane; readonly ahead: Ahead },
  first: (transaction: Transaction) => Promise<First>,
  work: (transaction: Transaction, first: First) => Promise<T>,
  keep: (result: T) => boolean,
): Promise<T | undefined> {
  let lent: pg.ClientBase | undefined;
  let held = '';
  const last: (() => Promise<unknown>)[] = [];
  const client = {
    query: ((...given: [pg.QueryConfig]) => {
      if (!lent) throw new NotQuick('asked between what is asked first and what is written last');
      return lent.query(...given);
    }) as pg.ClientBase['query'],
  } as pg.PoolClient;
  const lend = <Sent extends readonly unknown[]>(send: () => readonly [...Sent]) =>
    lane.settle((shared) => {
      lent = shared;
      try {
        return send();
      } finally {
        lent = undefined;
      }
    });
  const transaction: Transaction = {
    client,
    get db(): never {
      throw new NotQuick('queries that are put together need a connection');
    },
    atEnd: (write) => last.push(write),
    async hold(site, alone, asked) {
      if (alone) throw new NotQuick('a site is held alone');
      held = site;
      return asked && answeredBefore(client, asked);
    },
  };
  try {
    const [found] = await lend(() => [first(transaction)]);
    if (found.status === 'rejected') {
      if (isLost(found.reason)) return undefined;
      throw found.reason;
    }
    const result = await work(transaction, found.value);
    if (!keep(result)) return undefined;
    const answers = await lend(() => [
      client.query('begin'),
      client.query(holdAtOnce(held)),
      ahead.orRefuse(client),
      ...last.map((write) => write()),
      client.query('commit'),
    ]);
    return isKept(answers) ? result : undefined;
  } catch (fault) {
    if (fault instanceof NotQuick) return undefined;
    throw fault;
  }
}

/** Was everything written? False where it has to be tried otherwise; throws what the first write that failed threw. */
function isKept(answers: readonly PromiseSettledResult<unknown>[]): boolean {
  for (const answer of answers) {
    if (answer.status === 'fulfilled') continue;
    const why = whyRefused(answer.reason);
    if (why === NOT_HELD || why === NO_LONGER || busy.has((answer.reason as { code?: unknown }).code)) return false;
    throw answer.reason;
  }
  const end = answers.at(-1) as PromiseFulfilledResult<pg.QueryResult>;
  if (end.value.command !== 'COMMIT') throw new Error('a transaction of a lane was rolled back, and nothing said why');
  return true;
}

const NOT_HELD = 'the site is held alone';

/** Holds a site together with other actions where nobody holds it alone at this moment; else refuses. */
const holdAtOnce = (site: string): pg.QueryConfig => ({
  name: 'lock-at-once',
  text: `select refuse_write('${NOT_HELD}') where not pg_try_advisory_xact_lock_shared(hashtextextended($1, 0))`,
  values: [site],
});

/** What was answered before to a request of this key. */
async function answeredBefore(client: pg.ClientBase, asked: Asked): Promise<Outcome<unknown> | undefined> {
  const found = await client.query<KeptAnswer>({
    name: 'answered-before',
    text: 'select action, input_hash, answer from idempotency_keys where actor = $1 and key = $2',
    values: [askerName(asked.actor), asked.key],
  });
  const [row] = found.rows;
  return row && answerAgain(asked, row);
}
