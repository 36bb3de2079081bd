/** The HTTP door: the API made from the lists of actions and views, sign-in, files, the browser application, and pages to look at. */
import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import type { AnyAction } from '../actions/action.ts';
import { actions } from '../actions/index.ts';
import { readDraft } from '../reading/draft.ts';
import { inspectUpload } from '../reading/upload-inspect.ts';
import { views } from '../views/index.ts';
import { mountActions } from './action-routes.ts';
import { mountApiPages } from './api-page.ts';
import { makeFindAsker } from './asker.ts';
import { mountExperts } from './expert-routes.ts';
import { thrownAs } from './faults.ts';
import { mountFiles } from './file-routes.ts';
import { addressList, guard } from './guard.ts';
import { mountInspectionDocument } from './inspection-routes.ts';
import { mountLetters } from './letter-routes.ts';
import { makeLimiter, usualLimits } from './limiter.ts';
import { mountNotices } from './notice-routes.ts';
import { openApi } from './open-api.ts';
import type { ServerOptions } from './options.ts';
import { mountPages, visitorViews } from './pages.ts';
import { sendProblem } from './respond.ts';
import { mountSessions, sessionRenewal } from './session-routes.ts';
import { icon, style } from './style.ts';
import { type AnyView, mountViews } from './view-routes.ts';
import { openWebApp } from './web-app.ts';

/** Makes the server; the caller lets it listen and closes it. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify(fastifyOptions(options)) as unknown as FastifyInstance;
  app.server.headersTimeout = 15_000;
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((thrown, request, reply) => {
    const { code, detail, isFault } = thrownAs(thrown);
    if (isFault) options.onFault?.(thrown, request.id);
    if (code === 'busy') reply.header('retry-after', '1');
    return sendProblem(request, reply, code, [], detail);
  });
  const { platform, accounts, visitor, limits = usualLimits } = options;
  const limit = makeLimiter(() => platform.now().getTime());
  guard(app, { options, limit, limits });
  const web = options.web === undefined ? undefined : await openWebApp(options.web);
  const renew = sessionRenewal(platform);
  const findAsker = makeFindAsker({ accounts, visitor, limit, limits, signInPage: web !== undefined, renew });

  app.get('/health', async () => {
    await platform.pool.query('select 1');
    return { status: 'ok' };
  });
  app.get('/style.css', (_, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(style));
  app.get('/icon.svg', (_, reply) => reply.type('image/svg+xml').header('cache-control', 'max-age=86400').send(icon));

  const open = (actions as readonly AnyAction[]).filter((action) => !action.inside);
  const shown = views as readonly unknown[] as readonly AnyView[];
  mountActions(app, platform, open, findAsker);
  mountViews(app, platform, shown, visitorViews, findAsker);
  mountSessions(app, { platform, accounts, findAsker });
  mountExperts(app, platform, findAsker);
  const { files, reader = { inspect: inspectUpload, draft: readDraft } } = options;
  await mountFiles(app, { platform, files, reader, findAsker });
  if (options.print) mountLetters(app, { platform, findAsker, print: options.print });
  if (options.print) mountNotices(app, { platform, findAsker, print: options.print });
  if (options.print) mountInspectionDocument(app, { platform, print: options.print, findAsker });
  mountApiPages(app, openApi(open, shown));
  mountPages(app, { ...options, findAsker, web });
  web?.mount(app);
  app.setNotFoundHandler(
    (request, reply) => notFound(app, request, reply) ?? web?.fallback(request, reply) ?? sendProblem(request, reply, 'no-page'),
  );
  return app;
}

function fastifyOptions({ tls, proxies }: ServerOptions): FastifyServerOptions {
  return {
    ...(tls ? { https: { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' } } : {}),
    ...(proxies && proxies.length > 0 ? { trustProxy: addressList(proxies) } : {}),
    genReqId: () => randomUUID(),
    // Long enough for a unit's key in Chinese, percent-encoded.
    routerOptions: { maxParamLength: 1500, ignoreTrailingSlash: true },
    bodyLimit: 16 * 1024,
    // The whole of a large upload over a slow line; whoever is slow with the head of a request is cut off sooner.
    requestTimeout: 300_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    // An address that cannot be decoded never reaches a route.
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(request, reply, 'bad-request', [], '地址里有不能识别的字符。'),
  } as FastifyServerOptions;
}

const methods = ['GET', 'POST', 'DELETE'] as const;

/** An address that is there, but not for this method: which it is there for. */
function notFound(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const isPage = !request.url.startsWith('/api/');
  if (request.method === 'GET' || request.method === 'HEAD' ? isPage : false) return undefined;
  const path = request.url.split('?')[0] ?? '';
  const there = isPage ? ['GET'] : methods.filter((method) => app.findRoute({ method, url: path }) !== null);
  if (there.length === 0) return undefined;
  reply.header('allow', there.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '));
  return sendProblem(request, reply, 'method', [], `这里不接受 ${request.method} 请求。`);
}
