// The office's desk: what becomes of an item that the unit has sent, and what counts when.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factsOf, withRulebook } from '../support/facts.ts';
import { received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await withRulebook(place, { countsAt: 'publication' });
});
afterAll(() => world.close());

const editor = () => place.as('editor');
const head = () => place.as('head');
const adopt = (item: Stepped, more: object = {}) =>
  editor().must<Stepped & { adoptions: number[] }>('submission.adopt', { ...seen(place, item), outlets: [{ outlet: place.outlets.site }], ...more });

describe('the queue', () => {
  it('is claimed by one editor, and left alone by the other until it is put back', async () => {
    const item = await received(place);
    const claimed = await editor().must('submission.claim', seen(place, item));
    const other = await place.as('secondEditor').call('submission.adopt', { ...seen(place, claimed), outlets: [{ outlet: place.outlets.site }] });
    expect(other).toMatchObject({ ok: false, code: 'conflict', findings: [{ code: 'unclaimed' }] });
    const released = await editor().must('submission.release', seen(place, claimed));
    expect(await place.as('secondEditor').must('submission.claim', seen(place, released))).toMatchObject({ state: 'submitted' });
  });

  it('lets one of two editors adopt at once; the other is told that somebody was faster', async () => {
    const item = await received(place);
    const input = { ...seen(place, item), outlets: [{ outlet: place.outlets.site }] };
    const answers = await Promise.all([editor().call('submission.adopt', input), place.as('secondEditor').call('submission.adopt', input)]);
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.code)).sort()).toEqual(['done', 'stale-version']);
    const adoptions = await world.db.selectFrom('adoptions').selectAll().where('submission_id', '=', item.submission).execute();
    expect(adoptions).toHaveLength(1);
  });
});

describe('an adopted item', () => {
  it('counts on the day it is published by another person, though it was adopted the month before', async () => {
    place.at('2024-05-30');
    const item = await received(place);
    const adopted = await adopt(item);
    expect(await factsOf(world, item.submission, 'adoption')).toEqual([]);
    expect(await editor().call('submission.publish', seen(place, adopted))).toMatchObject({ ok: false, code: 'conflict' });
    place.at('2024-06-03');
    const published = await head().must('submission.publish', { ...seen(place, adopted), address: 'https://www.example.gov.cn/1.html' });
    expect(published.state).toBe('published');
    expect(await factsOf(world, item.submission, 'adoption')).toMatchObject([{ fact_on: '2024-05-30', published_on: '2024-06-03', lead: true }]);
  });

  it('stands in an outlet once', async () => {
    const item = await received(place);
    const outlets = [{ outlet: place.outlets.site }, { outlet: place.outlets.site }];
    expect(await editor().call('submission.adopt', { ...seen(place, item), outlets })).toMatchObject({
      ok: false,
      findings: [{ code: 'outlet-twice', where: 'outlets[1].outlet' }],
    });
  });

  it('is not put into an upper site by our own decision', async () => {
    const item = await received(place);
    const tried = await editor().call('submission.adopt', { ...seen(place, item), outlets: [{ outlet: place.outlets.upper }] });
    expect(tried).toMatchObject({ ok: false, code: 'bad-input', findings: [{ code: 'claimed-outlet' }] });
  });
});
