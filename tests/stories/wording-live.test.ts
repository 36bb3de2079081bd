// Proofreading while somebody writes: what is wrong is marked, said, taken over by keys, taken back, or ignored.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submission } from '../../src/views/submission.ts';
import { draftItem, readyText, sentItem, step, untilKept } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

/** A folder for looking at the pages afterwards. */
const shots = process.env['STORY_SHOTS'];

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

/** To the next mark, once the editor has taken in where the caret stands and what was put right. */
async function walk(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  await page.keyboard.press('F8');
}

it('what is typed wrongly is marked, walked to and put right by keys, undone, and ignored', async () => {
  const item = await draftItem(story, 'reporter', { ...readyText('县攻府召开会议'), body: '' });
  const window = await story.as('reporter', '/');
  const { page } = window;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByRole('heading', { name: '我的报送' }).waitFor();
  // Nothing of it is loaded before somebody writes.
  expect(asked.filter((url) => /worker-|\.bin$|\.model$|rich-text/.test(url))).toEqual([]);
  await page.goto(`/s/${story.office.site}/submissions/${item.submission}/edit`);
  const body = page.getByRole('textbox', { name: '正文' });
  await body.click();
  await page.keyboard.type('各乡镇，各部门，各单位要高度重视,抓好落实，强化责任；近期按装的设备已到，证号110101199003074514。');
  const marks = body.locator('.wording');
  await expect.poll(() => marks.allTextContents(), { timeout: 15_000 }).toEqual([',', '按装', '110101199003074514']);
  await page.getByRole('heading', { name: '用语 4 处' }).waitFor();
  // What is sure has another line than what is only worth a look, not another colour alone; personal data is not said once more.
  const lineOf = (at: number): Promise<string> =>
    marks
      .nth(at)
      .evaluate(
        (mark) =>
          (globalThis as unknown as { getComputedStyle(one: unknown): { textDecorationStyle: string } }).getComputedStyle(mark)
            .textDecorationStyle,
      );
  expect([await lineOf(0), await lineOf(1)]).toEqual(['dotted', 'wavy']);
  const panel = page.getByRole('region', { name: '用语' });
  await panel.getByText('110***********4514').waitFor();
  await expectSound(window);

  await body.press('ControlOrMeta+Home');
  await walk(page);
  const card = page.getByRole('group', { name: '用语提示' });
  await card.getByText('中文里用全角标点').waitFor();
  await expectSound(window);
  await page.keyboard.press('Enter');
  await expect.poll(() => body.textContent()).toContain('高度重视，抓好落实');
  await walk(page);
  await card.getByText('依据').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => body.textContent()).toContain('近期安装的设备');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => body.textContent()).toContain('高度重视，抓好落实，强化责任；近期按装的');
  await page.getByRole('heading', { name: '用语 3 处' }).waitFor();

  // From the last on to the first, which stands in the title.
  await body.press('ControlOrMeta+End');
  await walk(page);
  const title = page.getByRole('textbox', { name: '标题' });
  await card.getByText('攻府').first().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => title.inputValue()).toBe('县政府召开会议');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => title.inputValue()).toBe('县攻府召开会议');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => title.inputValue()).toBe('县政府召开会议');

  await page.getByRole('heading', { name: '用语 2 处' }).waitFor();
  await panel.getByRole('button', { name: /按装/ }).click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').textContent()).toBe('忽略');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '用语 1 处' }).waitFor();
  await page.getByText('这件里不再提示').waitFor();
  await untilKept(page);
  await page.reload();
  await body.locator('.wording').waitFor();
  expect(await marks.allTextContents()).toEqual(['110101199003074514']);
  // Marks are no part of the text.
  const seen = await story.office.as('reporter').look(submission, { site: story.office.site, submission: item.submission });
  expect(seen.text.body).toMatch(/^<p>各乡镇，[^<]+<\/p>$/);
  await panel.getByRole('button', { name: '重新显示' }).click();
  await expect.poll(() => marks.count()).toBe(2);
  // On paper the text stands alone.
  await page.emulateMedia({ media: 'print' });
  expect(
    await marks
      .first()
      .evaluate(
        (mark) =>
          (globalThis as unknown as { getComputedStyle(one: unknown): { textDecorationLine: string } }).getComputedStyle(mark)
            .textDecorationLine,
      ),
  ).toBe('none');
  expect(await panel.isVisible()).toBe(false);
  expect(window.faults).toEqual([]);
  await window.context.close();
});

it('an input method is left alone while it is at work', async () => {
  const item = await draftItem(story, 'reporter', { ...readyText('题目'), body: '<p>近期按装设备</p>' });
  const window = await story.as('reporter', `/s/${story.office.site}/submissions/${item.submission}/edit`);
  const { page } = window;
  const body = page.getByRole('textbox', { name: '正文' });
  await body.locator('.wording').waitFor();
  await body.press('ControlOrMeta+End');
  const input = await window.context.newCDPSession(page);
  for (const text of ['z', 'zh', 'zhong'])
    await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await page.waitForTimeout(1_000);
  expect(await body.textContent()).toBe('近期按装设备zhong');
  expect(await body.locator('.wording').allTextContents()).toEqual(['按装']);
  await input.send('Input.insertText', { text: '中华人民大和国' });
  await expect.poll(() => body.locator('.wording').allTextContents()).toEqual(['按装', '中华人民大和国']);
  expect(await body.textContent()).toBe('近期按装设备中华人民大和国');
  await window.context.close();
});

it('the office’s text is proofread at the desk by the office’s own words, on a phone too', async () => {
  const { site } = story.office;
  await story.office.as('editor').must('wording.add', { site, kind: 'forbidden', find: '便民点', put: ['便民服务点'] });
  const sent = await sentItem(story, '城关镇建成两处便民点', 'townReporter');
  await step(story, 'townReviewer', 'approve', sent);
  const window = await story.as('editor', `/s/${site}/desk?item=${sent.submission}`, { width: 375, height: 800 });
  const { page } = window;
  await page.getByRole('button', { name: '编辑', exact: true }).click();
  const title = page.getByRole('textbox', { name: '标题' });
  await page.getByRole('heading', { name: '用语 1 处' }).waitFor();
  await page.getByRole('button', { name: '用语 1 处' }).click();
  const card = page.getByRole('group', { name: '用语提示' });
  await card.getByText('本站用语表').waitFor();
  await expectSound(window);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  await card.getByRole('button', { name: '改为“便民服务点”' }).click();
  await expect.poll(() => title.inputValue()).toBe('城关镇建成两处便民服务点');
  await page.getByRole('heading', { name: '用语没有发现问题' }).waitFor();
  // The office learns from what is taken over.
  await expect
    .poll(() =>
      story.world.db
        .selectFrom('wording_answers')
        .select(['answer', 'found', 'suggestion'])
        .where('submission_id', '=', sent.submission)
        .execute(),
    )
    .toEqual([{ answer: 'taken', found: '便民点', suggestion: '便民服务点' }]);
  await window.context.close();
});

it('questions and answers of an interview are marked like the text, walked to in the order of the page, and stop the sending', async () => {
  const { site } = story.office;
  await story.office.as('editor').must('wording.add', { site, kind: 'forbidden', find: '小老百姓', put: ['群众'] });
  await story.office.as('head').must('site.configure', { site, settings: { wording: { kinds: { forbidden: 'stop' } } } });
  const given = { ...readyText('县教育局局长谈校园安全'), body: '<p>近期按装了设备。</p>', kind: 'interview' };
  const interview = {
    questions: ['怎样看小老百姓的关切？'],
    transcript: [{ speaker: '局长', said: '第一行没有问题。\n这一行布署了工作。' }],
  };
  const item = await draftItem(story, 'reporter', { ...given, content: { ...given.content, interview } });
  const window = await story.as('reporter', `/s/${site}/submissions/${item.submission}/edit`);
  const { page } = window;
  const question = page.locator('[data-where="content.interview.questions[0]"]');
  const said = page.locator('[data-where="content.interview.transcript[0]"]');
  await expect.poll(() => question.locator('.wording').allTextContents(), { timeout: 15_000 }).toEqual(['小老百姓']);
  await expect.poll(() => said.locator('.wording').allTextContents()).toEqual(['布署']);
  await expectSound(window);
  if (shots) await page.screenshot({ path: `${shots}/interview-1280.png`, fullPage: true });
  // Marks stand under their words, in the second line too.
  const [mark, field] = [await said.locator('.wording').boundingBox(), await said.locator('textarea').boundingBox()];
  expect((mark?.y ?? 0) - (field?.y ?? 0)).toBeGreaterThan(20);

  const body = page.getByRole('textbox', { name: '正文' });
  await body.press('ControlOrMeta+Home');
  const card = page.getByRole('group', { name: '用语提示' });
  for (const word of ['按装', '小老百姓', '布署']) {
    await walk(page);
    await card.getByText(word, { exact: true }).waitFor();
  }
  await expectSound(window);
  if (shots) await page.screenshot({ path: `${shots}/interview-card-1280.png` });
  await page.keyboard.press('Enter');
  const answer = said.getByRole('textbox');
  await expect.poll(() => answer.inputValue()).toBe('第一行没有问题。\n这一行部署了工作。');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => answer.inputValue()).toContain('布署');
  // Enter breaks a line here, where no card is open.
  await answer.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('再说一句。');
  await expect.poll(() => answer.inputValue()).toContain('\n再说一句。');
  // What stops is told beside the text before anything is sent, and is gone with the correction.
  const panel = page.getByRole('complementary');
  await panel
    .getByText(/“小老百姓”/)
    .first()
    .waitFor();
  await page
    .getByRole('region', { name: '用语' })
    .getByRole('button', { name: /小老百姓/ })
    .click();
  await page.keyboard.press('Enter');
  await expect.poll(() => question.getByRole('textbox').inputValue()).toBe('怎样看群众的关切？');
  await expect.poll(() => page.getByText(/“小老百姓”：/).count()).toBe(0);
  await page.setViewportSize({ width: 375, height: 740 });
  await question.scrollIntoViewIfNeeded();
  await expectSound(window);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  if (shots) await page.screenshot({ path: `${shots}/interview-375.png`, fullPage: true });
  await untilKept(page);
  const seen = await story.office.as('reporter').look(submission, { site, submission: item.submission });
  expect(seen.text.content.interview?.questions).toEqual(['怎样看群众的关切？']);
  await story.office.as('head').must('site.configure', { site, settings: { wording: { kinds: {} } } });
  await window.context.close();
});

it('what is asked of units is proofread before it goes out', async () => {
  const { site } = story.office;
  const window = await story.as('editor', `/s/${site}/commissions`);
  const { page } = window;
  await page.getByRole('button', { name: '新约稿' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('约什么').fill('庆祝中华人民大和国：素材征集');
  await form.getByLabel('要求').fill('写清时间、地点。\n近期按装的设备附照片。');
  await expect.poll(() => form.locator('.wording').allTextContents(), { timeout: 15_000 }).toEqual(['中华人民大和国', '按装']);
  await form.getByLabel('要求').press('ControlOrMeta+Home');
  await page.waitForTimeout(300);
  await page.keyboard.press('F8');
  const card = form.getByRole('group', { name: '用语提示' });
  await card.getByText('按装', { exact: true }).waitFor();
  await expectSound(window);
  if (shots) await page.screenshot({ path: `${shots}/commission-1280.png` });
  // Escape shuts the card, and not the dialog.
  await page.keyboard.press('Escape');
  await expect.poll(() => card.count()).toBe(0);
  await page.keyboard.press('F8');
  await card.waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => form.getByLabel('要求').inputValue()).toContain('近期安装的设备');
  await page.setViewportSize({ width: 375, height: 740 });
  await expectSound(window);
  if (shots) await page.screenshot({ path: `${shots}/commission-375.png` });
  await window.context.close();
});
