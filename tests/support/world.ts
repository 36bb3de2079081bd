// A fresh, migrated database for a test file.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { Tables } from '../../src/store/tables.ts';

export interface World {
  readonly db: Kysely<Tables>;
  readonly database: Database;
  /** Address of this world's database with the owner's login. */
  readonly url: string;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** A database without any table, in place of a migrated one. */
  readonly empty?: boolean;
}

/** Call in beforeAll; close in afterAll. Worlds do not see each other. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { url: server, template } = inject('testServer');
  const name = `bct_world_${randomBytes(6).toString('hex')}`;
  await asRoot(
    server,
    options.empty ? `create database ${name} encoding 'UTF8' template template0` : `create database ${name} template ${template}`,
  );
  const address = new URL(server);
  address.pathname = `/${name}`;
  const database = await openDatabase({ url: address.href }, { migrate: false, connections: 4 });
  return {
    db: database.db,
    database,
    url: address.href,
    async close() {
      await database.close();
      await asRoot(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function asRoot(server: string, sql: string): Promise<void> {
  const root = new pg.Client({ connectionString: server });
  await root.connect();
  try {
    await root.query(sql);
  } finally {
    await root.end();
  }
}
