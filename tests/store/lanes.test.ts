// Lanes are shared: what one request asks never comes in between another's, and what fails for one fails for nobody else.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Lane, Lanes } from '../../src/store/lanes.ts';
import { byThemselves } from '../../src/store/transaction.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let lanes: Lanes;
beforeAll(async () => {
  world = await openWorld();
  lanes = world.database.pool.lanes as Lanes;
});
afterAll(() => world.close());

/** Opening takes a moment; until then requests go to the pool. */
async function open(): Promise<Lane> {
  for (;;) {
    const lane = lanes.take();
    if (lane) return lane;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const one = async (lane: Lane, text: string): Promise<unknown> => {
  const [answer] = await lane.settle((client) => [client.query(text)]);
  return answer.status === 'fulfilled' ? answer.value.rows[0] : (answer.reason as { code: string }).code;
};

it('opens when it is asked for one, and not before', async () => {
  expect(lanes.take()).toBeUndefined();
  expect(await one(await open(), 'select 1 as n')).toEqual({ n: 1 });
});

it('works under the role that changes nothing that must stay, in the time zone of the office', async () => {
  const lane = await open();
  expect(await one(lane, 'select current_user::text as who')).toEqual({ who: 'baocaitong_app' });
  expect(await one(lane, 'show timezone')).toEqual({ TimeZone: 'Asia/Shanghai' });
});

it('answers everybody who asks at the same moment, whatever fails for one of them', async () => {
  const lane = await open();
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => one(lane, n % 7 === 3 ? 'select 1 / 0' : `select ${n}::int as n`)),
  );
  expect(answers).toEqual(Array.from({ length: 40 }, (_, n) => (n % 7 === 3 ? '22012' : { n })));
});

it('keeps the statements of one request together: a transaction that fails leaves nothing, its neighbours are kept', async () => {
  const owner = await world.database.connectOwner();
  await owner.query('create table told (n int); grant insert, select on told to baocaitong_app');
  const lane = await open();
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      lane.settle((client) => [
        client.query('begin'),
        client.query('insert into told values ($1)', [n]),
        client.query(n % 3 === 0 ? 'select 1 / 0' : 'select 1'),
        client.query('commit'),
      ]),
    ),
  );
  const kept = await owner.query<{ n: number }>('select n from told order by n');
  expect(kept.rows.map(({ n }) => n)).toEqual(Array.from({ length: 30 }, (_, n) => n).filter((n) => n % 3 !== 0));
  await owner.end();
});

it('puts nothing behind what is slow: others are given another lane, and none where all are held up', async () => {
  const slow = await open();
  const held = one(slow, 'select pg_sleep(0.4)::text as done');
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (let n = 0; n < 20; n += 1) expect(lanes.take()).not.toBe(slow);
  const others: Promise<unknown>[] = [];
  for (let lane = lanes.take(); lane; lane = lanes.take()) {
    others.push(one(lane, 'select pg_sleep(0.3)::text as done'));
    await new Promise((resolve) => setTimeout(resolve, 45));
  }
  expect(others.length).toBeGreaterThan(0);
  await Promise.all([held, ...others]);
  expect(lanes.take()).toBeDefined();
});

it('forgets a lane whose connection broke, and opens another', async () => {
  const lane = await open();
  const pid = (await one(lane, 'select pg_backend_pid() as pid')) as { pid: number };
  const waiting = one(lane, 'select pg_sleep(5)');
  const owner = await world.database.connectOwner();
  await owner.query('select pg_terminate_backend($1)', [pid.pid]);
  await owner.end();
  expect(await waiting).toBe('57P01');
  const pids = new Set<number>();
  for (let n = 0; n < 50; n += 1) {
    const answer = await world.database.pool
      .query<{ pid: number }>('select 1')
      .then(open)
      .then((next) => one(next, 'select pg_backend_pid() as pid'));
    // Until the connection has told of its end, the lane is still given to somebody.
    if (answer !== undefined) pids.add((answer as { pid: number }).pid);
  }
  expect(pids.size).toBeGreaterThan(0);
  expect(pids.has(pid.pid)).toBe(false);
});

it('a reading whose lane breaks under it is answered all the same', async () => {
  const killer = await world.database.connectOwner();
  await open();
  const readings = Array.from({ length: 12 }, () =>
    byThemselves(world.database.pool, 1, async (client) => (await client.query('select pg_sleep(0.05)::text as done, 7 as n')).rows[0].n),
  );
  await killer.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query like '%pg_sleep(0.05)%'`,
  );
  const answers = await Promise.allSettled(readings);
  await killer.end();
  // Those that the pool itself was answering may have gone with their connection.
  expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value === 7).length).toBeGreaterThan(6);
});
