/**
 * Sends signed deliveries to a webhook. A site's own people name its address, so it must not become a way into the inner network:
 * private, loopback and link-local addresses are refused after the name was resolved, and the connection goes to the very address that
 * was looked at; redirects are not followed; time and size are limited.
 */
import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

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

/** Not for anybody outside: RFC 6890 and its successors (this network, private, shared, loopback, link-local, documentation, multicast…). */
const inner = networks([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...[
    '::/128',
    '::1/128',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    'fc00::/7',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ],
]);

/**
 * What signs a delivery: HMAC-SHA256 over `timestamp.body` with the channel's secret, in hexadecimal. The receiver computes the same
 * and refuses what is older than a few minutes.
 */
export const signatureOf = (secret: Uint8Array, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** Throws RangeError where an internal address is neither an address nor a network. */
export function createWebhookSender({ internalAddresses = [], timeout = TIMEOUT }: WebhookOptions = {}): SendWebhook {
  const open = networks(internalAddresses);
  return async (delivery) => {
    const url = URL.parse(delivery.url);
    if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return fault('接口地址写法不对');
    if (Buffer.byteLength(delivery.body) > MOST_SENT) return fault('稿件连同附件太大，接口频道送不出去');
    const signal = AbortSignal.timeout(timeout);
    try {
      const addresses = await resolved(url.hostname.replace(/^\[|\]$/g, ''), signal);
      const refused = addresses.find(({ address }) => contains(inner, address) && !contains(open, address));
      if (refused) return fault(`接口地址 ${url.hostname} 指向内部网络（${refused.address}），平台没有放行这个地址`);
      return await post(url, addresses, delivery, signal);
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

interface Address {
  readonly address: string;
  readonly family: number;
}

async function resolved(host: string, signal: AbortSignal): Promise<readonly Address[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  // A name that is never answered must not hold the job longer than anything else.
  const gaveUp = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  return Promise.race([lookup(host, { all: true, verbatim: true }), gaveUp]);
}

function post(url: URL, addresses: readonly Address[], delivery: WebhookDelivery, signal: AbortSignal): Promise<Sent> {
  const timestamp = String(Math.floor(delivery.now.getTime() / 1000));
  const { promise, resolve, reject } = Promise.withResolvers<Sent>();
  // Only what was looked at is connected to, whatever the name says a moment later.
  const pinned: LookupFunction = (_, options, callback) => {
    const [first] = addresses;
    if (options.all)
      callback(
        null,
        addresses.map((one) => ({ ...one })),
      );
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const asked = send(
    url,
    {
      method: 'POST',
      lookup: pinned,
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

function networks(list: readonly string[]): BlockList {
  const made = new BlockList();
  for (const one of list) {
    const [address = '', prefix] = one.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const bits = prefix === undefined ? most : Number(prefix);
    if (family === 0 || !Number.isInteger(bits) || bits < 0 || bits > most) throw new RangeError(`not an address or a network: ${one}`);
    made.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return made;
}

/** An IPv4 address may come dressed as IPv6 (::ffff:10.0.0.1). */
function contains(list: BlockList, address: string): boolean {
  const dressed = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (dressed !== undefined) return list.check(dressed, 'ipv4');
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
