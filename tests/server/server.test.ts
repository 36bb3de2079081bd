import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { perform } from '../../src/actions/action.ts';
import { adoptRulebook } from '../../src/actions/adopt-rulebook.ts';
import { attachDocument } from '../../src/actions/attach-document.ts';
import { type Actor, terminalActor } from '../../src/domain/permission.ts';
import { hostName } from '../../src/server/guard.ts';
import { createServer } from '../../src/server/server.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, buildOffice, issueOffice, platformOf } from '../views/offices.ts';
import { addFacts, makeSmallSite, smallRulebook } from '../views/small-site.ts';
import { memoryFiles, serverOptions } from './served.ts';

const evil = '<script>alert("标题")</script>';
const browser = { accept: 'text/html,application/xhtml+xml' };
const sha256 = 'a'.repeat(64);
const period = 'from=2020-04-01&to=2020-06-30';

let world: World;
let app: FastifyInstance;
let items: number[];
let bulletin: number;
const faults: unknown[] = [];

const { files, kept } = memoryFiles();
kept.set(sha256, Buffer.from('文件'));
/** Whoever looks is this actor. */
const serve = (visitor: Actor): Promise<FastifyInstance> =>
  createServer(serverOptions(platformOf(world), { visitor, files, onFault: (fault) => faults.push(fault) }));

beforeAll(async () => {
  world = await openWorld();
  const platform = platformOf(world);
  await buildOffice(platform, 'ordos-2020q2');
  bulletin = await issueOffice(platform, 'ordos-2020q2');
  const document = { site: 'ordos-2020q2', bulletin, format: 'docx', sha256, byteSize: 6 } as const;
  accepted(await perform(platform, terminalActor, attachDocument, document));
  const made = await makeSmallSite(world, [evil]);
  items = made.items;
  accepted(await perform(platform, terminalActor, adoptRulebook, { site: 'small', rulebook: smallRulebook }));
  await addFacts(world, made.units, [{ fact: 'adoption', unit: '甲局', on: '2024-01-10', item: items[0]! }]);
  app = await serve(terminalActor);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const get = (url: string, headers: Record<string, string> = browser) => app.inject({ method: 'GET', url, headers });
const unit = encodeURIComponent('准格尔旗');
const pages = (): Record<string, string> => ({
  start: '/',
  site: '/sites/ordos-2020q2',
  ranking: `/sites/ordos-2020q2/ranking?${period}`,
  lines: `/sites/ordos-2020q2/units/${unit}/lines?${period}&figure=${encodeURIComponent('附加分')}`,
  item: `/sites/small/items/${items[0]}`,
  issue: `/sites/ordos-2020q2/bulletins/${bulletin}`,
  rulebook: '/sites/ordos-2020q2/rulebook',
});
const names = ['start', 'site', 'ranking', 'lines', 'item', 'issue', 'rulebook'] as const;

describe.each(names)('the page %s', (name) => {
  it('is a Chinese page with one heading, landmarks, no script and nothing from elsewhere', async () => {
    const answer = await get(pages()[name]!);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('<html lang="zh-CN">');
    expect(answer.body.match(/<h1/g)).toHaveLength(1);
    expect(answer.body.match(/<main /g)).toHaveLength(1);
    expect(answer.body).not.toMatch(/<script|<style|\sstyle=|\son\w+=|src=|https?:\/\/|undefined|\[object|NaN/);
    for (const [, table] of answer.body.matchAll(/<table([\s\S]*?)<\/table>/g)) {
      expect(table).toMatch(/<caption/);
      expect(table).toMatch(/scope="col"/);
    }
  });

  it('carries headers that forbid scripts, framing, sniffing and storing', async () => {
    const { headers } = await get(pages()[name]!);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});

describe('walking from site to item', () => {
  it('finds every link it offers', async () => {
    const seen = new Set<string>();
    let frontier = ['/'];
    for (let depth = 0; depth < 5 && seen.size < 120; depth += 1) {
      const found = new Set<string>();
      for (const url of frontier) {
        const answer = await get(url);
        expect(answer.statusCode, url).toBe(200);
        seen.add(url);
        for (const [, href = ''] of answer.body.matchAll(/ href="([^"#]+)"/g)) found.add(href.replaceAll('&amp;', '&'));
      }
      // Some of each kind of page is enough: there are hundreds of figures.
      const kinds = Map.groupBy(
        [...found].filter((url) => !seen.has(url)),
        (url) => url.replace(/\?.*/, '').replace(/units\/[^/]+|\d+/g, '*'),
      );
      frontier = [...kinds.values()].flatMap((urls) => urls.slice(0, 5));
    }
    for (const part of ['/ranking', '/lines', '/items/', '/bulletins/', '/rulebook', '/files/', '/api/view/']) {
      expect(
        [...seen].some((url) => url.includes(part)),
        part,
      ).toBe(true);
    }
  });

  it('shows a figure and the lines that add up to it', async () => {
    const { body } = await get(pages()['lines']!);
    expect(body).toContain('<strong>-40</strong>');
    expect(body).toContain('严重错误');
  });

  it('writes a title as text, whatever is in it', async () => {
    for (const url of [pages()['item']!, `/sites/small/units/${encodeURIComponent('甲局')}/lines?from=2024-01-01&to=2024-01-31`]) {
      const { body } = await get(url);
      expect(body).toContain('&lt;script&gt;alert(&quot;标题&quot;)&lt;/script&gt;');
      expect(body).not.toContain(evil);
    }
  });

  it('finds a unit whose key holds a slash, a question mark and a percent sign', async () => {
    await world.db
      .insertInto('units')
      .values({ site_id: 'small', key: '甲/乙?丙%20丁', name: '怪名', group_name: '部门', position: 9 })
      .execute();
    const { body } = await get('/sites/small/ranking?from=2024-01-01&to=2024-01-31');
    const href = /href="([^"]+)"[^>]*>怪名</.exec(body)?.[1]?.replaceAll('&amp;', '&');
    const answer = await get(href!);
    expect([answer.statusCode, answer.body.includes('怪名')]).toEqual([200, true]);
  });
});

describe('the data of a view', () => {
  it('is what the page shows', async () => {
    const answer = await get(`/api/view/ranking?site=ordos-2020q2&${period}`);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json()).toMatchObject({ site: { id: 'ordos-2020q2' }, issue: { bulletin }, tables: [{ name: '旗区' }, {}, {}, {}] });
  });

  it('lies where every page says it does', async () => {
    for (const name of names) {
      const { body } = await get(pages()[name]!);
      const href = /href="(\/api\/view\/[^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
      expect((await get(href!)).statusCode, href).toBe(200);
    }
  });
});

describe('files of an issue', () => {
  it('are handed out under the bulletin’s title', async () => {
    const answer = await get(`/sites/ordos-2020q2/bulletins/${bulletin}/files/docx`);
    expect([answer.statusCode, answer.body]).toEqual([200, '文件']);
    expect(answer.headers['content-type']).toContain('wordprocessingml');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="file\.docx"; filename\*=UTF-8''%E9%84%82/);
  });

  it('that are not there yet are not found', async () => {
    expect((await get(`/sites/ordos-2020q2/bulletins/${bulletin}/files/pdf`)).statusCode).toBe(404);
    expect((await get(`/sites/ordos-2020q2/bulletins/${bulletin}/files/exe`)).statusCode).toBe(404);
  });

  it('can be read as a document that may do nothing', async () => {
    const answer = await get(`/sites/ordos-2020q2/bulletins/${bulletin}/document.html`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-security-policy']).toContain('sandbox');
    expect(answer.body).toContain('第二季度');
  });
});

describe('what is not there', () => {
  it.each([
    ['a page', '/nope', 'no-page', undefined],
    ['a site', '/sites/nowhere', 'not-found', 'site'],
    ['a unit', `/sites/small/units/nobody/lines?${period}`, 'not-found', 'unit'],
    ['a figure', `/sites/small/units/${encodeURIComponent('甲局')}/lines?${period}&figure=x`, 'not-found', 'figure'],
    ['an item', '/sites/small/items/999999', 'not-found', 'item'],
    ['an item of another site', () => `/sites/ordos-2020q2/items/${items[0]}`, 'not-found', 'item'],
    ['a bulletin', '/sites/small/bulletins/999', 'not-found', 'bulletin'],
    ['a bulletin of another site', () => `/sites/small/bulletins/${bulletin}`, 'not-found', 'bulletin'],
    ['a view', '/api/view/secrets', 'no-page', undefined],
  ])('%s is a 404 that names it', async (_, url, code, where) => {
    const answer = await get(typeof url === 'string' ? url : url(), {});
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const problem = answer.json();
    expect(problem).toMatchObject({ type: `urn:baocaitong:problem:${code}`, status: 404, code });
    if (where !== undefined) expect(problem.findings[0].where).toBe(where);
  });

  it('is a Chinese page for a browser', async () => {
    const answer = await get('/sites/nowhere');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('没有网站“nowhere”');
  });
});

describe('a wrong address', () => {
  it.each([
    ['?from=2020-02-30&to=2020-03-01', 'from', '2020-02-30'],
    ['?from=2020-03-01&to=2020-02-01', 'to', '早于'],
    ['?from=1.4.2020&to=2020-06-30', 'from', '1.4.2020'],
    ['?to=2020-06-30', '（整体）', 'from'],
    [`?${period}&from=2020-01-01`, 'from', ''],
    [`?${period}&colour=red`, 'colour', ''],
    ['?from=1500-01-01&to=2020-06-30', 'to', '10 年'],
  ])('%s is a 400 that says what and where', async (query, where, said) => {
    const answer = await get(`/sites/ordos-2020q2/ranking${query}`, {});
    expect(answer.statusCode).toBe(400);
    const problem = answer.json();
    expect(problem.code).toBe('bad-input');
    expect(problem.findings[0].where).toBe(where);
    expect(problem.findings[0].message).toContain(said);
  });

  it('with a number that is none, or an encoding that is none, is a 400', async () => {
    expect((await get('/sites/small/items/abc', {})).statusCode).toBe(400);
    expect((await get('/sites/small/items/1e3', {})).statusCode).toBe(400);
    expect((await get('/sites/%E0%A4%A', {})).statusCode).toBe(400);
    expect((await get(`/sites/${encodeURIComponent("x' or 1=1 --")}`, {})).statusCode).toBe(404);
    expect((await get('/sites/a%00b', {})).statusCode).toBe(400);
  });
});

describe('the door', () => {
  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '192.168.1.5:80', '127.0.0.1@evil'])(
    'does not answer to the name “%s”',
    async (host) => {
      const answer = await app.inject({ method: 'GET', url: '/', headers: { host } });
      expect(answer.statusCode).toBe(421);
      expect(answer.json().code).toBe('wrong-host');
    },
  );

  it('does not answer to no name at all', () => {
    expect([undefined, '', ':80', '[::1', 'localhost:port'].map(hostName)).toEqual(Array(5).fill(undefined));
  });

  it.each(['localhost', 'localhost:8123', '127.0.0.1:9', '[::1]:80'])('answers to %s', async (host) => {
    expect((await app.inject({ method: 'GET', url: '/', headers: { host } })).statusCode).toBe(200);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('does not take %s', async (method) => {
    const answer = await app.inject({ method, url: '/sites/small', headers: { host: 'localhost' } });
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it('answers HEAD like GET without a body', async () => {
    const answer = await app.inject({ method: 'HEAD', url: '/', headers: browser });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
  });

  it('says that it is well', async () => {
    expect((await get('/health', {})).json()).toEqual({ status: 'ok' });
  });

  it('serves its style and its icon', async () => {
    expect((await get('/style.css')).headers['content-type']).toBe('text/css; charset=utf-8');
    expect((await get('/icon.svg')).headers['content-type']).toBe('image/svg+xml');
  });

  it('says no more than that it failed, and reports the fault once', async () => {
    const pool = { connect: async () => Promise.reject(new Error('secret detail')) } as never;
    const broken = await createServer(
      serverOptions({ ...platformOf(world), pool }, { visitor: terminalActor, onFault: (fault) => faults.push(fault) }),
    );
    faults.length = 0;
    const answer = await broken.inject({ method: 'GET', url: '/' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret');
    expect(faults).toHaveLength(1);
    await broken.close();
  });
});

describe('another actor', () => {
  it('gets 404 for a site out of reach, 403 for one that is only known, and sees only sites within reach', async () => {
    const editor = await serve({ name: '编辑', grants: [{ role: 'editor', site: 'small' }] });
    const administrator = await serve({ name: '管理员', grants: [{ role: 'system-administrator' }] });
    expect((await editor.inject('/sites/ordos-2020q2')).statusCode).toBe(404);
    expect((await editor.inject('/sites/small')).statusCode).toBe(200);
    expect((await administrator.inject('/sites/small')).statusCode).toBe(403);
    expect((await editor.inject('/api/view/sites')).json().sites.map((site: { id: string }) => site.id)).toEqual(['small']);
    await editor.close();
    await administrator.close();
  });
});
