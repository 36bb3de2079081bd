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
/** What happens before the next statement of this name is sent. */
let meanwhile: { readonly name: string; readonly happens: () => Promise<unknown> } | undefined;
let offices = 0;

beforeAll(async () => {
  world = await openWorld();
  world.database.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    client.query = ((...given: [{ readonly name?: string; readonly text: string } | string]) => {
      const name = typeof given[0] === 'string' ? given[0] : (given[0].name ?? given[0].text);
      asked.push(name);
      if (meanwhile?.name !== name) return query(...given);
      const { happens } = meanwhile;
      meanwhile = undefined;
      // Answered as before, but only once the other thing has happened.
      return query(...given).finally(happens);
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

describe('a quick action', () => {
  const load = 'load';
  /** Signed in, looked up once, and with lanes open. */
  const ready = async (who: OfficePerson): Promise<Record<string, string>> => {
    const headers = { cookie: await cookie(who) };
    await status(headers);
    await draft(headers, 0);
    while (!world.database.pool.lanes?.take()) await new Promise((resolve) => setTimeout(resolve, 5));
    asked.length = 0;
    return headers;
  };
  const named = () => asked.map((name) => name.replace(/^prepared-\d+$/, load));

  it('asks what it acts on, and sends all that it writes behind the questions whether it may', async () => {
    const headers = await ready('reporter');
    expect((await draft(headers)).statusCode).toBe(200);
    expect(named()).toEqual([load, 'begin', 'lock-at-once', 'session-stands-or-refuse', load, 'history-add-line', 'commit']);
    expect(await drafts()).toBe(1);
  });

  it('gives the kept answer of a key again, and takes the key of another request for what it is', async () => {
    const headers = { ...(await ready('reporter')), 'idempotency-key': 'the-same-request' };
    const [first, second] = [await draft(headers), await draft(headers)];
    expect(second.json()).toEqual(first.json());
    expect(await drafts()).toBe(1);
    expect((await draft(headers, at.units.school)).statusCode).toBe(409);
    const together = await Promise.all(Array.from({ length: 8 }, () => draft({ ...headers, 'idempotency-key': 'eight-at-once' })));
    expect(new Set(together.map((answer) => answer.json().submission)).size).toBe(1);
    expect(await drafts()).toBe(2);
  });

  it('is not done where the right to it was lost while it was decided', async () => {
    const headers = await ready('reporter');
    const { id } = await world.db
      .selectFrom('person_roles')
      .select('id')
      .where('person_id', '=', at.people.reporter)
      .executeTakeFirstOrThrow();
    await draft(headers);
    const first = [...asked].find((name) => /^prepared-/.test(name)) as string;
    meanwhile = { name: first, happens: () => at.as('head').must('role.withdraw', { site: at.site, appointment: id }) };
    expect((await draft(headers)).statusCode).toBe(403);
    expect(await drafts()).toBe(1);
  });

  it('waits, the slow way, for what holds the site alone', async () => {
    const headers = await ready('reporter');
    const holder = await world.database.pool.connect();
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [at.site]);
    const waiting = draft(headers);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await drafts()).toBe(0);
    await holder.query('commit');
    holder.release();
    expect((await waiting).statusCode).toBe(200);
    expect(named()).toContain('lock-shared');
    expect(await drafts()).toBe(1);
  });

  it('is decided anew where something was frozen or settled for the whole site in the meantime', async () => {
    const headers = await ready('reporter');
    await draft(headers);
    const first = [...asked].find((name) => /^prepared-/.test(name)) as string;
    meanwhile = { name: first, happens: () => at.as('head').must('section.save', { site: at.site, name: `新栏目${offices}` }) };
    asked.length = 0;
    expect((await draft(headers)).statusCode).toBe(200);
    expect(named().filter((name) => name === 'commit')).toHaveLength(3);
    expect(await drafts()).toBe(2);
  });

  it('of two who move the same version, moves it once', async () => {
    const reporter = at.as('reporter');
    const { submission, version } = await reporter.must('submission.draft', { site: at.site, unit: at.units.bureau, ...text() });
    await reporter.must('submission.submit', { site: at.site, submission, version });
    const [one, other] = [await ready('reviewer'), await ready('secondReviewer')];
    const claim = (headers: Record<string, string>) =>
      post(app, '/api/submission.claim-review', { site: at.site, submission, version: version + 1 }, headers);
    const codes = (await Promise.all([claim(one), claim(other), claim(one), claim(other)])).map(({ statusCode }) => statusCode);
    expect(codes.filter((code) => code === 200)).toHaveLength(1);
    expect(codes.filter((code) => code === 409)).toHaveLength(3);
  });
});
