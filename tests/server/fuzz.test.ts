// Random input from the schemas to every action and view: never a fault, and a refused request changes nothing.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnyAction } from '../../src/actions/action.ts';
import { actions } from '../../src/actions/index.ts';
import { type Actor, mayIn } from '../../src/domain/permission.ts';
import { createServer } from '../../src/server/server.ts';
import type { AnyView } from '../../src/server/view-routes.ts';
import { views } from '../../src/views/index.ts';
import { withRulebook } from '../support/facts.ts';
import { drafted, inReview, received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, testTools, type World } from '../support/world.ts';
import { inputFor, jsonOf, oneOf, type Pools, type Random, randomFrom, spoil } from './schema-inputs.ts';
import { cookieOf, post, serverOptions } from './served.ts';

const long = process.env['LONG'] === '1';
const requests = long ? 24_000 : 1_000;
const seed = long ? Math.floor(Math.random() * 2 ** 31) : 20_240_229;

const password = 'Right-One-1';

let world: World;
let offices: readonly Office[];
let app: FastifyInstance;
interface Someone {
  readonly actor: Actor;
  cookie: string;
}
let people: readonly Someone[];
let tables: readonly string[];
const faults: unknown[] = [];

const open = (actions as readonly AnyAction[]).filter((action) => !action.inside);
const shown = views as readonly unknown[] as readonly AnyView[];

beforeAll(async () => {
  world = await openWorld();
  offices = [await office(world), await office(world, 'other')];
  for (const place of offices) await furnish(place);
  await world.db
    .updateTable('people')
    .set({ password_hash: await testTools.hashPassword(password), password_changed_at: offices[0]!.now() })
    .execute();
  people = offices.flatMap((place) => Object.keys(place.people).map((who) => ({ actor: place.as(who as OfficePerson).actor, cookie: '' })));
  for (const someone of people) await signInAgain(someone);
  app = await createServer(serverOptions(offices[0]!.platform, { onFault: (fault) => faults.push(fault) }));
  const { rows } = await world.database.pool.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege(oid, 'select') order by 1`,
  );
  tables = rows.map(({ relname }) => relname);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

/** Many an action ends sessions, or makes a password too old. */
async function signInAgain(someone: Someone): Promise<void> {
  someone.cookie = await cookieOf(world, someone.actor.person as number, offices[0]!.now());
}

/** Items in several states. */
async function furnish(place: Office): Promise<void> {
  await withRulebook(place, { countsAt: 'publication' });
  for (let times = 0; times < 3; times += 1) {
    await drafted(place);
    await inReview(place);
    await received(place);
    const item = await received(place);
    await place.as('editor').must('submission.adopt', { ...seen(place, item), outlets: [{ outlet: place.outlets.site }] });
    const asked = { title: '防汛工作信息', brief: '', due: `2024-05-${16 + times}`, units: Object.values(place.units) };
    await place.as('editor').must('commission.place', { site: place.site, ...asked });
  }
}

/** What every table holds, as one text. */
async function everything(): Promise<string> {
  const each = tables.map(
    (table) => `select '${table}' as t, count(*) as n, sum(hashtextextended(x::text, 0)::numeric) as h from ${table} x`,
  );
  const { rows } = await world.database.pool.query(each.join(' union all '));
  return rows.map(({ t, n, h }) => `${t} ${n} ${h}`).join('\n');
}

const idsOf = async (sql: string): Promise<readonly number[]> => (await world.database.pool.query(sql)).rows.map(({ id }) => Number(id));

/** Things that are there, by the names that schemas give them; most tries would otherwise end at «not found». */
async function present(): Promise<Pools> {
  const submissions = await idsOf('select id from submissions order by id desc limit 40');
  const units = await idsOf('select id from units limit 12');
  const people = await idsOf('select id from people order by id desc limit 40');
  const { rows: items } = await world.database.pool.query(
    `select site_id as site, id as submission, version from submissions where state <> 'recorded' order by id desc limit 60`,
  );
  return {
    site: ['office', 'office', 'office', 'other', 'nowhere', ''],
    submission: submissions,
    item: submissions,
    version: [1, 2, 3],
    together: [...items, ...(await others())],
    unit: units,
    jointIds: units,
    into: units,
    outlet: await idsOf('select id from outlets'),
    person: people,
    people,
    adoption: await idsOf('select id from adoptions order by id desc limit 20'),
    commission: await idsOf('select id from commissions order by id desc limit 20'),
    task: await idsOf('select id from commission_tasks order by id desc limit 40'),
    bulletin: await idsOf('select id from bulletins order by id desc limit 20'),
    password: [password, password, 'Wrong-One-1'],
    title: ['县教育局部署校园安全工作', '通报'],
    body: ['<p>5月14日，县教育局召开会议。</p>', '<script>alert(1)</script>', '<p>'.repeat(200)],
  };
}

/** Other things with a version, as schemas name them. */
async function others(): Promise<readonly object[]> {
  const of = async (name: string, table: string) =>
    (await world.database.pool.query(`select site_id as site, id as "${name}", version from ${table} order by id desc limit 15`)).rows;
  const persons = await world.database.pool.query('select id as person, version from people order by id desc limit 15');
  return [
    ...(await of('adoption', 'adoptions')),
    ...(await of('instruction', 'instructions')),
    ...(await of('channel', 'channels')),
    ...(await of('commission', 'commissions')),
    ...(await of('task', 'commission_tasks')),
    ...persons.rows,
  ];
}

interface Tried {
  readonly name: string;
  readonly status: number;
  readonly changes: boolean;
  readonly sent: string;
}

/** The session got a new value before the request was looked at, since the person's rights or password had changed. */
const isRenewed = ({ headers }: { readonly headers: Record<string, unknown> }): boolean => headers['set-cookie'] !== undefined;

async function tryAction(random: Random, pools: Pools): Promise<Tried> {
  const action = oneOf(random, open);
  const right = inputFor(action.input, random, pools);
  const sent = jsonOf(random() < 0.4 ? spoil(right, random) : right);
  const { site } = (typeof right === 'object' && right !== null ? right : {}) as { readonly site?: unknown };
  const able = people.filter(({ actor }) => mayIn(actor, action.needs, typeof site === 'string' ? site : undefined));
  const someone = oneOf(random, able.length > 0 && random() < 0.8 ? able : people);
  const headers: Record<string, string> = random() < 0.03 ? {} : { cookie: someone.cookie };
  if (random() < 0.3) headers['idempotency-key'] = `key-${Math.floor(random() * 200)}-fuzz`;
  const answer = await post(app, `/api/${action.name}`, sent, headers);
  const changes = answer.statusCode < 400 || isRenewed(answer);
  if (answer.statusCode !== 401 || !headers['cookie']) return { name: action.name, status: answer.statusCode, changes, sent };
  await signInAgain(someone);
  return { name: action.name, status: answer.statusCode, changes: true, sent };
}

async function tryView(random: Random, pools: Pools): Promise<Tried> {
  const view = oneOf(random, shown);
  const right = inputFor(view.input, random, pools);
  const given = random() < 0.4 ? spoil(right, random) : right;
  const query = Object.entries(typeof given === 'object' && given !== null ? given : { x: given }).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (one) =>
        `${encodeURIComponent(name)}=${encodeURIComponent((typeof one === 'object' ? jsonOf(one) : String(one)).toWellFormed().slice(0, 4000))}`,
    ),
  );
  const sent = `/api/view/${view.view}?${query.join('&')}`;
  const answer = await app.inject({ url: sent, headers: { cookie: oneOf(random, people).cookie } });
  return { name: view.view, status: answer.statusCode, changes: isRenewed(answer), sent };
}

it(`holds against ${requests} random requests`, { timeout: 1_800_000 }, async () => {
  const random = randomFrom(seed);
  const seenStatuses = new Map<string, Set<number>>();
  const wrong: string[] = [];
  let pools = await present();
  let before = await everything();
  let accepted = 0;
  for (let count = 0; count < requests && wrong.length < 20; count += 1) {
    const tried = random() < 0.75 ? await tryAction(random, pools) : await tryView(random, pools);
    const statuses = seenStatuses.get(tried.name) ?? new Set();
    seenStatuses.set(tried.name, statuses.add(tried.status));
    const said = `${tried.status} ${tried.name} ${tried.sent.slice(0, 600)}`;
    if (tried.status >= 500) wrong.push(`${said}\n  ${String((faults.at(-1) as Error)?.stack ?? faults.at(-1)).slice(0, 800)}`);
    // A schema's refusal opens nothing, so in the long run a part of these is looked at.
    if (!tried.changes && long && tried.status === 400 && random() < 0.9) continue;
    const after = await everything();
    if (!tried.changes && after !== before) wrong.push(`changed something: ${said}`);
    before = after;
    if (!tried.changes) continue;
    accepted += 1;
    if (accepted % 20 === 0) pools = await present();
  }
  expect(wrong, `seed ${seed}`).toEqual([]);
  // Not all of it may end at the first check: much is accepted, and refused for many reasons.
  expect(accepted).toBeGreaterThan(requests / 100);
  expect([...new Set([...seenStatuses.values()].flatMap((statuses) => [...statuses]))]).toEqual(
    expect.arrayContaining([200, 400, 401, 403, 404, 409, 422]),
  );
  if (long)
    expect([...open.map(({ name }) => name), ...shown.map(({ view }) => view)].filter((name) => !seenStatuses.has(name))).toEqual([]);
});
