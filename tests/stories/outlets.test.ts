// An outlet is closed and opened again, by the head of the office; the editor chooses only among those in use.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { received } from '../support/make.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

it('a closed outlet is shown as closed, is not offered to the editor, and comes back', async () => {
  const title = '山口乡修通三条村道';
  await received(story.office, { title, eventOn: dayFromNow(-1) });
  const window = await story.as('head', `/s/${story.office.site}/outlets`);
  const { page } = window;
  const row = page.getByRole('row', { name: /政务信息/ });
  await page.getByRole('button', { name: '停用“政务信息”' }).click();
  await row.getByText('已停用').waitFor();
  await expectSound(window);

  const editor = await story.as('editor', `/s/${story.office.site}/desk`);
  await editor.page.getByRole('article', { name: title }).waitFor();
  const adopting = editor.page.getByRole('dialog', { name: '采用' });
  const offered = async (): Promise<boolean> => {
    await editor.page.keyboard.press('a');
    await adopting.getByRole('checkbox', { name: '县政府网站' }).waitFor();
    return (await adopting.getByRole('checkbox', { name: '政务信息' }).count()) > 0;
  };
  expect(await offered()).toBe(false);

  await page.getByRole('button', { name: '恢复使用“政务信息”' }).click();
  await row.getByText('使用中').waitFor();
  await page.getByRole('button', { name: '停用“市政府网站”' }).click();
  await page
    .getByRole('row', { name: /市政府网站/ })
    .getByText('已停用')
    .waitFor();
  await page.getByRole('button', { name: '撤销' }).last().click();
  await page
    .getByRole('row', { name: /市政府网站/ })
    .getByText('使用中')
    .waitFor();
  await editor.page.reload();
  await editor.page.getByRole('article', { name: title }).waitFor();
  expect(await offered()).toBe(true);
  await editor.context.close();
  await window.context.close();
});
