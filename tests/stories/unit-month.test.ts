// A unit's own month: what it reported, what it earned line by line, and its rank in the issued bulletin; every number opens.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Stepped } from '../support/world.ts';
import { draftItem, readyText, sentItem, step } from './items.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

const rulebook = {
  name: '计分办法',
  from: '2020-01-01',
  countsAt: 'adoption',
  rules: [
    { id: '采用', name: '采用信息', each: { fact: 'adoption' }, points: 5 },
    { id: '批示', name: '领导批示', each: { fact: 'instruction' }, points: 10 },
  ],
  columns: ['名次', '单位', '得分'],
  rank: { by: ['得分'], ties: 'competition' },
  groups: [{ name: '部门', title: '各部门' }],
};
const body = {
  title: '关于{{期名}}信息报送情况的通报',
  issuers: ['某县人民政府办公室'],
  opening: '现将{{期名}}情况通报如下：',
  headings: ['基本情况', '下一步工作要求'],
  narrative: '请各单位继续做好报送工作。',
  attachments: [{ title: '得分表' }],
};
const thisMonth = dayFromNow(0).slice(0, 7);

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const shots = process.env['STORY_SHOTS'];

async function adopted(title: string, by: 'reporter' | 'colleague'): Promise<Stepped> {
  const { office } = story;
  const draft =
    by === 'reporter' ? await sentItem(story, title) : await step(story, by, 'submit', await draftItem(story, by, readyText(title)));
  const signed = await step(story, 'secondReviewer', 'approve', await step(story, 'reviewer', 'approve', draft));
  return step(story, 'editor', 'adopt', signed, { outlets: [{ outlet: office.outlets.site }] });
}

it('teaches what will be there, then shows score, lines and rank, each opening into what stands behind it', async () => {
  const { office } = story;
  const address = `/s/${office.site}/unit-month`;
  const empty = await story.as('reporter', address);
  await empty.page.getByText('还没有计分办法').waitFor();
  await expectSound(empty);
  await office.as('head').must('rulebook.adopt', { site: office.site, rulebook });
  await empty.page.reload();
  await empty.page.getByText('这段时间还没有得分').waitFor();
  await empty.page.getByText('还没有印发过通报').waitFor();
  await expectSound(empty);
  await empty.context.close();

  await adopted('县教育局开展校园消防演练', 'reporter');
  await adopted('县教育局召开防汛会议', 'colleague');
  const refused = await step(
    story,
    'secondReviewer',
    'approve',
    await step(story, 'reviewer', 'approve', await sentItem(story, '一件不用的')),
  );
  await step(story, 'editor', 'reject', refused, { reasonCode: 'stale' });
  const last = new Date(Date.UTC(Number(thisMonth.slice(0, 4)), Number(thisMonth.slice(5)), 0)).toISOString().slice(0, 10);
  const draft = await office.as('editor').must<object>('bulletin.draft', { site: office.site, from: `${thisMonth}-01`, to: last, body });
  await office.as('head').must('bulletin.issue', { site: office.site, ...draft });

  const window = await story.as('reporter', address);
  const { page } = window;
  await page.getByRole('link', { name: '第 1 名（共 2 个）' }).waitFor();
  const score = page.getByRole('region', { name: '得分与名次' });
  await score.getByRole('heading', { name: '采用信息 2 条，10 分' }).waitFor();
  // A colleague's item gives points to the unit and is not one's own to open.
  expect(
    (await score.getByRole('row').filter({ hasText: '召开防汛会议' }).count()) +
      (await score.getByRole('row').filter({ hasText: '他人报送' }).count()),
  ).toBe(1);
  await expectSound(window);
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    await expectSound(window);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    if (shots) await page.screenshot({ path: join(shots, `unit-month-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await score.getByRole('button', { name: '10' }).last().click();
  await score.getByRole('heading', { name: `${thisMonth.slice(0, 4)}年累计的分是怎么来的` }).waitFor();
  await page.getByRole('button', { name: '采用 2 件，看是哪些' }).click();
  const behind = page.getByRole('region', { name: '县教育局　采用的稿件（1 件）' });
  await behind.getByText('另有 1 件是同单位其他人报的').waitFor();
  await behind.getByRole('link', { name: '县教育局开展校园消防演练' }).waitFor();
  await expectSound(window);
  if (shots) await page.screenshot({ path: join(shots, 'unit-month-open.png'), fullPage: true });
  await score.getByRole('link', { name: '县教育局开展校园消防演练' }).click();
  await page.getByRole('heading', { level: 1, name: '县教育局开展校园消防演练' }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: '第 1 名（共 2 个）' }).click();
  await page.getByRole('heading', { level: 1, name: /信息报送情况的通报/ }).waitFor();
  expect(window.faults).toEqual([]);
  await window.context.close();

  const office2 = await story.as('editor', `/s/${office.site}/reporting`);
  await office2.page.getByText('通报里写作：').first().waitFor();
  await expectSound(office2);
  if (shots) await office2.page.screenshot({ path: join(shots, 'reporting.png'), fullPage: true });
  await office2.context.close();
});
