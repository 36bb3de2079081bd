import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('a world is a migrated database used under the app role', async () => {
  const { rows } = await sql<{ role: string }>`select current_user as role`.execute(world.db);
  expect(rows).toEqual([{ role: 'baocaitong_app' }]);
  expect(await world.db.selectFrom('sites').selectAll().execute()).toEqual([]);
});

test('days come as text, counts as numbers and moments as dates, whatever the server is set to', async () => {
  const { rows } = await sql`select date '2025-12-31' as day, count(*) as count, 1.50::numeric as points,
    timestamptz '2025-12-31 23:59:59.999+08' as moment, '2025-12-31 23:59:59.999+08'::timestamptz::date as office_day,
    date 'infinity' as pending`.execute(world.db);
  expect(rows).toEqual([
    {
      day: '2025-12-31',
      count: 1,
      points: '1.50',
      moment: new Date('2025-12-31T15:59:59.999Z'),
      office_day: '2025-12-31',
      pending: 'infinity',
    },
  ]);
});

test('two worlds do not see each other', async () => {
  const other = await openWorld();
  try {
    await other.db
      .insertInto('sites')
      .values({ id: 'elsewhere', name: '别处', recorded_at: new Date(0) })
      .execute();
    expect(await world.db.selectFrom('sites').selectAll().execute()).toEqual([]);
  } finally {
    await other.close();
  }
});

test('start-up settings in a server address are kept beside ours', async () => {
  const url = new URL(world.url);
  url.searchParams.set('options', '-c work_mem=5MB');
  const database = await openDatabase({ url: url.href });
  try {
    const { rows } =
      await sql`select current_setting('work_mem') as memory, current_user as role, current_setting('timezone') as zone`.execute(
        database.db,
      );
    expect(rows).toEqual([{ memory: '5MB', role: 'baocaitong_app', zone: 'Asia/Shanghai' }]);
  } finally {
    await database.close();
  }
});
