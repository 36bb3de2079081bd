// A site's own language model: trained from what it published, in a thread; used only where it is not worse; begun anew after a crash.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { perform } from '../../src/actions/action.ts';
import { importPublished } from '../../src/actions/import-published.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import type { ModelFigures } from '../../src/domain/wording/training.ts';
import { type Trained, type TrainModel, trainModel } from '../../src/engines/model-trainer.ts';
import { type ContentStore, openContentStore } from '../../src/files/content-store.ts';
import { trainModels } from '../../src/jobs/train-models.ts';
import { loadWording } from '../../src/store/wording.ts';
import { languageModel } from '../../src/views/language-model.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let here: Office;
let documents: ContentStore;
let folder: string;
let offices = 0;
beforeAll(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'bct-models-'));
  documents = openContentStore(folder);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  offices += 1;
  here = await office(world, `train-${offices}`);
});

async function archive(count: number): Promise<void> {
  const rows = (async function* () {
    yield [{ row: 1, cells: ['标题', '发布日期', '单位', '正文'] }];
    for (let n = 0; n < count; n += 1)
      yield [
        {
          row: n + 2,
          cells: [`第${n}号简讯`, '2023-01-02', '山口乡', `山口乡第${n}村开展第${n * 7}次巡河，清理河道${n}米，修补堤坝${n * 3}处。`],
        },
      ];
  })();
  const given = { site: here.site, fileName: '旧稿.xlsx', sha256: '0'.repeat(64), rows };
  const done = await perform(here.platform, terminalActor, importPublished, given);
  if (!done.ok) throw new Error(JSON.stringify(done));
}
const old: ModelFigures = { surprise: 4, corrected: 0.5, falseAlarms: 0.01 };
const better: ModelFigures = { surprise: 3, corrected: 0.6, falseAlarms: 0.01 };
/** A trainer that says what comes out. */
const says =
  (after: ModelFigures, name = 'model'): TrainModel =>
  async ({ texts }, progress) => {
    progress(0.5);
    const bytes = new TextEncoder().encode(`${name} ${here.site}`);
    return { bytes, before: old, after, characters: texts.join('').length, held: 10 } satisfies Trained;
  };
const run = (train: TrainModel) => trainModels(here.platform, { train, documents });
const ask = () => here.as('head').must<{ training: number }>('model.train', { site: here.site });
const shown = () => here.as('editor').look(languageModel, { site: here.site });
const wording = async () => {
  const client = await world.database.pool.connect();
  try {
    return await loadWording(client, here.site);
  } finally {
    client.release();
  }
};

it('is trained when somebody asks, and used from then on: texts are looked at anew', async () => {
  await archive(3);
  const before = await wording();
  await ask();
  expect(await here.as('head').call('model.train', { site: here.site })).toMatchObject({ code: 'conflict' });
  expect(await run(says(better))).toBe(1);
  const after = await wording();
  expect(after?.version).not.toBe(before?.version);
  expect(await documents.read(after?.model ?? '')).toEqual(Buffer.from(`model ${here.site}`));
  expect(await shown()).toMatchObject({ own: true, trainings: [{ state: 'taken', before: old, after: better, askedBy: '陈主任' }] });
  expect(await run(says(better))).toBe(0);
});

it('that is worse is not taken: the one before stays, and its bytes are not kept', async () => {
  await ask();
  await run(says(better, 'first'));
  const { model } = (await wording()) ?? {};
  await ask();
  expect(await run(says({ ...better, falseAlarms: 0.02 }, 'second'))).toBe(0);
  expect((await wording())?.model).toBe(model);
  expect(await documents.exists(model ?? '')).toBe(true);
  const kept: string[] = [];
  for await (const hash of documents.list()) kept.push((await documents.read(hash)).toString());
  expect(kept).not.toContain(`second ${here.site}`);
  expect((await shown()).trainings.map(({ state }) => state)).toEqual(['kept', 'taken']);
});

it('that broke off is begun anew; one without any text fails and says so', async () => {
  const { training } = await ask();
  await world.db.updateTable('model_trainings').set({ state: 'running', progress: 40 }).where('site_id', '=', here.site).execute();
  expect(await run(says(better))).toBe(1);
  expect((await shown()).trainings).toMatchObject([{ id: training, state: 'taken' }]);
  await ask();
  await run(async () => {
    throw new RangeError('no text to learn from');
  });
  expect((await shown()).trainings[0]).toMatchObject({ state: 'failed' });
});

it('comes by itself once a week at night where enough was published; older models are removed', async () => {
  await archive(210);
  const nights = async (day: string, name: string) => {
    here.at(`${day}T02:00`);
    return run(says(better, name));
  };
  here.at('2024-05-15T14:00');
  expect(await run(says(better))).toBe(0);
  expect(await nights('2024-05-16', 'a')).toBe(1);
  expect(await nights('2024-05-17', 'b')).toBe(0);
  expect(await nights('2024-05-24', 'b')).toBe(0);
  for (const name of ['b', 'c']) {
    await ask();
    await run(says(better, name));
  }
  const kept: string[] = [];
  for await (const hash of documents.list()) kept.push((await documents.read(hash)).toString());
  expect(kept.filter((one) => one.endsWith(here.site)).sort()).toEqual([`b ${here.site}`, `c ${here.site}`]);
});

it('is really trained in a thread, with progress, and measured beside the one that ships', async () => {
  await archive(60);
  await ask();
  const steps: number[] = [];
  const counted: TrainModel = (given, progress) =>
    trainModel(given, (done) => {
      steps.push(done);
      progress(done);
    });
  await run(counted);
  const [made] = (await shown()).trainings;
  expect(made).toMatchObject({ progress: 100, state: expect.stringMatching(/^(taken|kept)$/) });
  expect(made?.characters).toBeGreaterThan(1000);
  expect(made?.before?.surprise).toBeGreaterThan(0);
  expect(made?.after?.surprise).toBeGreaterThan(0);
  expect([...steps].sort((a, b) => a - b)).toEqual(steps);
}, 60_000);
