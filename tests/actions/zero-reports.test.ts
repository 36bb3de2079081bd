// 零报送: who is named for reporting nothing, how, who is not, and the letter to each.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { terminalActor } from '../../src/domain/permission.ts';
import { renderDocx } from '../../src/rendering/docx.ts';
import type { ReportingProblems } from '../../src/views/unit-month.ts';
import type { ZeroLetterShown, ZeroReports } from '../../src/views/zero-reports.ts';
import { deskRulebook } from '../support/facts.ts';
import { drafted, received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
const may = { from: '2024-05-01', to: '2024-05-31' };
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await place.by(terminalActor).must('rulebook.adopt', { site: place.site, rulebook: deskRulebook() });
  await received(place);
});
afterAll(() => world.close());

const settled = (zeroReports: object) => place.as('head').must('site.configure', { site: place.site, settings: { zeroReports } });
const zero = async (who: OfficePerson = 'editor') => {
  const outcome = await place.as(who).see<ZeroReports>('zero-reports', { site: place.site, ...may });
  return outcome.ok ? outcome.value : outcome.code;
};
const sentence = async () => {
  const outcome = await place.as('editor').see<ReportingProblems>('reporting-problems', { site: place.site, ...may });
  return outcome.ok ? (outcome.value.problems.find(({ problem }) => problem === 'none-reported')?.paragraph ?? '') : outcome.code;
};
async function printed(): Promise<string> {
  const body = {
    ...{ title: '通报', issuers: ['县政府办公室'], opening: '现通报如下：' },
    narrative: '零报送单位：{{ 零报送单位 }}。没有报送：{{ 报送情况.没有报送单位 | join: "、" }}。',
    problems: [{ block: '没有报送' }],
    attachments: [{ title: '问题', block: '报送问题' }],
  };
  const draft = await place.as('editor').must<{ bulletin: number; version: number }>('bulletin.draft', { site: place.site, ...may, body });
  const overrule = ['sum', 'rank', 'order'].map((kind) => ({ kind, reason: '测试' }));
  await place.as('head').must('bulletin.issue', { site: place.site, bulletin: draft.bulletin, version: draft.version, overrule });
  const row = await world.db
    .selectFrom('bulletin_issues')
    .select('document')
    .where('bulletin_id', '=', draft.bulletin)
    .executeTakeFirstOrThrow();
  return JSON.stringify(row.document);
}

it('lists the units that reported nothing, and the office’s own items apart; only for the office', async () => {
  const draft = await drafted(place, 'townReporter', 'town');
  await place.as('townReporter').must('submission.submit', seen(place, draft));
  const found = await zero();
  if (typeof found === 'string') throw new Error(found);
  expect(found.units.map(({ name }) => name)).toEqual(['县教育局', '第一小学', '城关镇']);
  expect(found.own.map(({ name, submitted }) => [name, submitted])).toEqual([['县政府办公室', 0]]);
  expect(await zero('townReporter')).toBe('forbidden');
  expect(await zero('leader')).toBe('forbidden');
});

it('names them, only counts them, or says nothing, as the office settled; a unit with its own site is never named', async () => {
  expect(await sentence()).toBe('没有报送信息的单位有3个（县教育局、第一小学、城关镇）');
  await settled({ apart: ['school'] });
  expect(await sentence()).toBe('没有报送信息的单位有2个（县教育局、城关镇）');
  const named = await printed();
  expect(named).toContain('零报送单位：县教育局、城关镇。没有报送：县教育局、城关镇。');
  await settled({ naming: 'counted' });
  expect(await sentence()).toBe('没有报送信息的单位有2个');
  const counted = await printed();
  expect(counted).toContain('零报送单位：。没有报送：。');
  expect(counted).toContain('没有报送信息的单位有2个。');
  expect(counted).not.toContain('没有报送信息"');
  await settled({ naming: 'silent' });
  expect(await sentence()).toBe('');
  expect(await printed()).not.toContain('没有报送信息');
  const found = await zero();
  expect(typeof found === 'string' ? found : [found.naming, found.units.length, found.apart.map(({ name }) => name)]).toEqual([
    'silent',
    2,
    ['第一小学'],
  ]);
  await settled({ naming: 'named', apart: [] });
});

it('writes a letter to each of them and to nobody else', async () => {
  const letter = (unit: keyof Office['units'], who: OfficePerson = 'editor') =>
    place.as(who).see<ZeroLetterShown>('zero-letter', { site: place.site, unit: place.units[unit], ...may, on: '2024-06-03' });
  const outcome = await letter('bureau');
  if (!outcome.ok) throw new Error(outcome.code);
  const { document } = outcome.value;
  expect([document.title, document.addressees, document.issuers, document.issuedOn]).toEqual([
    '关于2024年5月未报送信息的通知',
    '县教育局',
    ['县政府办公室'],
    '2024-06-03',
  ]);
  expect(JSON.stringify(document.blocks)).toContain('此前也没有收到过你单位报送的信息');
  expect((await renderDocx(document)).byteLength).toBeGreaterThan(4000);
  for (const unit of ['township', 'office'] as const) expect((await letter(unit)).ok).toBe(false);
  expect((await letter('bureau', 'reporter')).ok).toBe(false);
});
