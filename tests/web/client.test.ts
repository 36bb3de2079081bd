// The browser's line to the server, against a real one on loopback: what it repeats, what it never does twice, what it tells.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Client, makeClient, newKey, queryText } from '../../src/web/client.ts';
import { Refused } from '../../src/web/refused.ts';

interface Request {
  readonly method: string;
  readonly url: string;
  readonly key: string | undefined;
  readonly body: string;
}
type Answer = (response: ServerResponse, request: Request) => void;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Line {
  readonly client: Client;
  readonly requests: Request[];
  readonly reached: boolean[];
  readonly pauses: number[];
}

/** A server that gives these answers one after another, the last one for ever. */
async function lineTo(answers: readonly Answer[], signInAgain: () => Promise<void> = async () => {}): Promise<Line> {
  const requests: Request[] = [];
  server = createServer(async (request: IncomingMessage, response) => {
    let body = '';
    for await (const part of request) body += part;
    const key = request.headers['idempotency-key'];
    const seen = { method: request.method ?? '', url: request.url ?? '', key: typeof key === 'string' ? key : undefined, body };
    requests.push(seen);
    answers[Math.min(requests.length, answers.length) - 1]?.(response, seen);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const [reached, pauses]: [boolean[], number[]] = [[], []];
  const client = makeClient({
    origin: `http://127.0.0.1:${port}`,
    signInAgain,
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    connection: (yes) => {
      reached.push(yes);
    },
  });
  return { client, requests, reached, pauses };
}

const says =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const breaksOff: Answer = (response) => response.destroy();
const input = { plan: { site: { id: 'a', name: '甲' }, units: [] } } as never;
const refusedBy = async (promise: Promise<unknown>): Promise<Refused> => {
  const thrown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof Refused)) throw new Error(`not refused: ${String(thrown)}`);
  return thrown;
};

describe('the line to the server', () => {
  it('sends an action by its name, with a key of its own, and gives its result', async () => {
    const { client, requests } = await lineTo([says(200, { done: 1 })]);
    expect(await client.call('site.set-up', input)).toEqual({ done: 1 });
    await client.call('site.set-up', input);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /api/site.set-up', 'POST /api/site.set-up']);
    expect(JSON.parse(requests[0]!.body)).toEqual(input);
    expect(requests[0]!.key).toMatch(/^[\da-f-]{36}$/);
    expect(requests[1]!.key).not.toBe(requests[0]!.key);
  });

  it('asks for a view with what is set in its query', async () => {
    const { client, requests } = await lineTo([says(200, [])]);
    await client.see('sites', { unit: undefined, text: '', kinds: ['a b', '二'], on: true } as never);
    expect(requests[0]!.url).toBe('/api/view/sites?kinds=a%20b&kinds=%E4%BA%8C&on=true');
    expect(queryText({ a: null })).toBe('');
  });

  it('repeats what broke off with the same key, and says when the server is reached again', async () => {
    const { client, requests, reached, pauses } = await lineTo([breaksOff, says(503, {}), says(200, { done: 1 })]);
    expect(await client.call('site.set-up', input)).toEqual({ done: 1 });
    expect(new Set(requests.map(({ key }) => key)).size).toBe(1);
    expect(reached).toEqual([false, false, true]);
    expect(pauses[1]).toBeGreaterThan(pauses[0]!);
  });

  it('gives up after some time and says that nothing is lost', async () => {
    const { client, requests } = await lineTo([breaksOff]);
    const refused = await refusedBy(client.call('site.set-up', input));
    expect(refused).toMatchObject({ code: 'unreachable', status: 0 });
    expect(refused.message).toContain('没有丢失');
    expect(requests.length).toBe(6);
  });

  it('does not repeat a write that has no key', async () => {
    const { client, requests } = await lineTo([breaksOff]);
    await refusedBy(client.ask('POST', '/api/session', { signInName: 'a', password: 'b' }, { asStranger: true }));
    expect(requests.length).toBe(1);
  });

  it('asks to sign in again when the session has ended, then goes on with the same request', async () => {
    let asked = 0;
    const { client, requests } = await lineTo([says(401, { code: 'signed-out' }), says(200, { done: 1 })], async () => {
      asked += 1;
    });
    expect(await client.call('site.set-up', input)).toEqual({ done: 1 });
    expect(asked).toBe(1);
    expect(requests[1]).toEqual(requests[0]);
  });

  it('refuses what waited when signing in is declined', async () => {
    const no = new Refused({ code: 'signed-out', status: 401, title: '', detail: '' });
    const { client, requests } = await lineTo([says(401, {})], () => Promise.reject(no));
    expect(await refusedBy(client.call('site.set-up', input))).toBe(no);
    expect(requests.length).toBe(1);
  });

  it('leaves a wrong password to the sign-in form', async () => {
    const { client } = await lineTo([says(401, { code: 'signed-out', title: '请先登录', detail: '用户名或密码不对' })], () => {
      throw new Error('asked to sign in while signing in');
    });
    const refused = await refusedBy(client.ask('POST', '/api/session', {}, { asStranger: true }));
    expect(refused).toMatchObject({ status: 401, message: '用户名或密码不对' });
  });

  it('tells a refusal with all its findings, what stands beside it, and how long to wait', async () => {
    const findings = [
      { code: 'short', level: 'error', where: 'title', message: '标题太短' },
      { code: 'fresh', level: 'warning', message: '日期较早' },
    ];
    const body = { code: 'findings', title: '有问题', detail: '标题太短；日期较早', request: 'r-1', findings, beside: { title: '新' } };
    const { client } = await lineTo([says(422, body, { 'retry-after': '30' })]);
    const refused = await refusedBy(client.call('site.set-up', input));
    expect(refused).toMatchObject({ code: 'findings', status: 422, title: '有问题', findings, wait: 30, request: 'r-1' });
    expect(refused.beside).toEqual({ title: '新' });
  });

  it('says something sensible where the answer is no problem document', async () => {
    const { client } = await lineTo([(response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>oops</h1>')]);
    const refused = await refusedBy(client.call('site.set-up', input));
    expect(refused).toMatchObject({ code: 'fault', status: 500 });
    expect(refused.message).toContain('500');
  });

  it('stops when nobody waits for the answer any more', async () => {
    const { client, requests } = await lineTo([(response) => response.flushHeaders()]);
    const leaving = new AbortController();
    const asked = client.see('sites', {} as never, { signal: leaving.signal });
    setTimeout(() => leaving.abort(), 20);
    await expect(asked).rejects.toThrow();
    expect(requests.length).toBeLessThanOrEqual(1);
  });
});

it('keys are random UUIDs of version 4', () => {
  const keys = Array.from({ length: 50 }, newKey);
  expect(new Set(keys).size).toBe(50);
  for (const key of keys) expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
