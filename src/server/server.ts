/** The HTTP door of the demo and of an office's own machine: pages to look at, the same data as JSON, nothing that changes anything. */
import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { guard } from './guard.ts';
import type { ServerOptions } from './options.ts';
import { mountPages } from './pages.ts';
import { sendProblem } from './respond.ts';
import { icon, style } from './style.ts';
import { mountViews } from './view-routes.ts';

/** Makes the server; the caller lets it listen, on a loopback address only, and closes it. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    genReqId: () => randomUUID(),
    // Long enough for a unit's key in Chinese, percent-encoded.
    routerOptions: { maxParamLength: 1500, ignoreTrailingSlash: true },
    bodyLimit: 1,
    requestTimeout: 30_000,
    // An address that cannot be decoded never reaches a route.
    frameworkErrors: (_error, request, reply) => sendProblem(request, reply, 'bad-request', [], '地址里有不能识别的字符。'),
  });
  app.setErrorHandler((fault, request, reply) => {
    const status = (fault as { statusCode?: number }).statusCode;
    if (status !== undefined && status >= 400 && status < 500) return sendProblem(request, reply, 'bad-request');
    options.onFault?.(fault, request.id);
    return sendProblem(request, reply, 'fault');
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, 'no-page'));
  await guard(app);
  app.get('/health', async () => {
    await options.platform.pool.query('select 1');
    return { status: 'ok' };
  });
  app.get('/style.css', (_, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(style));
  app.get('/icon.svg', (_, reply) => reply.type('image/svg+xml').header('cache-control', 'max-age=86400').send(icon));
  mountViews(app, options);
  mountPages(app, options);
  return app;
}
