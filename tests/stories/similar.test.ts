// A near copy: its writer is warned, or stopped; the editor sees it beside its like, compares both, and makes one item of one event.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { indexSearches } from '../../src/jobs/index-search.ts';
import { seen } from '../support/make.ts';
import type { Stepped } from '../support/world.ts';
import { draftItem, readyText, step } from './items.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

const [, month = 0, date = 0] = dayFromNow(-1).split('-').map(Number);
const day = `${month}月${date}日`;
const body = `<p>${day}，县防汛抗旱指挥部在青山水库组织防汛应急演练，300余人参加，调用冲锋舟12艘。县委书记王明现场观摩，要求把预案练熟、把物资备足。</p>
<p>演练设置了险情巡查、群众转移、堤坝抢护三个科目，历时2小时40分。参加演练的乡镇干部说，平时多练一次，汛期就多一分把握。</p>`;
const told = `<p>${day}，防汛抢险应急演练在青山水库举行，出动300余人、冲锋舟12艘。县委书记王明观摩并讲话。</p><p>我局派出骨干二十名，负责通信保障，全程没有中断。</p>`;

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const given = (title: string, text: string) => ({ ...readyText(title), body: text });
let first: Stepped;
let mine: Stepped;

it('warns its writer, and is stopped where the site says so', async () => {
  const { office } = story;
  first = await step(
    story,
    'townshipReporter',
    'submit',
    await draftItem(story, 'townshipReporter', given('青山水库举行防汛应急演练', body)),
  );
  const near = body.replace('多一分把握', '多一分底气');
  mine = await draftItem(story, 'townReporter', given('我镇参加青山水库防汛应急演练', near));
  await indexSearches(office.platform);

  const writer = await story.as('townReporter', `/s/${office.site}/submissions/${mine.submission}/edit`);
  await writer.page.getByText(/与其他单位 .* 先报的一件有 9\d% 相近/).waitFor();
  await expectSound(writer);
  await office.as('head').must('site.configure', { site: office.site, settings: { checks: { similar: 'stop' } } });
  expect(await office.as('townReporter').call('submission.submit', seen(office, mine))).toMatchObject({ code: 'findings' });
  await writer.page.reload();
  await writer.page.getByText(/与其他单位 .* 先报的一件有 9\d% 相近/).waitFor();
  await office.as('head').must('site.configure', { site: office.site, settings: { checks: { similar: 'warn' } } });
  await writer.context.close();
});

it('stands beside its like at the desk, opens next to it, and goes into one item with what tells of one event', async () => {
  const { office } = story;
  const sent = await step(story, 'townReporter', 'submit', mine);
  await step(story, 'townReviewer', 'approve', sent);
  const other = await step(story, 'reporter', 'submit', await draftItem(story, 'reporter', given('防汛演练检验抢险能力', told)));
  const signed = await step(story, 'reviewer', 'approve', other);
  await step(story, 'secondReviewer', 'approve', signed);
  await indexSearches(office.platform);

  const editor = await story.as('editor', `/s/${office.site}/desk?item=${mine.submission}`);
  const { page } = editor;
  await page.getByRole('article', { name: '我镇参加青山水库防汛应急演练' }).waitFor();
  const panel = page.getByRole('region', { name: '相近稿件' });
  await panel.getByText('山口乡　青山水库举行防汛应急演练').waitFor();
  await panel.getByText(/^相近 9\d%$/).waitFor();
  await panel.getByText('本件不是最先的一件。').waitFor();
  await expectSound(editor);
  await panel.getByRole('button', { name: '与“青山水库举行防汛应急演练”对照' }).click();
  const dialog = page.getByRole('dialog', { name: '两件对照' });
  await dialog.getByRole('region', { name: '另一件：青山水库举行防汛应急演练' }).waitFor();
  const marks = dialog.locator('mark');
  expect(await marks.count()).toBeGreaterThanOrEqual(2);
  expect((await marks.first().textContent())?.length).toBeGreaterThan(20);
  await expectSound(editor);
  await dialog.getByRole('checkbox', { name: '只看有相同文字的段落' }).check();
  await dialog.getByRole('button', { name: '另一件', exact: true }).click();
  await dialog.getByRole('region', { name: '本件：我镇参加青山水库防汛应急演练' }).waitFor({ state: 'hidden' });
  await dialog.getByRole('button', { name: '关闭' }).click();

  // What is adopted already leads.
  await step(story, 'editor', 'adopt', first, { outlets: [{ outlet: office.outlets.site }] });
  await page.goto(`/s/${office.site}/desk?item=${other.submission}`);
  await page.getByRole('article', { name: '防汛演练检验抢险能力' }).waitFor();
  const event = page.getByRole('region', { name: '可能是同一件事' });
  const line = event.getByRole('listitem').filter({ hasText: '青山水库举行防汛应急演练' }).filter({ hasText: '山口乡' });
  await line.getByText(/都写到：.*王明/).waitFor();
  await line.getByRole('button', { name: '与“青山水库举行防汛应急演练”一起并稿' }).click();
  const merging = page.getByRole('dialog', { name: '把 2 件并为一件' });
  await merging.getByText('各得 1/2').waitFor();
  expect(await merging.getByRole('radio', { name: /青山水库举行防汛应急演练/ }).isChecked()).toBe(true);
  await merging.getByRole('button', { name: '并为一件' }).click();
  await page.getByText(/已把 2 件并为/).waitFor();
  await editor.context.close();
});

it('stands in the office’s list of the period, narrow too', async () => {
  const { office } = story;
  await indexSearches(office.platform);
  const editor = await story.as('editor', `/s/${office.site}/reporting`, { width: 375, height: 800 });
  const { page } = editor;
  await page.getByRole('button', { name: '看内容相近的稿件' }).click();
  const row = page.getByRole('row').filter({ hasText: '我镇参加青山水库防汛应急演练' });
  await row.getByText('一稿多投').waitFor();
  await expectSound(editor);
  await row.getByRole('button', { name: '与“我镇参加青山水库防汛应急演练”对照' }).click();
  await page
    .getByRole('dialog', { name: '两件对照' })
    .getByText(/两篇正文 9\d% 相近/)
    .waitFor();
  await expectSound(editor);
  await editor.context.close();
});
