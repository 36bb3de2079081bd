// From a signature to a page: folders, a real webhook on loopback, failures, schedules, crashes in between.
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MOST_TRIES } from '../../src/domain/adoption/delivery.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { createWebhookSender } from '../../src/engines/webhook.ts';
import { openContentStore } from '../../src/files/content-store.ts';
import { type Channels, deliverPublications, sendPublication } from '../../src/jobs/deliver-publications.ts';
import { duePublications } from '../../src/views/due-publications.ts';
import { factsOf, withRulebook } from '../support/facts.ts';
import { content, received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type Stepped, type World } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'bct-deliver-'));
const secret = '0123456789abcdef';
const labels = { siteDomain: 'www.example.gov.cn', siteIdCode: '1501000001' };
interface Got {
  readonly headers: IncomingMessage['headers'];
  readonly body: { action: string; item: number; address?: string; title?: string; files?: { content: string; path: string }[] };
}

let world: World;
let place: Office;
let server: Server;
let channels: Channels;
let got: Got[] = [];
let answer: { status: number; body: string; location?: string };
let folderChannel: number;
let hookChannel: number;
let picture: string;

beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await withRulebook(place);
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const at = String(request.headers['x-baocaitong-timestamp']);
    const signature = `sha256=${createHmac('sha256', secret).update(`${at}.${text}`).digest('hex')}`;
    if (request.headers['x-baocaitong-signature'] !== signature) response.writeHead(401).end();
    else {
      got.push({ headers: request.headers, body: JSON.parse(text) });
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end(answer.body);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const documents = openContentStore(join(folder, 'documents'));
  const kept = await documents.put(Buffer.from('a picture'));
  picture = kept.sha256;
  await world.db
    .insertInto('files')
    .values({
      site_id: place.site,
      ...{ sha256: picture, name: '../../照片.png', media_type: 'image/png', byte_size: 9 },
      recorded_at: place.now(),
    })
    .execute();
  // Handed in by whoever drafts the items of this test.
  for (const who of ['reporter', 'townshipReporter', 'editor'] as const)
    await world.db
      .insertInto('history')
      .values({
        ...{ site_id: place.site, thing: 'file', thing_id: picture, step: 'file.keep', by_actor: who },
        ...{ by_person: place.people[who], at: place.now() },
      })
      .execute();
  channels = {
    root: join(folder, 'publications'),
    documents,
    send: createWebhookSender({ internalAddresses: ['127.0.0.1'], timeout: 5000 }),
  };
  const head = place.by(terminalActor);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const one = { name: '网站文件夹', kind: 'folder', settings: { ...labels, folder: 'www/news' } };
  folderChannel = (await head.must<{ channel: number }>('channel.add', { site: place.site, ...one })).channel;
  const two = { name: '内容平台', kind: 'webhook', settings: { ...labels, url }, secret };
  hookChannel = (await head.must<{ channel: number }>('channel.add', { site: place.site, ...two })).channel;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  got = [];
  answer = { status: 200, body: '{"address":"https://www.example.gov.cn/a/1.html"}' };
});
answer = { status: 200, body: '{"address":"https://www.example.gov.cn/a/1.html"}' };

const adopted = async (over = {}): Promise<Stepped> =>
  place.as('editor').must('submission.adopt', { ...seen(place, await received(place, over)), outlets: [{ outlet: place.outlets.site }] });
const publish = async (item: Stepped, more: object = {}) =>
  place.as('head').must<Stepped & { publications: number[] }>('submission.publish', { ...seen(place, item), ...more });
const deliver = (withChannels = channels) => deliverPublications(place.platform, withChannels);
const publication = (id: number) =>
  world.db.selectFrom('publications').selectAll().where('site_id', '=', place.site).where('id', '=', id).executeTakeFirstOrThrow();
const submission = (id: number) => world.db.selectFrom('submissions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const present = async ({ submission: id }: Stepped): Promise<Stepped> => {
  const { version, state } = await submission(id);
  return { submission: id, version, state };
};
const page = (item: Stepped) => join(channels.root, place.site, 'www/news', String(item.submission), 'index.html');
const later = (minutes: number) => place.at(new Date(place.now().getTime() + minutes * 60_000 + 8 * 3_600_000).toISOString().slice(0, 16));

describe('a folder', () => {
  it('gets a page with the labels of 政府网站发展指引, its data and its files; then the item is published and counts', async () => {
    place.at('2024-05-15T16:20');
    const body = `<p>校园安全。</p><p><img src="/api/file/office/${picture}" alt="会场"></p>`;
    const attachment = { sha256: picture, name: '../../../etc/passwd', mediaType: 'image/png', byteSize: 9, description: '照片' };
    const item = await publish(await adopted({ title: '“安全” <b>标题', body, content: content({ attachments: [attachment] }) }), {
      channels: [folderChannel],
    });
    expect(item.state).toBe('scheduled');
    expect(await factsOf(world, item.submission, 'adoption')).toEqual([]);
    expect(await deliver()).toBe(1);
    const html = readFileSync(page(item), 'utf8');
    for (const label of [
      '<meta name="SiteName" content="某县人民政府网站">',
      '<meta name="SiteDomain" content="www.example.gov.cn">',
      '<meta name="SiteIDCode" content="1501000001">',
      '<meta name="ArticleTitle" content="“安全” &lt;b&gt;标题">',
      '<meta name="PubDate" content="2024-05-15 16:20">',
      '<meta name="ContentSource" content="县教育局">',
    ])
      expect(html).toContain(label);
    expect(html).not.toContain('0471-1234567');
    const files = readdirSync(join(page(item), '../files'));
    expect(files).toEqual([picture.slice(0, 32)]);
    expect(html).toContain(`<img src="files/${picture.slice(0, 32)}" alt="会场">`);
    expect(JSON.parse(readFileSync(join(page(item), '../item.json'), 'utf8'))).toMatchObject({
      title: '“安全” <b>标题',
      labels: { SiteIDCode: '1501000001' },
    });
    expect(await submission(item.submission)).toMatchObject({ state: 'published' });
    expect(await factsOf(world, item.submission, 'adoption')).toMatchObject([{ fact_on: '2024-05-15', published_on: '2024-05-15' }]);
  });

  it('has one page where the program was ended between sending and recording; it counts once', async () => {
    const item = await publish(await adopted(), { channels: [folderChannel] });
    const [due] = (await duePublications(world.database.pool, place.now())).filter((one) => one.submission === item.submission);
    const { programActor } = await import('../../src/domain/permission.ts');
    const attempt = await place
      .by(programActor)
      .must<{ version: number }>('publication.attempt', { site: place.site, publication: due!.publication, version: due!.version });
    expect(attempt.version).toBe(due!.version + 1);
    expect(await sendPublication(place.platform, channels, due!)).toMatchObject({ ok: true });
    // Ended here. Nobody sends it again while it may still be under way.
    expect(await deliver()).toBe(0);
    later(10);
    expect(await deliver()).toBe(1);
    expect(await publication(item.publications[0]!)).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(existsSync(page(item))).toBe(true);
    expect(await factsOf(world, item.submission, 'adoption')).toHaveLength(1);
    expect(await deliver()).toBe(0);
  });

  it('gets the corrected text at the same place, and loses the page when it is withdrawn; what it counted is reversed on that day', async () => {
    place.at('2024-05-20');
    const item = await publish(await adopted(), { channels: [folderChannel] });
    await deliver();
    place.at('2024-05-21');
    const corrected = await place
      .as('head')
      .must<Stepped>('submission.correct', { ...seen(place, await present(item)), body: '<p>更正后的正文。</p>', reason: '人名有误' });
    await deliver();
    const html = readFileSync(page(item), 'utf8');
    expect(html).toContain('更正后的正文');
    expect(html).toContain('content="2024-05-20 10:00"');
    const rows = await world.db.selectFrom('publications').selectAll().where('submission_id', '=', item.submission).orderBy('id').execute();
    expect(rows.map(({ state }) => state)).toEqual(['replaced', 'delivered']);
    expect(await factsOf(world, item.submission, 'adoption')).toHaveLength(1);
    place.at('2024-06-02');
    await place.as('head').must('submission.withdraw', { ...seen(place, corrected), reason: '内容有误' });
    expect(existsSync(page(item))).toBe(true);
    await deliver();
    expect(existsSync(page(item))).toBe(false);
    expect((await publication(rows[1]!.id)).state).toBe('withdrawn');
    const [fact] = await factsOf(world, item.submission, 'adoption');
    expect(await factsOf(world, item.submission, 'adjustment')).toMatchObject([{ fact_on: '2024-06-02', ref_id: fact!.id, points: null }]);
  });
});

describe('a webhook', () => {
  it('gets a signed delivery with files, and its address is kept; it is told of corrections and withdrawals', async () => {
    const body = `<p>正文</p><p><img src="/api/file/office/${picture}" alt="会场"></p>`;
    const item = await publish(await adopted({ body }), { channels: [hookChannel] });
    await deliver();
    expect(got).toMatchObject([
      { body: { action: 'publish', item: item.submission, files: [{ content: Buffer.from('a picture').toString('base64') }] } },
    ]);
    expect(got[0]?.headers['idempotency-key']).toBe(`office-${item.publications[0]}-put`);
    expect(await publication(item.publications[0]!)).toMatchObject({ state: 'delivered', address: 'https://www.example.gov.cn/a/1.html' });
    await place.as('head').must('submission.withdraw', { ...seen(place, await present(item)), reason: '有误' });
    await deliver();
    expect(got[1]).toMatchObject({ body: { action: 'withdraw', item: item.submission, address: 'https://www.example.gov.cn/a/1.html' } });
  });

  it('that fails is tried again after growing waits, then stands as failed with its fault until somebody asks again', async () => {
    answer = { status: 503, body: '' };
    const item = await publish(await adopted(), { channels: [hookChannel] });
    const [id] = item.publications as [number];
    await deliver();
    expect(await publication(id)).toMatchObject({ state: 'due', attempts: 1, fault: '接口答复 503' });
    expect(await deliver()).toBe(0);
    expect(got).toHaveLength(1);
    for (let tries = 1; tries < MOST_TRIES; tries += 1) {
      later(400);
      await deliver();
    }
    expect(await publication(id)).toMatchObject({ state: 'failed', attempts: MOST_TRIES });
    expect((await submission(item.submission)).state).toBe('scheduled');
    const listed = await place
      .as('head')
      .see<{ rows: { submission: number; publications: { steps: { step: string }[] }[] }[] }>('publication-list', {
        site: place.site,
        list: 'failed',
      });
    if (!listed.ok) throw new Error('the head sees what failed');
    expect(listed.value.rows.find((row) => row.submission === item.submission)?.publications[0]?.steps).toMatchObject([{ step: 'retry' }]);
    answer = { status: 200, body: 'no json' };
    await place.as('head').must('publication.retry', { site: place.site, publication: id, version: (await publication(id)).version });
    await deliver();
    expect(await publication(id)).toMatchObject({ state: 'delivered', fault: null, address: null });
    expect((await submission(item.submission)).state).toBe('published');
  });

  it('is not followed to another address, and not reached in the inner network unless that is allowed', async () => {
    answer = { status: 302, body: '', location: 'http://127.0.0.1:1/' };
    const item = await publish(await adopted(), { channels: [hookChannel] });
    await deliver();
    expect((await publication(item.publications[0]!)).fault).toContain('不跟随转址');
    later(5);
    got = [];
    await deliver({ ...channels, send: createWebhookSender() });
    expect((await publication(item.publications[0]!)).fault).toContain('指向内部网络（127.0.0.1）');
    expect(got).toEqual([]);
    await place.as('head').must('submission.unschedule', { ...seen(place, await present(item)), reason: '不发了' });
    answer = { status: 200, body: '' };
    later(10);
    await deliver();
    expect((await publication(item.publications[0]!)).state).toBe('withdrawn');
  });
});

describe('a set time', () => {
  it('is kept by the tables: nothing goes out before, and another process delivers it after', async () => {
    place.at('2024-06-10T09:00');
    const item = await publish(await adopted({ eventOn: '2024-06-10' }), { channels: [folderChannel], at: '2024-06-11T08:30:00+08:00' });
    expect(await deliver()).toBe(0);
    place.at('2024-06-11T08:29');
    expect(await deliver()).toBe(0);
    place.at('2024-06-11T08:31');
    const other = { ...channels, send: createWebhookSender() };
    expect(await deliver(other)).toBe(1);
    expect(readFileSync(page(item), 'utf8')).toContain('content="2024-06-11 08:30"');
  });

  it('by hand too: the item is published when its time has come', async () => {
    const item = await publish(await adopted({ eventOn: '2024-06-10' }), { channels: [], at: '2024-06-12T08:00:00+08:00' });
    expect(item.state).toBe('scheduled');
    place.at('2024-06-12T08:00');
    await deliver();
    expect(await submission(item.submission)).toMatchObject({ state: 'published' });
    expect(await factsOf(world, item.submission, 'adoption')).toMatchObject([{ published_on: '2024-06-12' }]);
  });

  it('called off before anything was sent leaves nothing; called off while it was under way, the channel takes it down', async () => {
    const early = await publish(await adopted({ eventOn: '2024-06-10' }), { channels: [folderChannel], at: '2024-06-13T08:00:00+08:00' });
    await place.as('head').must('submission.unschedule', { ...seen(place, early), reason: '改期' });
    expect((await publication(early.publications[0]!)).state).toBe('cancelled');
    const item = await publish(await adopted({ eventOn: '2024-06-10' }), { channels: [folderChannel] });
    const [due] = (await duePublications(world.database.pool, place.now())).filter((one) => one.submission === item.submission);
    const { programActor } = await import('../../src/domain/permission.ts');
    await place.by(programActor).must('publication.attempt', { site: place.site, publication: due!.publication, version: due!.version });
    await place.as('head').must('submission.unschedule', { ...seen(place, item), reason: '先不发' });
    await sendPublication(place.platform, channels, due!);
    expect(existsSync(page(item))).toBe(true);
    const again = await place.as('head').call('submission.publish', { ...seen(place, await present(item)), channels: [folderChannel] });
    expect(again).toMatchObject({ ok: false, code: 'conflict', findings: [{ code: 'on-its-way' }] });
    later(5);
    await deliver();
    expect(existsSync(page(item))).toBe(false);
    expect((await publication(item.publications[0]!)).state).toBe('withdrawn');
    expect(await factsOf(world, item.submission, 'adoption')).toEqual([]);
    await publish(await present(item), { channels: [folderChannel] });
    await deliver();
    expect(existsSync(page(item))).toBe(true);
  });
});
