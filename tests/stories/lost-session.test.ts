// A session that ends, a network that goes, a window that is closed: nothing that was written is lost.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submission } from '../../src/views/submission.ts';
import { cookieOf } from '../server/served.ts';
import { draftItem, patience, untilKept } from './items.ts';
import { expectSound, openStory, type Story, storyPassword } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const editor = (id: number): string => `/s/${story.office.site}/submissions/${id}/edit`;
const kept = async (id: number) => (await story.office.as('reporter').look(submission, { site: story.office.site, submission: id })).text;
/**
 * Only once the page has asked all that it asks by itself: what is refused meanwhile opens the dialog, and the words meant for the
 * page go into it.
 */
async function endSessions(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await story.world.db.deleteFrom('sessions').execute();
}

it('the session ends with a draft open: one signs in over the page, and the draft is kept', async () => {
  const { submission: id } = await draftItem(story);
  const window = await story.as('reporter', editor(id));
  const { page } = window;
  const title = page.getByRole('textbox', { name: '标题' });
  await title.waitFor();
  await endSessions(page);
  await title.fill('登录结束以后写的标题');
  await page.getByRole('heading', { name: '请重新登录' }).waitFor();
  await expectSound(window);
  await page.getByLabel('口令').fill(storyPassword);
  await page.keyboard.press('Enter');
  await untilKept(page);
  expect(await title.inputValue()).toBe('登录结束以后写的标题');
  expect((await kept(id)).title).toBe('登录结束以后写的标题');
  await window.context.close();
});

it('the session ends and the window is closed: the text is there when the item is opened again', async () => {
  const { submission: id } = await draftItem(story);
  const { context, page } = await story.as('reporter', editor(id));
  const body = page.getByRole('textbox', { name: '正文' });
  await body.click();
  await endSessions(page);
  await page.keyboard.press('Control+End');
  await page.keyboard.type('关窗前写的一句。');
  await page.getByRole('heading', { name: '请重新登录' }).waitFor();
  await page.close();
  expect((await kept(id)).body).not.toContain('关窗前写的一句');

  const [name = '', value = ''] = (await cookieOf(story.world, story.office.people.reporter, story.office.now())).split('=');
  await context.addCookies([{ name, value, url: story.address }]);
  const again = await context.newPage();
  await again.goto('/');
  await again.getByText('有未上传的改动').waitFor();
  await again.goto(editor(id));
  await again.getByText('已接上本机未上传的内容').waitFor();
  await again.getByRole('textbox', { name: '正文' }).getByText('关窗前写的一句。').waitFor();
  await untilKept(again);
  await expect.poll(async () => (await kept(id)).body, patience).toContain('关窗前写的一句');
  await context.close();
});

it('the network goes: writing goes on, and what was written arrives when it is back', async () => {
  const { submission: id } = await draftItem(story);
  const { context, page } = await story.as('reporter', editor(id));
  const title = page.getByRole('textbox', { name: '标题' });
  await title.waitFor();
  await context.setOffline(true);
  await title.fill('断网时写的标题');
  await page.getByText('离线，已存本机').waitFor();
  await title.fill('断网时写的标题，又改了');
  await context.setOffline(false);
  await untilKept(page);
  await expect.poll(async () => (await kept(id)).title, patience).toBe('断网时写的标题，又改了');
  await context.close();
});
