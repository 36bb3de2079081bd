import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServer } from '../../src/server/server.ts';
import { inReview } from '../support/make.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';
import { post, serverOptions } from './served.ts';

let world: World;
let at: Office;
let app: FastifyInstance;
beforeAll(async () => {
  world = await openWorld();
  at = await office(world);
  app = await createServer(serverOptions(at.platform));
});
afterAll(async () => {
  await app.close();
  await world.close();
});

it('an expert reads a text and comments on it with the code of a link, from an address that they cannot choose', async () => {
  const item = await inReview(at);
  const invited = await at
    .as('reviewer')
    .must<{ code: string }>('expert.invite', { site: at.site, submission: item.submission, name: '王教授', days: 7 });
  const link = { site: at.site, code: invited.code };
  const read = await post(app, '/api/expert.read', link);
  expect([read.statusCode, read.json()]).toEqual([200, expect.objectContaining({ expert: '王教授', title: '县教育局部署校园安全工作' })]);
  expect((await post(app, '/api/expert.comment', { ...link, body: '数字请核对。', address: '192.0.2.1' })).statusCode).toBe(200);
  const visits = await world.db.selectFrom('expert_visits').select(['what', 'address']).orderBy('id').execute();
  expect(visits).toEqual([
    { what: 'read', address: '127.0.0.1' },
    { what: 'comment', address: '127.0.0.1' },
  ]);
  expect((await post(app, '/api/expert.read', { ...link, code: 'guess' })).statusCode).toBe(404);
  expect((await app.inject({ url: '/api/expert.read' })).statusCode).toBe(405);
  expect((await post(app, '/api/expert.comment', link)).statusCode).toBe(400);
});
