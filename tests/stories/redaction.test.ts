// Two people take a person's number out of an item; afterwards it is nowhere on its page, nor found.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { indexSearches } from '../../src/jobs/index-search.ts';
import { draftItem, readyText, step } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const shots = process.env['STORY_SHOTS'];
const secret = '150428199001010012';

it('an editor marks a number, the head confirms; ■ stands in its place, and search knows it no more', async () => {
  const text = readyText('山口乡公示低保名单');
  const draft = await draftItem(story, 'townshipReporter', { ...text, body: `${text.body}<p>李某，身份证号${secret}。</p>` });
  const { submission } = await step(story, 'townshipReporter', 'submit', draft);
  await indexSearches(story.office.platform);

  const editor = await story.as('editor', `/s/${story.office.site}/submissions/${submission}`);
  await editor.page.getByRole('button', { name: '遮盖个人信息' }).click();
  const dialog = editor.page.getByRole('dialog');
  await dialog.getByText('山口乡公示低保名单').waitFor();
  await dialog.getByLabel('要遮盖的原文').fill(secret);
  await dialog.getByLabel('理由').fill('含身份证号');
  await expectSound(editor);
  if (shots) await editor.page.screenshot({ path: join(shots, 'redaction-form.png') });
  await dialog.getByRole('button', { name: '提出', exact: true }).click();
  await editor.page.getByText('提出和确认须由两个人办理').waitFor();
  expect(await editor.page.getByRole('button', { name: '确认遮盖' }).isDisabled()).toBe(true);
  await editor.context.close();

  const head = await story.as('head', `/s/${story.office.site}/redactions`);
  const { page } = head;
  await page.getByText(secret).waitFor();
  await expectSound(head);
  if (shots) await page.screenshot({ path: join(shots, 'redaction-list.png') });
  await page.getByRole('button', { name: '确认遮盖' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确认遮盖' }).click();
  await page.getByText('没有待确认的遮盖').waitFor();
  await page.getByRole('button', { name: '已遮盖' }).click();
  await page.getByText('第 1 稿已换成 ■').waitFor();
  await page.setViewportSize({ width: 375, height: 740 });
  await expectSound(head);
  if (shots) await page.screenshot({ path: join(shots, 'redaction-done-375.png') });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`/s/${story.office.site}/submissions/${submission}`);
  await page.getByText(`身份证号${'■'.repeat(secret.length)}。`).waitFor();
  expect(await page.locator('body').textContent()).not.toContain(secret);
  await page.goto(`/s/${story.office.site}/search?text=${secret}`);
  await page.getByText(`没有找到“${secret}”`).waitFor();
  await head.context.close();
});
