// When an item counts: by decision or by publication, in issued months, as an interview; and who sees what of it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { terminalActor } from '../../src/domain/permission.ts';
import { factsOf, scoreOf, withRulebook } from '../support/facts.ts';
import { received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const adopt = async (place: Office, item: Stepped) =>
  place
    .as('editor')
    .must<Stepped & { adoptions: number[] }>('submission.adopt', { ...seen(place, item), outlets: [{ outlet: place.outlets.site }] });
const month = (place: Office, of: string, last = '31') => scoreOf(world, place, 'township', `${of}-01`, `${of}-${last}`);

it('a rulebook that counts decisions counts on the day of adoption, once, and taking it back takes it back on its own day', async () => {
  const place = await office(world, 'by-decision');
  await withRulebook(place, { countsAt: 'adoption' });
  place.at('2024-05-30');
  const adopted = await adopt(place, await received(place));
  expect(await month(place, '2024-05')).toBe('5');
  place.at('2024-06-03');
  const back = await place.as('editor').must('submission.unadopt', { ...seen(place, adopted), reason: '重复' });
  expect([await month(place, '2024-05'), await month(place, '2024-06', '30')]).toEqual(['5', '-5']);
  const again = await adopt(place, back);
  await place.as('head').must('submission.publish', seen(place, again));
  expect([await month(place, '2024-05'), await month(place, '2024-06', '30')]).toEqual(['5', '0']);
  expect(await factsOf(world, adopted.submission, 'adoption', place.site)).toHaveLength(2);
});

it('editing, saving again and correcting never move points to another month', async () => {
  const place = await office(world, 'by-publication');
  await withRulebook(place);
  place.at('2024-05-15');
  const published = await place.as('head').must('submission.publish', seen(place, await adopt(place, await received(place))));
  place.at('2024-06-20');
  const corrected = await place
    .as('head')
    .must('submission.correct', { ...seen(place, published), title: '更正后的标题', reason: '标题有误' });
  await place.as('editor').must('submission.feature', { ...seen(place, corrected), comment: '范文' });
  expect([await month(place, '2024-05'), await month(place, '2024-06', '30')]).toEqual(['5', '0']);
});

it('what is confirmed after the month’s bulletin was issued counts in the next month, as 补记; the issued figure stays', async () => {
  const place = await office(world, 'late');
  await withRulebook(place);
  place.at('2024-05-20');
  const item = await received(place);
  const claim = {
    site: place.site,
    submission: item.submission,
    outlet: place.outlets.upper,
    on: '2024-05-18',
    evidence: 'https://city.example.gov.cn/1.html',
  };
  const { adoption } = await place.as('editor').must<{ adoption: number }>('adoption.claim', claim);
  place.at('2024-06-02');
  const body = {
    title: '通报',
    addressees: '各单位',
    issuers: ['县政府办公室'],
    opening: '现将情况通报如下。',
    narrative: '各单位报送信息。',
    problems: [],
    requirements: [],
  };
  const draft = await place
    .by(terminalActor)
    .call<object>('bulletin.draft', { site: place.site, from: '2024-05-01', to: '2024-05-31', body });
  if (!draft.ok) throw new Error(JSON.stringify(draft.findings));
  await place.by(terminalActor).must('bulletin.issue', { site: place.site, ...draft.value });
  place.at('2024-06-03');
  await place.as('head').must('adoption.confirm', { site: place.site, adoption, version: 1 });
  expect([await month(place, '2024-05'), await month(place, '2024-06', '30')]).toEqual(['0', '10']);
  const june = await place
    .as('head')
    .see<{ late: { count: number } }>('ranking', { site: place.site, from: '2024-05-01', to: '2024-05-31' });
  expect(june).toMatchObject({ ok: true, value: { late: { count: 1, entries: [{ countsOn: '2024-06-01', fact: 'adoption' }] } } });
});

it('an interview counts as an interview, once, where the rulebook knows interviews', async () => {
  const place = await office(world, 'interviews');
  await withRulebook(place, { interviews: true });
  const interview = {
    guests: [{ name: '某局长' }],
    plannedOn: '2024-05-14',
    questions: ['问'],
    transcript: [
      { speaker: '主持人', said: '问' },
      { speaker: '某局长', said: '答' },
    ],
  };
  const content = { source: '山口乡', byline: '吴', phone: '0471-1234567', signer: '李', declaredNotSecret: true, interview };
  const item = await received(place, { kind: 'interview', content });
  const outlets = [{ outlet: place.outlets.site }, { outlet: place.outlets.journal }];
  const adopted = await place.as('editor').must('submission.adopt', { ...seen(place, item), outlets });
  await place.as('head').must('submission.publish', seen(place, adopted));
  const facts = await factsOf(world, item.submission, undefined, place.site);
  expect(facts.map(({ fact }) => fact).sort()).toEqual(['adoption', 'interview', 'submission']);
  expect(await month(place, '2024-05')).toBe('105');
});

it('lists show to each role what it may see of single items, and no more', async () => {
  const place = await office(world, 'reach');
  await withRulebook(place);
  const open = await place.as('head').must('submission.publish', seen(place, await adopt(place, await received(place))));
  const closed = await received(place, { title: '限定的人看' });
  await world.db
    .updateTable('submissions')
    .set({ people: [place.people.secondEditor] })
    .where('id', '=', closed.submission)
    .execute();
  const ids = async (who: OfficePerson, view: string, input: object = {}): Promise<readonly number[] | string> => {
    const seenRows = await place.as(who).see<{ rows: { submission: number }[] }>(view, { site: place.site, ...input });
    return seenRows.ok ? seenRows.value.rows.map(({ submission }) => submission) : seenRows.code;
  };
  expect(await ids('editor', 'desk')).toEqual([]);
  expect(await ids('secondEditor', 'desk')).toEqual([closed.submission]);
  for (const who of ['editor', 'head', 'leader', 'auditor', 'townshipReporter'] as const)
    expect(await ids(who, 'published'), who).toEqual([open.submission]);
  for (const who of ['townReporter', 'reviewer', 'reporter'] as const) expect(await ids(who, 'published'), who).toEqual([]);
  expect(await ids('townshipReporter', 'publication-list')).toBe('forbidden');
  expect(await ids('systemAdministrator', 'desk')).toBe('forbidden');
  const counts = await place.as('editor').see<{ states: object }>('desk-counts', { site: place.site });
  expect(counts).toMatchObject({ ok: true, value: { states: {}, toRatify: 0, claims: 0 } });
  expect(await place.as('secondEditor').see('desk-counts', { site: place.site })).toMatchObject({
    value: {
      states: { submitted: 1 },
      units: [{ key: place.units.township, count: 1 }],
      groups: [{ key: '乡镇', count: 1 }],
      kinds: { news: 1 },
    },
  });
  const decided = (who: OfficePerson) => place.as(who).see('submission-decisions', { site: place.site, submission: open.submission });
  expect(await decided('townshipReporter')).toMatchObject({
    ok: true,
    value: { adoptions: [{ counted: true, shares: [{ top: 1, bottom: 1 }] }] },
  });
  expect(await decided('townReporter')).toMatchObject({ ok: false, code: 'not-found' });
  const channel = {
    site: place.site,
    name: '夹',
    kind: 'folder',
    settings: { siteDomain: 'a.gov.cn', siteIdCode: '1501000001', folder: 'a' },
  };
  expect(await place.as('editor').call('channel.add', channel)).toMatchObject({ code: 'forbidden' });
  await place.as('head').must('channel.add', channel);
  expect(await place.as('head').call('channel.add', { ...channel, name: '另一个' })).toMatchObject({
    code: 'conflict',
    findings: [{ code: 'folder-taken' }],
  });
  expect(await place.as('editor').see('channels', { site: place.site })).toMatchObject({
    value: { channels: [{ name: '夹', settings: null }] },
  });
  expect(await place.as('head').see('channels', { site: place.site })).toMatchObject({
    value: { channels: [{ settings: { folder: 'a' } }] },
  });
});
