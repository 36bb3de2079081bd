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

it('a letter that was sent is kept for both sides as a file, and fetching it for one’s own unit is reading it', async () => {
  place.at('2024-06-03T09:00');
  const input = { site: place.site, from: '2024-05-01', to: '2024-05-31', units: [place.units.town] };
  const { sent } = await place.as('editor').must<{ sent: { letter: number }[] }>('letter.send', input);
  const id = sent[0]?.letter ?? 0;
  const fetched = async (who: OfficePerson, format = 'docx', letter: number | string = id) => {
    const cookie = await cookieOf(world, place.people[who], place.now());
    return app.inject({ method: 'GET', url: `/api/letter/${place.site}/${letter}/${format}`, headers: { ...sameOrigin, cookie } });
  };
  const readers = async () =>
    (await world.db.selectFrom('letter_readings').select('read_by_name').execute()).map(({ read_by_name }) => read_by_name);
  expect((await fetched('editor')).statusCode).toBe(200);
  expect(await readers()).toEqual([]);
  const answer = await fetched('townReporter', 'pdf');
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('关于2024年5月未报送信息的通知（城关镇）.pdf');
  expect((await fetched('townReviewer')).statusCode).toBe(200);
  expect(await readers()).toEqual(['孙报送']);
  expect((await fetched('reporter')).statusCode).toBe(404);
  expect((await fetched('leader')).statusCode).toBe(403);
  expect((await fetched('townReporter', 'exe')).statusCode).toBe(400);
  for (const wrong of ['x', '0', '999', '1.5'])
    expect((await fetched('editor', 'docx', wrong)).statusCode, wrong).toBeGreaterThanOrEqual(400);
});
