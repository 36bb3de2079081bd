/**
 * Sends signed deliveries to a webhook. A site's own people name its address, so it must not become a way into the inner network:
 * private, loopback and link-local addresses are refused after the name was resolved, and the connection goes to the very address that
 * was looked at; redirects are not followed; time and size are limited.
 */
import { createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Address, createGuard, pinnedTo } from './outside.ts';

export interface WebhookDelivery {
  readonly url: string;
  readonly secret: Uint8Array;
  readonly body: string;
  /** The same for every try of one delivery. */
  readonly key: string;
  readonly now: Date;
}

export type Sent = { readonly ok: true; readonly address?: string } | { readonly ok: false; readonly fault: string };

export interface WebhookOptions {
  /** Addresses or networks (10.1.2.0/24) of the inner network that may be written to all the same. */
  readonly internalAddresses?: readonly string[];
  /** Milliseconds for one delivery, from the look-up to the end of the answer. */
  readonly timeout?: number;
}

export type SendWebhook = (delivery: WebhookDelivery) => Promise<Sent>;

/** Largest body sent, with attachments in base64, and largest answer read, in bytes. */
const MOST_SENT = 64 * 1024 * 1024;
const MOST_ANSWERED = 64 * 1024;
const TIMEOUT = 15_000;

/**
 * What signs a delivery: HMAC-SHA256 over `timestamp.body` with the channel's secret, in hexadecimal. The receiver computes the same
 * and refuses what is older than a few minutes.
 */
export const signatureOf = (secret: Uint8Array, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** Throws RangeError where an internal address is neither an address nor a network. */
export function createWebhookSender({ internalAddresses = [], timeout = TIMEOUT }: WebhookOptions = {}): SendWebhook {
  const guard = createGuard(internalAddresses);
  return async (delivery) => {
    const url = URL.parse(delivery.url);
    if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return fault('接口地址写法不对');
    if (Buffer.byteLength(delivery.body) > MOST_SENT) return fault('稿件连同附件太大，接口频道送不出去');
    const signal = AbortSignal.timeout(timeout);
    try {
      const guarded = await guard(url.hostname, signal);
      if ('refused' in guarded) return fault(`接口地址 ${url.hostname} 指向内部网络（${guarded.refused}），平台没有放行这个地址`);
      return await post(url, guarded.addresses, delivery, signal);
    } catch (error) {
      return fault(
        signal.aborted
          ? `接口 ${url.host} 在 ${Math.round(timeout / 1000)} 秒内没有答复`
          : `连不上接口 ${url.host}：${(error as Error).message}`,
      );
    }
  };
}

const fault = (sentence: string): Sent => ({ ok: false, fault: sentence.slice(0, 1000) });

function post(url: URL, addresses: readonly Address[], delivery: WebhookDelivery, signal: AbortSignal): Promise<Sent> {
  const timestamp = String(Math.floor(delivery.now.getTime() / 1000));
  const { promise, resolve, reject } = Promise.withResolvers<Sent>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const asked = send(
    url,
    {
      method: 'POST',
      lookup: pinnedTo(addresses),
      agent: false,
      signal,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(delivery.body),
        'user-agent': 'baocaitong',
        'idempotency-key': delivery.key,
        'x-baocaitong-timestamp': timestamp,
        'x-baocaitong-signature': `sha256=${signatureOf(delivery.secret, timestamp, delivery.body)}`,
      },
    },
    (answer) => read(answer).then(resolve, reject),
  );
  asked.on('error', reject);
  asked.end(delivery.body);
  return promise;
}

async function read(answer: IncomingMessage): Promise<Sent> {
  const status = answer.statusCode ?? 0;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_ANSWERED) {
      answer.destroy();
      break;
    }
    chunks.push(chunk);
  }
  if (status >= 300 && status < 400) return fault(`接口要求转到别的地址（${status}），平台不跟随转址，请改正频道的接口地址`);
  if (status < 200 || status >= 300) return fault(`接口答复 ${status}`);
  if (size > MOST_ANSWERED) return fault('接口的答复太长');
  const address = addressIn(Buffer.concat(chunks).toString('utf8'));
  return address === undefined ? { ok: true } : { ok: true, address };
}

/** The address in the answer: `{"address": "https://…"}`; anything else says that it was received, and no more. */
function addressIn(text: string): string | undefined {
  try {
    const { address } = JSON.parse(text) as { readonly address?: unknown };
    return typeof address === 'string' && address.length <= 2000 && /^https?:\/\//i.test(address) ? address : undefined;
  } catch {
    return undefined;
  }
}
