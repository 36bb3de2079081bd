/**
 * The built browser application: its files from memory, packed once, the very large ones from the disk; every other address for a browser
 * is its start page.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { wantsPage } from './respond.ts';

export interface WebApp {
  /** Sends the start page, which does the rest. */
  readonly start: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** The start page where a browser asks for an address that only the application knows; otherwise undefined. */
  readonly fallback: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | undefined;
  /** One route for each file. */
  readonly mount: (app: FastifyInstance) => void;
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';');

/** What the worker that proofreads may load; a worker is under the policy of its own answer, which other scripts ignore. */
const workerPolicy = "default-src 'none';script-src 'self';connect-src 'self'";

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const packable = /\.(?:html|js|css|json|svg|wasm|txt|bin)$/;
/** Larger files (the language model) would take much memory to be sent once to each browser, and hardly become smaller when packed. */
const mostKept = 4_000_000;

interface Packed {
  /** Undefined where it is read from the disk each time. */
  readonly plain: Buffer | undefined;
  readonly packed: Buffer | undefined;
  readonly size: number;
  readonly etag: string;
}

const pack = promisify(gzip);

/** Reads a file when it is first asked for, and keeps it. */
function keeper(folder: string): (name: string) => Promise<Packed> {
  const kept = new Map<string, Promise<Packed>>();
  const read = async (name: string): Promise<Packed> => {
    const { size } = await stat(join(folder, name));
    // Its name carries the hash of what is in it.
    if (size > mostKept) return { plain: undefined, packed: undefined, size, etag: `"${basename(name)}"` };
    const plain = await readFile(join(folder, name));
    const packed = packable.test(name) ? await pack(plain, { level: constants.Z_BEST_COMPRESSION }) : undefined;
    return { plain, packed, size, etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"` };
  };
  return (name) => {
    const found = kept.get(name) ?? read(name);
    kept.set(name, found);
    return found;
  };
}

async function send(request: FastifyRequest, reply: FastifyReply, folder: string, name: string, file: Packed): Promise<FastifyReply> {
  const { plain, packed, size, etag } = file;
  // Names in assets/ carry a hash of what is in them.
  reply.header('cache-control', name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  reply.header('etag', etag).header('vary', 'accept-encoding');
  if (name.endsWith('.html')) reply.header('content-security-policy', policy);
  else if (name.endsWith('.js')) reply.header('content-security-policy', workerPolicy);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  reply.type(mediaTypes[extname(name)] ?? 'application/octet-stream');
  if (!plain) return reply.header('content-length', size).send(createReadStream(join(folder, name)));
  if (!packed || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(plain);
  return reply.header('content-encoding', 'gzip').send(packed);
}

/** Undefined where the folder holds no built application. */
export async function openWebApp(folder: string): Promise<WebApp | undefined> {
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
  const read = keeper(folder);
  const start = async (request: FastifyRequest, reply: FastifyReply) =>
    send(request, reply, folder, 'index.html', await read('index.html'));
  const isReading = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';
  return {
    start,
    fallback: (request, reply) => (isReading(request) && wantsPage(request) ? start(request, reply) : undefined),
    mount: (app) => {
      for (const name of names)
        if (name !== 'index.html') app.get(`/${name}`, async (request, reply) => send(request, reply, folder, name, await read(name)));
    },
  };
}
