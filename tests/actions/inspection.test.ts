// Inspections with a real database: planned, drawn, checked, found, confirmed by another person, posted, taken back, concluded.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportedInspection } from '../../src/actions/import-inspection.ts';
import type { SheetRow } from '../../src/domain/import/cell.ts';
import { inspection as inspectionView } from '../../src/views/inspection.ts';
import { inspectionChecks } from '../../src/views/inspection-checks.ts';
import { inspectionDocument } from '../../src/views/inspection-document.ts';
import { inspectionFindings } from '../../src/views/inspection-findings.ts';
import { inspections } from '../../src/views/inspections.ts';
import { updateBoard } from '../../src/views/update-board.ts';
import { received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Started {
  readonly inspection: number;
  readonly version: number;
}
const plan = { method: 'whole', kinds: ['site', 'section', 'account', 'unit'], from: '2024-05-01', to: '2024-05-31' } as const;

async function subject(place: Office, name: string, unit: keyof Office['units'], more: object = {}): Promise<number> {
  const input = { site: place.site, kind: 'section', name, unit: place.units[unit], ...more };
  return (await place.as('editor').must<{ subject: number }>('inspection-subject.save', input)).subject;
}
async function underWay(place: Office, more: object = {}): Promise<Started> {
  const planned = await place.as('editor').must<Started>('inspection.plan', { site: place.site, name: '5月检查', ...plan, ...more });
  return place.as('editor').must<Started>('inspection.start', { site: place.site, ...pick(planned) });
}
const pick = ({ inspection, version }: Started): Started => ({ inspection, version });
const find = (place: Office, { inspection }: Started, about: number, more: object = {}) =>
  place.as('editor').must<{ finding: number }>('inspection-finding.record', {
    ...{
      site: place.site,
      inspection,
      subject: about,
      indicator: 'other',
      on: '2024-05-14',
      body: '两处链接打不开',
      place: '首页',
      ...more,
    },
  });
const factsOf = (place: Office) =>
  world.db
    .selectFrom('facts')
    .select(['fact', 'unit_id', 'fact_on', 'points', 'source_key'])
    .where('site_id', '=', place.site)
    .orderBy('id')
    .execute();

describe('an inspection', () => {
  it('goes from its plan to its end: checked, found, confirmed by another, and only then concluded', async () => {
    const place = await office(world, 'whole');
    const [news, notices] = [await subject(place, '工作动态', 'bureau'), await subject(place, '通知公告', 'town')];
    const begun = await underWay(place);
    const { finding } = await find(place, begun, news, { indicator: '栏目不更新', link: 'http://example.gov.cn/1' });
    const at = { site: place.site, inspection: begun.inspection };
    expect(await place.as('editor').call('inspection.conclude', { ...at, version: begun.version })).toMatchObject({
      code: 'conflict',
      findings: [{ message: '还有 1 个对象没有检查' }, { message: '还有 1 个问题没有核实' }],
    });
    await place.as('editor').must('inspection.check', { ...at, subjects: [notices], on: '2024-05-15' });
    const confirm = { site: place.site, finding, version: 1 };
    expect(await place.as('editor').call('inspection-finding.confirm', confirm)).toMatchObject({ code: 'conflict' });
    await place.as('head').must('inspection-finding.confirm', confirm);
    expect(await place.as('head').call('inspection-finding.confirm', confirm)).toMatchObject({ code: 'stale-version' });
    const shown = await place.as('editor').look(inspectionView, at);
    expect(shown.counts).toMatchObject({ subjects: 2, checked: 2, passed: 1, failed: 1, failRate: '50.00%', vetoes: 1 });
    expect(shown.namedUnits).toEqual(['县教育局']);
    expect(shown.steps.map(({ step, barred }) => [step, barred === undefined])).toEqual([
      ['conclude', true],
      ['withdraw', false],
    ]);
    expect(await place.as('editor').must('inspection.conclude', { ...at, version: begun.version })).toMatchObject({ state: 'concluded' });
    expect(await place.as('editor').call('inspection.check', { ...at, subjects: 'all', on: '2024-05-15' })).toMatchObject({
      code: 'wrong-state',
    });
    // No rulebook counts vetoes here and no setting gives them points: nothing was posted.
    expect(await factsOf(place)).toEqual([]);
  });

  it('looks at a sample that its seed draws again', async () => {
    const place = await office(world, 'sample');
    for (let number = 1; number <= 9; number += 1) await subject(place, `栏目${number}`, number % 2 ? 'bureau' : 'town');
    const drawn = async (name: string, seed: number): Promise<string> => {
      const begun = await underWay(place, { name, method: 'sample', sampleSize: 3, seed });
      const { rows } = await place.as('editor').look(inspectionChecks, { site: place.site, inspection: begun.inspection });
      return rows.map((row) => row.name).join();
    };
    const first = await drawn('抽查一', 42);
    expect(first.split(',').length).toBe(3);
    expect(await drawn('抽查二', 42)).toBe(first);
    const others = await Promise.all([1, 2, 3].map((seed) => drawn(`抽查${seed}号`, seed)));
    expect(new Set([first, ...others]).size).toBeGreaterThan(1);
    const without = { site: place.site, name: '抽查四', ...plan, method: 'sample' };
    expect(await place.as('editor').call('inspection.plan', without)).toMatchObject({
      code: 'bad-input',
      findings: [{ where: 'sampleSize' }],
    });
    expect(await place.as('editor').call('inspection.plan', { ...without, method: 'whole', name: '抽查一' })).toMatchObject({
      code: 'conflict',
    });
    expect(await place.as('editor').call('inspection.plan', { ...without, method: 'whole', from: '2024-06-01' })).toMatchObject({
      code: 'bad-input',
    });
  });

  it('posts a deduction once where the settings give points, on the day it was found, and takes it back when it was not so', async () => {
    const place = await office(world, 'points');
    const settings = { inspection: { indicators: [{ code: 'dead-link', name: '死链', veto: false, points: 0.5 }] } };
    await place.as('head').must('site.configure', { site: place.site, settings });
    const about = await subject(place, '工作动态', 'bureau');
    const begun = await underWay(place);
    const { finding } = await find(place, begun, about, { indicator: '死链' });
    const confirmed = await place
      .as('head')
      .must<{ posted: boolean; version: number }>('inspection-finding.confirm', { site: place.site, finding, version: 1 });
    expect(confirmed).toMatchObject({ posted: true, state: 'confirmed' });
    const posted = {
      fact: 'deduction',
      unit_id: place.units.bureau,
      fact_on: '2024-05-14',
      points: '0.5',
      source_key: `inspection:${finding}`,
    };
    expect(await factsOf(place)).toEqual([posted]);
    place.at('2024-05-20');
    const refuted = { site: place.site, finding, version: confirmed.version, reason: '复查时已能打开' };
    expect(await place.as('head').must('inspection-finding.refute', refuted)).toMatchObject({ takenBack: true, state: 'refuted' });
    expect(await factsOf(place)).toEqual([
      posted,
      {
        fact: 'adjustment',
        unit_id: place.units.bureau,
        fact_on: '2024-05-20',
        points: null,
        source_key: `inspection:${finding}:reversed`,
      },
    ]);
  });

  it('posts a veto without points where the rulebook of the day counts vetoes', async () => {
    const place = await office(world, 'rulebook');
    const rulebook = {
      ...{ name: '计分办法', from: '2024-01-01', rules: [{ id: '否决', each: { fact: 'veto' }, points: -10 }] },
      rank: { by: ['得分'], ties: 'competition' },
    };
    await place.as('head').must('rulebook.adopt', { site: place.site, rulebook });
    const about = await subject(place, '县教育局网站', 'bureau', { kind: 'site' });
    const begun = await underWay(place);
    const veto = await find(place, begun, about, { indicator: 'site-home-stale' });
    const other = await find(place, begun, about);
    for (const { finding } of [veto, other])
      await place.as('head').must('inspection-finding.confirm', { site: place.site, finding, version: 1 });
    expect(await factsOf(place)).toMatchObject([{ fact: 'veto', points: null, source_key: `inspection:${veto.finding}` }]);
  });

  it('is called off with a reason, but not once something was confirmed', async () => {
    const place = await office(world, 'off');
    const about = await subject(place, '工作动态', 'bureau');
    const begun = await underWay(place);
    const { finding } = await find(place, begun, about);
    await place.as('head').must('inspection-finding.confirm', { site: place.site, finding, version: 1 });
    const off = { site: place.site, ...pick(begun), reason: '与上级检查重复' };
    expect(await place.as('editor').call('inspection.withdraw', off)).toMatchObject({ code: 'conflict' });
    await place.as('head').must('inspection-finding.refute', { site: place.site, finding, version: 2, reason: '页面正常' });
    expect(await place.as('editor').must('inspection.withdraw', off)).toMatchObject({ state: 'withdrawn' });
    expect(await place.as('editor').call('inspection.start', { site: place.site, inspection: begun.inspection, version: 3 })).toMatchObject(
      { code: 'wrong-state' },
    );
  });
});

describe('the board', () => {
  it('takes the last update of our own sections from what is published, of others from what was noted', async () => {
    const place = await office(world, 'board');
    const { section } = await place.as('head').must<{ section: number }>('section.save', { site: place.site, name: '政务动态' });
    const own = await subject(place, '政务动态', 'office', { section, intervalDays: 14 });
    const account = await subject(place, '城关发布', 'town', { kind: 'account', intervalDays: 10, updatedOn: '2024-05-01' });
    await subject(place, '没有周期的', 'town');
    const board = async (on: string, show = 'due') =>
      (await place.as('editor').look(updateBoard, { site: place.site, on, show })).rows.map(({ name, standing, dueOn }) => [
        name,
        standing,
        dueOn,
      ]);
    expect(await board('2024-05-12')).toEqual([
      ['政务动态', 'unknown', null],
      ['城关发布', 'behind', '2024-05-11'],
    ]);
    const item = await received(place, { section });
    const adopted = await place.as('editor').must('submission.adopt', { ...seen(place, item), outlets: [{ outlet: place.outlets.site }] });
    await place.as('head').must('submission.publish', seen(place, adopted));
    expect(await board('2024-05-27')).toEqual([
      ['城关发布', 'behind', '2024-05-11'],
      ['政务动态', 'soon', '2024-05-29'],
    ]);
    await place.as('editor').must('inspection-subject.note', { site: place.site, subjects: [account], on: '2024-05-15' });
    const earlier = { site: place.site, subjects: [account], on: '2024-05-14' };
    expect(await place.as('editor').call('inspection-subject.note', earlier)).toMatchObject({ code: 'conflict' });
    expect(await board('2024-05-16')).toEqual([]);
    expect(await board('2024-05-16', 'all')).toEqual([
      ['城关发布', 'fine', '2024-05-25'],
      ['政务动态', 'fine', '2024-05-29'],
      ['没有周期的', 'unwatched', null],
    ]);
    const first = await place.as('editor').look(updateBoard, { site: place.site, show: 'all', limit: 2, on: '2024-05-16' });
    const second = await place
      .as('editor')
      .look(updateBoard, { site: place.site, show: 'all', limit: 2, on: '2024-05-16', after: first.next ?? '' });
    expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(['城关发布', '政务动态', '没有周期的']);
    expect((await place.as('townReporter').look(updateBoard, { site: place.site, show: 'all' })).rows.map(({ name }) => name)).toEqual([
      ...['城关发布', '没有周期的'],
    ]);
    const same = { site: place.site, kind: 'section', name: '政务动态', unit: place.units.office };
    expect(await place.as('editor').call('inspection-subject.save', same)).toMatchObject({ code: 'conflict' });
    const stale = { ...same, subject: own, version: 9 };
    expect(await place.as('editor').call('inspection-subject.save', stale)).toMatchObject({ code: 'stale-version' });
  });
});

describe('a list', () => {
  const heading = ['对象', '类别', '责任单位', '问题', '指标', '检查日期', '位置', '截图/链接'];
  const listed = (...cells: (readonly (string | null)[])[]): AsyncIterable<readonly SheetRow[]> =>
    (async function* () {
      yield [['某县政府网站检查情况'], heading, ...cells].map((row, index) => ({ row: index + 1, cells: [...row] }));
    })();
  const good = [
    ['县教育局网站', '网站', '县教育局', '首页3周没有更新', '首页不更新', '2024-05-10', '首页', 'http://example.gov.cn/1'],
    ['县教育局网站', '网站', '县教育局', '两处链接打不开', null, '2024-05-10', '通知公告', null],
    ['城关发布', '微信公众号', '城关镇', '无', null, '2024-05-11', null, null],
  ];
  const importing = (place: Office, rows: AsyncIterable<readonly SheetRow[]>, who: OfficePerson = 'editor') =>
    place.as(who).call<ImportedInspection>('inspection.import', {
      site: place.site,
      name: '上级抽查',
      fileName: '抽查.xlsx',
      sha256: 'a'.repeat(64),
      rows,
    });

  it('becomes an inspection under way; the same list again adds nothing', async () => {
    const place = await office(world, 'list');
    const first = await importing(place, listed(...good));
    expect(first).toMatchObject({ ok: true, value: { made: true, rows: 3, subjects: 2, checked: 2, findings: 2, known: 0 } });
    expect(await importing(place, listed(...good))).toMatchObject({
      ok: true,
      value: { made: false, subjects: 0, checked: 0, findings: 0, known: 2 },
    });
    const { inspection } = (first as { value: ImportedInspection }).value;
    const at = { site: place.site, inspection };
    const { rows } = await place.as('head').look(inspectionFindings, at);
    expect(rows.map(({ subjectName, indicatorName, veto, state }) => [subjectName, indicatorName, veto, state])).toEqual([
      ['县教育局网站', '首页不更新', true, 'found'],
      ['县教育局网站', '其他问题', false, 'found'],
    ]);
    for (const { finding } of rows) await place.as('head').must('inspection-finding.confirm', { site: place.site, finding, version: 1 });
    const { document } = await place.as('leader').look(inspectionDocument, { ...at, issuedOn: '2024-05-15' });
    expect(JSON.stringify(document.blocks)).toContain('共检查对象2个，合格1个，不合格1个，不合格率50.00%');
    expect((await place.as('editor').look(inspections, { site: place.site })).rows).toMatchObject([
      { name: '上级抽查', subjects: 2, checked: 2, confirmed: 2, from: '2024-05-10', to: '2024-05-11' },
    ]);
  });

  it('comes in whole or not at all, with every bad row named and near unit names', async () => {
    const place = await office(world, 'badlist');
    const outcome = await importing(
      place,
      listed(
        good[0] as string[],
        ['工作动态', '栏目', '教育', '空白', null, '2024-05-10'],
        ['城关发布', '账户', '城关镇', '无', null, '明天'],
      ),
    );
    expect(outcome).toMatchObject({ ok: false, code: 'findings' });
    expect(!outcome.ok && outcome.findings.map(({ where, code }) => [where, code])).toEqual([
      ['第4行', 'unknown-unit'],
      ['第5行', 'bad-kind'],
      ['第5行', 'bad-date'],
    ]);
    expect(await importing(place, listed([...(good[0] as string[]).slice(0, 5), '2024-05-16']))).toMatchObject({ code: 'findings' });
    expect((await place.as('editor').look(inspections, { site: place.site })).rows).toEqual([]);
    expect((await place.as('editor').look(updateBoard, { site: place.site, show: 'all' })).rows).toEqual([]);
    expect(await importing(place, listed(...good), 'reporter')).toMatchObject({ code: 'forbidden' });
  });
});

it('a unit sees its own subjects, and findings only once they are confirmed', async () => {
  const place = await office(world, 'reach');
  const [mine, theirs] = [await subject(place, '教育动态', 'bureau'), await subject(place, '城关动态', 'town')];
  const begun = await underWay(place);
  const at = { site: place.site, inspection: begun.inspection };
  const { finding } = await find(place, begun, mine, { body: '教育动态没有更新' });
  await find(place, begun, theirs, { body: '城关动态没有更新' });
  const bodies = async (who: OfficePerson): Promise<readonly string[]> =>
    (await place.as(who).look(inspectionFindings, at)).rows.map(({ body }) => body);
  expect(await bodies('reporter')).toEqual([]);
  await place.as('head').must('inspection-finding.confirm', { site: place.site, finding, version: 1 });
  expect(await bodies('reporter')).toEqual(['教育动态没有更新']);
  expect(await bodies('reviewer')).toEqual(['教育动态没有更新']);
  expect(await bodies('townReporter')).toEqual([]);
  expect((await place.as('townReporter').look(inspectionView, at)).counts).toMatchObject({ subjects: 1, checked: 1, found: 0 });
  expect(await place.as('schoolReporter').see('inspection', at)).toMatchObject({ code: 'not-found' });
  expect((await place.as('schoolReporter').look(inspections, { site: place.site })).rows).toEqual([]);
  expect(await place.as('reporter').see('inspection-document', at)).toMatchObject({ code: 'forbidden' });
});
