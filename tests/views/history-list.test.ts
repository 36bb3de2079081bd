// The list of history: whose it is, how it is cut, what of it is seen.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, programActor } from '../../src/domain/permission.ts';
import { historyCheck } from '../../src/views/history-check.ts';
import { type HistoryInput, type HistoryPage, history } from '../../src/views/history-list.ts';
import { drafted, seen, text } from '../support/make.ts';
import { type Acting, type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
let item: number;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  place.at('2024-05-15T23:59');
  const draft = await drafted(place, 'reporter', 'bureau', { title: '县教育局部署防汛' });
  item = draft.submission;
  place.at('2024-05-16T00:00');
  await place.as('reporter').must('submission.submit', seen(place, draft));
  await place.as('head').must('outlet.save', { site: place.site, name: '县电视台', kind: 'press' });
  await place.as('head').must('unit.save', { site: place.site, name: '县水务局' });
  await place.as('systemAdministrator').must('person.invite', { signInName: 'new-one', name: '新来的' });
});
afterAll(() => world.close());

const look = (who: Acting, input: HistoryInput): Promise<HistoryPage> => who.look(history, input);
const steps = async (input: Omit<HistoryInput, 'site'> = {}, who = place.as('head')): Promise<string[]> =>
  (await look(who, { site: place.site, ...input })).rows.map(({ step }) => step);

it('lists a site’s steps, the newest first, with what each thing is called', async () => {
  const { rows } = await look(place.as('head'), { site: place.site });
  expect(rows.map(({ step, by, name }) => [step, by, name])).toEqual([
    ['unit.save', '陈主任', '县水务局'],
    ['outlet.save', '陈主任', '县电视台'],
    ['submission.submit', '张报送', '县教育局部署防汛'],
    ['submission.draft', '张报送', '县教育局部署防汛'],
    ['site.set-up', '终端', null],
  ]);
  expect(rows[2]).toMatchObject({
    thing: 'submission',
    thingId: String(item),
    from: 'draft',
    to: 'in-review',
    person: place.people.reporter,
  });
});

it('is cut by thing, person, name, step and whole days of office time', async () => {
  expect(await steps({ thing: 'submission', thingId: String(item) })).toEqual(['submission.submit', 'submission.draft']);
  expect(await steps({ thing: 'outlet' })).toEqual(['outlet.save']);
  expect(await steps({ person: place.people.reporter })).toHaveLength(2);
  expect(await steps({ by: '终' })).toEqual(['site.set-up']);
  expect(await steps({ step: 'unit.save' })).toEqual(['unit.save']);
  expect(await steps({ to: '2024-05-15' })).toEqual(['submission.draft', 'site.set-up']);
  expect(await steps({ from: '2024-05-16', to: '2024-05-16' })).toHaveLength(3);
  const refused = await place.as('head').see('history', { site: place.site, from: '2024-02-30' });
  expect(refused).toMatchObject({ ok: false, code: 'bad-input' });
});

it('goes on from page to page without losing or repeating a line', async () => {
  const all = await steps();
  const walked: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await look(place.as('auditor'), { site: place.site, limit: 2, ...(after === undefined ? {} : { after }) });
    walked.push(...page.rows.map(({ step }) => step));
    after = page.next;
    more = after !== undefined;
  }
  expect(walked).toEqual(all);
});

it('shows the head the site’s history, the auditor the platform’s as well, and nobody else any', async () => {
  const platform = (await look(place.as('auditor'), {})).rows;
  expect(platform.map(({ step, name }) => [step, name])).toContainEqual(['person.invite', '新来的']);
  expect(await place.as('head').see('history', {})).toMatchObject({ ok: false, code: 'forbidden' });
  for (const who of ['editor', 'reporter', 'leader', 'systemAdministrator', 'securityAdministrator'] as const) {
    expect(await place.as(who).see('history', { site: place.site })).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await place.as(who).see('history-verification', { site: place.site })).toMatchObject({ ok: false, code: 'forbidden' });
  }
});

it('keeps the title and the detail of an item that is open only to named people', async () => {
  const closed = await drafted(place, 'reporter', 'bureau', text({ title: '只给几个人看' }));
  const reporter = place.as('reporter');
  await reporter.must('submission.limit-access', { ...seen(place, closed), people: [place.people.reporter] });
  const titles = (await look(place.as('head'), { site: place.site, thingId: String(closed.submission), thing: 'submission' })).rows;
  expect(titles.map(({ step, name, detail }) => [step, name, detail])).toEqual([
    ['submission.limit-access', null, null],
    ['submission.draft', null, null],
  ]);
});

it('says how far it is sealed, and proves it on request', async () => {
  const auditor = place.as('auditor');
  expect((await look(auditor, { site: place.site })).seals).toEqual({ head: null, sealedAt: null, unsealed: 7 });
  await place.by(programActor as Actor).must('history.seal', { site: place.site });
  const { head, unsealed } = (await look(auditor, { site: place.site })).seals;
  expect(head).toMatch(/^[0-9a-f]{64}$/);
  expect(unsealed).toBe(0);
  const proof = await auditor.look(historyCheck, { site: place.site, head: head!.slice(0, 32) });
  expect(proof).toMatchObject({ intact: true, histories: [{ lines: 7, unsealed: { lines: 0 } }], head: { site: place.site } });
  expect(await auditor.look(historyCheck, {})).toMatchObject({ histories: [{ site: '' }] });
});
