import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../support/world.ts';

/** Tables that belong to no site; everything else is placed by its site. */
const GLOBAL = [
  ...['sites', 'migrations', 'people', 'person_passwords', 'person_roles', 'sessions', 'one_time_codes', 'sign_in_failures', 'tokens'],
  ...['idempotency_keys', 'platform_settings', 'rights_stamp', 'calendar', 'areas', 'jobs'],
  // What is told belongs to a person over all their sites.
  ...['notification_settings', 'mail_server', 'messages'],
];

let world: World;
let owner: pg.Client;
let tables: readonly string[];
beforeAll(async () => {
  world = await openWorld();
  owner = await world.database.connectOwner();
  tables = (
    await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
    )
  ).rows.map(({ name }) => name);
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

const tenantTables = () => tables.filter((name) => !GLOBAL.includes(name));

test('there are tenant tables to look at', () => {
  expect(tenantTables()).toEqual(expect.arrayContaining(['units', 'facts', 'bulletin_issues', 'history']));
});

test('site_id stands first in every primary key and unique index of a tenant table, and each has a primary key', async () => {
  const { rows } = await owner.query<{ table: string; index: string; first: string | null; primary: boolean }>(
    `select c.relname as table, i.indexrelid::regclass::text as index, a.attname as first, i.indisprimary as primary
     from pg_index i join pg_class c on c.oid = i.indrelid left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where i.indisunique and c.relname = any($1)`,
    [tenantTables()],
  );
  expect(rows.filter(({ first }) => first !== 'site_id')).toEqual([]);
  expect(
    rows
      .filter(({ primary }) => primary)
      .map(({ table }) => table)
      .sort(),
  ).toEqual(tenantTables());
});

test('every foreign key of a tenant table begins with site_id on both sides, but for the one to people', async () => {
  const { rows } = await owner.query<{ name: string; target: string; own: string; theirs: string }>(
    `select conrelid::regclass || '.' || conname as name, confrelid::regclass::text as target, a.attname as own, b.attname as theirs
     from pg_constraint join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
     join pg_attribute b on b.attrelid = confrelid and b.attnum = confkey[1]
     where contype = 'f' and conrelid = any(select oid from pg_class where relname = any($1)) and confrelid <> 'people'::regclass`,
    [tenantTables()],
  );
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ target, own, theirs }) => own !== 'site_id' || theirs !== (target === 'sites' ? 'id' : 'site_id'))).toEqual([]);
});

test('the app role cannot change or remove what must stay', async () => {
  const { rows } = await owner.query<{ table: string; right: string }>(
    `select t as table, r as right from unnest(array['history', 'history_seals', 'bulletin_issues', 'facts', 'rulebooks', 'imports', 'documents', 'migrations',
       'submission_versions', 'submission_signatures', 'submission_remarks', 'expert_visits', 'files', 'bulletin_receipts', 'letters', 'letter_readings']) t,
     unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) r where has_table_privilege('baocaitong_app', t, r)
     or (r in ('UPDATE', 'REFERENCES') and has_any_column_privilege('baocaitong_app', t, r))`,
  );
  // An editor's own newest text makes room for what the same editor writes next; foreign keys keep what was signed, shown or published.
  expect(rows).toEqual([{ table: 'submission_versions', right: 'DELETE' }]);
  const { rows: kept } = await owner.query<{ table: string }>(
    `select conrelid::regclass::text as table from pg_constraint where confrelid = 'submission_versions'::regclass and confdeltype = 'r' order by 1`,
  );
  expect(kept.map(({ table }) => table)).toEqual(['expert_links', 'publications', 'rectifications', 'submission_signatures']);
});

test.each([
  'update history set reason = null',
  'delete from history',
  'update bulletin_issues set sha256 = sha256',
  'delete from bulletin_issues',
  'update facts set points = 1',
  'delete from facts',
  'truncate facts cascade',
  'drop table facts',
  'alter table history disable trigger all',
  'create table mine (id integer)',
])('under the app role the server refuses: %s', async (statement) => {
  await expect(world.database.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
});

test('there are no triggers, and the types of the program name each table and column as the database has it', async () => {
  const triggers = await owner.query('select tgname from pg_trigger where not tgisinternal');
  expect(triggers.rows).toEqual([]);
  const { rows } = await owner.query<{ table: string; column: string; nullable: boolean; kind: string }>(
    `select c.relname as table, a.attname as column, not a.attnotnull as nullable,
       case when a.attidentity = 'a' then 'identity' when a.atthasdef then 'default' else 'plain' end as kind
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relname = any($1) and a.attnum > 0 and not a.attisdropped`,
    [tables],
  );
  const found = rows.map(({ table, column, nullable, kind }) => `${table}.${column}${nullable ? ' nullable' : ''} ${kind}`).sort();
  expect(declaredColumns()).toEqual(found);
});

/** The columns that src/store/tables.ts declares, in the same words. */
function declaredColumns(): readonly string[] {
  const folder = new URL('../../src/store/', import.meta.url);
  const source = readdirSync(folder)
    .filter((name) => /^tables[a-z-]*\.ts$/.test(name))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const bodies = new Map([...source.matchAll(/interface (\w+) \{\n([\s\S]*?)\n\}/g)].map(([, name, body]) => [name!, body!]));
  const fields = (name: string) =>
    [...bodies.get(name)!.matchAll(/^ {2}(\w+): (.+);$/gm)].map(([, field, type]) => [field!, type!] as const);
  const kindOf = (type: string) =>
    /GeneratedAlways/.test(type) ? 'identity' : /OrDefault|DefaultJson|DefaultMoment/.test(type) ? 'default' : 'plain';
  return fields('Tables')
    .flatMap(([table, type]) =>
      fields(type).map(([column, is]) => `${table}.${column}${/\| null/.test(is) ? ' nullable' : ''} ${kindOf(is)}`),
    )
    .sort();
}
