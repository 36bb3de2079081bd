/** Every action that is open by name, at `POST /api/<name>` with its input as JSON. */
import type { FastifyInstance } from 'fastify';
import { type AnyAction, type Platform, perform } from '../actions/action.ts';
import { mayIn, visitorActor } from '../domain/permission.ts';
import { answerAs, type FindAsker, idempotencyKey } from './asker.ts';
import { sendData, sendRefusal } from './respond.ts';

const mostBytes = 2 * 1024 * 1024;

export function mountActions(app: FastifyInstance, platform: Platform, actions: readonly AnyAction[], findAsker: FindAsker): void {
  for (const action of actions) {
    // What strangers may do they do as strangers, also where they are signed in.
    const who = mayIn(visitorActor, action.needs, undefined) ? 'stranger' : 'known';
    app.post(`/api/${action.name}`, { bodyLimit: mostBytes }, async (request, reply) => {
      const key = idempotencyKey(request);
      const options = key.ok && key.value !== undefined ? { idempotencyKey: key.value } : {};
      const outcome = await answerAs({ findAsker, pool: platform.pool }, request, reply, who, async (actor, pool) =>
        key.ok ? perform({ ...platform, pool }, actor, action, request.body, options) : key,
      );
      if (!outcome) return reply;
      return outcome.ok ? sendData(reply, outcome.value) : sendRefusal(request, reply, outcome);
    });
  }
}
