import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/permission.ts';
import { DoorRefusal, thrownAs } from '../../src/server/faults.ts';
import { createServer } from '../../src/server/server.ts';
import { type Office, office, openWorld, testTools, type World } from '../support/world.ts';
import { smallRulebook } from '../views/small-site.ts';
import { bearerOf, cookieOf, post, sameOrigin, serverOptions } from './served.ts';

let world: World;
let at: Office;
let app: FastifyInstance;
let head: string;
let editor: string;
const faults: unknown[] = [];

beforeAll(async () => {
  world = await openWorld();
  at = await office(world);
  head = await cookieOf(world, at.people.head, at.now());
  editor = await cookieOf(world, at.people.editor, at.now());
  app = await createServer(serverOptions(at.platform, { onFault: (fault) => faults.push(fault) }));
});
afterAll(async () => {
  await app.close();
  await world.close();
  expect(faults).toEqual([]);
});

const adopt = (rulebook: object, headers: Record<string, string> = {}) =>
  post(app, '/api/rulebook.adopt', { site: at.site, rulebook }, { cookie: head, ...headers });
const dated = (year: number, name: string = smallRulebook.name) => ({ ...smallRulebook, from: `${year}-01-01`, name });
const rulebooks = async (): Promise<number> =>
  Number((await world.database.pool.query('select count(*) from rulebooks where site_id = $1', [at.site])).rows[0].count);

describe('an action', () => {
  it('is done, and answers as JSON what it gave', async () => {
    const answer = await adopt(dated(2001));
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(answer.json()).toEqual({ id: expect.any(Number) });
  });

  it('with the same key is done once, and answered again', async () => {
    const key = { 'idempotency-key': 'b2f7c1f0-0000-4000-8000-000000000001' };
    const before = await rulebooks();
    const [first, second] = [await adopt(dated(2002), key), await adopt(dated(2002), key)];
    expect([first.statusCode, second.statusCode, second.body]).toEqual([200, 200, first.body]);
    expect(await rulebooks()).toBe(before + 1);
  });

  it('with the same key at the same moment is done once', async () => {
    const before = await rulebooks();
    const key = { 'idempotency-key': 'at-the-same-moment' };
    const answers = await Promise.all(Array.from({ length: 4 }, () => adopt(dated(2003), key)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await rulebooks()).toBe(before + 1);
  });

  it('with a key that was used for something else is a 409, with one that is none a 400', async () => {
    const key = { 'idempotency-key': 'used-for-2004' };
    await adopt(dated(2004), key);
    const other = await adopt(dated(2005), key);
    expect([other.statusCode, other.json().findings[0]]).toEqual([409, expect.objectContaining({ code: 'idempotency-key' })]);
    for (const wrong of ['short', 'x'.repeat(129), 'with blank in it'])
      expect((await adopt(dated(2005), { 'idempotency-key': wrong })).statusCode).toBe(400);
  });

  it('of another role is a 403, of another site as well, and changes nothing', async () => {
    const before = await rulebooks();
    const auditor = await cookieOf(world, at.people.auditor, at.now());
    const answers = [
      await adopt(dated(2006), { cookie: auditor }),
      await post(app, '/api/rulebook.adopt', { site: 'elsewhere', rulebook: dated(2006) }, { cookie: head }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403]);
    expect(answers[0]?.json()).toMatchObject({ type: 'urn:baocaitong:problem:forbidden', title: '没有权限', status: 403 });
    expect(await rulebooks()).toBe(before);
  });

  it('with wrong input is a 400 that names every place', async () => {
    const answer = await post(app, '/api/rulebook.adopt', { site: 7, colour: 'red' }, { cookie: head });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json().findings.map((finding: { where: string }) => finding.where)).toEqual(['（整体）', 'site', 'colour']);
    expect(answer.json().request).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('about a site that is not there is a 404 for whoever reaches all sites', async () => {
    const administrator = await cookieOf(world, at.people.systemAdministrator, at.now());
    const answer = await post(app, '/api/outlet.save', { site: 'nowhere', name: '甲', kind: 'own-site' }, { cookie: administrator });
    expect([answer.statusCode, answer.json().findings[0].code]).toEqual([404, 'unknown-site']);
  });

  it('refused by a rule is a 422 with its findings', async () => {
    await world.db
      .updateTable('people')
      .set({ password_hash: await testTools.hashPassword('Right-One-1') })
      .where('id', '=', at.people.editor)
      .execute();
    const answer = await post(app, '/api/password.change', { password: 'Wrong-One-1', newPassword: 'New-One-123' }, { cookie: editor });
    expect([answer.statusCode, answer.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'findings', detail: '现在的口令不对', findings: [expect.objectContaining({ where: 'password' })] }),
    ]);
  });

  it('that comes too late is a 409 stale-version', async () => {
    const draft = (more: object) =>
      post(
        app,
        '/api/bulletin.draft',
        {
          site: at.site,
          from: '2024-01-01',
          to: '2024-03-31',
          body: { title: '通报', issuers: ['县政府办公室'], opening: '一', narrative: '二' },
          ...more,
        },
        { cookie: head },
      );
    await adopt(dated(2024));
    const first = (await draft({})).json();
    expect((await draft(first)).statusCode).toBe(200);
    const late = await draft(first);
    expect([late.statusCode, late.json().code]).toEqual([409, 'stale-version']);
  });

  it.each([
    ['text', 'text/plain', '{}', 415],
    ['a form', 'application/x-www-form-urlencoded', 'site=office', 415],
    ['multipart', 'multipart/form-data; boundary=x', '--x--', 415],
    ['broken JSON', 'application/json', '{"site":', 400],
    ['nothing', 'application/json', '', 400],
    ['a poisoned object', 'application/json', '{"__proto__":{"a":1}}', 400],
    ['other than an object', 'application/json', '[]', 400],
  ])('sent as %s is refused', async (_, type, payload, status) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/rulebook.adopt',
      headers: { ...sameOrigin, cookie: head, 'content-type': type },
      payload,
    });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/problem+json; charset=utf-8']);
    expect(answer.json().detail).toMatch(/[\u4e00-\u9fff]/);
  });

  it('of more than two megabytes is a 413', async () => {
    const answer = await adopt({ name: 'x'.repeat(2 * 1024 * 1024) });
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'too-large']);
  });

  it('is not open by name where only the program’s own doors may call it', async () => {
    for (const name of [
      'fact.import',
      'document.attach',
      'file.keep',
      'session.start',
      'session.renew',
      'administrator.offer',
      'history.seal',
    ])
      expect([name, (await post(app, `/api/${name}`, {}, { cookie: head })).statusCode]).toEqual([name, 404]);
  });
});

describe('a request that changes something', () => {
  const send = (headers: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/api/rulebook.adopt',
      headers: { host: 'localhost:8300', 'content-type': 'application/json', cookie: head, ...headers },
      payload: '{}',
    });

  it.each([
    ['says nothing of where it comes from', {}],
    ['comes from another site', { 'sec-fetch-site': 'cross-site' }],
    ['comes from a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['comes from the address bar', { 'sec-fetch-site': 'none' }],
    ['comes from another origin', { origin: 'https://evil.example' }],
    ['comes from another port', { origin: 'http://localhost:9999' }],
    ['comes from nowhere', { origin: 'null' }],
    ['says both, and one is wrong', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:8300' }],
  ] as [string, Record<string, string>][])('is refused where it %s', async (_, headers) => {
    const answer = await send(headers);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'cross-site']);
  });

  it.each([
    ['by word of the browser', { 'sec-fetch-site': 'same-origin' }],
    ['by its origin, as older browsers and plain http have it', { origin: 'http://localhost:8300' }],
  ] as [string, Record<string, string>][])('is heard from our own pages, %s', async (_, headers) => {
    expect((await send(headers)).statusCode).toBe(400);
  });

  it('is never a GET: no view and no page takes another method, no action a GET', async () => {
    const answer = await app.inject({ method: 'GET', url: '/api/rulebook.adopt', headers: { cookie: head } });
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'POST']);
    const view = await post(app, '/api/view/sites', {}, { cookie: head });
    expect([view.statusCode, view.headers['allow']]).toEqual([405, 'GET, HEAD']);
    const session = await app.inject({ method: 'PUT', url: '/api/session', headers: sameOrigin });
    expect([session.statusCode, session.headers['allow']]).toEqual([405, 'POST, DELETE']);
    expect((await post(app, '/api/no.such', {}, { cookie: head })).statusCode).toBe(404);
  });
});

describe('the name in a request', () => {
  it('is the office’s own, or this machine’s', async () => {
    const named = await createServer(serverOptions(at.platform, { publicUrl: 'https://bct.example.gov.cn:8443' }));
    const status = async (host: string) => (await named.inject({ url: '/health', headers: { host } })).statusCode;
    expect(await Promise.all(['bct.example.gov.cn:8443', 'BCT.example.gov.cn', 'localhost', '127.0.0.1:8300'].map(status))).toEqual([
      200, 200, 200, 200,
    ]);
    expect(await Promise.all(['example.gov.cn', 'evil.bct.example.gov.cn', '10.0.0.1', 'bct.example.gov.cn@evil'].map(status))).toEqual([
      421, 421, 421, 421,
    ]);
    await named.close();
  });
});

describe('behind a proxy', () => {
  let proxied: FastifyInstance;
  beforeAll(async () => {
    proxied = await createServer(
      serverOptions(at.platform, { publicUrl: 'https://bct.example.gov.cn', proxies: ['10.0.0.5', '10.1.0.0/16'] }),
    );
  });
  afterAll(() => proxied.close());
  const ask = (remoteAddress: string, more: Record<string, string> = {}, method: 'GET' | 'DELETE' = 'GET', url = '/health') =>
    proxied.inject({ method, url, remoteAddress, headers: { host: 'bct.example.gov.cn', ...sameOrigin, ...more } });

  it('nobody gets past it', async () => {
    const statuses = await Promise.all(
      ['10.0.0.5', '10.1.2.3', '::ffff:10.0.0.5', '127.0.0.1'].map(async (from) => (await ask(from)).statusCode),
    );
    expect(statuses).toEqual([200, 200, 200, 200]);
    const answer = await ask('10.0.0.6');
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'past-proxy']);
  });

  it('its word on https makes the cookie secure, and promises https', async () => {
    const secure = await ask('10.0.0.5', { 'x-forwarded-proto': 'https' }, 'DELETE', '/api/session');
    expect(secure.headers['set-cookie']).toBe('__Host-bct_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure');
    expect(secure.headers['strict-transport-security']).toBe('max-age=15552000');
    const plain = await ask('10.0.0.5', {}, 'DELETE', '/api/session');
    expect(plain.headers['set-cookie']).toBe('bct_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict');
    expect(plain.headers['strict-transport-security']).toBeUndefined();
  });

  it('a session that came over https is not taken from a cookie that could be planted over http', async () => {
    const token = (await cookieOf(world, at.people.editor, at.now())).split('=')[1] ?? '';
    const over = (cookie: string) => ask('10.0.0.5', { 'x-forwarded-proto': 'https', cookie }, 'GET', '/api/view/sites');
    expect((await over(`__Host-bct_session=${token}`)).statusCode).toBe(200);
    expect((await over(`bct_session=${token}`)).statusCode).toBe(401);
  });

  it('the address of the asker is believed from it, and from nobody else', async () => {
    const addresses: string[] = [];
    const noting = (proxies: readonly string[]) => {
      const accounts = {
        bySession: async () => undefined,
        byToken: async (_: Buffer, address: string): Promise<Actor | undefined> => void addresses.push(address),
      };
      return createServer(serverOptions(at.platform, { accounts, publicUrl: 'https://bct.example.gov.cn', proxies }));
    };
    for (const [proxies, from] of [
      [['10.0.0.5'], '10.0.0.5'],
      [['10.0.0.5'], '127.0.0.1'],
      [[], '10.0.0.5'],
    ] as const) {
      const server = await noting(proxies);
      const headers = { host: 'bct.example.gov.cn', 'x-forwarded-for': '192.0.2.9', authorization: `Bearer ${'a'.repeat(40)}` };
      await server.inject({ url: '/api/view/sites', remoteAddress: from, headers });
      await server.close();
    }
    expect(addresses).toEqual(['192.0.2.9', '127.0.0.1', '10.0.0.5']);
  });
});

describe('asking too often', () => {
  const limits = {
    address: { perMinute: 6000, burst: 1000 },
    signedIn: { perMinute: 60, burst: 5 },
    stranger: { perMinute: 60, burst: 3 },
    signIn: { perMinute: 6, burst: 2 },
  };
  const statuses = async (times: number, ask: () => Promise<{ statusCode: number }>): Promise<number[]> => {
    const seen: number[] = [];
    for (let time = 0; time < times; time += 1) seen.push((await ask()).statusCode);
    return seen;
  };

  it('is a 429 that says when to come again, for each asker apart', async () => {
    const limited = await createServer(serverOptions(at.platform, { limits }));
    const as = (cookie: string) => () => limited.inject({ url: '/api/view/sites', headers: { cookie } });
    expect(await statuses(7, as(editor))).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(await statuses(2, as(head))).toEqual([200, 200]);
    // A second session of the same person is the same asker.
    expect(await statuses(1, as(await cookieOf(world, at.people.editor, at.now())))).toEqual([429]);
    const answer = await as(editor)();
    expect([answer.headers['retry-after'], answer.json().code]).toEqual(['1', 'too-many']);
    expect(await statuses(5, as('bct_session=unknown'))).toEqual([401, 401, 401, 429, 429]);
    await limited.close();
  });

  it('slows attempts to sign in, whatever names are tried', async () => {
    const limited = await createServer(serverOptions(at.platform, { limits }));
    let tried = 0;
    const attempt = () => post(limited, '/api/session', { signInName: `name${tried++}`, password: 'x' });
    expect(await statuses(4, attempt)).toEqual([401, 401, 429, 429]);
    expect((await attempt()).headers['retry-after']).toBe('10');
    await limited.close();
  });

  it('a token is its own asker', async () => {
    const limited = await createServer(serverOptions(at.platform, { limits }));
    const authorization = await bearerOf(world, at.people.client, at.site, ['site.read', 'fact.read', 'bulletin.read'], at.now());
    expect(await statuses(6, () => limited.inject({ url: '/api/view/sites', headers: { authorization } }))).toEqual([
      200, 200, 200, 200, 200, 429,
    ]);
    await limited.close();
  });
});

describe('the browser application', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bct-web-'));
  const large = Buffer.alloc(5_000_000, 'model');
  const script = `console.log(${JSON.stringify('x'.repeat(2000))})`;
  let served: FastifyInstance;
  let visited: FastifyInstance;
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>应用</title>');
    writeFileSync(join(folder, 'assets', 'index-abc.js'), script);
    writeFileSync(join(folder, 'assets', 'base-abc.model'), large);
    served = await createServer(serverOptions(at.platform, { web: folder }));
    visited = await createServer(serverOptions(at.platform, { web: folder, visitor: { name: '访客', grants: [{ role: 'leader' }] } }));
  });
  afterAll(async () => {
    await served.close();
    await visited.close();
    rmSync(folder, { recursive: true });
  });
  const browser = { accept: 'text/html,application/xhtml+xml' };
  const page = (from: FastifyInstance, url: string, headers: Record<string, string> = {}) =>
    from.inject({ url, headers: { ...browser, ...headers } });

  it.each(['/', '/sign-in', '/s/office/items/7', '/index.html'])(
    'is there at %s, asked for anew each time, under its own policy',
    async (url) => {
      const answer = await page(served, url);
      expect([answer.statusCode, answer.body]).toEqual([200, '<!doctype html><title>应用</title>']);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-cache',
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data: blob:;font-src 'self';connect-src 'self';worker-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
      });
    },
  );

  it('has files that never change, packed for whoever takes them so', async () => {
    const plain = await served.inject({ url: '/assets/index-abc.js' });
    expect([plain.statusCode, plain.body, plain.headers['content-type']]).toEqual([200, script, 'text/javascript; charset=utf-8']);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const packed = await served.inject({ url: '/assets/index-abc.js', headers: { 'accept-encoding': 'br, gzip' } });
    expect([packed.headers['content-encoding'], gunzipSync(packed.rawPayload).toString()]).toEqual(['gzip', script]);
    const again = await served.inject({ url: '/assets/index-abc.js', headers: { 'if-none-match': String(plain.headers['etag']) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('has scripts under a policy of their own, since a worker is under that of its answer', async () => {
    const { headers } = await served.inject({ url: '/assets/index-abc.js' });
    expect(headers['content-security-policy']).toBe("default-src 'none';script-src 'self';connect-src 'self'");
  });

  it('sends a very large file from the disk, whole and once', async () => {
    const answer = await served.inject({ url: '/assets/base-abc.model', headers: { 'accept-encoding': 'gzip' } });
    expect([answer.statusCode, answer.rawPayload.equals(large), answer.headers['content-encoding']]).toEqual([200, true, undefined]);
    expect(answer.headers).toMatchObject({
      'content-length': '5000000',
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const again = await served.inject({ url: '/assets/base-abc.model', headers: { 'if-none-match': String(answer.headers['etag']) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await served.inject({ method: 'HEAD', url: '/assets/base-abc.model' })).headers['content-length']).toBe('5000000');
  });

  it.each(['/assets/none.js', '/assets/..%2F..%2Fpackage.json', '/api/nothing', '/assets/'])('is not what answers to %s', async (url) => {
    expect((await served.inject({ url, headers: url.startsWith('/api') ? browser : {} })).statusCode).toBe(404);
  });

  it('is where strangers who look for a page are sent to sign in', async () => {
    const answer = await page(served, '/sites/office?x=1');
    expect([answer.statusCode, answer.headers['location']]).toEqual([303, '/sign-in?then=%2Fsites%2Foffice%3Fx%3D1']);
    expect((await served.inject('/sites/office')).statusCode).toBe(401);
  });

  it('stands behind the pages for those who are signed in, and links to itself', async () => {
    const answer = await page(served, '/sites/office', { cookie: editor });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('郑编辑 · 工作台');
  });

  it('lets visitors look at the pages, offers to sign in, and shows itself to those who have', async () => {
    const start = await page(visited, '/');
    expect([start.statusCode, start.body.includes('全部网站'), start.body.includes('href="/sign-in">登录')]).toEqual([200, true, true]);
    expect((await page(visited, '/', { cookie: editor })).body).toContain('<title>应用');
    expect((await page(visited, '/sites')).statusCode).toBe(200);
    expect((await visited.inject('/api/view/sites')).statusCode).toBe(200);
    const view = `/api/view/file?site=office&sha256=${'0'.repeat(64)}`;
    expect((await visited.inject(view)).statusCode).toBe(401);
    expect((await post(visited, '/api/rulebook.adopt', {})).statusCode).toBe(401);
  });

  it('that is not built leaves the pages', async () => {
    const bare = await createServer(serverOptions(at.platform, { web: join(folder, 'none') }));
    expect((await page(bare, '/')).statusCode).toBe(401);
    expect((await page(bare, '/', { cookie: editor })).body).toContain('全部网站');
    await bare.close();
  });
});

describe('what is thrown', () => {
  it.each([
    [Object.assign(new Error('x'), { code: '22003' }), 'bad-input', false],
    [Object.assign(new Error('x'), { code: '40P01' }), 'busy', true],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' }), 'busy', true],
    [new Error('timeout exceeded when trying to connect'), 'busy', true],
    [Object.assign(new Error('x'), { code: '23514' }), 'fault', true],
    [Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' }), 'fault', true],
    [new TypeError('undefined is not a function'), 'fault', true],
    [new DoorRefusal('busy', '稍候'), 'busy', false],
  ])('%s is told as what it means', (thrown, code, isFault) => {
    expect(thrownAs(thrown)).toMatchObject({ code, isFault });
  });

  it('by an unreachable database is a 503 that may be tried again', async () => {
    const pool = {
      connect: async () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' })),
    } as never;
    const accounts = { bySession: async () => ({ actor: at.as('head').actor, renew: false }), byToken: async () => undefined };
    const cut = await createServer(serverOptions({ ...at.platform, pool }, { accounts }));
    const answer = await cut.inject({ url: '/api/view/sites', headers: { cookie: head } });
    expect([answer.statusCode, answer.headers['retry-after'], answer.json().code]).toEqual([503, '1', 'busy']);
    await cut.close();
  });
});
