// An item's whole way in the browser: written, reviewed, adopted, signed off, published, counted.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withRulebook } from '../support/facts.ts';
import { draftItem, readyText, sentItem } from './items.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await withRulebook(story.office, { from: `${dayFromNow(0).slice(0, 4)}-01-01` });
});
afterAll(() => story.close());

const title = '城关镇建成两处便民服务点';

async function write(page: Page): Promise<void> {
  await page.getByRole('button', { name: '新写一件' }).first().click();
  await page.getByRole('button', { name: '开始写' }).click();
  await page.getByRole('textbox', { name: '标题' }).fill(title);
  await page.getByRole('textbox', { name: '正文' }).click();
  await page.keyboard.type('城关镇在南关、北关两个社区各建成一处便民服务点，可办社保、医保等32项业务。');
  await page.getByLabel('发生日期').fill(dayFromNow(-1));
  await page.getByRole('radio', { name: '主动公开' }).check();
  await page.getByRole('checkbox', { name: /已经过保密审查/ }).check();
  await page.getByLabel('单位审核签发人').fill('周审核');
  await page.getByLabel('联系电话').fill('0470-3210000');
  await page.getByRole('heading', { name: '可以报送' }).waitFor();
  await page.getByRole('button', { name: '报送', exact: true }).click();
  await page.getByText('已报送，等待本单位审核').waitFor();
}

it('goes from the first word to a line of the ranking, each step by another person', async () => {
  const author = await story.as('townReporter');
  await write(author.page);
  await author.context.close();

  const reviewer = await story.as('townReviewer', `/s/${story.office.site}/review`);
  await reviewer.page.getByRole('link', { name: title }).click();
  await reviewer.page.getByRole('button', { name: '审核通过' }).click();
  await reviewer.page
    .getByText(/审核通过/)
    .first()
    .waitFor();
  await reviewer.context.close();

  const editor = await story.as('editor');
  await editor.page.getByRole('heading', { name: '编辑台' }).waitFor();
  await editor.page.getByRole('article', { name: title }).waitFor();
  await editor.page.keyboard.press('a');
  const adopting = editor.page.getByRole('dialog', { name: '采用' });
  await adopting.getByRole('checkbox', { name: '县政府网站' }).waitFor();
  await adopting.getByLabel('形式').fill('普通');
  await expectSound(editor);
  await adopting.getByRole('button', { name: '采用' }).click();
  await editor.page.getByText(`已采用“${title}”`).waitFor();
  await editor.page.getByText('都处理完了').waitFor();
  // The editor who adopted it does not sign it off.
  await editor.page.goto(`/s/${story.office.site}/publication`);
  await editor.page.getByText('采用和签发须由两个人办理').waitFor();
  await editor.context.close();

  const head = await story.as('head', `/s/${story.office.site}/publication`);
  await head.page.getByRole('heading', { name: '签发', level: 1 }).waitFor();
  await head.page.getByText('郑编辑采用：县政府网站').waitFor();
  await head.page.getByRole('article', { name: title }).waitFor();
  await head.page.keyboard.press('s');
  const signing = head.page.getByRole('dialog', { name: '签发' });
  await signing.getByLabel('网址').fill('https://www.example.gov.cn/zwdt/1.html');
  await signing.getByRole('button', { name: '签发' }).click();
  await head.page.getByText(`已签发“${title}”`).waitFor();
  await head.page.getByRole('button', { name: '已发布' }).click();
  await head.page.getByRole('link', { name: 'https://www.example.gov.cn/zwdt/1.html' }).waitFor();
  await expectSound(head);

  const month = dayFromNow(0).slice(0, 7);
  await head.page.goto(`/sites/${story.office.site}/ranking?from=${month}-01&to=${dayFromNow(0)}`);
  const row = head.page.getByRole('row', { name: /城关镇/ });
  expect(await row.getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['1', '5']));
  await head.context.close();
});

it('is worked through by keys alone: the next item opens by itself, and what was done is taken back', async () => {
  for (const name of ['第一件', '第二件', '第三件']) await sentItem(story, name, 'townshipReporter');
  const editor = await story.as('editor');
  const { page } = editor;
  const reads = (name: string) => page.getByRole('article', { name }).waitFor();
  await reads('第三件');
  await page.keyboard.press('j');
  await reads('第二件');
  await page.keyboard.press('c');
  await page.getByText('我领办', { exact: true }).waitFor();
  await page.keyboard.press('r');
  const refusing = page.getByRole('dialog', { name: '不予采用' });
  await refusing.getByRole('radio', { name: '质量不高' }).check();
  await refusing.getByRole('button', { name: '内容空泛，缺少时间、地点、数字和做法。' }).click();
  await expectSound(editor);
  await refusing.getByRole('button', { name: '不予采用' }).click();
  await reads('第一件');
  await page.getByRole('button', { name: '待处理2' }).waitFor();
  await page.getByRole('button', { name: '撤销', exact: true }).last().click();
  await page.getByRole('button', { name: '待处理3' }).waitFor();
  await reads('第二件');
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('把勾选的并为一件').waitFor();
  await expectSound(editor);
  await editor.context.close();
});

it('shows the unit’s text beside the office’s, word by word, and keeps what the editor writes', async () => {
  const draft = await draftItem(story, 'townshipReporter', { ...readyText('山口乡修好三座桥'), body: '<p>山口乡修好了三座便民桥。</p>' });
  await story.office
    .as('townshipReporter')
    .must('submission.submit', { site: story.office.site, submission: draft.submission, version: draft.version });
  const editor = await story.as('editor', `/s/${story.office.site}/desk?item=${draft.submission}`);
  const { page } = editor;
  await page.getByRole('article', { name: '山口乡修好三座桥' }).waitFor();
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: '标题' }).fill('山口乡三座便民桥通行');
  await page.getByText(/^已保存 /).waitFor();
  await expectSound(editor);
  await page.getByRole('button', { name: '编辑完了' }).click();
  const office = page.getByRole('region', { name: '本机关编辑稿' });
  await office.locator('ins', { hasText: '通行' }).waitFor();
  await page.getByRole('region', { name: '单位原稿' }).locator('del', { hasText: '修好' }).waitFor();
  await expectSound(editor);
  await editor.context.close();
});
