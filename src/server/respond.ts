/** How an answer leaves: a page or a problem, as the asker wants it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Finding, Refusal } from '../domain/outcome.ts';
import { layout, type Page } from './layout.ts';
import { type ProblemCode, problemOf } from './problem.ts';
import { problemPage } from './problem-page.ts';

export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(layout(page));
}

/** Browsers ask for HTML; the API and everything else gets problem+json. */
const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ProblemCode,
  findings: readonly Finding[] = [],
  detail?: string,
): FastifyReply {
  const problem = problemOf(code, findings, request.id, detail);
  reply.code(problem.status).header('vary', 'accept');
  if (wantsPage(request)) return sendPage(reply, problemPage(problem));
  return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

export const sendRefusal = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply =>
  sendProblem(request, reply, refusal.code, refusal.findings);
