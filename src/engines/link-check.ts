/**
 * Asks whether a link of a published text still answers: HEAD, and GET where a server does not know that; a few redirects are followed,
 * each looked at before it is connected to. Nothing of the answer is read.
 */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Address, createGuard, pinnedTo } from './outside.ts';

/** `unknown`: it could not be asked from here (an inner address, or who asks has to sign in), and nothing is said against it. */
export type LinkAnswer = { readonly kind: 'alive' } | { readonly kind: 'unknown' } | { readonly kind: 'dead'; readonly fault: string };
export type AskLink = (link: string) => Promise<LinkAnswer>;

export interface LinkAskerOptions {
  /** Addresses or networks of the inner network that may be asked all the same. */
  readonly internalAddresses?: readonly string[];
  /** Milliseconds for one link with all its redirects. */
  readonly timeout?: number;
}

const TIMEOUT = 10_000;
const MOST_REDIRECTS = 5;
/** Servers that do not know HEAD, or pretend that nothing is there. */
const wantsGet = new Set([400, 403, 404, 405, 406, 429, 500, 501, 503]);
/** It is there, but not for strangers, or not now. */
const undecided = new Set([401, 402, 403, 407, 408, 425, 429, 451, 503]);

const dead = (fault: string): LinkAnswer => ({ kind: 'dead', fault: fault.slice(0, 300) });

export function createLinkAsker({ internalAddresses = [], timeout = TIMEOUT }: LinkAskerOptions = {}): AskLink {
  const guard = createGuard(internalAddresses);
  return async (link) => {
    const signal = AbortSignal.timeout(timeout);
    let url = URL.parse(link);
    try {
      for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
        if (!url || !/^https?:$/.test(url.protocol) || url.username !== '')
          return hop === 0 ? { kind: 'unknown' } : dead('转到的地址打不开');
        const guarded = await guard(url.hostname, signal);
        if ('refused' in guarded) return { kind: 'unknown' };
        let answer = await ask(url, 'HEAD', guarded.addresses, signal);
        if (wantsGet.has(answer.status)) answer = await ask(url, 'GET', guarded.addresses, signal);
        const { status, location } = answer;
        if (status >= 200 && status < 300) return { kind: 'alive' };
        if (undecided.has(status)) return { kind: 'unknown' };
        if (status < 300 || status >= 400 || location === undefined) return dead(`网站答复 ${status}`);
        url = URL.parse(location, url.href);
      }
      return dead('一再转到别的地址');
    } catch (error) {
      return dead(signal.aborted ? `${Math.round(timeout / 1000)} 秒内没有答复` : `连不上：${(error as Error).message}`);
    }
  };
}

interface Answered {
  readonly status: number;
  readonly location: string | undefined;
}

function ask(url: URL, method: 'HEAD' | 'GET', addresses: readonly Address[], signal: AbortSignal): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { 'user-agent': 'baocaitong (link check)', accept: '*/*' };
  const asked = send(url, { method, lookup: pinnedTo(addresses), agent: false, signal, headers }, (answer: IncomingMessage) => {
    resolve({ status: answer.statusCode ?? 0, location: answer.headers.location });
    answer.destroy();
  });
  asked.on('error', reject);
  asked.end();
  return promise;
}
