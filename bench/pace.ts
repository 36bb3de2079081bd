/** Requests at the pace of people: each of them pauses between two, and no two of them by the same clock. */
import { Agent, request } from 'node:http';

export interface PacedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface Pace {
  readonly people: number;
  /** Requests in a second, of all together. */
  readonly rate: number;
  readonly seconds: number;
  /** At most so many requests in all. */
  readonly most?: number | undefined;
}

/** Milliseconds that each answer took. Throws where one was refused. */
export async function atPace(
  address: string,
  next: () => PacedRequest,
  { people, rate, seconds, most = Infinity }: Pace,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const until = performance.now() + seconds * 1000;
  const took: number[] = [];
  let sent = 0;
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, (-Math.log(1 - Math.random()) * people * 1000) / rate));
  const person = async (): Promise<void> => {
    for (await pause(); performance.now() < until && sent < most; await pause()) {
      sent += 1;
      const begun = performance.now();
      await answered(address, next(), agent);
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: people }, person));
  agent.destroy();
  return took;
}

const answered = (address: string, { method, path, headers, body }: PacedRequest, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asked = request(new URL(path, address), { method, agent, headers: { ...headers, ...length } }, (response) => {
      response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode} ${path}`))));
      response.resume();
    });
    asked.once('error', reject);
    asked.end(body);
  });
