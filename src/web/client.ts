/**
 * The line to the server: `call` an action, `see` a view, `upload` a file. A lost network is waited out, an expired session is renewed by
 * signing in over the page, and the same intent is never carried out twice: every call has an idempotency key that its repetitions share.
 */
import type { ActionName, DataOf, InputOf, QueryOf, ResultOf, ViewName } from './api.ts';
import { Refused, refusedFrom } from './refused.ts';
import { zh } from './wording/zh.ts';

/** What the client needs of the browser; a test gives its own. */
export interface Surroundings {
  /** `''` in the browser. */
  readonly origin: string;
  /** Asks the person to sign in again; resolves when that is done, rejects when it is declined. */
  readonly signInAgain: () => Promise<void>;
  /** Resolves after a time, or as soon as the network is back. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Told when the server cannot be reached, and when it can again. */
  readonly connection: (reached: boolean) => void;
}

export interface CallOptions {
  /** One per intent of a person: given again, the server answers what it answered before. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface StoredFile {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
}

export interface Client {
  readonly call: <Name extends ActionName>(name: Name, input: InputOf<Name>, options?: CallOptions) => Promise<ResultOf<Name>>;
  readonly see: <Name extends ViewName>(name: Name, query: QueryOf<Name>, options?: Pick<CallOptions, 'signal'>) => Promise<DataOf<Name>>;
  /** Any other address of the API, with the same care: sessions, for instance. */
  readonly ask: <Answer>(method: string, path: string, body?: unknown, options?: AskOptions) => Promise<Answer>;
}
interface AskOptions extends CallOptions {
  /** Answer 401 as a refusal instead of asking to sign in: signing in itself. */
  readonly asStranger?: boolean;
}

/** Waits between attempts; after the last one the call is refused as `unreachable`. */
const pauses = [300, 1000, 2000, 4000, 8000] as const;
/** A proxy that cannot reach the server answers with these, and a server that cannot reach its database. */
const passing = new Set([502, 503, 504]);

export function makeClient(around: Surroundings): Client {
  async function ask<Answer>(method: string, path: string, body?: unknown, options: AskOptions = {}): Promise<Answer> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
    const init: RequestInit = {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    };
    // Without a key a repeated write might be carried out twice.
    const repeatable = method === 'GET' || options.idempotencyKey !== undefined;
    for (let attempt = 0; ; attempt++) {
      const response = await fetch(around.origin + path, init).catch((thrown: unknown) => {
        if (options.signal?.aborted) throw thrown;
        return undefined;
      });
      const pause = repeatable ? pauses[attempt] : undefined;
      if (response && (!passing.has(response.status) || pause === undefined)) {
        around.connection(true);
        if (response.status !== 401 || options.asStranger) return answerOf<Answer>(response);
        await around.signInAgain();
      } else {
        around.connection(false);
        if (pause === undefined) throw unreachable();
        await around.pause(pause);
      }
    }
  }
  return {
    ask,
    call: (name, input, options) => ask('POST', `/api/${name}`, input, { idempotencyKey: newKey(), ...options }),
    see: (name, query, options) => ask('GET', `/api/view/${name}${queryText(query as object)}`, undefined, options),
  };
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  if (!response.ok) throw refusedFrom(response.status, text, (name) => response.headers.get(name));
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

const unreachable = (): Refused =>
  new Refused({ code: 'unreachable', status: 0, title: zh.client.unreachable, detail: zh.client.unreachableDetail });

/** `?site=a&unit=3`; what is undefined, null or empty is left out, lists repeat their name. */
export function queryText(query: object): string {
  const parts = Object.entries(query).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one: unknown) =>
      one === undefined || one === null || one === '' ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`],
    ),
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** A random UUID; `crypto.randomUUID` is missing on plain http of an office's network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
