// What units reported, in the bulletin of the period: the numbers of the office's page, frozen with the issue.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrozenFigures } from '../../src/domain/bulletin/figures.ts';
import { asRead } from '../../src/domain/document.ts';
import { verify } from '../../src/domain/verification/verify.ts';
import type { BulletinIssue } from '../../src/views/bulletin-issue.ts';
import type { ReportingProblems } from '../../src/views/unit-month.ts';
import { inReview, received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

const rulebook = {
  name: '计分办法',
  from: '2024-01-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }],
  figures: [{ name: '采用条数', count: { fact: 'adoption' } }],
  columns: ['名次', '单位', '采用条数', '得分'],
  rank: { by: ['得分'], ties: 'competition' },
  totals: [{ name: '采用', count: { fact: 'adoption' } }],
};
const body = {
  title: '关于{{期名}}信息报送情况的通报',
  issuers: ['某县人民政府办公室'],
  opening: '现将{{期名}}情况通报如下：',
  headings: ['基本情况', '存在问题', '下一步工作要求'],
  narrative: '本期共采用信息{{采用}}条。',
  problems: [{ block: '报送问题' }],
  attachments: [{ title: '采用情况统计表' }, { title: '报送问题表', block: '报送问题', deadline: '2024-06-20' }],
};
const may = { from: '2024-05-01', to: '2024-05-31' };

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await place.as('head').must('rulebook.adopt', { site: place.site, rulebook });
  for (let index = 0; index < 5; index += 1)
    await received(place, { title: `件${index}`, eventOn: index === 0 ? '2024-04-02' : '2024-05-14' });
  const adopted = await received(place, { title: '采用的' });
  await place.as('editor').must('submission.adopt', { ...seen(place, adopted), outlets: [{ outlet: place.outlets.site }] });
  for (const title of ['重复的', '又重复的'])
    await place.as('editor').must('submission.reject', { ...seen(place, await received(place, { title })), reasonCode: 'repeated' });
  await inReview(place);
});
afterAll(() => world.close());

async function issued(more: object = {}, period = may): Promise<BulletinIssue> {
  const { site } = place;
  const draft = await place.as('editor').must<object>('bulletin.draft', { site, ...period, body: { ...body, ...more } });
  const { bulletin } = await place.as('head').must<{ bulletin: number }>('bulletin.issue', { site, ...draft });
  return seeIssue(bulletin);
}
async function seeIssue(bulletin: number, who: 'head' | 'townReporter' = 'head'): Promise<BulletinIssue> {
  const outcome = await place.as(who).see<BulletinIssue>('bulletin-issue', { site: place.site, bulletin });
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}
const problemsNow = async (): Promise<ReportingProblems> => {
  const outcome = await place.as('editor').see<ReportingProblems>('reporting-problems', { site: place.site, ...may });
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};

describe('the problems section of a bulletin', () => {
  it('has the numbers of the office’s page, stands up to its own verification, and stays as it was issued', async () => {
    const page = await problemsNow();
    const issue = await issued();
    const { reporting } = issue.figures as FrozenFigures;
    expect(reporting?.totals).toEqual(page.totals);
    expect(reporting?.units.map(({ lastOn: _, ...unit }) => unit)).toEqual(page.units);
    expect(reporting?.units.find(({ unit }) => unit.name === '山口乡')?.lastOn).toBe('2024-05-15');
    expect(page.totals).toMatchObject({ submitted: 8, adopted: 1, rejected: 2, unreviewed: 8, late: 1 });
    const said = issue.document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
    const problems = said[said.indexOf('二、存在问题') + 1] ?? '';
    for (const { paragraph } of page.problems) expect(problems).toContain(paragraph);
    expect(problems).toContain('2024年5月15日以来，部分信息报送时没有审核人，无审核人的信息8条（山口乡8条）');
    expect(issue.document.attachments[1]).toMatchObject({ title: '报送问题表', blocks: [{ columns: { length: 4 } }] });
    expect(verify(asRead(issue.document)).filter(({ severity }) => severity !== 'note')).toEqual([]);

    await received(place, { title: '后来的' });
    expect((await problemsNow()).totals.submitted).toBe(9);
    expect(await seeIssue(issue.issue.bulletin)).toEqual(issue);
  });

  it('shows the figures of single units only to whoever sees all units', async () => {
    const issue = await issued();
    const unitView = await seeIssue(issue.issue.bulletin, 'townReporter');
    expect(unitView.document).toEqual(issue.document);
    expect(unitView.figures).not.toHaveProperty('reporting');
    expect(issue.figures).toHaveProperty('reporting');
  });

  it('is left out for days on which the office received nothing here yet, and a draft that does not ask for it freezes nothing', async () => {
    const before = await issued({ requirements: ['加强审核。'] }, { from: '2024-04-01', to: '2024-04-30' });
    expect(before.figures).not.toHaveProperty('reporting');
    expect(before.document.attachments.map(({ title }) => title)).toEqual(['采用情况统计表']);
    expect(JSON.stringify(before.document)).not.toContain('存在问题');
    const plain = await issued({ problems: ['有的单位报送不及时。'], attachments: [] });
    expect(plain.figures).not.toHaveProperty('reporting');
  });
});
