/** Signing in and out: the only routes that set or take the cookie. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Platform, perform } from '../actions/action.ts';
import { claimAdministrator } from '../actions/claim-administrator.ts';
import { endSession } from '../actions/end-session.ts';
import { renewSession } from '../actions/renew-session.ts';
import { type SessionRefused, startSession } from '../actions/start-session.ts';
import { problem } from '../domain/outcome.ts';
import { type Actor, visitorActor } from '../domain/permission.ts';
import { addressOf, type FindAsker, isSecure, tokenHash } from './asker.ts';
import { noSessionCookie, readSession, sessionCookie } from './cookie.ts';
import type { Accounts } from './options.ts';
import { sendData, sendProblem, sendRefusal } from './respond.ts';

interface Door {
  readonly platform: Platform;
  readonly accounts: Accounts;
  readonly findAsker: FindAsker;
}

export function mountSessions(app: FastifyInstance, door: Door): void {
  const { platform, findAsker } = door;
  app.post('/api/session', async (request, reply) => {
    if (!(await findAsker(request, reply, 'stranger'))) return reply;
    const given = typeof request.body === 'object' && request.body !== null ? request.body : {};
    const from = { address: addressOf(request), agent: request.headers['user-agent'] ?? '' };
    const outcome = await perform(platform, visitorActor, startSession, { ...given, ...from } as never);
    if (!outcome.ok) return sendRefusal(request, reply, outcome);
    if (!outcome.value.signedIn) return sendSignInRefused(request, reply, outcome.value);
    await endFormer(request, door);
    const { token, person, mustChangePassword } = outcome.value;
    reply.header('set-cookie', sessionCookie(token, isSecure(request)));
    return sendData(reply, { person, mustChangePassword });
  });
  app.delete('/api/session', async (request, reply) => {
    // Taken from the browser in any case: a session that has ended already leaves a dead cookie behind.
    reply.header('set-cookie', noSessionCookie(isSecure(request)));
    const asker = await findAsker(request, reply, 'known');
    if (!asker) return reply;
    const outcome = await perform(platform, asker.actor, endSession, {});
    return outcome.ok ? sendData(reply, outcome.value) : sendRefusal(request, reply, outcome);
  });
  app.post('/api/first-administrator', async (request, reply) => {
    if (!(await findAsker(request, reply, 'stranger'))) return reply;
    const outcome = await perform(platform, visitorActor, claimAdministrator, request.body as never);
    return outcome.ok ? sendData(reply, outcome.value) : sendRefusal(request, reply, outcome);
  });
}

/** Why it was refused; the browser asks for the code of the second factor where that is missing. */
function sendSignInRefused(request: FastifyRequest, reply: FastifyReply, { reason, message, waitSeconds }: SessionRefused): FastifyReply {
  if (waitSeconds > 0) reply.header('retry-after', String(waitSeconds));
  const code = reason === 'totp' ? 'totp-needed' : 'wrong-password';
  return sendProblem(request, reply, 'sign-in-refused', [problem(code, message)]);
}

/** The browser holds one session: the one it had before is over. */
async function endFormer(request: FastifyRequest, { platform, accounts }: Door): Promise<void> {
  const former = readSession(request.headers.cookie, isSecure(request));
  const holder = former === undefined ? undefined : await accounts.bySession(tokenHash(former));
  if (holder) await perform(platform, holder.actor, endSession, {});
}

/** Gives what sets a new cookie where one is due. Two requests at once: one of them renews, the other goes on with what it has. */
export const sessionRenewal =
  (platform: Platform) =>
  async (request: FastifyRequest, reply: FastifyReply, actor: Actor): Promise<void> => {
    const outcome = await perform(platform, actor, renewSession, {});
    if (outcome.ok) reply.header('set-cookie', sessionCookie(outcome.value.token, isSecure(request)));
  };
