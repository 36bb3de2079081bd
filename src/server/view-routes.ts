/** Every view as JSON under its name: `GET /api/view/ranking?site=…&from=…&to=…`. */
import type { FastifyInstance } from 'fastify';
import type { Platform } from '../actions/action.ts';
import type { View } from '../views/view.ts';
import { answerAs, type FindAsker } from './asker.ts';
import { inputFrom } from './input.ts';
import { sendData, sendRefusal } from './respond.ts';

/** A view checks its input itself, so it may be given anything. */
export type AnyView = View<unknown, unknown>;

/** `forVisitors` names those that stand behind a page of src/server. */
export function mountViews(
  app: FastifyInstance,
  platform: Pick<Platform, 'pool' | 'tools'>,
  views: readonly AnyView[],
  forVisitors: ReadonlySet<string>,
  findAsker: FindAsker,
): void {
  for (const view of views) {
    const who = forVisitors.has(view.view) ? 'anyone' : 'known';
    app.get(`/api/view/${view.view}`, async (request, reply) => {
      const outcome = await answerAs({ findAsker, pool: platform.pool }, request, reply, who, (actor, source) =>
        view(source, actor, inputFrom(view.input, {}, request.query), platform.tools),
      );
      if (!outcome) return reply;
      return outcome.ok ? sendData(reply, outcome.value) : sendRefusal(request, reply, outcome);
    });
  }
}
