import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BackupDoor, backupCommand, restoreCommand } from '../../src/cli/backup.ts';
import { openArchive } from '../../src/files/archive.ts';
import { createArchive } from '../../src/files/archive-writer.ts';
import { openContentStore } from '../../src/files/content-store.ts';
import { type Database, openDatabase, type Place } from '../../src/store/database.ts';
import { layoutOf } from '../../src/store/embedded-folder.ts';
import { knownMigrations } from '../../src/store/migrate.ts';
import { openRestoreTarget } from '../../src/store/restore-target.ts';
import { removeFolder, temporaryFolder } from '../support/processes.ts';
import { openWorld, type World } from '../support/world.ts';

const base = temporaryFolder();
const source = layoutOf(join(base, 'source'));
const settings = { fsync: 'off' };
const file = join(base, 'whole.bct');
let world: World;

function doorTo(place: Place, folder = source): BackupDoor {
  const parts = { documents: folder.documents, settings: folder.settings };
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

/** Count and checksum of the content of every table. */
async function contentOf(database: Database): Promise<Record<string, unknown>> {
  const owner = await database.connectOwner();
  try {
    const { rows } = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migrations' order by 1`,
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
      sha256: 'a'.repeat(64),
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

const SITE = `b-site\t某网\t{}\t2026-01-01 00:00:00+00\n`;

test('a backup of a newer program is refused before anything is made', async () => {
  const header = await headerOf();
  const next = header.migrations.length + 1;
  const path = join(base, 'newer.bct');
  await craft(path, { ...header, migrations: [...header.migrations, { number: next, name: `${next}-later.sql`, sha256: 'x' }] }, SITE);
  const folder = join(base, 'data', 'newer');
  expect(await restore(path, folder)).toMatchObject({ exit: 1, err: expect.stringContaining('升级报采通') });
  expect(existsSync(folder)).toBe(false);
});

test('a backup of an older level is brought forward', async () => {
  const header = await headerOf();
  const path = join(base, 'older.bct');
  await craft(path, { ...header, migrations: header.migrations.slice(0, -1) }, SITE);
  const empty = await openWorld({ empty: true });
  try {
    const result = await run(
      (argv, io) => restoreCommand(argv, io, () => doorTo({ url: empty.url }, layoutOf(join(base, 'older')))),
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
  await craft(path, header, 'NOT-A-SITE-ID\tx\t{}\t2026-01-01 00:00:00+00\n');
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
