// Letters that are handed out: to whom the office's drafts are open, as docx or pdf, and nothing else.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServer } from '../../src/server/server.ts';
import { received } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';
import { cookieOf, sameOrigin, serverOptions } from './served.ts';

let world: World;
let place: Office;
let app: FastifyInstance;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await received(place);
  app = await createServer(serverOptions(place.platform));
});
afterAll(async () => {
  await app.close();
  await world.close();
});

async function letter(who: OfficePerson | undefined, unit: keyof Office['units'], format: string) {
  const cookie = who === undefined ? {} : { cookie: await cookieOf(world, place.people[who], place.now()) };
  const url = `/api/zero-letter/${place.site}/${place.units[unit]}/2024-05-01/2024-05-31/${format}`;
  return app.inject({ method: 'GET', url, headers: { ...sameOrigin, ...cookie } });
}

it('a letter to a unit that reported nothing is a file with its name', async () => {
  const answer = await letter('editor', 'town', 'docx');
  expect([answer.statusCode, answer.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('零报送通知-城关镇.docx');
  expect((await letter('editor', 'town', 'pdf')).headers['content-type']).toBe('application/pdf');
});

it('is refused to others, and for units that reported', async () => {
  expect((await letter('editor', 'township', 'docx')).statusCode).toBe(404);
  expect((await letter('editor', 'town', 'exe')).statusCode).toBe(400);
  expect((await letter('townReporter', 'town', 'docx')).statusCode).toBe(403);
  expect((await letter(undefined, 'town', 'docx')).statusCode).toBe(401);
});
