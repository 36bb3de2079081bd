// A unit reads its own row in the issued bulletin and signs; appeals against a line of its score, and wins.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sentItem, step } from './items.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

const rulebook = {
  name: '计分办法',
  from: '2020-01-01',
  countsAt: 'adoption',
  rules: [
    { id: '采用', name: '采用信息', each: { fact: 'adoption' }, points: 5 },
    { id: '扣分', name: '扣分', each: { fact: 'deduction' }, points: 'minus-own' },
    { id: '调整', name: '调整', each: { fact: 'adjustment' }, points: 'own' },
  ],
  columns: ['名次', '单位', '得分'],
  rank: { by: ['得分'], ties: 'competition' },
  groups: [{ name: '部门', title: '各部门' }],
};
const body = {
  title: '关于{{期名}}信息报送情况的通报',
  issuers: ['某县人民政府办公室'],
  opening: '现将{{期名}}情况通报如下：',
  narrative: '请各单位继续做好报送工作。',
  attachments: [{ title: '得分表' }],
};
const shots = process.env['STORY_SHOTS'];

let story: Story;
beforeAll(async () => {
  story = await openStory();
  const { office, world } = story;
  await office.as('head').must('rulebook.adopt', { site: office.site, rulebook });
  const signed = await step(
    story,
    'secondReviewer',
    'approve',
    await step(story, 'reviewer', 'approve', await sentItem(story, '县教育局开展校园消防演练')),
  );
  await step(story, 'editor', 'adopt', signed, { outlets: [{ outlet: office.outlets.site }] });
  await world.database.pool.query(
    `insert into facts (site_id, fact, unit_id, fact_on, recorded_at, points, note, source_key) values ($1, 'deduction', $2, $3, $4, 2, '错别字一处', 'row:1')`,
    [office.site, office.units.bureau, dayFromNow(0), office.now()],
  );
});
afterAll(() => story.close());

async function look(window: Awaited<ReturnType<Story['as']>>, name: string): Promise<void> {
  const { page } = window;
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectSound(window);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    if (shots) await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
  }
}

it('a unit wins an appeal against a deduction, and sees it in its lines', async () => {
  const { office } = story;
  const unit = await story.as('reporter', `/s/${office.site}/unit-month`);
  await unit.page.getByRole('heading', { name: '扣分 1 条，-2 分' }).waitFor();
  await look(unit, 'lines');
  await unit.page.getByRole('button', { name: '对这一条有疑问：错别字一处' }).click();
  const dialog = unit.page.getByRole('dialog', { name: '提出申诉' });
  await dialog.getByLabel('理由').fill('原文引用文件名称，没有错');
  await expectSound(unit);
  await dialog.getByRole('button', { name: '提出申诉' }).click();
  await unit.page.getByText(/已提出，办公室在/).waitFor();

  const desk = await story.as('editor', `/s/${office.site}/appeals`);
  await desk.page.getByRole('button', { name: /错别字一处/ }).waitFor();
  await look(desk, 'appeals');
  await desk.page.getByRole('button', { name: /错别字一处/ }).click();
  const answer = desk.page.getByRole('dialog');
  await answer.getByText('原文引用文件名称，没有错').waitFor();
  await look(desk, 'answer');
  await answer.getByRole('button', { name: '支持', exact: true }).click();
  await answer.getByText('请写明理由').waitFor();
  await answer.getByLabel('答复理由').fill('核对原件，属实');
  await answer.getByRole('button', { name: '支持', exact: true }).click();
  await desk.page.getByText('没有待答复的申诉').waitFor();
  await expectSound(desk);

  await unit.page.goto(`/s/${office.site}/my-appeals`);
  await unit.page.getByText('已支持').waitFor();
  await unit.page.getByRole('button', { name: /错别字一处/ }).click();
  await unit.page.getByText('核对原件，属实').waitFor();
  await look(unit, 'my-appeals');
  await unit.page.goto(`/s/${office.site}/unit-month`);
  await unit.page.getByRole('heading', { name: '扣分 2 条，0 分' }).waitFor();
  expect([...unit.faults, ...desk.faults]).toEqual([]);
  await unit.context.close();
  await desk.context.close();
});

it('a unit finds the issued bulletin in its inbox, reads its own row, and signs; the office sees who has not', async () => {
  const { office } = story;
  const from = `${dayFromNow(0).slice(0, 7)}-01`;
  const draft = await office.as('editor').must<object>('bulletin.draft', { site: office.site, from, to: dayFromNow(0), body });
  await office.as('head').must('bulletin.issue', { site: office.site, ...draft });

  const unit = await story.as('reporter', '/inbox');
  await unit.page.getByRole('heading', { name: '待签收的通报' }).waitFor();
  await look(unit, 'inbox');
  await unit.page.getByRole('link', { name: /信息报送情况的通报/ }).click();
  const received = unit.page.getByRole('article');
  await received.getByRole('heading', { name: /各部门.*第 1 名（共 2 个）/ }).waitFor();
  await received.getByText('采用信息　1 条，5 分').waitFor();
  await look(unit, 'received');
  await received.getByRole('button', { name: /^签收《/ }).click();
  await received.getByText(/张报送 签收于/).waitFor();
  expect(unit.faults).toEqual([]);
  await unit.context.close();

  const desk = await story.as('editor', `/s/${office.site}/receipts`);
  await desk.page.getByText('4 个单位，1 个已签收，3 个还没有').waitFor();
  await desk.page.getByRole('row', { name: /县教育局.*张报送/ }).waitFor();
  await look(desk, 'receipts');
  await desk.page.goto(`/s/${office.site}/reporting`);
  const zero = desk.page.getByRole('region', { name: '没有报送的单位' });
  await zero.getByRole('link', { name: 'Word：给城关镇的零报送通知' }).waitFor();
  await look(desk, 'zero');
  const [letter] = await Promise.all([
    desk.page.waitForEvent('download'),
    zero.getByRole('link', { name: 'Word：给城关镇的零报送通知' }).click(),
  ]);
  expect(letter.suggestedFilename()).toBe('零报送通知-城关镇.docx');
  expect(desk.faults).toEqual([]);
  await desk.context.close();
});
