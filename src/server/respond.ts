/** How an answer leaves: a page or a problem, as the asker wants it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Finding, Refusal } from '../domain/outcome.ts';
import { layout, type Page, type Viewer } from './layout.ts';
import { type Problem, type ProblemCode, problemOf, problemOfRefusal } from './problem.ts';
import { problemPage } from './problem-page.ts';

export function sendPage(reply: FastifyReply, page: Page, viewer?: Viewer): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(layout(page, viewer));
}

/** What an action or a view gave. */
export function sendData(reply: FastifyReply, value: unknown): FastifyReply {
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(value ?? null));
}

/** Browsers ask for HTML; the API and everything else gets problem+json. */
export const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');

function send(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  reply.code(problem.status).header('vary', 'accept');
  if (problem.code === 'signed-out') reply.header('www-authenticate', 'Bearer');
  if (wantsPage(request)) return sendPage(reply, problemPage(problem));
  return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

export const sendProblem = (
  request: FastifyRequest,
  reply: FastifyReply,
  code: ProblemCode,
  findings: readonly Finding[] = [],
  detail?: string,
): FastifyReply => send(request, reply, problemOf(code, findings, request.id, detail));

export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const wait = refusal.beside?.['waitSeconds'];
  if (refusal.code === 'too-many' && typeof wait === 'number') reply.header('retry-after', String(wait));
  return send(request, reply, problemOfRefusal(refusal, request.id));
}

/** Seconds to wait go into Retry-After, and into the sentence. */
export function sendTooMany(request: FastifyRequest, reply: FastifyReply, seconds: number): FastifyReply {
  reply.header('retry-after', String(seconds));
  return sendProblem(request, reply, 'too-many', [], `请求太频繁，请过 ${seconds} 秒再试。`);
}
