// What an office takes over and passes over teaches its gate, once enough of it is new.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shippedGate } from '../../src/engines/shipped-text.ts';
import { learnGates } from '../../src/jobs/learn-gates.ts';
import { leastAnswers } from '../../src/store/wording-answers.ts';
import { readGate, treesScore } from '../../src/text/gate.ts';
import { isGrownOn } from '../../src/text/train/learn.ts';
import { drafted } from '../support/make.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let here: Office;
let submission: number;
beforeAll(async () => {
  world = await openWorld();
  here = await office(world);
  ({ submission } = await drafted(here, 'reporter', 'bureau', { title: '会议' }));
});
afterAll(() => world.close());

const width = (await shippedGate()).trees.width;
const figures = (value: number): number[] => Array.from({ length: width }, (_, at) => (at === 0 ? value : 0));
/** Answers by the first figure alone: what lies above is passed over, what lies below is taken over. */
async function answered(count: number, more: object = {}): Promise<void> {
  const values = Array.from({ length: count }, (_, at) => ({
    ...{ site_id: here.site, submission_id: submission, text_version: 0, key: `${at}`, kind: 'typo', rule: '公文语言模型', found: '到' },
    ...{ suggestion: '导', answered_by: null, answered_by_name: '张报送', answered_at: here.now() },
    answer: at % 2 === 0 ? ('ignored' as const) : ('taken' as const),
    figures: figures(at % 2 === 0 ? 30 : 5),
    ...more,
  }));
  await world.db.insertInto('wording_answers').values(values).execute();
}
const gates = () => world.db.selectFrom('wording_gates').selectAll().where('site_id', '=', here.site).orderBy('id').execute();
const version = async () => (await world.db.selectFrom('sites').select('wording_version').executeTakeFirstOrThrow()).wording_version;

it('waits until enough was answered', async () => {
  await answered(leastAnswers - 1);
  expect(await learnGates(here.platform)).toBe(0);
  expect(await gates()).toEqual([]);
});

it('then learns once, from then on decides otherwise in the site, and says so in the history', async () => {
  await answered(200);
  const before = await version();
  expect(await learnGates(here.platform)).toBe(1);
  const [kept] = await gates();
  const [learned, shipped] = [readGate(new Uint8Array(kept?.gate ?? [])), await shippedGate()];
  expect(isGrownOn(learned, shipped)).toBe(true);
  const score = (value: number, gate = learned) => treesScore(gate.trees, Float32Array.from(figures(value)));
  expect(score(30)).toBeLessThan(score(30, shipped));
  expect(await version()).toBe(before + 1);
  const { detail } = await world.db.selectFrom('history').select('detail').where('step', '=', 'gate.learn').executeTakeFirstOrThrow();
  expect(detail).toMatchObject({ answers: 249, better: true });
  expect(await learnGates(here.platform)).toBe(0);
});

it('keeps the gate that ships where nothing better comes of the answers, and does not try again with the same', async () => {
  const there = await office(world, 'elsewhere');
  const item = await drafted(there, 'reporter', 'bureau', { title: '会议' });
  // Judged by figures of another program.
  await answered(leastAnswers, { site_id: there.site, submission_id: item.submission, figures: [1, 2, 3] });
  for (let round = 0; round < 2; round += 1) expect(await learnGates(there.platform)).toBe(0);
  const kept = await world.db.selectFrom('wording_gates').select(['gate', 'answers']).where('site_id', '=', there.site).execute();
  expect(kept).toEqual([{ gate: null, answers: leastAnswers }]);
});
