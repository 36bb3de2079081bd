// Dead links of published texts: asked at night where the site wants it, within bounds, never in the inner network; gone when mended.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLinkAsker } from '../../src/engines/link-check.ts';
import { checkLinks } from '../../src/jobs/check-links.ts';
import { deadLinks } from '../../src/views/dead-links.ts';
import { received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let here: Office;
let server: Server;
let offices = 0;
/** What the server answers by path; what it was asked. */
let answers: Record<string, number> = {};
let asked: string[] = [];
beforeAll(async () => {
  world = await openWorld();
  server = createServer(({ method, url = '' }, response) => {
    asked.push(`${method} ${url}`);
    const status = answers[url] ?? 200;
    if (status === 302) response.writeHead(302, { location: '/gone' }).end();
    else response.writeHead(method === 'HEAD' && url === '/no-head' ? 405 : status).end('text');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await world.close();
});
beforeEach(async () => {
  offices += 1;
  here = await office(world, `links-${offices}`);
  [answers, asked] = [{}, []];
});

// Sites of other tests are not asked.
afterEach(() => wanted({ check: false }));

const at = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const linked = (...paths: readonly string[]): string =>
  `<p>见${paths.map((path) => `<a href="${at(path)}">${path.slice(1)}</a>`).join('和')}。</p>`;
async function published(title: string, body: string) {
  const sent = await received(here, { title, body });
  const adopted = await here.as('editor').must('submission.adopt', { ...seen(here, sent), outlets: [{ outlet: here.outlets.site }] });
  return here.as('head').must('submission.publish', seen(here, adopted));
}
const wanted = (links: object = { check: true }) => here.as('head').must('site.configure', { site: here.site, settings: { links } });
const ask = createLinkAsker({ internalAddresses: ['127.0.0.1'], timeout: 3000 });
/** One batch in the night of a day. */
const night = (day: string, more: object = {}) => {
  here.at(`${day}T02:00`);
  return checkLinks(here.platform, { ask, pause: 0, ...more });
};
const listed = async () =>
  (await here.as('editor').look(deadLinks, { site: here.site })).rows.map(({ title, link, fault, times }) =>
    [title, new URL(link).pathname, fault, times].join(' '),
  );

it('asks nothing where the site does not want it, nor by day', async () => {
  await published('有链接', linked('/a'));
  expect(await night('2024-05-16')).toBe(0);
  await wanted();
  here.at('2024-05-16T14:00');
  expect(await checkLinks(here.platform, { ask, pause: 0 })).toBe(0);
  expect(asked).toEqual([]);
  expect(await here.as('editor').look(deadLinks, { site: here.site })).toMatchObject({ checked: true, lastNight: null, rows: [] });
});

it('lists what is dead with its item, asks it again the next night, and lets it go when it is mended', async () => {
  await published('有链接', linked('/fine', '/gone', '/no-head', '/moved'));
  await wanted();
  Object.assign(answers, { '/gone': 404, '/moved': 302 });
  expect(await night('2024-05-16')).toBe(4);
  expect(asked).toContain('GET /no-head');
  expect(await listed()).toEqual(['有链接 /moved 网站答复 404 1', '有链接 /gone 网站答复 404 1']);
  expect(await night('2024-05-16')).toBe(0);

  delete answers['/moved'];
  expect(await night('2024-05-17')).toBe(2);
  expect(await listed()).toEqual(['有链接 /gone 网站答复 404 2']);
  const lines = await world.db
    .selectFrom('history')
    .select('detail')
    .where('site_id', '=', here.site)
    .where('step', '=', 'link.record')
    .orderBy('id')
    .execute();
  expect(lines.map(({ detail }) => detail)).toEqual([
    { asked: 4, dead: 2, mended: 0 },
    { asked: 2, dead: 1, mended: 1 },
  ]);
  for (const who of ['reporter', 'leader'] as const)
    expect(await here.as(who).see('dead-links', { site: here.site }), who).toMatchObject({ code: 'forbidden' });
});

it('lets go of what stood in a text that is no longer published', async () => {
  const out = await published('有链接', linked('/gone'));
  await wanted();
  answers['/gone'] = 404;
  await night('2024-05-16');
  expect(await listed()).toHaveLength(1);
  await here.as('head').must('submission.withdraw', { ...seen(here, out), reason: '过时' });
  expect(await listed()).toEqual([]);
  asked = [];
  await night('2024-05-17');
  await night('2024-05-17');
  expect(asked).toEqual([]);
  expect(await world.db.selectFrom('dead_links').select('id').where('site_id', '=', here.site).execute()).toEqual([]);
});

it('asks no more in one night than the site says, and goes on the next night where it was', async () => {
  for (let n = 0; n < 14; n += 1) await published(`第${n}件`, linked(`/n${n}`));
  await wanted({ check: true, perNight: 10 });
  expect(await night('2024-05-16')).toBe(10);
  expect(await night('2024-05-16')).toBe(0);
  expect(await night('2024-05-17')).toBe(4);
  expect(new Set(asked).size).toBe(14);
});

it('never asks in the inner network, and says nothing against what it could not ask', async () => {
  await published('内网链接', linked('/a'));
  await wanted();
  expect(await night('2024-05-16', { ask: createLinkAsker({ timeout: 2000 }) })).toBe(1);
  expect(asked).toEqual([]);
  expect(await listed()).toEqual([]);
  answers['/locked'] = 403;
  expect(await ask(at('/locked'))).toEqual({ kind: 'unknown' });
  expect(await ask('http://127.0.0.1:1/')).toMatchObject({ kind: 'dead' });
  expect(await ask('ftp://127.0.0.1/')).toEqual({ kind: 'unknown' });
});
