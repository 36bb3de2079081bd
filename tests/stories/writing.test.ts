// A contributor writes an item: it saves itself, survives a reload, says what is missing, and is sent.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submission } from '../../src/views/submission.ts';
import { untilKept } from './items.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

it('an item is begun, written, kept by itself, found again after a reload, and sent', async () => {
  const window = await story.as('reporter');
  const { page } = window;
  await page.getByRole('heading', { name: '我的报送' }).waitFor();
  await page.getByText('还没有写过报送件').waitFor();
  await expectSound(window);

  await page.getByRole('button', { name: '新写一件' }).first().click();
  await page.getByRole('radio', { name: /动态信息/ }).check();
  await page.getByRole('button', { name: '开始写' }).click();
  const title = page.getByRole('textbox', { name: '标题' });
  await title.fill('县教育局开展秋季开学检查');
  const body = page.getByRole('textbox', { name: '正文' });
  await body.click();
  await page.keyboard.type('县教育局检查了12所学校的');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('食堂和宿舍');
  await untilKept(page);
  await page.getByText(/^还差 \d 项$/).waitFor();
  await expectSound(window);

  await page.reload();
  await body.getByText('食堂和宿舍').waitFor();
  expect(await title.inputValue()).toBe('县教育局开展秋季开学检查');
  expect(await body.locator('strong').textContent()).toBe('食堂和宿舍');

  // What is missing leads to its field.
  await page.getByRole('button', { name: /请选定公开属性/ }).click();
  await page.keyboard.press('Space');
  await page.getByLabel('发生日期').fill(dayFromNow(-1));
  await page.getByRole('checkbox', { name: /已经过保密审查/ }).check();
  await page.getByLabel('单位审核签发人').fill('李审核');
  await page.getByLabel('联系电话').fill('0470-3210000');
  await page.getByRole('heading', { name: '可以报送' }).waitFor();
  await page.getByRole('button', { name: '报送', exact: true }).click();

  await page.getByText('已报送，等待本单位审核').waitFor();
  await page.getByText(/等待县教育局审核/).waitFor();
  await expectSound(window);
  const id = Number(/submissions\/(\d+)/.exec(page.url())?.[1]);
  const seen = await story.office.as('reporter').look(submission, { site: story.office.site, submission: id });
  expect(seen.state).toBe('in-review');
  expect(seen.text.body).toBe('<p>县教育局检查了12所学校的<strong>食堂和宿舍</strong></p>');
  expect(seen.text.content).toMatchObject({ signer: '李审核', declaredNotSecret: true });
  await window.context.close();
});

const fromWord =
  '<p class=MsoNormal style="mso-list:none"><span style="font-family:仿宋;color:red">第一段</span><o:p></o:p></p><script>alert(1)</script>' +
  '<table><tr><td colspan=2>合并的格</td></tr><tr><td>甲</td><td>乙</td></tr></table>';
/** Pastes where the caret is, as the browser tells the page of it. */
const paste = (page: Page, html: string): Promise<unknown> =>
  page.evaluate(`(() => {
    const data = new DataTransfer();
    data.setData('text/html', ${JSON.stringify(html)});
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  })()`);

it('what Word pastes arrives clean, and a draft that is discarded can be taken back at once', async () => {
  const window = await story.as('reporter', '/');
  const { page } = window;
  await page.getByRole('button', { name: '新写一件' }).click();
  await page.getByRole('button', { name: '开始写' }).click();
  await page.getByRole('textbox', { name: '标题' }).fill('从文档粘贴');
  const body = page.getByRole('textbox', { name: '正文' });
  await body.click();
  await paste(page, fromWord);
  await body.getByText('合并的格').waitFor();
  await page.getByText('脚本已去掉').waitFor();
  await untilKept(page);
  const id = Number(/submissions\/(\d+)/.exec(page.url())?.[1]);
  const seen = await story.office.as('reporter').look(submission, { site: story.office.site, submission: id });
  expect(seen.text.body).toContain('<p>第一段</p>');
  expect(seen.text.body).toContain('<td colspan="2">合并的格</td>');

  await page.getByRole('navigation', { name: '所在位置' }).getByRole('link', { name: '我的报送' }).click();
  const row = page.getByRole('row', { name: /从文档粘贴/ });
  await row.getByRole('button', { name: '删除' }).click();
  await page.getByText('已删除“从文档粘贴”').waitFor();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销' }).click();
  await row.waitFor();
  await expectSound(window);
  await window.context.close();
});
