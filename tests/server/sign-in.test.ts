import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/server/server.ts';
import { type Office, office, openWorld, testTools, type World } from '../support/world.ts';
import { bearerOf, cookieOf, post, sameOrigin, serverOptions } from './served.ts';

const password = 'Correct-Horse-7';
let world: World;
let at: Office;
let app: FastifyInstance;

beforeAll(async () => {
  world = await openWorld();
  at = await office(world);
  const password_hash = await testTools.hashPassword(password);
  await world.db
    .updateTable('people')
    .set({ password_hash, password_changed_at: at.now() })
    .where('id', 'in', [at.people.editor, at.people.head])
    .execute();
  app = await createServer(serverOptions(at.platform));
});
afterAll(async () => {
  await app.close();
  await world.close();
});
beforeEach(async () => {
  await world.db.deleteFrom('sign_in_failures').execute();
});

const signIn = (given: object, headers: Record<string, string> = {}) => post(app, '/api/session', given, headers);
const account = { signInName: 'office-editor', password };
const tokenIn = (header: unknown): string => /^(bct_session=[\w-]{43});/.exec(String(header))?.[1] ?? '';
const sites = (headers: Record<string, string>) => app.inject({ method: 'GET', url: '/api/view/sites', headers });

describe('signing in', () => {
  it('gives a cookie that scripts and other sites do not get, and who one is', async () => {
    const answer = await signIn(account);
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { person: { id: at.people.editor, name: '郑编辑' }, mustChangePassword: false },
    ]);
    expect(answer.headers['set-cookie']).toMatch(/^bct_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect((await sites({ cookie: tokenIn(answer.headers['set-cookie']) })).json().sites).toHaveLength(1);
  });

  it('keeps no token, only its hash', async () => {
    const token = tokenIn((await signIn(account)).headers['set-cookie']).split('=')[1] as string;
    const { rows } = await world.database.pool.query(`select s::text as row from sessions s union all select h::text from history h`);
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
  });

  it.each([
    ['a wrong password', { ...account, password: 'Wrong-Horse-7' }],
    ['a name that nobody has', { ...account, signInName: 'nobody' }],
  ])('is refused with %s, in the same words', async (_, given) => {
    const answer = await signIn(given);
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([401, undefined]);
    expect(answer.json()).toMatchObject({ code: 'sign-in-refused', findings: [{ code: 'wrong-password', message: '登录名或口令不对' }] });
  });

  it('asks one to wait after many wrong passwords, and says how long', async () => {
    let answer = await signIn({ ...account, password: 'x' });
    for (let tries = 0; tries < 12 && answer.statusCode === 401; tries += 1) answer = await signIn({ ...account, password: 'x' });
    expect(answer.statusCode).toBe(429);
    expect(answer.json()).toMatchObject({ code: 'too-many', findings: [{ code: 'sign-in-waits' }] });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('ends the session that the browser had before', async () => {
    const first = tokenIn((await signIn(account)).headers['set-cookie']);
    const second = tokenIn((await signIn(account, { cookie: first })).headers['set-cookie']);
    expect([(await sites({ cookie: first })).statusCode, (await sites({ cookie: second })).statusCode]).toEqual([401, 200]);
  });

  it('does not let the asker say from where it is', async () => {
    expect((await signIn({ ...account, address: '10.1.2.3' })).statusCode).toBe(200);
    const { rows } = await world.database.pool.query('select address from sessions order by id desc limit 1');
    expect(rows).toEqual([{ address: '127.0.0.1' }]);
  });

  it.each(['', '[]', '"x"', 'null', '{}', '{"signInName":1,"password":2}'])('with the body %s is a 400', async (body) => {
    const answer = await post(app, '/api/session', body);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
  });
});

describe('signing out', () => {
  it('ends the session and takes the cookie', async () => {
    const cookie = await cookieOf(world, at.people.editor, at.now());
    const answer = await app.inject({ method: 'DELETE', url: '/api/session', headers: { ...sameOrigin, cookie } });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([200, 'bct_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict']);
    expect((await sites({ cookie })).statusCode).toBe(401);
  });

  it('takes a dead cookie as well', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/api/session', headers: { ...sameOrigin, cookie: 'bct_session=gone' } });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([401, 'bct_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict']);
  });
});

describe('a session', () => {
  it.each([
    ['none', {}],
    ['an unknown one', { cookie: `bct_session=${'a'.repeat(43)}` }],
    ['something else', { cookie: "bct_session=' or 1=1 --" }],
    ['two that differ', { cookie: `bct_session=${'a'.repeat(43)}; bct_session=${'b'.repeat(43)}` }],
    ['an unknown token', { authorization: `Bearer ${'a'.repeat(40)}` }],
    ['a password', { authorization: 'Basic YTpi' }],
  ] as [string, Record<string, string>][])('is asked for: %s is a 401', async (_, headers) => {
    const answer = await sites(headers);
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(answer.json()).toMatchObject({ type: 'urn:baocaitong:problem:signed-out', status: 401, code: 'signed-out' });
  });

  it('that is idle for long is over', async () => {
    const cookie = await cookieOf(world, at.people.editor, new Date(at.now().getTime() - 3 * 3_600_000));
    expect((await sites({ cookie })).statusCode).toBe(401);
  });

  it('gets a new value when the rights of the person changed, and goes on', async () => {
    const cookie = await cookieOf(world, at.people.editor, at.now());
    await world.db
      .updateTable('sessions')
      .set({ renew: true })
      .where('ended_at', 'is', null)
      .where('person_id', '=', at.people.editor)
      .execute();
    const answer = await sites({ cookie });
    const renewed = tokenIn(answer.headers['set-cookie']);
    expect([answer.statusCode, renewed === cookie, renewed === '']).toEqual([200, false, false]);
    expect((await sites({ cookie: renewed })).statusCode).toBe(200);
  });

  it('is not what a request with a token is judged by', async () => {
    const cookie = await cookieOf(world, at.people.editor, at.now());
    expect((await sites({ cookie, authorization: `Bearer ${'a'.repeat(40)}` })).statusCode).toBe(401);
  });
});

describe('a token', () => {
  it('opens what it was given for, and needs no word of a browser', async () => {
    const authorization = await bearerOf(world, at.people.client, at.site, ['site.read', 'fact.read', 'bulletin.read'], at.now());
    expect((await sites({ authorization })).json().sites).toHaveLength(1);
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await app.inject({
      method: 'POST',
      url: '/api/rulebook.adopt',
      headers,
      payload: JSON.stringify({ site: at.site, rulebook: {} }),
    });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
  });
});

describe('the first administrator', () => {
  it('is refused without the code from the terminal', async () => {
    const claim = { code: 'guess', signInName: 'admin', name: '管理员', password };
    for (const url of ['/api/first-administrator', '/api/administrator.claim']) {
      const answer = await post(app, url, claim);
      expect([answer.statusCode, answer.json().findings[0].code]).toEqual([404, 'unknown-code']);
    }
    expect((await post(app, '/api/first-administrator', {})).statusCode).toBe(400);
  });
});
