/** The pages: each shows one view. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem, refuse } from '../domain/outcome.ts';
import { renderHtml } from '../rendering/html.ts';
import { type BulletinIssue, bulletinIssue } from '../views/bulletin-issue.ts';
import { item } from '../views/item.ts';
import { ranking } from '../views/ranking.ts';
import { rulebook } from '../views/rulebook.ts';
import { scoreLines } from '../views/score-lines.ts';
import { sites } from '../views/sites.ts';
import type { View } from '../views/view.ts';
import type { FindAsker } from './asker.ts';
import { disposition } from './disposition.ts';
import { inputFrom } from './input.ts';
import { issuePageOf } from './issue-page.ts';
import { itemPageOf } from './item-page.ts';
import type { Page } from './layout.ts';
import { linesPageOf } from './lines-page.ts';
import type { ServerOptions } from './options.ts';
import { rankingPageOf } from './ranking-page.ts';
import { sendPage, sendRefusal } from './respond.ts';
import { rulebookPageOf } from './rulebook-page.ts';
import { sitePageOf, sitesPage } from './sites-page.ts';
import type { WebApp } from './web-app.ts';

interface Door extends Pick<ServerOptions, 'platform' | 'files' | 'visitor'> {
  readonly findAsker: FindAsker;
  readonly web: WebApp | undefined;
}

/** What visitors may see as data: what these pages show them. */
export const visitorViews: ReadonlySet<string> = new Set(
  [sites, ranking, scoreLines, item, bulletinIssue, rulebook].map((view) => view.view),
);

export function mountPages(app: FastifyInstance, door: Door): void {
  const mount = <Input, Result>(path: string, view: View<Input, Result>, show: (seen: Result) => Page): void => {
    app.get(path, async (request, reply) => {
      const asker = await door.findAsker(request, reply, 'anyone');
      if (!asker) return reply;
      if (path === '/' && door.web && asker.known) return door.web.start(request, reply);
      const input = inputFrom(view.input, request.params, request.query) as Input;
      const outcome = await view(door.platform.pool, asker.actor, input);
      if (!outcome.ok) return sendRefusal(request, reply, outcome);
      return sendPage(reply, show(outcome.value), door.web && { name: asker.known ? asker.actor.name : undefined });
    });
  };
  // Without visitors the application itself asks to sign in.
  if (door.web && !door.visitor) app.get('/', (request, reply) => door.web?.start(request, reply));
  else mount('/', sites, sitesPage);
  mount('/sites', sites, sitesPage);
  mount('/sites/:site', sites, (seen) => sitePageOf(seen.sites[0] as (typeof seen.sites)[number]));
  mount('/sites/:site/ranking', ranking, rankingPageOf);
  mount('/sites/:site/units/:unit/lines', scoreLines, linesPageOf);
  mount('/sites/:site/items/:item', item, itemPageOf);
  mount('/sites/:site/bulletins/:bulletin', bulletinIssue, issuePageOf);
  mount('/sites/:site/rulebook', rulebook, rulebookPageOf);
  mountDocuments(app, door);
}

/** The document as it is printed, and its files. */
function mountDocuments(app: FastifyInstance, door: Door): void {
  /** The issue, or undefined where it was refused and the answer has been sent. */
  const issueOf = async (request: FastifyRequest, reply: FastifyReply, params: object): Promise<BulletinIssue | undefined> => {
    const asker = await door.findAsker(request, reply, 'anyone');
    if (!asker) return undefined;
    const input = inputFrom(bulletinIssue.input, params, request.query) as never;
    const outcome = await bulletinIssue(door.platform.pool, asker.actor, input);
    if (outcome.ok) return outcome.value;
    sendRefusal(request, reply, outcome);
    return undefined;
  };
  app.get<{ Params: { site: string; bulletin: string } }>('/sites/:site/bulletins/:bulletin/document.html', async (request, reply) => {
    const issue = await issueOf(request, reply, request.params);
    if (!issue) return reply;
    // The document brings its own styles and nothing else: it may not run, load or submit anything.
    return reply
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
      )
      .type('text/html; charset=utf-8')
      .send(Buffer.from(renderHtml(issue.document)));
  });
  app.get<{ Params: { site: string; bulletin: string; format: string } }>(
    '/sites/:site/bulletins/:bulletin/files/:format',
    async (request, reply) => {
      const { format, ...params } = request.params;
      const issue = await issueOf(request, reply, params);
      return issue ? sendFile(request, reply, door, issue, format) : reply;
    },
  );
}

const mediaTypes: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
};

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  door: Door,
  seen: BulletinIssue,
  format: string,
): Promise<FastifyReply> {
  const file = seen.files.find((one) => one.format === format);
  if (!file)
    return sendRefusal(
      request,
      reply,
      refuse('not-found', [problem('no-file', `这份通报还没有“${format}”格式的文件，稍后再试`, 'format')]),
    );
  return reply
    .type(mediaTypes[format] ?? 'application/octet-stream')
    .header('content-disposition', disposition('attachment', `${seen.document.title}.${format}`))
    .header('etag', `"${file.sha256}"`)
    .send(Buffer.from(await door.files.read(file.sha256)));
}
