/** What outside experts do with the code of their link: nobody signs in, and the address is noted. A GET of the page uses nothing up. */
import type { FastifyInstance } from 'fastify';
import { type AnyAction, type Platform, perform } from '../actions/action.ts';
import { commentAsExpert } from '../actions/comment-as-expert.ts';
import { readAsExpert } from '../actions/read-as-expert.ts';
import { visitorActor } from '../domain/permission.ts';
import { addressOf, type FindAsker } from './asker.ts';
import { sendData, sendRefusal } from './respond.ts';

export function mountExperts(app: FastifyInstance, platform: Platform, findAsker: FindAsker): void {
  for (const action of [readAsExpert, commentAsExpert] as readonly AnyAction[]) {
    app.post(`/api/${action.name}`, async (request, reply) => {
      if (!(await findAsker(request, reply, 'stranger'))) return reply;
      const given = typeof request.body === 'object' && request.body !== null ? request.body : {};
      const outcome = await perform(platform, visitorActor, action, { ...given, address: addressOf(request) });
      return outcome.ok ? sendData(reply, outcome.value) : sendRefusal(request, reply, outcome);
    });
  }
}
