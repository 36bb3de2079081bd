/** A site's own model and gate, sent to the browsers that proofread with them. */
import type { FastifyInstance } from 'fastify';
import type { Platform } from '../actions/action.ts';
import { ownReading } from '../views/own-reading.ts';
import type { FindAsker } from './asker.ts';
import { opened } from './file-routes.ts';
import type { ServerOptions } from './options.ts';
import { sendRefusal } from './respond.ts';

interface Door extends Pick<ServerOptions, 'files'> {
  readonly platform: Pick<Platform, 'pool'>;
  readonly findAsker: FindAsker;
}

/** `GET /api/own-reading/:site/:sha256`: under a name that is the hash of the bytes, so that a browser asks once. */
export function mountOwnReading(app: FastifyInstance, { platform, files, findAsker }: Door): void {
  app.get<{ Params: { site: string; sha256: string } }>('/api/own-reading/:site/:sha256', async (request, reply) => {
    const asker = await findAsker(request, reply, 'known');
    if (!asker) return reply;
    const seen = await ownReading(platform.pool, asker.actor, request.params);
    if (!seen.ok) return sendRefusal(request, reply, seen);
    reply.header('cache-control', 'private, max-age=31536000, immutable').type('application/octet-stream');
    if ('gate' in seen.value) return reply.send(seen.value.gate);
    const { sha256, byteSize } = seen.value.model;
    return reply.header('content-length', String(byteSize)).send(await opened(files.stream(sha256)));
  });
}
