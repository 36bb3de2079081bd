// A step costs at most five statements besides begin and commit; the session's own is one of them and is not asked here.
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AnyAction, perform } from '../../src/actions/action.ts';
import { actions } from '../../src/actions/index.ts';
import { drafted, inReview, received, seen, text } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
});
afterAll(() => world.close());

/** A pool whose connections count the statements that pass, and pass them on. */
function counting(pool: pg.Pool): { readonly pool: pg.Pool; readonly statements: string[] } {
  const statements: string[] = [];
  const connect = async () => {
    const client = await pool.connect();
    return new Proxy(client, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name !== 'query') return typeof value === 'function' ? value.bind(target) : value;
        return (...given: unknown[]) => {
          const [query] = given as [string | { text: string }];
          const sql = typeof query === 'string' ? query : query.text;
          if (!['begin', 'commit'].includes(sql)) statements.push(sql);
          return (value as (...all: unknown[]) => unknown).apply(target, given);
        };
      },
    });
  };
  return { pool: { connect } as unknown as pg.Pool, statements };
}

async function statementsOf(who: OfficePerson, name: string, input: unknown, idempotencyKey?: string): Promise<number> {
  const { pool, statements } = counting(world.database.pool);
  const action = (actions as readonly AnyAction[]).find((one) => one.name === name) as AnyAction;
  const outcome = await perform({ ...place.platform, pool }, place.as(who).actor, action, input, idempotencyKey ? { idempotencyKey } : {});
  expect(outcome.ok, `${name} ${JSON.stringify(outcome)}`).toBe(true);
  return statements.length;
}

const next = (item: Stepped): Stepped => ({ ...item, version: item.version + 1 });

it('the first to send after the office settled its wording asks for it, once', async () => {
  const [one, other] = [await drafted(place), await drafted(place)];
  expect(await statementsOf('reporter', 'submission.submit', seen(place, one))).toBeLessThanOrEqual(5);
  expect(await statementsOf('reporter', 'submission.submit', seen(place, other))).toBeLessThanOrEqual(4);
});

it('drafting, saving, sending, signing, returning and recalling cost no more than four each', async () => {
  const first = { submission: 3, version: 1, state: 'draft' };
  const draft = { site: place.site, unit: place.units.bureau, ...text({ jointIds: [place.units.town] }) };
  expect(await statementsOf('reporter', 'submission.draft', draft, 'key-00000001')).toBeLessThanOrEqual(4);
  expect(await statementsOf('reporter', 'submission.save', { ...seen(place, first), ...text() })).toBeLessThanOrEqual(4);
  expect(await statementsOf('reporter', 'submission.submit', seen(place, next(first)), 'key-00000002')).toBeLessThanOrEqual(4);
  const sent = next(next(first));
  expect(await statementsOf('reviewer', 'submission.claim-review', seen(place, sent))).toBeLessThanOrEqual(4);
  expect(await statementsOf('reviewer', 'submission.approve', seen(place, next(sent)))).toBeLessThanOrEqual(4);
  expect(await statementsOf('secondReviewer', 'submission.approve', seen(place, next(next(sent))))).toBeLessThanOrEqual(4);
  expect(await statementsOf('reviewer', 'submission.return', { ...seen(place, await inReview(place)), reason: '改' })).toBeLessThanOrEqual(
    4,
  );
  expect(await statementsOf('townshipReporter', 'submission.recall', seen(place, await received(place)))).toBeLessThanOrEqual(4);
});
