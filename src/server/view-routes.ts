/** Every view as JSON under its name: `/api/view/ranking?site=…&from=…&to=…`. */
import type { FastifyInstance } from 'fastify';
import { bulletinIssue } from '../views/bulletin-issue.ts';
import { item } from '../views/item.ts';
import { ranking } from '../views/ranking.ts';
import { rulebook } from '../views/rulebook.ts';
import { scoreLines } from '../views/score-lines.ts';
import { sites } from '../views/sites.ts';
import type { View } from '../views/view.ts';
import { inputFrom } from './input.ts';
import type { ServerOptions } from './options.ts';
import { sendRefusal } from './respond.ts';

/** A view checks its input itself, so it may be given anything. */
const open = <Input, Result>(view: View<Input, Result>): View<unknown, unknown> => view as View<unknown, unknown>;

const views: readonly View<unknown, unknown>[] = [
  open(sites),
  open(ranking),
  open(scoreLines),
  open(item),
  open(bulletinIssue),
  open(rulebook),
];

export function mountViews(app: FastifyInstance, { platform, actor }: Pick<ServerOptions, 'platform' | 'actor'>): void {
  for (const view of views) {
    app.get(`/api/view/${view.view}`, async (request, reply) => {
      const outcome = await view(platform.pool, actor, inputFrom(view.input, {}, request.query));
      return outcome.ok ? reply.send(outcome.value) : sendRefusal(request, reply, outcome);
    });
  }
}
