// Items like an item: near-duplicates of whatever age, the same event in other words, each only as far as the reader may read it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexSearches } from '../../src/jobs/index-search.ts';
import type { SimilarItems } from '../../src/views/similar-items.ts';
import type { SubmissionChecks } from '../../src/views/submission-checks.ts';
import { dice } from '../support/dice.ts';
import { drafted, received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
const of = { site: 'office' };
const roll = dice(1);
const hanzi = (length: number): string => Array.from({ length }, () => String.fromCharCode(0x4e00 + roll(3000))).join('');
const paragraphs = (text: string): string => `<p>${text.slice(0, 150)}</p><p>${text.slice(150)}</p>`;

/** From the town, which has one reviewer. */
async function fromTown(over: object): Promise<Stepped> {
  const sent = await place.as('townReporter').must('submission.submit', seen(place, await drafted(place, 'townReporter', 'town', over)));
  return place.as('townReviewer').must('submission.approve', seen(place, sent));
}
async function look(submission: number, who: OfficePerson = 'editor'): Promise<SimilarItems> {
  await indexSearches(place.platform);
  const outcome = await place.as(who).see<SimilarItems>('similar-items', { ...of, submission });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
});
afterAll(() => world.close());

describe('items like an item', () => {
  const base = hanzi(400);
  it('are near-duplicates of its text, the likest first, with what both say and who was first', async () => {
    const first = await fromTown({ title: '镇里先报的', body: paragraphs(base) });
    const mine = await received(place, { title: '后报的', body: paragraphs(`${base.slice(0, 380)}${hanzi(20)}`) });
    await fromTown({ title: '另一件', body: paragraphs(hanzi(400)) });
    const { rows, text } = await look(mine.submission);
    expect(rows.map(({ submission, unitName, earlier }) => [submission, unitName, earlier])).toEqual([[first.submission, '城关镇', true]]);
    const [row] = rows;
    expect(row?.similarity).toBeGreaterThan(0.85);
    const [span] = row?.spans ?? [];
    expect(text.slice(span?.one.from, span?.one.to)).toBe(row?.text.slice(span?.other.from, span?.other.to));
    expect((span?.one.to ?? 0) - (span?.one.from ?? 0)).toBeGreaterThan(370);
    expect((await look(first.submission)).rows.map(({ submission, earlier }) => [submission, earlier])).toEqual([[mine.submission, false]]);
  });
  it('follow the text as it changes', async () => {
    const text = hanzi(300);
    const held = await received(place, { title: '本单位以前报的', body: paragraphs(text) });
    const draft = await drafted(place, 'townshipReporter', 'township', { title: '又写一遍', body: paragraphs(text) });
    expect((await look(draft.submission, 'townshipReporter')).rows.map(({ submission }) => submission)).toEqual([held.submission]);
    await place.as('townshipReporter').must('submission.save', { ...seen(place, draft), title: '又写一遍', body: paragraphs(hanzi(300)) });
    expect((await look(draft.submission, 'townshipReporter')).rows).toEqual([]);
    expect((await look(held.submission)).rows).toEqual([]);
  });
  it('are those of other units that tell of the same event in other words', async () => {
    const body = '<p>5月13日，全县校园安全工作会议召开，副县长李强出席并讲话，通报排查隐患132处。城关镇等单位参加。</p>';
    const mine = await received(place, { title: '全县校园安全工作会议召开', body, eventOn: '2024-05-13' });
    const other = await fromTown({
      title: '城关镇参加校园安全工作会',
      body: '<p>5月13日，城关镇负责人参加全县校园安全工作会。李强副县长指出，要抓好已排查的132处隐患。</p>',
      eventOn: '2024-05-13',
    });
    await fromTown({ title: '城关镇开展植树活动', body: '<p>5月13日，城关镇开展植树活动，种树132株。</p>', eventOn: '2024-05-13' });
    expect((await look(mine.submission)).rows).toMatchObject([{ submission: other.submission, sameEvent: true, names: ['李强'] }]);
  });
  it('are shown to nobody who may not read them, nor for an item that one may not read', async () => {
    const text = hanzi(300);
    const hidden = await received(place, { title: '县局的', body: paragraphs(text) });
    const theirs = await drafted(place, 'townReporter', 'town', { title: '镇里的', body: paragraphs(text) });
    expect((await look(theirs.submission, 'townReporter')).rows).toEqual([]);
    expect(await place.as('townReporter').see('similar-items', { ...of, submission: hidden.submission })).toMatchObject({
      code: 'not-found',
    });
  });
  it('warn whoever is about to send one', async () => {
    const text = hanzi(300);
    await received(place, { title: '年初报的', body: paragraphs(text) });
    const draft = await drafted(place, 'townshipReporter', 'township', { title: '再报一次', body: paragraphs(text) });
    await indexSearches(place.platform);
    const outcome = await place.as('townshipReporter').see<SubmissionChecks>('submission-checks', { ...of, submission: draft.submission });
    if (!outcome.ok) throw new Error(outcome.code);
    expect(outcome.value.findings.filter(({ code }) => code === 'similar')).toMatchObject([
      { level: 'warning', message: expect.stringContaining('年初报的”有 100% 相近') },
    ]);
  });
});
