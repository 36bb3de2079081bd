import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/server/server.ts';
import { goodUploads, hostileUploads } from '../support/hostile-uploads.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';
import { cookieOf, memoryFiles, multipart, sameOrigin, serverOptions } from './served.ts';

let world: World;
let at: Office;
let app: FastifyInstance;
const { files, kept } = memoryFiles();
const cookies = {} as Record<OfficePerson, string>;

beforeAll(async () => {
  world = await openWorld();
  at = await office(world);
  for (const [who, id] of Object.entries(at.people)) cookies[who as OfficePerson] = await cookieOf(world, id, at.now());
  app = await createServer(serverOptions(at.platform, { files }));
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const upload = (who: OfficePerson, name: string, bytes: Uint8Array, path = `/api/upload?site=${at.site}`) => {
  const { headers, payload } = multipart(name, bytes);
  return app.inject({ method: 'POST', url: path, headers: { ...headers, cookie: cookies[who] }, payload });
};
const fetchFile = (who: OfficePerson, sha256: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url: `/api/file/${at.site}/${sha256}`, headers: { cookie: cookies[who], ...headers } });
const rows = async () => (await world.database.pool.query('select count(*)::int as n from files')).rows[0].n as number;

/** A draft of the bureau's reporter to which the file belongs; gives its id. */
async function attach(sha256: string, people: readonly number[] | null = null): Promise<number> {
  const { rows: made } = await world.database.pool.query(
    `insert into submissions (site_id, unit_id, source_key, title, recorded_at, state, author_id, people) values ($1, $2, $3, 'x', $4, 'draft', $5, $6) returning id`,
    [at.site, at.units.bureau, `F-${sha256.slice(0, 12)}`, at.now(), at.people.reporter, people],
  );
  await world.database.pool.query('insert into submission_files (site_id, submission_id, sha256) values ($1, $2, $3)', [
    at.site,
    made[0].id,
    sha256,
  ]);
  return made[0].id;
}
const send = (submission: number) =>
  world.database.pool.query(`update submissions set state = 'in-review', text_version = 1 where id = $1`, [submission]);

describe('an upload', () => {
  it('is kept under its hash, with a clean name and what it is, and a line of history', async () => {
    const answer = await upload('reporter', '图 表（一）.png', png);
    const sha256 = hashOf(png);
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { sha256, name: '图 表（一）.png', mediaType: 'image/png', byteSize: png.length, findings: [] },
    ]);
    expect(kept.get(sha256)).toEqual(png);
    const line = await world.db.selectFrom('history').selectAll().where('thing', '=', 'file').executeTakeFirstOrThrow();
    expect(line).toMatchObject({ site_id: at.site, thing_id: sha256, step: 'file.keep', by_person: at.people.reporter });
  });

  it.each(hostileUploads().map((one) => [one.why, one] as const))('is refused: %s', async (_, { name, bytes, code }) => {
    const before = [await rows(), kept.size];
    const answer = await upload('reporter', name, bytes);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([422, 'application/problem+json; charset=utf-8']);
    expect(answer.json().findings.map((finding: { code: string }) => finding.code)).toContain(code);
    expect(answer.json().findings[0].message).toMatch(/[\u4e00-\u9fff]/);
    expect([await rows(), kept.size]).toEqual(before);
  });

  it('of every kind that offices send is taken', async () => {
    for (const { name, bytes } of goodUploads()) expect([name, (await upload('editor', name, bytes)).statusCode]).toEqual([name, 200]);
  });

  it('is for those who write for the site', async () => {
    for (const who of ['leader', 'auditor', 'systemAdministrator', 'reviewer'] as const)
      expect([who, (await upload(who, 'a.png', png)).statusCode]).toEqual([who, 403]);
    expect((await upload('reporter', 'a.png', png, '/api/upload?site=elsewhere')).statusCode).toBe(403);
    expect((await upload('reporter', 'a.png', png, '/api/upload')).statusCode).toBe(400);
    expect((await upload('reporter', 'a.png', png, '/api/upload?site=a%00b')).statusCode).toBe(400);
  });

  it('without a file, or with something else, is a 400', async () => {
    const headers = { ...sameOrigin, cookie: cookies.reporter };
    const url = `/api/upload?site=${at.site}`;
    const none = await app.inject({ method: 'POST', url, headers });
    expect([none.statusCode, none.json().findings[0].code]).toEqual([400, 'no-file']);
    const json = await app.inject({ method: 'POST', url, headers: { ...headers, 'content-type': 'application/json' }, payload: '{}' });
    expect([json.statusCode, json.json().findings[0].code]).toEqual([400, 'no-file']);
    const broken = { ...headers, 'content-type': 'multipart/form-data; boundary=x' };
    for (const payload of ['', 'nothing', '--x\r\n', '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc']) {
      const answer = await app.inject({ method: 'POST', url, headers: broken, payload });
      expect([payload, answer.statusCode >= 400 && answer.statusCode < 500]).toEqual([payload, true]);
    }
  });

  it('larger than any file may be is refused with a sentence, and nothing is kept', async () => {
    const before = kept.size;
    const answer = await upload('reporter', '大.pdf', Buffer.alloc(51 * 1024 * 1024, 'a'));
    expect([answer.statusCode, kept.size]).toEqual([413, before]);
  });

  it('needs a page of ours, or a token', async () => {
    const { headers, payload } = multipart('a.png', png);
    const { 'sec-fetch-site': _, ...foreign } = headers;
    const answer = await app.inject({
      method: 'POST',
      url: `/api/upload?site=${at.site}`,
      headers: { ...foreign, cookie: cookies.reporter, 'sec-fetch-site': 'cross-site' },
      payload,
    });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'cross-site']);
  });
});

describe('the bytes of a file', () => {
  it('come as what they are, and can do nothing', async () => {
    await upload('reporter', '图.png', png);
    const answer = await fetchFile('reporter', hashOf(png));
    expect([answer.statusCode, answer.rawPayload]).toEqual([200, png]);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(png.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'private, no-cache',
    });
    expect(answer.headers['content-disposition']).toMatch(/^inline; filename="file\.png"; filename\*=UTF-8''/);
    const again = await fetchFile('reporter', hashOf(png), { 'if-none-match': String(answer.headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('that are no image and no PDF are saved, not shown', async () => {
    const text = Buffer.from('会议记录：无。\n');
    const { sha256 } = (await upload('reporter', '记录.txt', text)).json();
    expect((await fetchFile('reporter', sha256)).headers['content-disposition']).toMatch(/^attachment; filename="file\.txt"/);
  });

  it('go to whoever handed them in, and to whoever sees an item they belong to; to everybody else they are not there', async () => {
    const secret = Buffer.from('只有本单位看得到的附件。\n');
    const sha256 = hashOf(secret);
    await upload('reporter', '附件.txt', secret);
    const statuses = async () =>
      Object.fromEntries(
        await Promise.all(
          (['reporter', 'colleague', 'reviewer', 'townReporter', 'editor', 'systemAdministrator'] as const).map(async (who) => [
            who,
            (await fetchFile(who, sha256)).statusCode,
          ]),
        ),
      );
    expect(await statuses()).toEqual({
      reporter: 200,
      colleague: 404,
      reviewer: 404,
      townReporter: 404,
      editor: 404,
      systemAdministrator: 404,
    });
    const submission = await attach(sha256);
    const unit = { reporter: 200, colleague: 404, reviewer: 200, townReporter: 404, systemAdministrator: 404 };
    // A draft that was never sent is its unit's own.
    expect(await statuses()).toEqual({ ...unit, editor: 404 });
    await send(submission);
    expect(await statuses()).toEqual({ ...unit, editor: 200 });
    // The same bytes from somebody else: theirs as well, though the row is the first one's.
    await upload('townReporter', '别名.txt', secret);
    expect((await fetchFile('townReporter', sha256)).statusCode).toBe(200);
  });

  it('of an item that is limited to named people go to them alone', async () => {
    const named = Buffer.from('限定范围的附件。\n');
    await upload('reporter', '限.txt', named);
    await send(await attach(hashOf(named), [at.people.reporter, at.people.head]));
    expect((await fetchFile('head', hashOf(named))).statusCode).toBe(200);
    expect((await fetchFile('editor', hashOf(named))).statusCode).toBe(404);
  });

  it('are asked for by a hash', async () => {
    expect((await fetchFile('reporter', 'f'.repeat(64))).statusCode).toBe(404);
    expect((await fetchFile('reporter', '..%2F..%2Fetc%2Fpasswd')).statusCode).toBe(400);
    expect((await app.inject(`/api/file/${at.site}/${'f'.repeat(64)}`)).statusCode).toBe(401);
  });
});

describe('naming a file', () => {
  const body = (sha256: string) => `<p>正文</p><p><img src="/api/file/${at.site}/${sha256}" alt="图"></p>`;

  it('is for whoever handed it in: a hash that somebody merely knows opens nothing', async () => {
    const sha256 = hashOf(Buffer.concat([png, Buffer.from('only the bureau has this')]));
    await world.db
      .insertInto('files')
      .values({
        site_id: at.site,
        sha256,
        name: 'x.png',
        media_type: 'image/png',
        byte_size: 9,
        person_id: at.people.reporter,
        recorded_at: at.now(),
      })
      .execute();
    await world.db
      .insertInto('history')
      .values({
        site_id: at.site,
        thing: 'file',
        thing_id: sha256,
        step: 'file.keep',
        by_actor: '张报送',
        by_person: at.people.reporter,
        at: at.now(),
      })
      .execute();
    const theirs = await at
      .as('townReporter')
      .call('submission.draft', { site: at.site, unit: at.units.town, title: '偷看', body: body(sha256) });
    expect(theirs).toMatchObject({ ok: false, code: 'bad-input', findings: [{ code: 'unknown-file' }] });
    const own = await at.as('reporter').must<{ submission: number; version: number }>('submission.draft', {
      site: at.site,
      unit: at.units.bureau,
      title: '自己的',
      body: body(sha256),
    });
    const empty = await at.as('townReporter').must<{ submission: number; version: number }>('submission.draft', {
      site: at.site,
      unit: at.units.town,
      title: '先空着',
    });
    expect(
      await at.as('townReporter').call('submission.save', { site: at.site, submission: empty.submission, version: 1, body: body(sha256) }),
    ).toMatchObject({ ok: false, findings: [{ code: 'unknown-file' }] });
    // The office edits a text that shows a picture of the unit's: the item holds it already.
    const content = { source: '县教育局', byline: '张', phone: '1', signer: '李', declaredNotSecret: true };
    const ready = await at.as('reporter').must<{ submission: number; version: number }>('submission.save', {
      site: at.site,
      submission: own.submission,
      version: own.version,
      content,
      eventOn: '2024-05-14',
      disclosure: 'proactive',
    });
    expect(ready.version).toBe(2);
  });
});

describe('reading a docx', () => {
  const read = (name: string, bytes: Uint8Array) => upload('reporter', name, bytes, `/api/read-draft?site=${at.site}`);

  it('gives a draft and keeps nothing but its images', async () => {
    const docx = goodUploads().find(({ name }) => name.endsWith('.docx'));
    const before = await rows();
    const items = async () => (await world.database.pool.query('select count(*)::int as n from submissions')).rows[0].n as number;
    const itemsBefore = await items();
    const answer = await read('通报.docx', docx!.bytes);
    expect(answer.statusCode).toBe(200);
    expect(Object.keys(answer.json()).sort()).toEqual(['attachments', 'bodyHtml', 'findings', 'title']);
    expect(await rows()).toBe(before + answer.json().attachments.length);
    expect(await items()).toBe(itemsBefore);
  });

  it('refuses what is none', async () => {
    const answer = await read('图.png', png);
    expect([answer.statusCode, answer.json().findings[0].code]).toEqual([422, 'not-docx']);
  });
});
