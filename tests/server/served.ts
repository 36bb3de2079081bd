// What a server needs besides what a test is about: accounts from the tables, a content store in memory.
import { createHash } from 'node:crypto';
import type { Platform } from '../../src/actions/action.ts';
import type { ServerOptions } from '../../src/server/options.ts';
import { accountsOf } from '../../src/store/accounts.ts';

export interface MemoryFiles {
  readonly files: ServerOptions['files'];
  readonly kept: Map<string, Buffer>;
}

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
  limits: false,
  ...more,
});
