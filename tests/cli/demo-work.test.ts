// The demo office at work: every state is there, made by the actions, on a platform that is nobody's.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Platform } from '../../src/actions/action.ts';
import { buildWork, type WorkDone, type WorkDoor } from '../../src/cli/demo-work.ts';
import { submissionStates } from '../../src/domain/submission/lifecycle.ts';
import { openContentStore } from '../../src/files/content-store.ts';
import { deliverPublications } from '../../src/jobs/deliver-publications.ts';
import { actorOfPerson } from '../../src/store/actors.ts';
import { placeIds } from '../../src/store/place-ids.ts';
import { openWorld, testTools, type World } from '../support/world.ts';

const now = new Date('2026-11-23T10:20:00+08:00');
let world: World;
let folder: string;
let platform: Platform;
let door: WorkDoor;
let work: WorkDone;

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'demo-work-'));
  const documents = openContentStore(join(folder, 'documents'));
  const root = join(folder, 'published');
  platform = { pool: world.database.pool, tools: testTools, now: () => now };
  const send = async () => ({ ok: false as const, fault: 'no webhooks in the demo' });
  door = {
    assets: join(import.meta.dirname, '../../assets/demo-work'),
    actorOf: (person, at) => actorOfPerson(world.database.pool, person, at),
    idsOf: (site) => placeIds(world.db, site),
    keep: (bytes) => documents.put(bytes),
    deliver: async (clocked) => void (await deliverPublications(clocked, { root, send, documents })),
    block: async (site, name) => {
      await mkdir(join(root, site), { recursive: true });
      await writeFile(join(root, site, name), '');
    },
  };
  work = await buildWork(platform, door);
}, 120_000);

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the demo office at work', () => {
  it('has items in every state', () => {
    expect(Object.keys(work.states).sort()).toEqual(submissionStates.filter((state) => state !== 'recorded').toSorted());
  });
});
