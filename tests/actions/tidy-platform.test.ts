import { afterAll, beforeAll, expect, it } from 'vitest';
import { perform } from '../../src/actions/action.ts';
import { tidyPlatform as tidy } from '../../src/actions/tidy-platform.ts';
import { programActor } from '../../src/domain/permission.ts';
import { tidyPlatform } from '../../src/jobs/tidy-platform.ts';
import { historyOf } from '../../src/store/history.ts';
import { openWorld, type World } from '../support/world.ts';
import { platformOf } from '../views/offices.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const now = new Date('2025-03-01T00:00:00Z');
const ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const day = 24;

it('answers are forgotten after a day and sessions half a year after they were over; what is newer stays', async () => {
  const platform = platformOf(world, () => now);
  const { db } = world;
  const person = await db
    .insertInto('people')
    .values({ sign_in_name: 'user', name: '某', state: 'invited', recorded_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  const answer = { actor: 'a', action: 'x.y', input_hash: '', answer: '{}' };
  await db
    .insertInto('idempotency_keys')
    .values([
      { ...answer, key: 'key-old-1', recorded_at: ago(day + 1) },
      { ...answer, key: 'key-old-2', recorded_at: ago(day * 9) },
      { ...answer, key: 'key-new-1', recorded_at: ago(day - 1) },
    ])
    .execute();
  const session = { person_id: person.id, started_at: ago(day * 400), seen_at: ago(day * 400), address: 'x', agent: 'x' };
  await db
    .insertInto('sessions')
    .values([
      { ...session, token_hash: Buffer.from('over'), ends_at: ago(day * 181) },
      { ...session, token_hash: Buffer.from('ended'), ends_at: ago(-1), ended_at: ago(day * 200) },
      { ...session, token_hash: Buffer.from('lately'), ends_at: ago(day * 179) },
      { ...session, token_hash: Buffer.from('live'), ends_at: ago(-1) },
    ])
    .execute();
  expect(await tidyPlatform(platform)).toBe(4);
  expect((await db.selectFrom('idempotency_keys').select('key').execute()).map(({ key }) => key)).toEqual(['key-new-1']);
  const left = await db.selectFrom('sessions').select('token_hash').orderBy('id').execute();
  expect(left.map((row) => row.token_hash.toString())).toEqual(['lately', 'live']);
  expect(await historyOf(db, '', 'platform', 'tidy')).toMatchObject([{ step: 'platform.tidy', detail: { answers: 2, sessions: 2 } }]);
  // With nothing to forget, nothing is written.
  expect(await tidyPlatform(platform)).toBe(0);
  expect(await perform(platform, programActor, tidy, {})).toMatchObject({ ok: false, code: 'conflict' });
  expect(await historyOf(db, '', 'platform', 'tidy')).toHaveLength(1);
});
