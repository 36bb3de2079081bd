/**
 * Lanes: connections that many requests share at a time. What requests ask within one turn of the program goes to the server in one
 * piece, each behind the other, and wakes it once; a pool wakes one connection for each. Nothing is awaited between the statements of
 * one request, so none of them holds a lane.
 */
import type { Socket } from 'node:net';
import pg from 'pg';

/** A lane whose answer has been due for as long has something slow ahead; nothing more is put behind it. */
const SLOW_MS = 40;
/** After a lane broke, as long until the next is opened. */
const PAUSE_MS = 1000;

/** The driver's own: several statements under way at once, and the stream they leave by. */
type Driver = pg.Client & { pipeline: boolean; readonly connection: { readonly stream: Pick<Socket, 'cork' | 'uncork'> } };

export interface Lane {
  /** Calls `send` at once, and settles all that it sent; answers come in the order of sending. Nothing of others comes in between. */
  settle<T extends readonly unknown[]>(
    send: (client: pg.ClientBase) => readonly [...T],
  ): Promise<{ -readonly [I in keyof T]: PromiseSettledResult<Awaited<T[I]>> }>;
}

export interface Lanes {
  /** The lane with the fewest statements under way; undefined while none is open, or where all have something slow ahead. */
  take(): Lane | undefined;
  close(): Promise<void>;
}

/** The pool and the lanes beside it. */
export interface Connections extends pg.Pool {
  readonly lanes?: Lanes;
}

interface OpenLane extends Lane {
  readonly client: pg.Client;
  readonly underWay: number;
  /** Since when the oldest one waits for its turn or its answer. */
  readonly since: number;
}

/** `made` is told of each connection before anything is asked on it. The first is opened when one is asked for. */
export function makeLanes(config: pg.ClientConfig, count: number, made: (client: pg.Client) => void): Lanes {
  const open = new Set<OpenLane>();
  let opening = 0;
  let notBefore = 0;
  let closed = false;

  const begin = async (): Promise<void> => {
    opening += 1;
    const client = new pg.Client(config);
    made(client);
    try {
      await client.connect();
      if (closed) return await client.end();
      const lane = makeLane(client as Driver);
      open.add(lane);
      client.once('end', () => open.delete(lane));
    } catch {
      // The pool says what is wrong, to those who then ask there.
      notBefore = performance.now() + PAUSE_MS;
    } finally {
      opening -= 1;
    }
  };

  return {
    take() {
      const now = performance.now();
      if (!closed && now >= notBefore) for (let missing = count - open.size - opening; missing > 0; missing -= 1) void begin();
      let best: OpenLane | undefined;
      for (const lane of open)
        if ((lane.underWay === 0 || now - lane.since < SLOW_MS) && (!best || lane.underWay < best.underWay)) best = lane;
      return best;
    },
    async close() {
      closed = true;
      await Promise.all([...open].map(({ client }) => client.end()));
    },
  };
}

function makeLane(client: Driver): OpenLane {
  client.pipeline = true;
  let underWay = 0;
  let since = 0;
  let corked = false;
  /** All that is sent in this turn of the program leaves together at its end. */
  const cork = (): void => {
    if (corked) return;
    corked = true;
    const { stream } = client.connection;
    stream.cork();
    setImmediate(() => {
      corked = false;
      stream.uncork();
    });
  };
  return {
    client,
    get underWay() {
      return underWay;
    },
    get since() {
      return since;
    },
    async settle(send) {
      cork();
      if (underWay === 0) since = performance.now();
      const sent = send(client);
      underWay += sent.length;
      const answers = await Promise.allSettled(sent);
      underWay -= sent.length;
      since = performance.now();
      return answers as never;
    },
  };
}
