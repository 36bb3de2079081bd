/**
 * What every request must pass: it came under a name of ours, not too often, and what changes something came from our own pages; and
 * what every answer carries. One hook without promises: it stands before every request.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressKey, type Limiter, type Limits } from './limiter.ts';
import type { ServerOptions } from './options.ts';
import { sendProblem, sendTooMany } from './respond.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The name in a Host header, in small letters; undefined where it is none. */
export function hostName(host: string | undefined): string | undefined {
  return /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1]?.toLowerCase();
}

const pagePolicy = "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'";

/** The headers of every page and file; a route that needs others says so itself. */
const ofPages = {
  'cache-control': 'no-store',
  'content-security-policy': pagePolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;
/** Data is not opened as a page: each header left out saves a tenth of what a small answer costs. */
const ofData = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;
const halfAYear = 'max-age=15552000';

/** Is the address one of these, given singly or as 10.0.0.0/8? Throws where one of them is no address. */
export function addressList(addresses: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const one of addresses) {
    const [address = '', bits] = one.split('/');
    const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
    if (!family || (bits !== undefined && !/^\d{1,3}$/.test(bits))) throw new Error(`not an address: ${one}`);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
  };
}

const changes = (request: FastifyRequest): boolean => request.method !== 'GET' && request.method !== 'HEAD';

/**
 * Did a page of ours send this? Browsers say where a request came from and let no page forge it. A token is sent by no browser of its
 * own accord, so a request that carries one needs no such word.
 */
function cameFromUs({ headers }: FastifyRequest): boolean {
  if (headers.authorization !== undefined) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const origin = headers.origin;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === headers.host?.toLowerCase();
}

const isLocal = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);

export interface Guarding {
  readonly options: Pick<ServerOptions, 'publicUrl' | 'proxies' | 'tls'>;
  readonly limit: Limiter;
  readonly limits: Limits | false;
}

export function guard(app: FastifyInstance, { options: { publicUrl, proxies, tls }, limit, limits }: Guarding): void {
  const names = new Set(loopbackNames);
  const ours = publicUrl === undefined ? undefined : new URL(publicUrl).hostname.toLowerCase();
  if (ours !== undefined) names.add(ours);
  const isProxy = proxies && proxies.length > 0 ? addressList(proxies) : undefined;
  const wrongHost = `只接受发往${ours === undefined ? '' : ` ${ours}、`} localhost 或 127.0.0.1 的请求。`;
  app.addHook('onRequest', (request, reply, done) => {
    const name = hostName(request.headers.host);
    reply.headers(request.url.startsWith('/api/') && request.url !== '/api/' ? ofData : ofPages);
    // Only under a name of the office's own: a promise of https would lock the name localhost for other programs.
    if (name === ours && request.protocol === 'https') reply.header('strict-transport-security', halfAYear);
    if (name === undefined || !names.has(name)) return void sendProblem(request, reply, 'wrong-host', [], wrongHost);
    // Where a proxy brings the encryption, nobody from elsewhere gets past it.
    if (isProxy && !tls) {
      const from = request.socket.remoteAddress ?? '';
      if (!isLocal(from) && !isProxy(from)) return void sendProblem(request, reply, 'past-proxy');
    }
    if (limits) {
      const wait = limit(`address ${addressKey(request.ip)}`, limits.address);
      if (wait > 0) return void sendTooMany(request, reply, wait);
    }
    if (changes(request) && !request.is404 && !cameFromUs(request)) return void sendProblem(request, reply, 'cross-site');
    done();
  });
}
