// What a server needs besides what a test is about, and browsers and programs that ask it.
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Platform } from '../../src/actions/action.ts';
import { renderDocx } from '../../src/rendering/docx.ts';
import type { ServerOptions } from '../../src/server/options.ts';
import { accountsOf } from '../../src/store/accounts.ts';
import type { World } from '../support/world.ts';

export interface MemoryFiles {
  readonly files: ServerOptions['files'];
  readonly kept: Map<string, Buffer>;
}

/** A content store in memory. */
export function memoryFiles(): MemoryFiles {
  const kept = new Map<string, Buffer>();
  const read = async (sha256: string): Promise<Buffer> => {
    const bytes = kept.get(sha256);
    if (!bytes) throw new Error('no such bytes');
    return bytes;
  };
  const put = async (bytes: Uint8Array) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    kept.set(sha256, Buffer.from(bytes));
    return { sha256, byteSize: bytes.byteLength };
  };
  const stream = async function* (sha256: string): AsyncIterable<Buffer> {
    const bytes = await read(sha256);
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  };
  return { kept, files: { put, read, stream } };
}

export const serverOptions = (platform: Platform, more: Partial<ServerOptions> = {}): ServerOptions => ({
  platform,
  accounts: accountsOf(platform.pool, platform.now),
  files: memoryFiles().files,
  print: renderDocx,
  limits: false,
  ...more,
});

/** What every browser says of a request that a page of the same origin makes. */
export const sameOrigin = { 'sec-fetch-site': 'same-origin' } as const;

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A session of a person, as signing in makes it; gives the cookie. */
export async function cookieOf(world: World, person: number, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const ends_at = new Date(now.getTime() + 12 * 3_600_000);
  const row = { token_hash: hash(token), person_id: person, started_at: now, seen_at: now, ends_at, address: '127.0.0.1', agent: 'test' };
  await world.db.insertInto('sessions').values(row).execute();
  return `bct_session=${token}`;
}

/** A token of a person for programs; gives what follows `Authorization:`. */
export async function bearerOf(world: World, person: number, site: string, capabilities: readonly string[], now: Date): Promise<string> {
  const token = `bct_${randomBytes(32).toString('base64url')}`;
  await world.db
    .insertInto('tokens')
    .values({
      token_hash: hash(token),
      name: '数据接口',
      person_id: person,
      site_id: site,
      capabilities: [...capabilities],
      recorded_at: now,
      ends_at: new Date(now.getTime() + 86_400_000),
    })
    .execute();
  return `Bearer ${token}`;
}

/** Posts JSON as a page of ours does. */
export const post = (app: FastifyInstance, url: string, body: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...sameOrigin, 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** One file as a browser's form sends it. */
export function multipart(name: string, bytes: Uint8Array, field = 'file'): { headers: Record<string, string>; payload: Buffer } {
  const boundary = `----test${randomBytes(8).toString('hex')}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name.replace(/["\r\n]/g, (c) => encodeURIComponent(c))}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return {
    headers: { ...sameOrigin, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
