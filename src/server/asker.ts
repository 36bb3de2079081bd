/** Who asks: the holder of a token, the person of a session, or the visitor; else nobody. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '../actions/action.ts';
import { type Ahead, NoLongerStands, type Source, withAhead } from '../actions/ahead.ts';
import { type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type Actor, visitorActor } from '../domain/permission.ts';
import { readSession } from './cookie.ts';
import { addressKey, type Limiter, type Limits } from './limiter.ts';
import type { Accounts } from './options.ts';
import { sendProblem, sendTooMany, wantsPage } from './respond.ts';

export interface Asker {
  readonly actor: Actor;
  /** Signed in, or with a token: not the visitor. */
  readonly known: boolean;
  /** Where they are presumed to be who they were a moment ago: to be asked before anything is believed. */
  readonly ahead?: Ahead;
}

export interface AskerOptions {
  readonly accounts: Accounts;
  readonly visitor?: Actor | undefined;
  readonly limit: Limiter;
  readonly limits: Limits | false;
  /** Strangers who look for a page are sent to the sign-in page. */
  readonly signInPage: boolean;
  /** Gives the session of this request a new cookie. */
  readonly renew: (request: FastifyRequest, reply: FastifyReply, actor: Actor) => Promise<void>;
}

export const isSecure = (request: FastifyRequest): boolean => request.protocol === 'https';
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
export const addressOf = (request: FastifyRequest): string => request.ip.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * `known`: a person or a program. `anyone`: the visitor as well, where there is one. `stranger`: nobody in particular, who is about to
 * say who they are.
 */
export type Who = 'known' | 'anyone' | 'stranger';

/**
 * Finds who asks. Where nobody may be answered, the answer has been sent and undefined is given. `presume` gives whoever it was a
 * moment ago, with a question to ask ahead.
 */
export type FindAsker = (request: FastifyRequest, reply: FastifyReply, who: Who, how?: 'presume') => Promise<Asker | undefined>;

export function makeFindAsker({ accounts, visitor, limit, limits, signInPage, renew }: AskerOptions): FindAsker {
  const known = async (request: FastifyRequest, reply: FastifyReply, how?: 'presume'): Promise<Asker | undefined> => {
    const { authorization } = request.headers;
    // A request that carries a token is judged by it alone, whatever cookie a browser adds.
    if (authorization !== undefined) {
      const token = /^Bearer ([\w.~+/-]{16,256}=*)$/i.exec(authorization)?.[1];
      if (token === undefined) return undefined;
      const presumed = how && accounts.presumeToken?.(tokenHash(token));
      if (presumed) return { ...presumed, known: true };
      const actor = await accounts.byToken(tokenHash(token), addressOf(request));
      return actor && { actor, known: true };
    }
    const cookie = readSession(request.headers.cookie, isSecure(request));
    if (cookie === undefined) return undefined;
    const presumed = how && accounts.presumeSession?.(tokenHash(cookie));
    if (presumed) return { ...presumed, known: true };
    const holder = await accounts.bySession(tokenHash(cookie));
    if (!holder) return undefined;
    if (holder.renew) await renew(request, reply, holder.actor);
    return { actor: holder.actor, known: true };
  };
  const withinRate = (request: FastifyRequest, reply: FastifyReply, name: string, rate: keyof Limits): boolean => {
    const wait = limits ? limit(name, limits[rate]) : 0;
    if (wait > 0) sendTooMany(request, reply, wait);
    return wait === 0;
  };
  return async (request, reply, who, how) => {
    const address = addressKey(request.ip);
    if (who === 'stranger') return withinRate(request, reply, `sign-in ${address}`, 'signIn') ? stranger : undefined;
    const asker = await known(request, reply, how);
    // By person, so that nobody asks faster with a second session.
    if (asker) return withinRate(request, reply, `person ${asker.actor.person ?? asker.actor.name}`, 'signedIn') ? asker : undefined;
    if (!withinRate(request, reply, `stranger ${address}`, 'stranger')) return undefined;
    if (who === 'anyone' && visitor) return { actor: visitor, known: false };
    if (signInPage && wantsPage(request)) reply.redirect(`/sign-in?then=${encodeURIComponent(request.url)}`, 303);
    else sendProblem(request, reply, 'signed-out');
    return undefined;
  };
}

/**
 * Answers for whoever asks, in one go with the question whether they still are who they were a moment ago. Where they are not, or where
 * they were refused before that was asked, they are looked up and it is done again.
 */
export async function answerAs<T>(
  { findAsker, pool }: { readonly findAsker: FindAsker; readonly pool: Platform['pool'] },
  request: FastifyRequest,
  reply: FastifyReply,
  who: Who,
  answer: (actor: Actor, source: Source) => Promise<Outcome<T>>,
): Promise<Outcome<T> | undefined> {
  const presumed = await findAsker(request, reply, who, 'presume');
  if (!presumed) return undefined;
  const { ahead } = presumed;
  if (!ahead) return answer(presumed.actor, pool);
  try {
    const outcome = await answer(presumed.actor, withAhead(pool, ahead));
    if (ahead.stood) return outcome;
  } catch (fault) {
    if (!(fault instanceof NoLongerStands)) throw fault;
  }
  const asker = await findAsker(request, reply, who);
  return asker && answer(asker.actor, pool);
}

const stranger: Asker = { actor: visitorActor, known: false };

/** The header by which an asker names one request; a refusal where it is no such name. */
export function idempotencyKey(request: FastifyRequest): Outcome<string | undefined> {
  const key = request.headers['idempotency-key'];
  if (key === undefined || (typeof key === 'string' && /^[\x21-\x7e]{8,128}$/.test(key))) return { ok: true, value: key };
  return refuse('bad-input', [problem('idempotency-key', '请求编号应为 8 到 128 个字符，不含空格和汉字', 'Idempotency-Key')]);
}
