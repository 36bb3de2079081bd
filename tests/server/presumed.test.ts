// Who somebody was a moment ago is presumed, and asked ahead of what they ask: nothing is believed that no longer stands.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/server/server.ts';
import { text } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';
import { bearerOf, cookieOf, post, serverOptions } from './served.ts';

let world: World;
let at: Office;
let app: FastifyInstance;
const asked: string[] = [];
let offices = 0;

beforeAll(async () => {
  world = await openWorld();
  world.database.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((...given: [{ readonly name?: string; readonly text: string } | string]) => {
      asked.push(typeof given[0] === 'string' ? given[0] : (given[0].name ?? given[0].text));
      return query(...given);
    }) as typeof client.query;
  });
});
beforeEach(async () => {
  await app?.close();
  offices += 1;
  at = await office(world, `office-${offices}`);
  app = await createServer(serverOptions(at.platform));
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const cookie = (who: OfficePerson) => cookieOf(world, at.people[who], at.now());
const desk = (headers: Record<string, string>) => app.inject({ url: `/api/view/desk?site=${at.site}`, headers });
const status = async (headers: Record<string, string>): Promise<number> => (await desk(headers)).statusCode;
const draft = (headers: Record<string, string>, unit: number = at.units.bureau) =>
  post(app, '/api/submission.draft', { site: at.site, unit, ...text() }, headers);
const drafts = async (): Promise<number> =>
  Number((await world.database.pool.query('select count(*) from submissions where site_id = $1', [at.site])).rows[0].count);

describe('who was found a moment ago', () => {
  it('is not looked up again, by session as by token', async () => {
    const headers = { cookie: await cookie('editor') };
    const token = { authorization: await bearerOf(world, at.people.editor, at.site, ['submission.read'], at.now()) };
    expect([await status(headers), await status(token)]).toEqual([200, 200]);
    asked.length = 0;
    expect([await status(headers), await status(token)]).toEqual([200, 200]);
    expect(asked.filter((name) => /stands|actor-of/.test(name))).toEqual(['session-stands', 'token-stands']);
  });

  it('is looked up again after a minute, and its use is noted', async () => {
    const headers = { cookie: await cookie('editor') };
    await status(headers);
    at.at('2024-05-15T10:02');
    expect(await status(headers)).toBe(200);
    const seen = await world.db
      .selectFrom('sessions')
      .select('seen_at')
      .where('person_id', '=', at.people.editor)
      .executeTakeFirstOrThrow();
    expect(seen.seen_at).toEqual(at.now());
  });

  it('reads no more once the session was ended elsewhere, or the token taken back', async () => {
    const headers = { cookie: await cookie('editor') };
    const token = { authorization: await bearerOf(world, at.people.editor, at.site, ['submission.read'], at.now()) };
    expect([await status(headers), await status(token)]).toEqual([200, 200]);
    await world.db.updateTable('sessions').set({ ended_at: at.now() }).where('person_id', '=', at.people.editor).execute();
    await world.db.updateTable('tokens').set({ revoked_at: at.now() }).where('person_id', '=', at.people.editor).execute();
    expect([await status(headers), await status(token)]).toEqual([401, 401]);
  });

  it('writes no more, and is given no kept answer either, once the session was ended elsewhere', async () => {
    const headers = { cookie: await cookie('reporter'), 'idempotency-key': 'the-same-request' };
    expect((await draft(headers)).statusCode).toBe(200);
    expect((await draft(headers)).statusCode).toBe(200);
    await world.db.updateTable('sessions').set({ ended_at: at.now() }).where('person_id', '=', at.people.reporter).execute();
    expect((await draft(headers)).statusCode).toBe(401);
    expect((await draft({ cookie: headers.cookie })).statusCode).toBe(401);
    expect(await drafts()).toBe(1);
  });

  it('has lost a role that was taken back, and has one that was given, with the very next request', async () => {
    const headers = { cookie: await cookie('editor') };
    expect(await status(headers)).toBe(200);
    const person = at.people.editor;
    const { id } = await world.db.selectFrom('person_roles').select('id').where('person_id', '=', person).executeTakeFirstOrThrow();
    await at.as('head').must('role.withdraw', { site: at.site, appointment: id });
    expect(await status(headers)).toBe(404);
    await at.as('head').must('person.appoint', { site: at.site, role: 'editor', person });
    expect(await status(headers)).toBe(200);
  });

  it('that was refused before anything was asked is looked up and judged as they are now', async () => {
    const headers = { cookie: await cookie('leader') };
    expect((await draft(headers)).statusCode).toBe(403);
    await at.as('head').must('person.appoint', { site: at.site, role: 'contributor', unit: at.units.bureau, person: at.people.leader });
    expect((await draft(headers)).statusCode).toBe(200);
  });

  it('has left, or is to set a new password: with the very next request', async () => {
    const [gone, anew] = [{ cookie: await cookie('editor') }, { cookie: await cookie('secondEditor') }];
    expect([await status(gone), await status(anew)]).toEqual([200, 200]);
    await at.as('head').must('person.leave', { site: at.site, person: at.people.editor, reason: '退休' });
    await at.as('head').must('person.reset', { site: at.site, person: at.people.secondEditor });
    expect([await status(gone), await status(anew)]).toEqual([401, 401]);
  });

  it('reaches a unit from the moment on that it was merged into theirs', async () => {
    const headers = { cookie: await cookie('townReviewer') };
    const township = at.as('townshipReporter');
    const { submission, version } = await township.must('submission.draft', { site: at.site, unit: at.units.township, ...text() });
    await township.must('submission.submit', { site: at.site, submission, version });
    const seen = async () =>
      (await app.inject({ url: `/api/view/submission?site=${at.site}&submission=${submission}`, headers })).statusCode;
    expect([await seen(), await seen()]).toEqual([404, 404]);
    await at.as('head').must('unit.merge', { site: at.site, unit: at.units.township, into: at.units.town, on: '2024-05-15' });
    expect(await seen()).toBe(200);
  });

  it('stands as long as others only sign in and write', async () => {
    const stamp = async () => (await world.db.selectFrom('rights_stamp').select('value').executeTakeFirstOrThrow()).value;
    const before = await stamp();
    await draft({ cookie: await cookie('reporter') });
    expect(await stamp()).toBe(before);
    await at.as('head').must('unit.rename', { site: at.site, unit: at.units.township, name: '山口镇', on: '2024-05-15' });
    expect(await stamp()).toBe(before + 1);
  });

  it('is somebody else the day after, where a role ended', async () => {
    at.at('2024-05-15T23:59');
    const headers = { cookie: await cookie('editor') };
    await world.db.updateTable('person_roles').set({ to_on: '2024-05-15' }).where('person_id', '=', at.people.editor).execute();
    expect(await status(headers)).toBe(200);
    at.at('2024-05-16T00:00');
    expect(await status(headers)).toBe(404);
  });
});
