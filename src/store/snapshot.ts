// All tables as they were at one moment, read while people work, independent of the server's version: the SQL part of backup and restore.
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { appliedMigrations, holdMigrations, type Migration, migrateWithin, requireKnown } from './migrate.ts';
import { asStartRefusal, StartRefusal } from './start-refusal.ts';

/** Left out of a backup: nobody stays signed in through a restore, and no code that was given out before works after it. */
const LEFT_OUT = ['sessions', 'one_time_codes'];

interface SnapshotTable {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface Snapshot {
  readonly migrations: readonly Migration[];
  readonly tables: readonly SnapshotTable[];
  /** Rows in the text form of COPY. One table at a time. */
  copy(table: SnapshotTable): Readable;
  /** Hashes of the issued documents and of the files people handed in. */
  documentHashes(): Promise<readonly string[]>;
  /** The counters of ids; never behind what `copy` gave. Asked last. */
  sequences(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** What a restore needs to know of a snapshot before and after its rows. */
export interface SnapshotPlan {
  readonly migrations: readonly Migration[];
  readonly tables: readonly SnapshotTable[];
}

/** What a backup says of itself at its beginning. */
export interface BackupHeader extends SnapshotPlan {
  readonly product: 'baocaitong';
  /** The version of the program that wrote it. */
  readonly version: string;
  readonly takenAt: string;
}

/** What a backup says of itself at its end. */
export interface BackupSummary {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly sequences: Readonly<Record<string, number>>;
  readonly documents: number;
  /** Hashes that tables speak of and the content store does not have. */
  readonly missingDocuments: readonly string[];
  /** Files of the folder of publications; not in backups of before they were backed up. */
  readonly pages?: number;
}

export interface Loading {
  /** Loads one table; gives the number of rows. */
  load(name: string, data: AsyncIterable<Uint8Array>): Promise<number>;
  /** Sets the counters, checks all references, brings the tables to this program's level and makes everything visible at once. */
  commit(sequences: Readonly<Record<string, number>>): Promise<void>;
  /** Leaves the database as it was found. */
  rollback(): Promise<void>;
}

/** The text form of COPY depends on these. */
const FORMATS = `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local client_encoding = 'UTF8';
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local row_security = off`;

/** Columns that are computed from others are left out: they come again by themselves, and so does what only one database can know. */
const TABLES = `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('migrations', 'rights_stamp') group by c.relname order by c.relname`;

async function backedUpTables(owner: pg.Client): Promise<readonly SnapshotTable[]> {
  return (await owner.query<SnapshotTable>(TABLES)).rows.filter(({ name }) => !LEFT_OUT.includes(name));
}

/** Opens a snapshot on a connection of the owner, which must not be used for anything else until `close`. */
export async function openSnapshot(owner: pg.Client): Promise<Snapshot> {
  // Before the snapshot: what it sees of the catalogue must stay true while the rows are read.
  const release = await holdMigrations(owner);
  await owner.query('begin transaction isolation level repeatable read, read only');
  await owner.query(FORMATS);
  const migrations = await appliedMigrations(owner);
  const tables = await backedUpTables(owner);
  return {
    migrations,
    tables,
    copy: (table) => owner.query(copyTo(`copy ${columnsOf(owner, table)} to stdout`)),
    async documentHashes() {
      return (
        await owner.query<{ sha256: string }>(`select sha256 from documents union select f.sha256 from files f
           where not exists (select from removed_files r where r.site_id = f.site_id and r.sha256 = f.sha256) order by 1`)
      ).rows.map(({ sha256 }) => sha256);
    },
    async sequences() {
      const { rows } = await owner.query<{ name: string; value: number }>(
        `select sequencename as name, last_value as value from pg_sequences where schemaname = 'public' and last_value is not null order by 1`,
      );
      return Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)]));
    },
    async close() {
      await owner.query('rollback');
      await release();
    },
  };
}

/** Refuses a plan from a newer program, or one whose tables this program made otherwise. */
export function requireKnownLevel(plan: SnapshotPlan): void {
  requireKnown(plan.migrations);
}

/**
 * Prepares an empty database at the level of the plan, in one transaction that ends with `commit` or `rollback`.
 * Throws `StartRefusal` where the database is not empty or the plan comes from a newer program.
 */
export async function beginLoading(owner: pg.Client, plan: SnapshotPlan): Promise<Loading> {
  requireKnown(plan.migrations);
  await owner.query('begin');
  try {
    await owner.query(FORMATS);
    await requireEmpty(owner, plan);
    await migrateWithin(owner, plan.migrations.length);
    await requireSameTables(owner, plan);
    const remake = await setAside(owner);
    return {
      load: (name, data) => load(owner, plan, name, data),
      rollback: async () => void (await owner.query('rollback')),
      async commit(sequences) {
        for (const statement of remake) await owner.query(statement);
        await setSequences(owner, sequences);
        await migrateWithin(owner);
        await owner.query('commit');
      },
    };
  } catch (error) {
    await owner.query('rollback');
    throw asStartRefusal(error) ?? error;
  }
}

async function load(owner: pg.Client, plan: SnapshotPlan, name: string, data: AsyncIterable<Uint8Array>): Promise<number> {
  const table = plan.tables.find((candidate) => candidate.name === name);
  if (!table) throw new Error(`the backup has rows for ${name}, which is not in its list of tables`);
  const sink = owner.query(copyFrom(`copy ${columnsOf(owner, table)} from stdin`));
  await pipeline(data, sink);
  return sink.rowCount;
}

function columnsOf(owner: pg.Client, table: SnapshotTable): string {
  const columns = table.columns.map((column) => owner.escapeIdentifier(column)).join(', ');
  return `public.${owner.escapeIdentifier(table.name)} (${columns})`;
}

async function requireEmpty(owner: pg.Client, plan: SnapshotPlan): Promise<void> {
  const tables = (await owner.query<SnapshotTable>(TABLES)).rows;
  for (const table of tables) {
    const { rows } = await owner.query<{ filled: boolean }>(
      `select exists (select from public.${owner.escapeIdentifier(table.name)}) as filled`,
    );
    if (rows[0]?.filled) throw notEmpty(`表 ${table.name} 中已有数据`);
  }
  if (tables.length === 0) return;
  const { rows } = await owner.query<{ ours: boolean }>(`select to_regclass('public.migrations') is not null as ours`);
  if (!rows[0]?.ours) throw notEmpty(`已有别的表 ${tables[0]!.name}`);
  if ((await appliedMigrations(owner)).length > plan.migrations.length) throw notEmpty('结构比备份更新');
}

function notEmpty(why: string): StartRefusal {
  return new StartRefusal(
    'folder-in-use',
    `备份只能恢复到空的数据目录或空的数据库，而这里${why}：请用 --data 指定一个新目录（或新建一个空库），现在未作任何改动。`,
  );
}

async function requireSameTables(owner: pg.Client, plan: SnapshotPlan): Promise<void> {
  const found = await backedUpTables(owner);
  const shape = (tables: readonly SnapshotTable[]) => JSON.stringify(tables.map(({ name, columns }) => [name, [...columns].sort()]).sort());
  if (shape(found) !== shape(plan.tables))
    throw new StartRefusal('migration-changed', '备份中的表与本程序同一级别的表不同：请用备份时的版本恢复。');
}

/**
 * References are checked, and indexes built, once for all rows at the end: faster, and no order of tables is needed.
 * Gives what makes them again, indexes first.
 */
async function setAside(owner: pg.Client): Promise<readonly string[]> {
  const { rows } = await owner.query<{ drop: string; make: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make, 2 as turn
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
     union all
     select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 1
     from pg_index join pg_class c on c.oid = indexrelid where c.relnamespace = 'public'::regnamespace
       and not exists (select from pg_constraint where conindid = indexrelid)
     order by turn, make`,
  );
  for (const { drop } of rows) await owner.query(drop);
  return rows.map(({ make }) => make);
}

async function setSequences(owner: pg.Client, sequences: Readonly<Record<string, number>>): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(`select sequencename as name from pg_sequences where schemaname = 'public'`);
  for (const { name } of rows) {
    const value = sequences[name];
    if (value !== undefined) await owner.query('select setval($1::regclass, $2)', [`public.${owner.escapeIdentifier(name)}`, value]);
  }
}
