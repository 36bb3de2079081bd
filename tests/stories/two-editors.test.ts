// One item open in two places: whoever saves second sees both texts and chooses; neither is lost.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submission } from '../../src/views/submission.ts';
import { draftItem, patience, step, untilKept } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

it('the slower writer sees both texts, takes something from each, and finds the other one kept aside', async () => {
  const { submission: id } = await draftItem(story);
  const path = `/s/${story.office.site}/submissions/${id}/edit`;
  const [office, home] = await Promise.all([story.as('reporter', path), story.as('reporter', path)]);
  await office.page.getByRole('textbox', { name: '标题' }).waitFor();
  await home.page.getByRole('textbox', { name: '标题' }).waitFor();

  await office.page.getByRole('textbox', { name: '标题' }).fill('办公室里改的标题');
  await office.page.getByLabel('信息来源').fill('县融媒体中心');
  await untilKept(office.page);
  await expect.poll(async () => (await kept(id)).content.source, patience).toBe('县融媒体中心');

  await home.page.getByRole('textbox', { name: '标题' }).fill('家里改的标题');
  const dialog = home.page.getByRole('dialog');
  await dialog.getByRole('heading', { name: '这件已被别人改过' }).waitFor();
  await dialog.getByText('办公室里').first().waitFor();
  await dialog.getByText('家里').first().waitFor();
  // Only the other place has filled in a source: that is taken without asking, unless somebody decides otherwise.
  expect(
    await dialog
      .getByRole('group', { name: /信息来源/ })
      .getByRole('radio', { name: /用对方的/ })
      .isChecked(),
  ).toBe(true);
  expect(
    await dialog
      .getByRole('group', { name: /标题/ })
      .getByRole('radio', { name: /用我的/ })
      .isChecked(),
  ).toBe(true);
  await expectSound(home);
  await dialog.getByRole('button', { name: '就用这些内容' }).click();
  await expect.poll(async () => (await kept(id)).title, patience).toBe('家里改的标题');
  expect((await kept(id)).content.source).toBe('县融媒体中心');

  await home.page.getByRole('button', { name: '看没有选用的那一稿' }).click();
  await home.page.getByRole('dialog').getByText('办公室里改的标题').waitFor();
  await expectSound(home);
  await office.context.close();
  await home.context.close();
});

it('a text that came too late for an item sent from elsewhere is shown to its writer', async () => {
  const drafted = await draftItem(story);
  const path = `/s/${story.office.site}/submissions/${drafted.submission}/edit`;
  const { context, page } = await story.as('reporter', path);
  await page.getByRole('textbox', { name: '标题' }).waitFor();
  await step(story, 'reporter', 'submit', drafted);
  await page.getByRole('textbox', { name: '标题' }).fill('送出以后才写的标题');
  await page.getByText('没有保存', { exact: true }).waitFor();
  await page.reload();
  await page.getByText('这件现在不能修改').waitFor();
  await page.getByText('送出以后才写的标题').waitFor();
  await context.close();
});

const kept = async (id: number) => (await story.office.as('reporter').look(submission, { site: story.office.site, submission: id })).text;
