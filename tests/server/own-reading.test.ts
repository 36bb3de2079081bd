// A site's own model and gate are sent to the browsers of its people, once for each version, and to nobody else.
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServer } from '../../src/server/server.ts';
import { addGate } from '../../src/store/wording-answers.ts';
import { wordingLists } from '../../src/views/wording-lists.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';
import { cookieOf, memoryFiles, serverOptions } from './served.ts';

let world: World;
let here: Office;
let there: Office;
let app: FastifyInstance;
const { files, kept } = memoryFiles();
beforeAll(async () => {
  world = await openWorld();
  [here, there] = [await office(world, 'here'), await office(world, 'there')];
  app = await createServer(serverOptions(here.platform, { files }));
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const fetched = async (sha256: string, who: number | undefined = here.people.reporter) =>
  app.inject({
    method: 'GET',
    url: `/api/own-reading/here/${sha256}`,
    headers: who === undefined ? {} : { cookie: await cookieOf(world, who, here.now()) },
  });
const own = async () => (await here.as('reporter').look(wordingLists, { site: 'here' })).own;

async function taken(bytes: Uint8Array): Promise<void> {
  const { sha256, byteSize } = await files.put(bytes);
  await world.database.pool.query(
    `insert into model_trainings (site_id, state, asked_by_name, asked_at, sha256, byte_size) values ('here', 'taken', '终端', $1, $2, $3)`,
    [here.now(), sha256, byteSize],
  );
}
async function learned(gate: Uint8Array): Promise<void> {
  const client = await world.database.pool.connect();
  try {
    await addGate(client, 'here', { gate, lastAnswer: 1, answers: 1, lossBefore: 1, lossAfter: 0.5 }, here.now());
  } finally {
    client.release();
  }
}

it('nothing is named where the site has nothing of its own', async () => {
  expect(await own()).toEqual({});
});

it('are named by the hashes of their bytes, sent under them, and kept by the browser for good', async () => {
  const [model, gate] = [Buffer.from('a model of some length'.repeat(200)), Uint8Array.of(1, 2, 3)];
  await taken(model);
  await learned(gate);
  expect(await own()).toEqual({ model: { sha256: hashOf(model), byteSize: model.length }, gate: hashOf(gate) });
  for (const bytes of [model, Buffer.from(gate)]) {
    const answer = await fetched(hashOf(bytes));
    expect([answer.statusCode, answer.rawPayload.equals(bytes)]).toEqual([200, true]);
    expect(answer.headers).toMatchObject({
      'cache-control': 'private, max-age=31536000, immutable',
      'content-type': 'application/octet-stream',
    });
  }
});

it('are those that decide now: an older one, or another file of the store, is not there', async () => {
  const before = await own();
  await taken(Buffer.from('a newer model'));
  await learned(Uint8Array.of(4));
  for (const sha256 of [before.model?.sha256 ?? '', before.gate ?? '', hashOf(Buffer.from('else')), 'x'])
    expect((await fetched(sha256)).statusCode).toBe(sha256 === 'x' ? 400 : 404);
  expect((await fetched((await own()).model?.sha256 ?? '')).statusCode).toBe(200);
});

it('are for the site’s own people, and a fault of the store is no answer that breaks off', async () => {
  const { model } = await own();
  expect((await fetched(model?.sha256 ?? '', there.people.editor)).statusCode).toBe(404);
  expect((await app.inject({ method: 'GET', url: `/api/own-reading/here/${model?.sha256}` })).statusCode).toBe(401);
  kept.clear();
  expect((await fetched(model?.sha256 ?? '')).statusCode).toBe(500);
});
