// People who come, hand over and go: in the browser, by the head of the office.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { draftItem, sentItem } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const authors = async (): Promise<readonly (number | null)[]> =>
  (await story.world.db.selectFrom('submissions').select('author_id').orderBy('id').execute()).map((row) => row.author_id);

it('a contributor’s roles and open items go to a successor, with the pack of what is open; then the contributor leaves', async () => {
  await draftItem(story);
  await sentItem(story, '县教育局开展消防演练');
  const { people } = story.office;
  const window = await story.as('head', `/people/${people.reporter}`);
  const { page } = window;
  await page.getByRole('heading', { level: 1, name: '张报送' }).waitFor();
  await expectSound(window);
  await page.getByRole('link', { name: '移交' }).click();
  await page.getByRole('heading', { level: 1, name: '移交' }).waitFor();
  await page.getByText('县教育局开展消防演练').waitFor();
  await expectSound(window);
  await page.getByRole('combobox', { name: '交给谁' }).selectOption({ label: '王报送（报送员（县教育局））' });
  await page.getByRole('button', { name: '移交', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '移交', exact: true }).click();
  await page.getByText('已移交').waitFor();
  expect(await authors()).toEqual([people.colleague, people.colleague]);

  // Back with whom it was about: without a role the account is not the head's to get into, and hers to close.
  await page.getByRole('heading', { level: 1, name: '张报送' }).waitFor();
  await page.getByText('现在没有角色').waitFor();
  await page.getByText('账号还没有停用').waitFor();
  expect(await page.getByRole('button', { name: '重新给一次性口令' }).count()).toBe(0);
  await expectSound(window);
  await page.getByRole('button', { name: '办理离开' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '办理离开' }).click();
  await page.getByText('已离开', { exact: true }).waitFor();
  await window.context.close();
});

it('somebody leaves: the account ends at once, what was done stays under the name', async () => {
  const { people } = story.office;
  const leaver = await story.as('townReporter', '/account');
  const window = await story.as('head', `/people/${people.townReporter}`);
  const { page } = window;
  await page.getByRole('button', { name: '办理离开' }).click();
  await page.getByLabel('去向或原因').fill('调往市里');
  await page.getByRole('dialog').getByRole('button', { name: '办理离开' }).click();
  await page.getByText('已办理离开').first().waitFor();
  await page.getByText('已离开', { exact: true }).waitFor();
  await expectSound(window);
  const held = await story.world.db
    .selectFrom('people')
    .select(['state', 'password_hash'])
    .where('id', '=', people.townReporter)
    .executeTakeFirst();
  expect(held).toEqual({ state: 'left', password_hash: null });
  await leaver.page.reload();
  await leaver.page.getByRole('heading', { level: 1, name: '登录' }).waitFor();
  await leaver.context.close();
  await window.context.close();
});

it('a role ends with a day or at once, a lost password gets a slip that prints alone, and a role is given in a unit of the tree', async () => {
  const { people } = story.office;
  const window = await story.as('head', `/people/${people.secondReviewer}`);
  const { page } = window;
  await page.getByRole('button', { name: '给予角色' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('角色', { exact: true }).selectOption({ label: '报送员' });
  await dialog.getByLabel('单位').selectOption({ label: '　第一小学' });
  await dialog.getByRole('button', { name: '给予角色' }).click();
  await page.getByRole('row', { name: /报送员.*第一小学/ }).waitFor();
  await page.getByRole('button', { name: '免去审核人' }).click();
  await dialog.getByRole('button', { name: '免去' }).click();
  await page.getByText('已免去').waitFor();
  await page.getByRole('row', { name: /审核人/ }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '重新给一次性口令' }).click();
  await dialog.getByRole('button', { name: '重新给一次性口令' }).click();
  await page.locator('dialog .code').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#app').isVisible()).toBe(false);
  expect(await page.locator('dialog .slip').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await expectSound(window);
  await window.context.close();
});
