import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpFrom } from '../../src/cli/site.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { removeFolder, serverPid, temporaryFolder, until } from '../support/processes.ts';
import { testTools } from '../support/world.ts';
import { accepted } from '../views/offices.ts';

const base = temporaryFolder();
const folder = join(base, 'data');
const CLIENTS = 8;
const ROUNDS = 20;

interface Client {
  readonly unit: number;
  readonly cookie: string;
  /** What was sent and not answered: sent again with the same key after the next start. */
  waiting: Request | undefined;
  /** Drafts that were acknowledged and are to be submitted next. */
  draft: { readonly submission: number; readonly version: number } | undefined;
}
interface Request {
  readonly action: 'submission.draft' | 'submission.submit';
  readonly key: string;
  readonly input: object;
}

const clients: Client[] = [];
const drafted: number[] = [];
const submitted: number[] = [];
let section = 0;

beforeAll(async () => {
  const database = await openDatabase({ folder });
  const platform = { pool: database.pool, tools: testTools, now: () => new Date() };
  const units = Array.from({ length: CLIENTS }, (_, at) => ({ key: `u${at}`, name: `第${at + 1}单位`, group: '部门' }));
  accepted(
    await setUpFrom(platform, terminalActor, { id: 'kill', name: '某县', units, outlets: [], settings: { levels: { default: 0 } } }),
  );
  const rows = await database.db.selectFrom('units').select('id').where('site_id', '=', 'kill').orderBy('id').execute();
  section = (
    await database.db
      .insertInto('sections')
      .values({ site_id: 'kill', name: '动态', position: 1 })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;
  for (const { id: unit } of rows) clients.push({ unit, cookie: await signedIn(database, unit), waiting: undefined, draft: undefined });
  await database.close();
});
afterAll(() => removeFolder(base));

/** A reporter of the unit with a session that lives; gives the cookie's value. */
async function signedIn({ db }: Database, unit: number): Promise<string> {
  const now = new Date();
  const { id } = await db
    .insertInto('people')
    .values({
      sign_in_name: `person${unit}`,
      name: `某${unit}`,
      state: 'active',
      password_hash: 'none',
      password_changed_at: now,
      recorded_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('person_roles')
    .values({
      person_id: id,
      role: 'contributor',
      site_id: 'kill',
      unit_id: unit,
      from_on: '2020-01-01',
      given_by: '终端',
      recorded_at: now,
    })
    .execute();
  const secret = randomBytes(32).toString('base64url');
  await db
    .insertInto('sessions')
    .values({
      token_hash: createHash('sha256').update(secret).digest(),
      person_id: id,
      started_at: now,
      seen_at: now,
      ends_at: new Date(now.getTime() + 8 * 3_600_000),
      address: '127.0.0.1',
      agent: 'test',
    })
    .execute();
  return secret;
}

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ms: number;
}

/** The program as an office starts it. */
async function start(): Promise<Started> {
  const began = performance.now();
  const bin = fileURLToPath(new URL('../../bin/baocaitong.mjs', import.meta.url));
  const child = spawn(process.execPath, [bin, 'start', '--data', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that whatever it started dies with it.
    detached: true,
    env: { ...process.env, BAOCAITONG_KEY_FILE: join(base, 'key.json') },
  });
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const found = /https?:\/\/[\w.:]+/.exec(line)?.[0];
        if (found) resolve(found);
      });
    child.once('exit', (code) => reject(new Error(`start ended with ${code}: ${said.join('\n')}`)));
  });
  return { child, url, ms: performance.now() - began };
}

/** Sends a request, and remembers it until it is answered. */
async function send(url: string, client: Client, request: Request): Promise<void> {
  client.waiting = request;
  const answer = await fetch(`${url}/api/${request.action}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      cookie: `bct_session=${client.cookie}`,
      'idempotency-key': request.key,
    },
    body: JSON.stringify(request.input),
  });
  const body = (await answer.json()) as { submission: number; version: number };
  if (answer.status === 429) return void (await sleep(300));
  if (answer.status !== 200) throw new Refused(`${answer.status} ${JSON.stringify(body)}`);
  client.waiting = undefined;
  if (request.action === 'submission.draft') {
    drafted.push(body.submission);
    client.draft = { submission: body.submission, version: body.version };
  } else {
    submitted.push(body.submission);
    client.draft = undefined;
  }
}
class Refused extends Error {}

const next = (client: Client): Request => {
  if (client.waiting) return client.waiting;
  const key = randomUUID();
  if (client.draft) return { action: 'submission.submit', key, input: { site: 'kill', ...client.draft } };
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  return {
    action: 'submission.draft',
    key,
    input: {
      site: 'kill',
      unit: client.unit,
      title: `县政务服务局开展走访调研 ${key}`,
      body: `<p>今天，县政务服务局组织业务骨干深入乡镇开展走访调研。</p>`,
      section,
      eventOn: today,
      disclosure: 'proactive',
      content: { source: '县政务服务局', byline: '张三', phone: '0471-1234567', signer: '李四', declaredNotSecret: true },
    },
  };
};

test('twenty times killed while eight clients submit, nothing acknowledged is lost and nothing is done twice', async () => {
  const starts: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { child, url, ms } = await start();
    starts.push(Math.round(ms));
    let running = true;
    const before = drafted.length;
    const work = clients.map(async (client) => {
      while (running) {
        try {
          await send(url, client, next(client));
        } catch (error) {
          if (error instanceof Refused || running) throw error;
          return;
        }
      }
    });
    await until(() => drafted.length > before + 15);
    await sleep((round * 37) % 200);
    running = false;
    // Now and then the database is killed as well.
    const server = serverPid(folder);
    process.kill(-child.pid!, 'SIGKILL');
    if (round % 3 === 0 && server !== undefined) process.kill(server, 'SIGKILL');
    await once(child, 'exit').catch(() => {});
    await Promise.all(work);
  }
  const { child, url } = await start();
  for (const client of clients) while (client.waiting) await send(url, client, client.waiting);
  child.kill('SIGTERM');
  await once(child, 'exit');

  process.stdout.write(`starts: ${starts.join(', ')} ms; ${drafted.length} drafted, ${submitted.length} submitted\n`);
  const database = await openDatabase({ folder });
  const rows = await database.db.selectFrom('submissions').select(['id', 'state', 'title']).where('site_id', '=', 'kill').execute();
  const steps = await database.db.selectFrom('history').select(['thing_id', 'step']).where('site_id', '=', 'kill').execute();
  const facts = await database.db.selectFrom('facts').select('submission_id').where('fact', '=', 'submission').execute();
  await database.close();
  const inOrder = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);
  const stepped = (step: string): number[] => inOrder(steps.filter((line) => line.step === step).map((line) => Number(line.thing_id)));
  expect(drafted.length).toBeGreaterThan(ROUNDS * 15);
  // Each request was acknowledged once in the end: what is there is exactly that, neither less nor more.
  expect(inOrder(rows.map(({ id }) => id))).toEqual(inOrder(drafted));
  expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
  expect(inOrder(rows.filter(({ state }) => state === 'submitted').map(({ id }) => id))).toEqual(inOrder(submitted));
  expect(stepped('submission.draft')).toEqual(inOrder(drafted));
  expect(stepped('submission.submit')).toEqual(inOrder(submitted));
  expect(inOrder(facts.map(({ submission_id }) => submission_id ?? 0))).toEqual(inOrder(submitted));
});
