/**
 * Requests per second of the HTTP door beside a bare Fastify + pg server on the same rows of the same database, in turn, 50 clients.
 * Ours asks who it is, what they may do and sees, checks, and writes history; the bare one does none of it. How long an answer takes is
 * told twice: at the pace of 50 people, and where 50 programs ask again as soon as they are answered.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import type pg from 'pg';
import { openDatabase } from '../src/store/database.ts';
import { BODY, FIRST_DAY, fill, LAST_DAY, SITE, secretOf, UNITS } from './http-rows.ts';
import { type Measured, median, percentile } from './measured.ts';
import { atPace, type PacedRequest } from './pace.ts';

const CLIENTS = 50;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 4);
const ROUNDS = 3;
/** What 50 people who never pause ask in a second, all together: six requests each, as a click brings them. */
const PACE = 300;

/** The best of three well-known systems in requests per second, each in a run in which a bare server did `bare` (see README). Deep pages were turned by OFFSET. */
const peers: Readonly<Record<Task, { readonly best: number; readonly bare: number } | undefined>> = {
  create: { best: 337, bare: 4480 },
  draft: undefined,
  list: { best: 372, bare: 3083 },
  queue: undefined,
  deep: { best: 278, bare: 1656 },
  depth: undefined,
  get: { best: 462, bare: 8549 },
  page: undefined,
  step: { best: 232, bare: 3758 },
  claim: undefined,
  counts: { best: 203, bare: 1101 },
};
type Task = 'create' | 'draft' | 'list' | 'queue' | 'deep' | 'depth' | 'get' | 'page' | 'step' | 'claim' | 'counts';

const names: Readonly<Record<Task, string>> = {
  create: '新建一件',
  draft: '新建一件（裸服务器也写同样的三行、同样的外键，一条语句）',
  list: '队列第一页（单位、状态，新的在前）',
  queue: '队列第一页（裸服务器也答同样的列和名称）',
  deep: '队列深处的一页（裸服务器用 OFFSET 翻页）',
  depth: '队列深处的一页（裸服务器也按键翻页）',
  get: '打开一件（正文、状态、可办的步骤）',
  page: '打开一件的整页（连同往来、签署、采用、发布、经过等十余张表）',
  step: '办一步（领办）',
  claim: '办一步（裸服务器也改同一行、写一行历史，一条语句）',
  counts: '一季度各单位报送、采用数',
};

interface Server {
  readonly address: string;
  readonly process: ChildProcess;
}

async function startServer(file: string, args: readonly string[]): Promise<Server> {
  // As the launcher starts it.
  const flags = file.includes('ours') ? ['--max-semi-space-size=8'] : [];
  const child = spawn(process.execPath, [...flags, new URL(file, import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return { address, process: child };
}

const memoryMb = async (server: Server): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server.process.pid}/status`, 'utf8'))?.[1]) / 1024;

interface Asked {
  readonly requests: number;
  /** Besides those that begin and end transactions. */
  readonly statements: number;
}
/** What the server was asked so far, and what it asked the database. */
const askedOf = (server: Server): Promise<Asked> =>
  new Promise((resolve) => {
    server.process.once('message', (asked) => resolve(asked as Asked));
    server.process.send('asked');
  });

/** What one client asks next. */
type Ask = () => { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string; readonly person?: number };

interface Run {
  readonly perSecond: number;
  readonly p99: number;
}

/** A request as it goes out. */
function request({ method, path, body, person }: ReturnType<Ask>): PacedRequest {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (person !== undefined) {
    headers['cookie'] = `bct_session=${secretOf(person)}`;
    if (method === 'POST') headers['sec-fetch-site'] = 'same-origin';
  }
  return { method, path, headers, ...(body === undefined ? {} : { body }) };
}

/** `most` requests, where they may be asked only once each; else as many as go into the time. */
async function load(address: string, ask: Ask, most?: number): Promise<Run> {
  const result = await autocannon({
    url: address,
    connections: CLIENTS,
    // Of a fixed number of requests the end is looked for once in this many milliseconds.
    sampleInt: 50,
    ...(most === undefined ? { duration: SECONDS } : { amount: most }),
    requests: [
      {
        setupRequest: (asked) => ({ ...asked, ...request(ask()) }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were refused and ${result.errors} requests failed: ${ask().path}`);
  return { perSecond: result.requests.total / result.duration, p99: result.latency.p99 };
}

const editor = UNITS + 1;
const at = (n: number, most: number): number => ((n * 7919) % most) + 1;

/** Both servers' questions for each task; `claimable` are items that nobody claimed yet. */
function tasks(count: number, claimable: readonly number[]): Record<Task, { readonly ours: Ask; readonly bare: Ask }> {
  let n = 0;
  let claims = 0;
  let moves = 0;
  let taken = 0;
  const content = { source: '县政务服务局', declaredNotSecret: true };
  // Half of a unit's items are published; nine tenths of the way through them.
  const page = Math.max(2, Math.floor((count / UNITS / 2 / 20) * 0.9));
  const after = Math.floor(count * (1 - ((page - 1) * 20) / (count / UNITS / 2)));
  const deepOurs: Ask = () => {
    n += 1;
    const place = { site: SITE, state: 'published', unit: at(n, UNITS), limit: 20, after };
    return { method: 'GET', path: `/api/view/desk?${query(place)}`, person: editor };
  };
  const firstPage: Ask = () => {
    n += 1;
    return {
      method: 'GET',
      path: `/api/view/desk?${query({ site: SITE, state: 'submitted', unit: at(n, UNITS), limit: 20 })}`,
      person: editor,
    };
  };
  const create: Ask = () => {
    n += 1;
    const unit = at(n, UNITS);
    const title = `第${n}件新写的信息：县政务服务局深入乡镇开展走访调研`;
    const text = { title, body: `<p>${BODY}</p>`, section: 1, eventOn: '2026-09-30', disclosure: 'proactive', content };
    return { method: 'POST', path: '/api/submission.draft', body: JSON.stringify({ site: SITE, unit, ...text }), person: unit };
  };
  const claim: Ask = () => {
    const submission = claimable[claims] as number;
    claims += 1;
    return {
      method: 'POST',
      path: '/api/submission.claim',
      body: JSON.stringify({ site: SITE, submission, version: 1 }),
      person: editor,
    };
  };
  const query = (values: Record<string, string | number>): string =>
    new URLSearchParams(Object.entries(values).map(([name, value]): [string, string] => [name, String(value)])).toString();
  return {
    create: {
      ours: create,
      bare: () => {
        n += 1;
        return { method: 'POST', path: '/items', body: JSON.stringify({ unit: at(n, UNITS), title: `第${n}件新写的信息`, body: BODY }) };
      },
    },
    draft: {
      ours: create,
      bare: () => {
        n += 1;
        return { method: 'POST', path: '/drafts', body: JSON.stringify({ unit: at(n, UNITS), title: `第${n}件新写的信息`, body: BODY }) };
      },
    },
    list: {
      ours: firstPage,
      bare: () => {
        n += 1;
        return { method: 'GET', path: `/items?${query({ unit: at(n, UNITS), state: 'submitted' })}` };
      },
    },
    queue: {
      ours: firstPage,
      bare: () => {
        n += 1;
        return { method: 'GET', path: `/queue?${query({ unit: at(n, UNITS), state: 'submitted' })}` };
      },
    },
    deep: {
      ours: deepOurs,
      bare: () => {
        n += 1;
        return { method: 'GET', path: `/pages?${query({ unit: at(n, UNITS), state: 'published', page })}` };
      },
    },
    depth: {
      ours: deepOurs,
      bare: () => {
        n += 1;
        return { method: 'GET', path: `/items?${query({ unit: at(n, UNITS), state: 'published', after })}` };
      },
    },
    get: {
      ours: () => {
        n += 1;
        return { method: 'GET', path: `/api/view/submission-item?${query({ site: SITE, submission: at(n, count) })}`, person: editor };
      },
      bare: () => {
        n += 1;
        return { method: 'GET', path: `/items/${at(n, count)}` };
      },
    },
    page: {
      ours: () => {
        n += 1;
        return { method: 'GET', path: `/api/view/submission?${query({ site: SITE, submission: at(n, count) })}`, person: editor };
      },
      bare: () => {
        n += 1;
        return { method: 'GET', path: `/items/${at(n, count)}` };
      },
    },
    step: {
      ours: claim,
      bare: () => {
        const item = claimable[moves] as number;
        moves += 1;
        return { method: 'POST', path: `/items/${item}/step`, body: JSON.stringify({ from: 'submitted', to: 'claimed' }) };
      },
    },
    claim: {
      ours: claim,
      bare: () => {
        const item = claimable[claimable.length - 1 - taken] as number;
        taken += 1;
        return { method: 'POST', path: `/claims/${item}`, body: '{}' };
      },
    },
    counts: {
      ours: () => ({
        method: 'GET',
        path: `/api/view/reporting-counts?${query({ site: SITE, from: FIRST_DAY, to: LAST_DAY })}`,
        person: editor,
      }),
      bare: () => ({ method: 'GET', path: `/counts?${query({ from: FIRST_DAY, to: LAST_DAY })}` }),
    },
  };
}

interface Side {
  readonly ours: Run;
  readonly bare: Run;
  /** Of ours, at the pace of people, in milliseconds. */
  readonly p99AtPace: number;
  /** Of ours, for one request. */
  readonly statements: number;
}

/** Fills a database of its own with `count` items and asks both servers in turn. */
async function measure(count: number, wanted: readonly Task[]): Promise<{ readonly found: Map<Task, Side>; readonly memory: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'baocaitong-bench-http-'));
  const files = await mkdtemp(join(tmpdir(), 'baocaitong-bench-files-'));
  const database = await openDatabase({ folder }, { stopWithParent: true });
  const owner = await database.connectOwner();
  try {
    await fill(owner, count);
    const url = addressOf(owner);
    const claimable = (await owner.query<{ id: number }>(`select id from submissions where state = 'submitted' order by id`)).rows.map(
      ({ id }) => id,
    );
    const asks = tasks(count, claimable);
    const [ours, bare] = await Promise.all([startServer('./http-ours.ts', [url, files]), startServer('./http-bare.ts', [url])]);
    const found = new Map<Task, Side>();
    for (const task of wanted) {
      const runs: { ours: Run[]; bare: Run[] } = { ours: [], bare: [] };
      // Each item is claimed once: by ours from one end for both rows, by the bare server's claims from the other.
      const most = task === 'step' || task === 'claim' ? Math.min(4000, Math.floor(claimable.length / ROUNDS / 4)) : undefined;
      const before = await askedOf(ours);
      for (let round = 0; round < ROUNDS; round += 1) {
        runs.bare.push(await load(bare.address, asks[task].bare, most));
        runs.ours.push(await load(ours.address, asks[task].ours, most));
      }
      const after = await askedOf(ours);
      const pace = { people: CLIENTS, rate: PACE, seconds: SECONDS, most };
      const paced = await atPace(ours.address, () => request(asks[task].ours()), pace);
      const statements = (after.statements - before.statements) / (after.requests - before.requests);
      const middle = (list: readonly Run[]): Run => ({
        perSecond: median(list.map((run) => run.perSecond)),
        p99: median(list.map((run) => run.p99)),
      });
      found.set(task, { ours: middle(runs.ours), bare: middle(runs.bare), p99AtPace: percentile(paced, 0.99), statements });
    }
    const memory = await memoryMb(ours);
    for (const server of [ours, bare]) {
      server.process.removeAllListeners('exit');
      const ended = new Promise((resolve) => server.process.once('exit', resolve));
      server.process.kill('SIGTERM');
      await ended;
    }
    return { found, memory };
  } finally {
    await owner.end();
    await database.close();
    for (const made of [folder, files]) await rm(made, { recursive: true, force: true });
  }
}

/** The address of the server that a connection leads to, with its login. */
function addressOf({ host, port, user, password, database }: pg.Client): string {
  const login = `${encodeURIComponent(user ?? '')}:${encodeURIComponent(String(password ?? ''))}`;
  return host.startsWith('/')
    ? `postgresql://${login}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
    : `postgresql://${login}@${host}:${port}/${database}`;
}

export async function run(): Promise<readonly Measured[]> {
  const all = Object.keys(peers) as Task[];
  const asked = process.env['BENCH_TASKS']?.split(',') as Task[] | undefined;
  const wanted = asked ?? all;
  const count = Number(process.env['BENCH_ROWS'] ?? 100_000);
  const main = await measure(count, wanted);
  const rows: Measured[] = [];
  for (const [task, { ours, bare, p99AtPace, statements }] of main.found) {
    const peer = peers[task];
    const wantedRatio = peer && (5 * peer.best) / peer.bare;
    rows.push({
      name: `${names[task]}，${count / 10_000} 万件，50 人（p99 ${p99AtPace.toFixed(1)} 毫秒，满载时 ${ours.p99} 毫秒，每次 ${statements.toFixed(1)} 条语句）`,
      value: ours.perSecond,
      unit: '次/秒',
      peer: `裸 Fastify + pg ${Math.round(bare.perSecond)} 次/秒`,
      ratio: ours.perSecond / bare.perSecond,
      bound: `${wantedRatio === undefined ? '' : `≥ ${wantedRatio.toFixed(2)}（最好的 CMS 的 5 倍）；`}≥ 0.5；p99 ≤ 50；≤ 5 条`,
    });
  }
  rows.push({ name: 'Node 进程内存（压测之后）', value: main.memory, unit: 'MB', bound: '≤ 200 MB' });
  if (process.env['BENCH_FLAT'] !== '0') {
    const [small, large] = [await measure(10_000, wanted), await measure(1_000_000, wanted)];
    for (const task of wanted) {
      const relative = (side: Side | undefined): number => (side ? side.ours.perSecond : Number.NaN);
      rows.push({
        name: `${names[task]}：100 万件与 1 万件之比`,
        value: relative(large.found.get(task)),
        unit: '次/秒',
        peer: `1 万件时 ${Math.round(relative(small.found.get(task)))} 次/秒`,
        ratio: relative(large.found.get(task)) / relative(small.found.get(task)),
        bound: '0.7–1.3',
      });
    }
  }
  return rows;
}
