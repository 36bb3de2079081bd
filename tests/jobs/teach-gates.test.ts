// The gate learns from what people took over and passed over: when there is enough of it, once a day, and only where it does better.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TeachGate, teachGate } from '../../src/engines/model-trainer.ts';
import { teachGates } from '../../src/jobs/teach-gates.ts';
import { loadWording } from '../../src/store/wording.ts';
import { figureNames } from '../../src/text/figures.ts';
import { readGate, treesScore } from '../../src/text/gate.ts';
import { numbersFrom } from '../../src/text/train/corrupt.ts';
import { drafted } from '../support/make.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let here: Office;
let offices = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  offices += 1;
  here = await office(world, `teach-${offices}`);
});

const documents = { exists: async () => false, read: async () => Buffer.alloc(0) };
const rowOf = (value: number): number[] => figureNames.map((_, at) => (at === 3 ? value : at / 10));
/** Answers to edits that differ in one figure: taken where it is high. */
async function answers(count: number, seed: number): Promise<void> {
  const { submission } = await drafted(here);
  const next = numbersFrom(seed);
  const rows = Array.from({ length: count }, () => {
    const value = next();
    return { figures: rowOf(value), answer: value > 0.5 ? ('taken' as const) : ('ignored' as const) };
  });
  const rest = {
    site_id: here.site,
    submission_id: submission,
    text_version: 0,
    key: 'k',
    kind: 'typo',
    rule: 'r',
    found: 'a',
    suggestion: 'b',
  };
  await world.db
    .insertInto('wording_answers')
    .values(rows.map((row) => ({ ...rest, ...row, answered_by: null, answered_by_name: '编辑', answered_at: here.now() })))
    .execute();
}
const wording = async () => {
  const client = await world.database.pool.connect();
  try {
    return await loadWording(client, here.site);
  } finally {
    client.release();
  }
};
const run = (teach: TeachGate) => teachGates(here.platform, { teach, documents });

it('learns in a thread what an office decides, and decides by it from then on', async () => {
  await answers(200, 1);
  const before = await wording();
  expect(await run(teachGate)).toBe(1);
  const after = await wording();
  expect(after?.version).not.toBe(before?.version);
  const { trees } = readGate(after?.gate ?? new Uint8Array());
  expect(treesScore(trees, Float32Array.from(rowOf(0.9)))).toBeGreaterThan(treesScore(trees, Float32Array.from(rowOf(0.1))));
}, 60_000);

it('waits for enough answers, and a day between lessons; one that is no better changes nothing', async () => {
  let asked = 0;
  const none: TeachGate = async () => {
    asked += 1;
    return { gate: new Uint8Array(1), better: false, lossBefore: 0.5, lossAfter: 0.6 };
  };
  await answers(49, 2);
  await run(none);
  expect(asked).toBe(0);
  await answers(1, 3);
  expect(await run(none)).toBe(0);
  expect(asked).toBe(1);
  expect(await wording()).not.toHaveProperty('gate');
  await answers(30, 4);
  await run(none);
  expect(asked).toBe(1);
  here.at('2024-05-16T10:00');
  await run(none);
  await run(none);
  expect(asked).toBe(2);
});
