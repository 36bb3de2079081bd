// One server for the whole run: our own in a temporary folder, or the one that DATABASE_URL names.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '../../src/store/embedded-postgres.ts';
import { migrate } from '../../src/store/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server with the owner's login; `template` is a migrated database to copy. */
    testServer: { readonly url: string; readonly template: string };
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const template = `bct_template_${randomBytes(4).toString('hex')}`;
  const root = new pg.Client({ connectionString: server.url });
  await root.connect();
  await root.query(`create database ${template} encoding 'UTF8' template template0`);
  const owner = new pg.Client({ connectionString: databaseUrl(server.url, template) });
  await owner.connect();
  await migrate(owner);
  await owner.end();
  project.provide('testServer', { url: server.url, template });
  return async () => {
    await root.query(`drop database ${template} with (force)`);
    await root.end();
    await server.stop();
  };
}

async function testServer(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'bct-tests-'));
  // Thrown away after the run, so it need not survive a power cut.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await openEmbedded(folder, { stopWithParent: true, settings });
  const { host, port, user, password } = server.owner;
  return {
    url: `postgres://${user}:${password}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`,
    stop: async () => {
      await server.leave();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
