// A unit's month: its own figures and lines, its place in the last issued bulletin, and nothing of other units.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/permission.ts';
import type { BulletinIssue } from '../../src/views/bulletin-issue.ts';
import type { ScoreLines } from '../../src/views/score-lines.ts';
import { type UnitMonth, unitMonth } from '../../src/views/unit-month.ts';
import { received, seen, text } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

const rulebook = {
  name: '计分办法',
  from: '2024-01-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', name: '采用信息', each: { fact: 'adoption' }, points: 5 }],
  columns: ['名次', '单位', '得分'],
  rank: { by: ['得分'], ties: 'competition' },
  groups: [{ name: '乡镇', title: '各乡镇' }],
};
const body = {
  title: '关于{{期名}}信息报送情况的通报',
  issuers: ['某县人民政府办公室'],
  opening: '现将{{期名}}情况通报如下：',
  headings: ['基本情况', '下一步工作要求'],
  narrative: '请各单位继续做好报送工作。',
  attachments: [{ title: '得分表' }],
};
const may = { from: '2024-05-01', to: '2024-05-31' };

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await place.as('head').must('rulebook.adopt', { site: place.site, rulebook });
  const outlets = [{ outlet: place.outlets.site }];
  for (const title of ['山口乡一', '山口乡二'])
    await place.as('editor').must('submission.adopt', { ...seen(place, await received(place, { title })), outlets });
  const draft = await place.as('townReporter').must<{ submission: number; version: number; state: string }>('submission.draft', {
    ...{ site: place.site, unit: place.units.town },
    ...text({ title: '城关镇一' }),
  });
  const sent = await place.as('townReporter').must('submission.submit', seen(place, draft));
  const signed = await place.as('townReviewer').must('submission.approve', seen(place, sent));
  await place.as('editor').must('submission.adopt', { ...seen(place, signed), outlets });
});
afterAll(() => world.close());

async function month(who: OfficePerson, more: object = {}): Promise<UnitMonth> {
  const outcome = await place.as(who).see<UnitMonth>('unit-month', { site: place.site, ...may, ...more });
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}
async function issue(more: object = {}): Promise<number> {
  const { site } = place;
  const draft = await place.as('editor').must<object>('bulletin.draft', { site, ...may, body, ...more });
  return (await place.as('head').must<{ bulletin: number }>('bulletin.issue', { site, ...draft })).bulletin;
}

describe('a unit’s month', () => {
  it('is of one’s own unit where none is named, with those within reach to choose from', async () => {
    expect(await month('townReporter')).toMatchObject({
      units: [{ name: '城关镇' }],
      month: { key: 'town', unit: { name: '城关镇' }, submitted: 1, adopted: 1, scored: true, standing: null },
    });
    const reviewer = await month('reviewer');
    expect(reviewer.units.map(({ name }) => name)).toEqual(['县教育局', '第一小学']);
    expect(reviewer.month?.unit.name).toBe('县教育局');
    expect((await month('reviewer', { unit: place.units.school })).month?.unit.name).toBe('第一小学');
    expect((await month('editor')).units).toHaveLength(5);
  });

  it('is not there for another unit’s people', async () => {
    const outcome = await place.as('townReporter').see('unit-month', { site: place.site, ...may, unit: place.units.township });
    expect(outcome.ok ? 'seen' : outcome.code).toBe('not-found');
    expect(JSON.stringify(await month('townReporter'))).not.toContain('山口乡');
  });

  it('tells the rank of the last issued bulletin, and of no other unit', async () => {
    const first = await issue();
    const { month: own } = await month('townReporter');
    expect(own?.standing).toMatchObject({
      issue: { bulletin: first },
      title: '关于2024年5月信息报送情况的通报',
      period: { name: '2024年5月' },
      ranks: [{ table: '各乡镇', rank: 2, of: 2 }],
    });
    expect(JSON.stringify(own)).not.toContain('山口乡');
    expect((await month('townshipReporter')).month?.standing?.ranks).toMatchObject([{ rank: 1, of: 2 }]);
    // A unit that the tables do not rank is told which bulletin that is, and no rank.
    expect((await month('reporter')).month?.standing).toMatchObject({ issue: { bulletin: first }, ranks: [] });
    // Before its period there was none; afterwards it is the last until the next one; a correction takes its place.
    const april = { from: '2024-04-01', to: '2024-04-30' };
    expect((await month('townReporter', april)).month?.standing).toBeNull();
    const june = { from: '2024-06-01', to: '2024-06-30' };
    expect((await month('townReporter', june)).month?.standing?.issue.bulletin).toBe(first);
    const second = await issue({ corrects: first });
    expect((await month('townReporter', june)).month?.standing?.issue.bulletin).toBe(second);
    // A token that may read facts alone reads nothing out of bulletins.
    const token: Actor = { ...place.as('townReporter').actor, only: ['fact.read'] };
    const outcome = await unitMonth(world.database.pool, token, { site: place.site, ...may });
    expect(outcome).toMatchObject({ ok: true, value: { month: { key: 'town', standing: null } } });
  });

  it('is told by a bulletin whose figures open where the unit is one’s own', async () => {
    const bulletin = (await month('townReporter')).month?.standing?.issue.bulletin;
    const opening = async (who: OfficePerson) => {
      const outcome = await place.as(who).see<BulletinIssue>('bulletin-issue', { site: place.site, bulletin });
      if (!outcome.ok) throw new Error(outcome.code);
      return outcome.value.tables.flatMap(({ rows }) => rows.map(({ name, cells }) => `${name} ${cells.some(({ opens }) => opens)}`));
    };
    expect(await opening('townReporter')).toEqual(['山口乡 false', '城关镇 true']);
    expect(await opening('editor')).toEqual(['山口乡 true', '城关镇 true']);
  });

  it('has lines that say whether their item may be opened', async () => {
    const lines = async (who: OfficePerson, unit: string) => {
      const outcome = await place.as(who).see<ScoreLines>('score-lines', { site: place.site, ...may, unit });
      return outcome.ok ? outcome.value.lines.map(({ title, readable, points }) => [title, readable, points]) : outcome.code;
    };
    expect(await lines('townReporter', 'town')).toEqual([['城关镇一', true, '5']]);
    expect(await lines('townReviewer', 'town')).toEqual([['城关镇一', true, '5']]);
    expect(await lines('townReporter', 'township')).toBe('not-found');
    expect(await lines('editor', 'township')).toEqual([
      ['山口乡一', true, '5'],
      ['山口乡二', true, '5'],
    ]);
    const stranger: Actor = { ...place.as('townReporter').actor, person: place.people.colleague };
    const outcome = await place.by(stranger).see<ScoreLines>('score-lines', { site: place.site, ...may, unit: 'town' });
    expect(outcome).toMatchObject({ ok: true, value: { lines: [{ readable: false }] } });
  });
});
