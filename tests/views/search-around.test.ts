// Search over what lies around items: each thing is found by its words, and only by whoever may see it where it stands.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { indexSearches } from '../../src/jobs/index-search.ts';
import { sitesToIndex } from '../../src/store/search.ts';
import { type AroundHit, type SearchAroundInput, searchAround } from '../../src/views/search-around.ts';
import { drafted, inReview, received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
let here: Office;
let offices = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  offices += 1;
  here = await office(world, `office-${offices}`);
});

const index = () => indexSearches(here.platform);
const page = (who: OfficePerson, query: string, more: Partial<SearchAroundInput> = {}) =>
  here.as(who).look(searchAround, { site: here.site, text: query, ...more });
const among = async (who: OfficePerson, query: string, thing: NonNullable<SearchAroundInput['among']>): Promise<readonly AroundHit[]> =>
  (await page(who, query, { among: thing })).rows;
/** How many of which kind are found. */
const counts = async (who: OfficePerson, query: string, more: Partial<SearchAroundInput> = {}): Promise<Record<string, number>> =>
  Object.fromEntries((await page(who, query, more)).kinds.flatMap(({ among: kind, count }) => (count > 0 ? [[kind, count]] : [])));
const marked = (pieces: AroundHit['title']): string => pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

const wrong = { word: '部署校园', correction: '布置校园', kind: 'typo' };
async function noticed(): Promise<{ readonly rectification: number; readonly submission: number }> {
  const waiting = await inReview(here);
  const reviewed = await here.as('reviewer').must('submission.approve', seen(here, waiting));
  const sent = await here.as('secondReviewer').must('submission.approve', seen(here, reviewed));
  const { site } = here;
  const finding = { site, submission: sent.submission, ...wrong, note: '“县教育局召开会议”一句，请核对' };
  const { rectification } = await here.as('editor').must<{ rectification: number }>('finding.record', finding);
  await here.as('head').must('finding.confirm', { site, rectification, version: 1 });
  await here.as('secondEditor').must('rectification.notify', { site, items: [{ rectification, version: 2 }], dueOn: '2024-05-20' });
  return { rectification, submission: sent.submission };
}

describe('wording errors and notices', () => {
  it('are found by word, place, note and answer, by the office and the unit, once confirmed', async () => {
    const { rectification, submission } = await noticed();
    await index();
    expect(await counts('editor', '校园')).toEqual({ rectification: 1, notice: 1 });
    const [hit] = await among('editor', '布置校园', 'rectification');
    expect(marked(hit!.title)).toBe('部署校园 → [布置校园]');
    expect(hit).toMatchObject({
      opens: { on: 'rectification', id: rectification },
      unit: '县教育局',
      stateName: '待整改',
      on: '2024-05-15',
    });
    expect(marked((await among('editor', '核对', 'rectification'))[0]!.snippet)).toBe('“县教育局召开会议”一句，请[核对]');
    expect((await among('editor', '布置', 'notice'))[0]).toMatchObject({ opens: { on: 'rectification', id: rectification } });
    expect(await counts('reporter', '校园')).toEqual({ rectification: 1, notice: 1 });
    for (const who of ['colleague', 'townReporter', 'townshipReporter', 'systemAdministrator'] as const)
      expect(await counts(who, '校园'), who).toEqual({});

    await here.as('reporter').must('rectification.reply', {
      ...{ site: here.site, rectification, version: 3, reply: '已经改为规范表述', title: '县教育局布置校园安全工作' },
      body: '<p>5月14日，县教育局召开会议，布置校园安全工作。</p>',
    });
    expect(await counts('editor', '规范表述')).toEqual({});
    expect(await sitesToIndex(world.database.pool, here.now())).toContain(here.site);
    await index();
    expect(await counts('editor', '规范表述')).toEqual({ rectification: 1 });
    expect(await sitesToIndex(world.database.pool, here.now())).not.toContain(here.site);
    expect(await counts('editor', '校园', { unit: here.units.town })).toEqual({});
    expect(await counts('editor', '校园', { from: '2024-05-16' })).toEqual({});
    expect(submission).toBeGreaterThan(0);
  });

  it('that nobody has confirmed are the office’s own matter', async () => {
    const waiting = await inReview(here);
    await here.as('editor').must('finding.record', { site: here.site, submission: waiting.submission, ...wrong });
    await index();
    expect(await counts('editor', '布置校园')).toEqual({ rectification: 1 });
    expect(await counts('reporter', '布置校园')).toEqual({});
  });

  it('no longer tell what was taken out of their item', async () => {
    const { submission } = await noticed();
    await index();
    const proposal = { site: here.site, submission, passage: '县教育局召开会议', reason: '误写' };
    const { redaction } = await here.as('editor').must<{ redaction: number }>('redaction.propose', proposal);
    expect(await counts('editor', '召开会议')).toMatchObject({ rectification: 1 });
    await here.as('head').must('redaction.confirm', { site: here.site, redaction, version: 1 });
    expect((await counts('editor', '召开会议'))['rectification']).toBeUndefined();
    await index();
    expect((await counts('editor', '召开会议'))['rectification']).toBeUndefined();
  });
});

it('what an inspection found is found by its words and its subject: by the office, and by its unit once confirmed', async () => {
  const { site, units } = here;
  const editor = here.as('editor');
  const kept = await editor.must<{ subject: number }>('inspection-subject.save', {
    site,
    kind: 'site',
    name: '教育网',
    unit: units.bureau,
  });
  const plan = { site, name: '五月检查', method: 'whole', kinds: ['site'], from: '2024-05-01', to: '2024-05-31' };
  const { inspection, version } = await editor.must<{ inspection: number; version: number }>('inspection.plan', plan);
  await editor.must('inspection.start', { site, inspection, version });
  const finding = {
    site,
    inspection,
    subject: kept.subject,
    indicator: 'other',
    on: '2024-05-10',
    body: '首页栏目空白',
    place: '首页右侧',
  };
  const found = await editor.must<{ finding: number }>('inspection-finding.record', finding);
  await index();
  expect(await counts('editor', '空白')).toEqual({ 'inspection-finding': 1 });
  expect(await counts('editor', '教育网 右侧')).toEqual({ 'inspection-finding': 1 });
  expect(await counts('reporter', '空白')).toEqual({});
  await here.as('head').must('inspection-finding.confirm', { site, finding: found.finding, version: 1 });
  await index();
  expect((await among('reporter', '空白', 'inspection-finding'))[0]).toMatchObject({ opens: { on: 'inspection', id: inspection } });
  expect(await counts('townReporter', '空白')).toEqual({});
});

it('a commission is found by what it asks: by the office on its board, by a unit that was asked as its own task', async () => {
  const { site, units } = here;
  const given = { title: '防汛工作信息', brief: '写清楚物资储备', due: '2024-05-31', units: [units.bureau, units.town] };
  const { commission } = await here.as('editor').must<{ commission: number }>('commission.place', { site, ...given });
  await index();
  expect((await among('editor', '物资', 'commission'))[0]).toMatchObject({ opens: { on: 'commission', id: commission } });
  const task = await world.db
    .selectFrom('commission_tasks')
    .select('id')
    .where('site_id', '=', site)
    .where('unit_id', '=', units.bureau)
    .executeTakeFirstOrThrow();
  expect((await among('reporter', '物资', 'commission'))[0]).toMatchObject({ opens: { on: 'commission-task', id: task.id } });
  expect(await counts('townshipReporter', '物资')).toEqual({});
  expect(await counts('editor', '物资', { unit: units.township })).toEqual({});
  await here.as('editor').must('commission.edit', { site, commission, version: 1, brief: '写清楚队伍演练' });
  expect(await counts('editor', '物资')).toEqual({});
  await index();
  expect(await counts('editor', '演练')).toEqual({ commission: 1 });
});

it('an issued bulletin is found by its text, whatever the order in which bulletins were begun', async () => {
  const { site } = here;
  const rulebook = {
    ...{ name: '计分办法', from: '2024-01-01', countsAt: 'adoption', rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }] },
    rank: { by: ['得分'], ties: 'competition' },
  };
  await here.as('head').must('rulebook.adopt', { site, rulebook });
  const begun = async (from: string, to: string, title: string) =>
    (
      await here.as('editor').must<{ bulletin: number }>('bulletin.draft', {
        site,
        from,
        to,
        body: { title, issuers: ['某县政府办公室'], opening: '现将采用情况通报如下。', narrative: '见附件。' },
      })
    ).bulletin;
  const first = await begun('2024-03-01', '2024-03-31', '三月采用情况');
  const second = await begun('2024-04-01', '2024-04-30', '四月采用情况');
  for (const bulletin of [second, first]) {
    await here.as('head').must('bulletin.issue', {
      ...{ site, bulletin, version: 1 },
      overrule: ['sum', 'rank', 'order'].map((kind) => ({ kind, reason: '测试' })),
    });
    await index();
  }
  expect((await among('reporter', '三月', 'bulletin'))[0]).toMatchObject({ opens: { on: 'bulletin', id: first }, stateName: '已印发' });
  expect(await counts('leader', '采用情况')).toEqual({ bulletin: 2 });
  expect(await counts('systemAdministrator', '采用情况')).toEqual({});
});

it('letters and appeals are found by the office and by the unit they concern, and by no other', async () => {
  const { site, units } = here;
  const item = await received(here);
  const rejected = await here.as('editor').must('submission.reject', { ...seen(here, item), reasonCode: 'stale' });
  const against = { site, unit: units.township, about: 'rejection', submission: rejected.submission, reason: '我乡当天就报了材料' };
  const { appeal } = await here.as('townshipReporter').must<{ appeal: number }>('appeal.raise', against);
  here.at('2024-06-03T09:00');
  const may = { from: '2024-05-01', to: '2024-05-31' };
  const { sent } = await here.as('editor').must<{ sent: { letter: number }[] }>('letter.send', { site, ...may, units: [units.town] });
  await index();
  expect((await among('editor', '材料', 'appeal'))[0]).toMatchObject({
    opens: { on: 'appeals', id: appeal },
    unit: '山口乡',
    stateName: '待答复',
  });
  expect((await among('townshipReporter', '当天', 'appeal'))[0]).toMatchObject({ opens: { on: 'my-appeals' } });
  expect(await counts('townReporter', '材料')).toEqual({});
  expect((await among('editor', '报送', 'letter'))[0]).toMatchObject({ opens: { on: 'letter', id: sent[0]!.letter }, unit: '城关镇' });
  expect(await counts('townReporter', '未报送')).toEqual({ letter: 1 });
  expect(await counts('townshipReporter', '未报送')).toEqual({});
  await here.as('secondEditor').must('appeal.refuse', { site, appeal, version: 1, reason: '超过了时限规定' });
  expect(await sitesToIndex(world.database.pool, here.now())).toContain(site);
  await index();
  expect(await counts('townshipReporter', '时限规定')).toEqual({ appeal: 1 });
});

it('comes in pages, and of the other kinds only the number is told, up to twenty', async () => {
  const { site, units } = here;
  for (let n = 0; n < 23; n += 1)
    await here
      .as('editor')
      .must('commission.place', { site, title: `第${n}次约稿`, brief: '安全', due: '2024-05-31', units: [units.town] });
  await drafted(here);
  await index();
  const first = await page('editor', '约稿', { among: 'commission', limit: 15 });
  expect(first.kinds.find(({ among: kind }) => kind === 'commission')).toMatchObject({ count: 20, more: true });
  const second = await page('editor', '约稿', { among: 'commission', limit: 15, after: first.next! });
  expect([...first.rows, ...second.rows].map(({ title }) => marked(title).replace(/\D/g, ''))).toEqual(
    Array.from({ length: 23 }, (_, n) => String(22 - n)),
  );
  expect(second.next).toBeUndefined();
  await received(here);
});
