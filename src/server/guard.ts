/** What every request must pass: it came to a loopback name, it only reads; and what every answer carries. */
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './respond.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A page of another name that was pointed at this machine (DNS rebinding) sends that name as Host. */
export function isLoopback(host: string | undefined): boolean {
  const match = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host ?? '');
  return match?.[1] !== undefined && loopbackNames.has(match[1].toLowerCase());
}

export async function guard(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Plain HTTP on this machine only: a promise of HTTPS would lock the name localhost for other programs.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!isLoopback(request.headers.host))
      return sendProblem(request, reply, 'wrong-host', [], '只接受发往 localhost 或 127.0.0.1 的请求。');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      reply.header('allow', 'GET, HEAD');
      return sendProblem(request, reply, 'method', [], `不接受 ${request.method} 请求。`);
    }
    return undefined;
  });
}
