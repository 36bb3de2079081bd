// Brings a database to the level of this program: numbered SQL files, forward only, each in a transaction, one process at a time.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { errorCode, StartRefusal } from './start-refusal.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

interface MigrationFile extends Migration {
  readonly sql: string;
}

export interface MigrateOptions {
  readonly report?: (line: string) => void;
  /** The last number to apply; all where not given. A backup is restored at its own level and brought forward after. */
  readonly upTo?: number;
  /** Where the files lie; the product's own where not given. */
  readonly folder?: string;
}

const LOCK = 20_160_703;
const MIGRATIONS_TABLE =
  'create table if not exists migrations (number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())';

/** Applies what is missing and gives the numbers applied. One query where nothing is. */
export async function migrate(owner: pg.ClientBase, options: MigrateOptions = {}): Promise<readonly number[]> {
  const files = migrationFiles(options.folder);
  const upTo = options.upTo ?? Number.POSITIVE_INFINITY;
  if (missing(files, await appliedMigrations(owner), upTo).length === 0) return [];
  await owner.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    await requireServer(owner);
    await owner.query(MIGRATIONS_TABLE);
    // Read again: whoever held the lock before may have done the work.
    const todo = missing(files, await appliedMigrations(owner), upTo);
    for (const file of todo) await apply(owner, file, options.report);
    return todo.map((file) => file.number);
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

/**
 * Applies the missing steps up to a number inside the caller's own transaction, so that they come or go together with what he does there.
 * For a database that nobody else uses yet.
 */
export async function migrateWithin(owner: pg.ClientBase, upTo = Number.POSITIVE_INFINITY, folder?: string): Promise<void> {
  await requireServer(owner);
  await owner.query(MIGRATIONS_TABLE);
  for (const file of missing(migrationFiles(folder), await appliedMigrations(owner), upTo)) await perform(owner, file);
}

/** Refuses steps that this program does not know, or knows otherwise. */
export function requireKnown(applied: readonly Migration[], folder?: string): void {
  missing(migrationFiles(folder), applied, Number.POSITIVE_INFINITY);
}

/** Holds up migrations by other processes until the returned function is called. */
export async function holdMigrations(owner: pg.ClientBase): Promise<() => Promise<void>> {
  await owner.query('select pg_advisory_lock_shared($1)', [LOCK]);
  return async () => {
    await owner.query('select pg_advisory_unlock_shared($1)', [LOCK]);
  };
}

/** What the database has seen, in order; empty for a new one. */
export async function appliedMigrations(client: pg.ClientBase): Promise<readonly Migration[]> {
  try {
    return (await client.query<Migration>('select number, name, sha256 from migrations order by number')).rows;
  } catch (error) {
    if (errorCode(error) === '42P01') return [];
    throw error;
  }
}

/** What this program brings, in order. */
export function knownMigrations(folder?: string): readonly Migration[] {
  return migrationFiles(folder).map(({ number, name, sha256 }) => ({ number, name, sha256 }));
}

function migrationFiles(folder = fileURLToPath(new URL('../../migrations/', import.meta.url))): readonly MigrationFile[] {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}/${name}`, 'utf8');
      return { number: Number(name.slice(0, 4)), name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
  files.forEach((file, index) => {
    if (file.number !== index + 1) throw new Error(`migration ${file.name} is out of sequence: expected number ${index + 1}`);
  });
  return files;
}

function missing(files: readonly MigrationFile[], applied: readonly Migration[], upTo: number): readonly MigrationFile[] {
  for (const [index, done] of applied.entries()) {
    const file = files[index];
    if (!file) {
      throw new StartRefusal(
        'migration-newer',
        `数据库已由更新版本的报采通升级（${done.name}），本程序只认识到第 ${files.length} 步：请升级报采通后再启动，数据未作任何改动。`,
      );
    }
    if (file.number !== done.number || file.sha256 !== done.sha256) {
      throw new StartRefusal(
        'migration-changed',
        `数据库结构文件 migrations/${file.name} 与数据库中已执行的 ${done.name} 不同：请恢复该文件的原样（重新安装报采通），改动须写成新的编号文件。`,
      );
    }
  }
  return files.slice(applied.length).filter((file) => file.number <= upTo);
}

async function apply(owner: pg.ClientBase, file: MigrationFile, report?: (line: string) => void): Promise<void> {
  report?.(`正在执行数据库结构 ${file.name}……`);
  await owner.query('begin');
  try {
    await perform(owner, file);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    throw error;
  }
}

async function perform(owner: pg.ClientBase, file: MigrationFile): Promise<void> {
  await owner.query(file.sql);
  await owner.query('insert into migrations (number, name, sha256) values ($1, $2, $3)', [file.number, file.name, file.sha256]);
}

async function requireServer(owner: pg.ClientBase): Promise<void> {
  const { rows } = await owner.query<{ version: string; number: number; encoding: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number, current_setting('server_encoding') as encoding`,
  );
  const server = rows[0]!;
  if (server.number < 150_000) {
    throw new StartRefusal(
      'server-too-old',
      `数据库服务器是 PostgreSQL ${server.version}，报采通需要 15 或更新版本：请升级服务器，或去掉 DATABASE_URL 使用随附的数据库。`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new StartRefusal(
      'server-too-old',
      `数据库的编码是 ${server.encoding}，报采通需要 UTF8：请用 create database … encoding UTF8 template template0 另建一个库。`,
    );
  }
}
