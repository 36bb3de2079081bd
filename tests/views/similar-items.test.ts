// Items like an item: near-duplicates of whatever age, the same event in other words, each only as far as the reader may read it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexSearches } from '../../src/jobs/index-search.ts';
import { addPublished } from '../../src/store/published.ts';
import type { SimilarItems } from '../../src/views/similar-items.ts';
import type { SimilarTexts } from '../../src/views/similar-texts.ts';
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
const compare = (submission: number, other: number, who: OfficePerson = 'editor') =>
  place.as(who).see<SimilarTexts>('similar-texts', { ...of, submission, other });
const pairs = () => world.db.selectFrom('similar_pairs').selectAll().where('site_id', '=', place.site).execute();
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
    const seenFrom = await look(mine.submission);
    expect(seenFrom).toMatchObject({
      ...{ threshold: 0.8, first: false },
      rows: [{ submission: first.submission, unit: { name: '城关镇' }, earlier: true, first: true, near: true, upper: null }],
    });
    expect(seenFrom.rows).toHaveLength(1);
    expect(seenFrom.rows[0]?.similarity).toBeGreaterThan(0.85);
    expect(await look(first.submission)).toMatchObject({
      first: true,
      rows: [{ submission: mine.submission, earlier: false, first: false }],
    });
    const both = await compare(mine.submission, first.submission);
    if (!both.ok) throw new Error(both.code);
    const { one, other, similarity } = both.value;
    expect([one.title, other.title, one.earlier, other.earlier]).toEqual(['后报的', '镇里先报的', false, true]);
    expect(similarity).toBe(seenFrom.rows[0]?.similarity);
    const marked = (side: typeof one): string =>
      side.paragraphs.map((pieces) => pieces.map(({ text, common }) => (common === undefined ? '' : text)).join('')).join('');
    expect(marked(one)).toBe(base.slice(0, 380));
    expect(marked(other)).toBe(base.slice(0, 380));
    expect(one.part).toBeGreaterThan(0.9);
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
    expect((await look(mine.submission)).rows).toMatchObject([
      { submission: other.submission, version: other.version, sameEvent: true, near: false, first: false, names: ['李强'] },
    ]);
  });
  it('are shown to nobody who may not read them, nor for an item that one may not read', async () => {
    const text = hanzi(300);
    const hidden = await received(place, { title: '县局的', body: paragraphs(text) });
    const theirs = await drafted(place, 'townReporter', 'town', { title: '镇里的', body: paragraphs(text) });
    expect((await look(theirs.submission, 'townReporter')).rows).toEqual([]);
    expect(await place.as('townReporter').see('similar-items', { ...of, submission: hidden.submission })).toMatchObject({
      code: 'not-found',
    });
    for (const [one, other] of [
      [theirs.submission, hidden.submission],
      [hidden.submission, theirs.submission],
    ] as const)
      expect(await compare(one, other, 'townReporter')).toMatchObject({ code: 'not-found' });
  });
  it('are found among what was published before the office worked here, by its day; what a redaction took out is gone at once', async () => {
    const text = hanzi(300);
    const file = [{ row: 1, key: 'old-1', title: '旧文', at: new Date('2019-03-01'), address: 'https://www.example.gov.cn/1.html' }];
    const row = { ...file[0]!, unit: place.units.office, section: undefined, body: paragraphs(text), sha256: 'a'.repeat(64) };
    const client = await place.platform.pool.connect();
    await addPublished(client, place.site, [row], '某人', new Date()).finally(() => client.release());
    const mine = await received(place, { title: '新报的', body: paragraphs(text) });
    const { rows } = await look(mine.submission);
    expect(rows).toMatchObject([{ title: '旧文', state: 'recorded', at: '2019-03-01T00:00:00.000Z', earlier: true, first: true }]);
    expect((await look(rows[0]!.submission)).rows).toMatchObject([{ submission: mine.submission, first: false }]);
    const proposed = await place.as('editor').must<{ redaction: number; version: number }>('redaction.propose', {
      ...{ ...of, submission: mine.submission, passage: text.slice(160), reason: '含个人信息' },
    });
    await place.as('head').must('redaction.confirm', { ...of, redaction: proposed.redaction, version: 1 });
    expect((await pairs()).filter(({ submission_id }) => submission_id === mine.submission)).toEqual([]);
    const outcome = await place.as('editor').see<SimilarItems>('similar-items', { ...of, submission: rows[0]!.submission });
    expect(outcome).toMatchObject({ ok: true, value: { rows: [] } });
  });
  it('are marked where they were taken off the site, and where they were adopted above', async () => {
    const text = hanzi(300);
    const out = await received(place, { title: '撤下的', body: paragraphs(text) });
    const adopted = await place.as('editor').must('submission.adopt', { ...seen(place, out), outlets: [{ outlet: place.outlets.site }] });
    const published = await place.as('head').must('submission.publish', seen(place, adopted));
    await place.as('head').must('submission.withdraw', { ...seen(place, published), reason: '内容有误' });
    const mine = await received(place, { title: '再报的', body: paragraphs(text) });
    expect((await look(mine.submission)).rows).toMatchObject([{ submission: out.submission, state: 'withdrawn', near: true }]);
  });
  it('warn whoever is about to send one, and stop it where the site says so, by the percentage that it settled on', async () => {
    const text = hanzi(300);
    const held = await received(place, { title: '年初报的', body: paragraphs(text) });
    const draft = await drafted(place, 'townshipReporter', 'township', {
      title: '再报一次',
      body: paragraphs(`${text.slice(0, 280)}${hanzi(20)}`),
    });
    await indexSearches(place.platform);
    const found = async (draftOf: Stepped, who: OfficePerson = 'townshipReporter') => {
      const outcome = await place.as(who).see<SubmissionChecks>('submission-checks', { ...of, submission: draftOf.submission });
      if (!outcome.ok) throw new Error(outcome.code);
      return outcome.value.findings.filter(({ code }) => code === 'similar').map(({ level, message }) => `${level} ${message}`);
    };
    expect(await found(draft)).toEqual([expect.stringMatching(/^warning 与山口乡 2024-05-15 先报的“年初报的”有 8\d% 相近/)]);
    // Who may not read it is told that there is something, and no more.
    const theirs = await drafted(place, 'townReporter', 'town', { title: '镇里的', body: paragraphs(text) });
    expect(await found(theirs, 'townReporter')).toEqual([expect.stringMatching(/^warning 与其他单位 2024-05-15 先报的一件有 100% 相近/)]);
    const settle = (settings: object) => place.as('head').must('site.configure', { ...of, settings });
    await settle({ checks: { similar: 'stop' } });
    expect(await place.as('townshipReporter').call('submission.submit', seen(place, draft))).toMatchObject({
      ...{ ok: false, code: 'findings' },
      findings: [{ code: 'similar', message: expect.stringContaining('年初报的') }],
    });
    await settle({ similar: { percent: 95 } });
    expect(await found(draft)).toEqual([]);
    expect((await look(draft.submission, 'townshipReporter')).rows).toEqual([]);
    const sent = await place.as('townshipReporter').must('submission.submit', seen(place, draft));
    await settle({ similar: { percent: 80 } });
    // The first is never stopped by what came after it.
    const back = await place.as('editor').must('submission.send-back', { ...seen(place, held), reason: '请补充' });
    await indexSearches(place.platform);
    expect(await found(back)).toEqual([expect.stringMatching(/^note 与山口乡 2024-05-15 后报（本件在先）的“再报一次”/)]);
    await place.as('townshipReporter').must('submission.submit', seen(place, back));
    expect(sent.state).toBe('submitted');
    await settle({ checks: { similar: 'warn' } });
  });
});
