import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BackupDoor, backupCommand, restoreCommand } from '../../src/cli/backup.ts';
import { canonicalJson } from '../../src/domain/canonical.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import type { SubmissionContent } from '../../src/domain/submission/submission.ts';
import { openArchive } from '../../src/files/archive.ts';
import { createArchive } from '../../src/files/archive-writer.ts';
import { openContentStore } from '../../src/files/content-store.ts';
import { openPublicationFolder } from '../../src/files/publication-folder.ts';
import { sealHistories } from '../../src/jobs/seal-history.ts';
import { type Database, openDatabase, type Place } from '../../src/store/database.ts';
import { layoutOf } from '../../src/store/embedded-folder.ts';
import { addHistory } from '../../src/store/history.ts';
import { knownMigrations, migrate } from '../../src/store/migrate.ts';
import { openRestoreTarget } from '../../src/store/restore-target.ts';
import { openSnapshot } from '../../src/store/snapshot.ts';
import { textToHash } from '../../src/store/submission-texts.ts';
import { inTransaction, lockSite } from '../../src/store/transaction.ts';
import { historyVerification } from '../../src/views/history-verification.ts';
import { removeFolder, temporaryFolder } from '../support/processes.ts';
import { openWorld, type World } from '../support/world.ts';
import { platformOf } from '../views/offices.ts';

const base = temporaryFolder();
const source = layoutOf(join(base, 'source'));
const settings = { fsync: 'off' };
const file = join(base, 'whole.bct');
let world: World;

function doorTo(place: Place, folder = source, publications = join(folder.root, 'publications')): BackupDoor {
  const parts = { documents: folder.documents, settings: folder.settings, dataFolder: folder.root, publications };
  return {
    version: '0.1.0-test',
    now: () => new Date('2026-01-05T01:00:00Z'),
    open: async () => ({ database: await openDatabase(place, { migrate: false }), ...parts }),
    openEmpty: async (report) => ({ ...(await openRestoreTarget(place, { settings, report })), ...parts }),
  };
}

type Command = (argv: string[], io: { stdout: (text: string) => void; stderr: (text: string) => void }) => Promise<number>;

async function run(command: Command, argv: string[]): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await command(argv, { stdout: (text) => void out.push(text), stderr: (text) => void err.push(text) });
  return { exit, out: out.join(''), err: err.join('') };
}
const backup = (path: string, place: Place = { url: world.url }) =>
  run((argv, io) => backupCommand(argv, io, () => doorTo(place)), [path, '--json']);
const restore = (path: string, folder: string) =>
  run((argv, io) => restoreCommand(argv, io, () => doorTo({ folder }, layoutOf(folder))), [path, '--json']);

/** Tables that a backup leaves out: nobody stays signed in through a restore. */
const LEFT_OUT = ['sessions', 'one_time_codes', 'rights_stamp'];

/** Count and checksum of the content of every table that is backed up. */
async function contentOf(database: Database): Promise<Record<string, unknown>> {
  const owner = await database.connectOwner();
  try {
    const { rows } = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and relname <> 'migrations' and relname <> all($1) order by 1`,
      [LEFT_OUT],
    );
    const content: Record<string, unknown> = {};
    for (const { name } of rows) {
      content[name] = (
        await owner.query(`select count(*), md5(string_agg(t::text, ',' order by t::text collate "C")) from ${name} t`)
      ).rows[0];
    }
    // What the rows alone do not show: every index and constraint (that a column is not null is one only in newer servers).
    content['definitions'] = (
      await owner.query(`select pg_get_indexdef(indexrelid) as made from pg_index join pg_class c on c.oid = indrelid where c.relnamespace = 'public'::regnamespace
        union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
          where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c') order by 1`)
    ).rows;
    return content;
  } finally {
    await owner.end();
  }
}

const at = new Date('2025-12-31T15:59:59.999Z');

async function addFacts(count: number, key: string): Promise<void> {
  await sql`insert into facts (site_id, fact, unit_id, fact_on, recorded_at, points, note, attributes, source_key)
    select 'a-site', 'adoption', (select min(id) from units where site_id = 'a-site'), date '2025-01-01' + n % 365, ${at}, n / 3.0,
      E'制表\t符、换\n行、反斜\\\\杠和空\u3000格', '{"级别": ["省级", null]}', ${key} || n from generate_series(1, ${count}::int) n`.execute(
    world.db,
  );
}

/** A contributor and a head, signed in, with an item that was sent twice, reviewed and adopted; and what history says of it. */
async function addPeopleAndItems(attachment: { readonly sha256: string; readonly byteSize: number }): Promise<void> {
  const owner = await world.database.connectOwner();
  // As signing takes it, for history is held against the texts too.
  const hashOf = (n: number): string =>
    platformOf(world).tools.sha256(textToHash({ title: '某事', body: `<p>${n}</p>`, content: {} as SubmissionContent }));
  try {
    await owner.query(`
      insert into people (sign_in_name, name, state, password_hash, totp_secret, recorded_at)
        select 'user' || n, '人' || n, 'active', '$argon2id$' || n, decode('00ff0a5c', 'hex'), '2025-01-01' from generate_series(1, 3) n;
      insert into person_passwords (person_id, hash, recorded_at) select id, 'old', '2024-12-01' from people;
      insert into person_roles (person_id, role, site_id, unit_id, from_on, given_by, recorded_at)
        select id, 'contributor', 'a-site', (select min(id) from units), '2025-01-01', '终端', '2025-01-01' from people where sign_in_name = 'user1';
      insert into person_roles (person_id, role, from_on, given_by, recorded_at)
        select id, 'auditor', '2025-01-01', '终端', '2025-01-01' from people where sign_in_name = 'user2';
      insert into tokens (token_hash, name, person_id, site_id, capabilities, recorded_at, ends_at)
        select decode('aa', 'hex'), '接口', id, 'a-site', '{fact.import,"有,逗号"}', '2025-01-01', '2026-01-01' from people where sign_in_name = 'user2';
      insert into sessions (token_hash, person_id, started_at, seen_at, ends_at, address, agent)
        select decode('bb', 'hex'), min(id), now(), now(), now() + interval '1 hour', '127.0.0.1', '某浏览器' from people;
      insert into one_time_codes (code_hash, purpose, person_id, recorded_at, ends_at)
        select decode('cc', 'hex'), 'set-password', min(id), now(), now() + interval '1 day' from people;
      insert into submissions (site_id, unit_id, source_key, title, recorded_at, state, author_id, text_version, joint_ids, people)
        select 'a-site', min(u.id), 'made', '某事', '2025-02-01', 'adopted', min(p.id), 2, array[max(u.id)], array[min(p.id)] from units u, people p;
      insert into submission_texts (site_id, submission_id, body, content, changed_by, changed_at)
        select site_id, id, E'<p>一\\\\二\t</p>', '{"a":[1.0,null]}', author_id, '2025-02-01' from submissions where source_key = 'made';
      insert into submission_versions (site_id, submission_id, number, side, title, body, content, sha256, written_by, written_by_name, recorded_at)
        select site_id, id, n, 'unit', title, '<p>' || n || '</p>', '{}', (array['${hashOf(1)}', '${hashOf(2)}'])[n], author_id, '人1', '2025-02-01' from submissions, generate_series(1, 2) n
        where source_key = 'made';
      insert into submission_signatures (site_id, submission_id, version_number, sha256, as_what, person_id, name, recorded_at)
        select site_id, submission_id, number, sha256, 'author', written_by, written_by_name, recorded_at from submission_versions;
      insert into files (site_id, sha256, name, media_type, byte_size, person_id, recorded_at)
        select 'a-site', '${attachment.sha256}', '附件.txt', 'text/plain', ${attachment.byteSize}, min(id), '2025-02-01' from people;
      insert into submission_files (site_id, submission_id, sha256)
        select 'a-site', id, '${attachment.sha256}' from submissions where source_key = 'made'`);
  } finally {
    await owner.end();
  }
  await inTransaction(
    world.database.pool,
    ({ client }) => lockSite(client, 'a-site', false),
    ({ client }) =>
      addHistory(
        client,
        ['', 'a-site', 'a-site'].map((site, index) => ({
          site,
          thing: 'thing',
          thingId: String(index),
          step: 'thing.do',
          by: '人1',
          person: 1,
          reason: '换\n行',
          detail: { 数: 1.5 },
          at: new Date(at.getTime() + index),
        })),
      ),
  );
  await sealHistories(platformOf(world));
}

beforeAll(async () => {
  world = await openWorld();
  const { db } = world;
  await db
    .insertInto('sites')
    .values({ id: 'a-site', name: '某市政府网', recorded_at: at, settings: JSON.stringify({ countsAt: 'publication' }) })
    .execute();
  const area = await db
    .insertInto('units')
    .values({ site_id: 'a-site', key: '甲区', name: '甲区', group_name: '区县', position: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('units')
    .values({
      site_id: 'a-site',
      key: '甲区/住建局',
      name: '住建局',
      parent_id: area.id,
      group_name: '区县',
      position: 2,
      active_from: '2024-02-29',
    })
    .execute();
  await addFacts(3000, 'first-');
  const store = openContentStore(source.documents);
  const documents = await Promise.all(['通报正文', '附件一'].map((text) => store.put(Buffer.from(text))));
  await addPeopleAndItems(documents[1]!);
  const bulletin = await db
    .insertInto('bulletins')
    .values({ site_id: 'a-site', period_from: '2025-01-01', period_to: '2025-12-31', state: 'issued', body: '{}', recorded_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  const key = { site_id: 'a-site', bulletin_id: bulletin.id };
  await db
    .insertInto('bulletin_issues')
    .values({
      ...key,
      document_number: '某政办〔2026〕1号',
      issue_year: 2026,
      issue_number: 1,
      issued_on: '2026-01-05',
      frozen_at: at,
      period_from: '2025-01-01',
      period_to: '2025-12-31',
      figures: '[1]',
      document: '{"title":"通报"}',
      sha256: platformOf(world).tools.sha256(canonicalJson({ document: { title: '通报' }, figures: [1] })),
    })
    .execute();
  await db
    .insertInto('documents')
    .values({ ...key, format: 'docx', sha256: documents[0]!.sha256, byte_size: 12, rendered_at: at })
    .execute();
  writeFileSync(source.settings, '{"office":"某市政府办公室"}');
});
afterAll(async () => {
  await world.close();
  await removeFolder(base);
});

test('what was backed up comes back equal in an empty folder, and new ids go on after the old', async () => {
  const done = await backup(file);
  expect(done).toMatchObject({ exit: 0 });
  expect(JSON.parse(done.out)).toMatchObject({ file, documents: 2, missingDocuments: [], rows: { facts: 3000, units: 2 } });
  const folder = join(base, 'data', 'restored');
  expect(await restore(file, folder)).toMatchObject({ exit: 0 });
  const restored = await openDatabase({ folder });
  try {
    expect(await contentOf(restored)).toEqual(await contentOf(world.database));
    const layout = layoutOf(folder);
    expect(readFileSync(layout.settings, 'utf8')).toBe('{"office":"某市政府办公室"}');
    const store = openContentStore(layout.documents);
    const { sha256 } = await restored.db.selectFrom('documents').select('sha256').executeTakeFirstOrThrow();
    expect((await store.read(sha256)).toString()).toBe('通报正文');
    const highest = await restored.db.selectFrom('units').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
    const added = await restored.db
      .insertInto('units')
      .values({ site_id: 'a-site', key: '新', name: '新', group_name: '区县', position: 3 })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(added.id).toBeGreaterThan(highest.id);
    // References and rights are as they were.
    await expect(
      restored.db.insertInto('unit_names').values({ site_id: 'a-site', unit_id: 999999, name: '无', kind: 'alias' }).execute(),
    ).rejects.toMatchObject({ code: '23503' });
    await expect(restored.pool.query('delete from facts')).rejects.toMatchObject({ code: '42501' });
  } finally {
    await restored.close();
  }
});

test('people, roles, items with their texts and files come back, history holds, and nobody is signed in any more', async () => {
  const path = join(base, 'people.bct');
  const done = JSON.parse((await backup(path)).out) as { rows: Record<string, number> };
  expect(done.rows).toMatchObject({ people: 3, person_roles: 2, tokens: 1, submission_versions: 2, files: 1, history_seals: 2 });
  for (const name of LEFT_OUT) expect(done.rows).not.toHaveProperty(name);
  const folder = join(base, 'data', 'people');
  expect(await restore(path, folder)).toMatchObject({ exit: 0 });
  const restored = await openDatabase({ folder });
  try {
    expect(await contentOf(restored)).toEqual(await contentOf(world.database));
    const counts = async (database: Database) =>
      (await database.pool.query('select (select count(*) from sessions) as sessions, (select count(*) from one_time_codes) as codes'))
        .rows;
    expect(await counts(world.database)).toEqual([{ sessions: 1, codes: 1 }]);
    expect(await counts(restored)).toEqual([{ sessions: 0, codes: 0 }]);
    const { sha256 } = await restored.db.selectFrom('submission_files').select('sha256').executeTakeFirstOrThrow();
    expect((await openContentStore(layoutOf(folder).documents).read(sha256)).toString()).toBe('附件一');
    const verified = await historyVerification(restored.pool, terminalActor, {}, platformOf(world).tools.sha256);
    expect(verified).toMatchObject({
      ok: true,
      value: {
        intact: true,
        histories: [
          { site: '', lines: 1 },
          { site: 'a-site', lines: 2, unsealed: { lines: 0 } },
        ],
      },
    });
    // New people and lines of history go on after the old.
    const highest = await restored.db.selectFrom('people').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
    const added = await restored.db
      .insertInto('people')
      .values({ sign_in_name: 'next', name: '后来', state: 'invited', recorded_at: at })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(added.id).toBe(highest.id + 1);
  } finally {
    await restored.close();
  }
});

test('a backup taken while people work is of one moment', async () => {
  let working = true;
  let written = 0;
  const writer = (async () => {
    for (; working; written += 1) {
      // Two rows in one transaction: a snapshot has both or neither.
      await world.db.transaction().execute(async (change) => {
        await sql`insert into facts (site_id, fact, unit_id, fact_on, recorded_at, source_key)
          select 'a-site', 'adoption', min(id), date '2025-06-01', now(), ${`busy-${written}`} from units`.execute(change);
        await sql`insert into history (site_id, thing, thing_id, step, by_actor, at) values ('a-site', 'busy', ${String(written)}, 'add', 'a', now())`.execute(
          change,
        );
      });
    }
  })();
  while (written < 20) await new Promise((done) => setTimeout(done, 5));
  const before = written;
  const path = join(base, 'busy.bct');
  const done = await backup(path);
  working = false;
  await writer;
  expect(done.exit).toBe(0);
  const empty = await openWorld({ empty: true });
  try {
    const target = layoutOf(join(base, 'busy-documents'));
    const result = await run((argv, io) => restoreCommand(argv, io, () => doorTo({ url: empty.url }, target)), [path]);
    expect(result.exit).toBe(0);
    const { rows } = await sql<{
      facts: number;
      history: number;
    }>`select (select count(*) from facts where source_key like 'busy-%') as facts,
      (select count(*) from history where thing = 'busy') as history`.execute(empty.db);
    expect(rows[0]!.facts).toBe(rows[0]!.history);
    expect(rows[0]!.facts).toBeGreaterThanOrEqual(before);
    expect(rows[0]!.facts).toBeLessThanOrEqual(written);
  } finally {
    await empty.close();
  }
});

test('a damaged or truncated file is refused before anything is made', async () => {
  const bytes = readFileSync(file);
  const folder = join(base, 'data', 'never');
  const changed = join(base, 'changed.bct');
  for (const damage of [0.1, 0.5, 0.9]) {
    const copy = Buffer.from(bytes);
    const position = Math.floor(copy.length * damage);
    copy[position] = copy[position]! ^ 1;
    writeFileSync(changed, copy);
    expect(await restore(changed, folder)).toMatchObject({ exit: 1, err: expect.stringContaining('未作任何改动') });
  }
  writeFileSync(changed, bytes.subarray(0, bytes.length - 7));
  expect(await restore(changed, folder)).toMatchObject({ exit: 1, err: expect.stringContaining('不完整') });
  expect(existsSync(folder)).toBe(false);
});

/** A backup with this header and these rows of sites. */
async function craft(path: string, header: object, sites: string, rows = 1): Promise<void> {
  const archive = await createArchive(path, header);
  const bytes = async function* () {
    yield Buffer.from(sites);
  };
  await archive.part('tables/sites', bytes());
  await archive.finish({ rows: { sites: rows }, sequences: {}, documents: 0, missingDocuments: [] });
}

async function headerOf(): Promise<{ migrations: { number: number; name: string; sha256: string }[]; tables: unknown }> {
  return (await openArchive(file)).header as never;
}

/** A row of sites, as programs of this level had it. */
const siteAt = (level: number): string => `b-site\t某网\t{}\t2026-01-01 00:00:00+00${level < 22 ? '' : '\t0'}\n`;
const SITE = siteAt(knownMigrations().length);

test('a backup of a newer program is refused before anything is made', async () => {
  const header = await headerOf();
  const next = header.migrations.length + 1;
  const path = join(base, 'newer.bct');
  await craft(path, { ...header, migrations: [...header.migrations, { number: next, name: `${next}-later.sql`, sha256: 'x' }] }, SITE);
  const folder = join(base, 'data', 'newer');
  expect(await restore(path, folder)).toMatchObject({ exit: 1, err: expect.stringContaining('升级报采通') });
  expect(existsSync(folder)).toBe(false);
});

/** The tables as a program of this level had them. */
async function tablesAt(level: number): Promise<unknown> {
  const empty = await openWorld({ empty: true });
  const owner = await empty.database.connectOwner();
  try {
    await migrate(owner, { upTo: level });
    const snapshot = await openSnapshot(owner);
    await snapshot.close();
    return snapshot.tables;
  } finally {
    await owner.end();
    await empty.close();
  }
}

// The first level that was ever released, and the one before this program's.
test.each([4, knownMigrations().length - 1])('a backup of an older level is brought forward: %i', async (level) => {
  const path = join(base, `older-${level}.bct`);
  await craft(path, { ...(await headerOf()), migrations: knownMigrations().slice(0, level), tables: await tablesAt(level) }, siteAt(level));
  const empty = await openWorld({ empty: true });
  try {
    const result = await run(
      (argv, io) => restoreCommand(argv, io, () => doorTo({ url: empty.url }, layoutOf(join(base, `older-${level}`)))),
      [path],
    );
    expect(result).toMatchObject({ exit: 0 });
    const { rows } = await sql<{ number: number }>`select number from migrations order by number`.execute(empty.db);
    expect(rows.map(({ number }) => number)).toEqual(knownMigrations().map(({ number }) => number));
    expect(await empty.db.selectFrom('sites').select('id').execute()).toEqual([{ id: 'b-site' }]);
  } finally {
    await empty.close();
  }
});

test('a restore that fails half-way leaves nothing', async () => {
  const header = await headerOf();
  const path = join(base, 'inconsistent.bct');
  await craft(path, header, SITE, 2);
  const folder = join(base, 'data', 'failed');
  await expect(restore(path, folder)).rejects.toThrow(/states 2 rows/);
  expect(existsSync(folder)).toBe(false);
  await craft(path, header, 'NOT-A-SITE-ID\tx\t{}\t2026-01-01 00:00:00+00\t0\n');
  await expect(restore(path, folder)).rejects.toMatchObject({ code: '23514' });
  expect(existsSync(folder)).toBe(false);
});

test('a place with data is left alone', async () => {
  const before = await contentOf(world.database);
  const result = await run((argv, io) => restoreCommand(argv, io, () => doorTo({ url: world.url })), [file]);
  expect(result).toMatchObject({ exit: 1, err: expect.stringContaining('空的数据目录') });
  expect(await contentOf(world.database)).toEqual(before);
  const foreign = join(base, 'data', 'foreign');
  mkdirSync(foreign, { recursive: true });
  writeFileSync(join(foreign, 'thesis.docx'), 'x');
  expect(await restore(file, foreign)).toMatchObject({ exit: 1, err: expect.stringContaining('thesis.docx') });
  expect(readdirSync(foreign)).toEqual(['thesis.docx']);
});

test('a database that was started but never used may be restored into', async () => {
  const fresh = await openWorld();
  try {
    const result = await run(
      (argv, io) => restoreCommand(argv, io, () => doorTo({ url: fresh.url }, layoutOf(join(base, 'fresh')))),
      [file],
    );
    expect(result).toMatchObject({ exit: 0 });
    expect(await fresh.db.selectFrom('sites').select('id').execute()).toEqual([{ id: 'a-site' }]);
  } finally {
    await fresh.close();
  }
});

test('an issued document that the store has lost is named, and the rest is backed up', async () => {
  const { sha256 } = await world.db.selectFrom('documents').select('sha256').executeTakeFirstOrThrow();
  const lost = join(source.documents, sha256.slice(0, 2), sha256.slice(2));
  const bytes = readFileSync(lost);
  rmSync(lost);
  try {
    const done = await backup(join(base, 'lost.bct'));
    expect(done).toMatchObject({ exit: 0, err: expect.stringContaining(sha256) });
    expect(JSON.parse(done.out)).toMatchObject({ documents: 1, missingDocuments: [sha256] });
  } finally {
    writeFileSync(lost, bytes);
  }
});

test('a backup that cannot be written leaves no file and says why', async () => {
  expect(await backup(join(base, 'no-such-folder', 'x.bct'))).toMatchObject({ exit: 1, err: expect.stringContaining('no-such-folder') });
});

test('published pages are backed up where they lie in the data folder, and come back without touching what is there', async () => {
  const root = join(source.root, 'publications');
  const attachment = `files/${'a'.repeat(32)}.png`;
  const image = Buffer.alloc(700_000, 7);
  const page = (item: number, html: string) => ({
    item,
    html,
    json: `{"item":${item}}`,
    files: [{ path: attachment, bytes: async () => image }],
  });
  await openPublicationFolder(root, '政务/动态').put(page(7, '<h1>通知</h1>'));
  await openPublicationFolder(root, 'news').put(page(8, '<h1>公告</h1>'));
  // What is left of an ended delivery, and a link that leads out, are not pages.
  writeFileSync(join(root, 'news', '8', 'index.html.1-ab.new'), 'x');
  symlinkSync(base, join(root, 'news', 'out'));
  try {
    const path = join(base, 'pages.bct');
    const done = await backup(path);
    expect(done).toMatchObject({ exit: 0, err: '' });
    expect(JSON.parse(done.out)).toMatchObject({ pages: 6, pagesElsewhere: null });
    const folder = join(base, 'data', 'pages');
    const restored = await restore(path, folder);
    expect(JSON.parse(restored.out)).toMatchObject({ pages: 6, pagesKept: 0, pagesAt: join(folder, 'publications') });
    const at = (name: string) => readFileSync(join(folder, 'publications', name));
    expect(at('政务/动态/7/index.html').toString()).toBe('<h1>通知</h1>');
    expect(at('news/8/item.json').toString()).toBe('{"item":8}');
    expect(at(`news/8/${attachment}`).equals(image)).toBe(true);
    expect(readdirSync(join(folder, 'publications', 'news'))).toEqual(['8']);
    expect(readdirSync(join(folder, 'publications', 'news', '8')).sort()).toEqual(['files', 'index.html', 'item.json']);

    // Into an empty database beside a folder that is in use; the web server's own folder is not written to.
    const empty = await openWorld({ empty: true });
    try {
      const [target, web] = [layoutOf(join(base, 'beside')), join(base, 'web')];
      mkdirSync(join(target.root, 'publications', 'news', '8'), { recursive: true });
      writeFileSync(join(target.root, 'publications', 'news', '8', 'index.html'), 'newer');
      const result = await run((argv, io) => restoreCommand(argv, io, () => doorTo({ url: empty.url }, target, web)), [path]);
      expect(result).toMatchObject({
        exit: 0,
        out: expect.stringContaining(`发布的网页文件 6 个，在 ${join(target.root, 'publications')}，其中 1 个那里已有，没有改动`),
      });
      expect(readFileSync(join(target.root, 'publications', 'news', '8', 'index.html'), 'utf8')).toBe('newer');
      expect(existsSync(web)).toBe(false);
    } finally {
      await empty.close();
    }
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('published pages that lie elsewhere are not backed up, and the backup says so', async () => {
  const web = join(base, 'web-server');
  const door = () => doorTo({ url: world.url }, source, web);
  const path = join(base, 'elsewhere.bct');
  // Nothing was ever published there: nothing to say.
  expect(await run((argv, io) => backupCommand(argv, io, door), [path])).toMatchObject({ exit: 0, err: '' });
  await openPublicationFolder(web, 'news').put({ item: 1, html: '<p>页</p>', json: '{}', files: [] });
  const done = await run((argv, io) => backupCommand(argv, io, door), [path, '--json']);
  expect(done).toMatchObject({ exit: 0, err: expect.stringContaining(`发布的页面在 ${web}，不在数据目录里，没有备份`) });
  expect(JSON.parse(done.out)).toMatchObject({ pages: 0, pagesElsewhere: web });
  // The same behind a link in the data folder.
  symlinkSync(web, join(source.root, 'publications'));
  try {
    expect(JSON.parse((await backup(path)).out)).toMatchObject({ pages: 0, pagesElsewhere: join(source.root, 'publications') });
  } finally {
    rmSync(join(source.root, 'publications'));
  }
});

test('a page of a backup whose path leads elsewhere is refused, and nothing remains', async () => {
  const path = join(base, 'leads-out.bct');
  for (const name of ['../out.html', 'a/../../out.html', '/out.html', 'a//b', 'a\\b']) {
    const archive = await createArchive(path, await headerOf());
    await archive.part(
      `pages/${name}`,
      (async function* () {
        yield Buffer.from('x');
      })(),
    );
    await archive.finish({ rows: {}, sequences: {}, documents: 0, missingDocuments: [] });
    const folder = join(base, 'data', 'leads-out');
    await expect(restore(path, folder)).rejects.toThrow(/not a path below/);
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(join(base, 'data', 'out.html'))).toBe(false);
  }
}, 120_000);
