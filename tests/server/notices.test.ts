// A notice to a unit as a file: for whoever may see all it names, in the formats of an office.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPrinter } from '../../src/engines/documents.ts';
import { createServer } from '../../src/server/server.ts';
import { received } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';
import { cookieOf, serverOptions } from './served.ts';

let world: World;
let place: Office;
let app: FastifyInstance;
let notice: number;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  const { site } = place;
  app = await createServer(serverOptions(place.platform, { print: createPrinter({ fontFolders: [] }).print }));
  const { submission } = await received(place, { body: '<p>布署工作。</p>' });
  const typo = { word: '布署', correction: '部署', kind: 'typo' };
  const { rectification } = await place.as('editor').must<{ rectification: number }>('finding.record', { site, submission, ...typo });
  await place.as('head').must('finding.confirm', { site, rectification, version: 1 });
  const items = [{ rectification, version: 2 }];
  ({ notice } = await place.as('head').must<{ notice: number }>('rectification.notify', { site, items, dueOn: '2024-05-20' }));
});
afterAll(async () => {
  await app.close();
  await world.close();
});
const fetched = async (who: OfficePerson, format: string, number: string | number = notice) =>
  app.inject({ url: `/api/notice/office/${number}/${format}`, headers: { cookie: await cookieOf(world, place.people[who], place.now()) } });

it('is a docx and a pdf for the unit and the office, and not there for others', async () => {
  const docx = await fetched('townshipReporter', 'docx');
  expect(docx.statusCode).toBe(200);
  expect(decodeURIComponent(String(docx.headers['content-disposition']))).toContain('整改通知〔2024〕1号（山口乡）.docx');
  expect(docx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  const pdf = await fetched('editor', 'pdf');
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await fetched('townReporter', 'pdf')).statusCode).toBe(404);
  expect((await fetched('editor', 'exe')).statusCode).toBe(404);
  expect((await fetched('editor', 'pdf', 'abc')).statusCode).toBe(400);
  expect((await app.inject({ url: `/api/notice/office/${notice}/pdf` })).statusCode).toBe(401);
});
