// An editor adds a word; at night what was published is looked through; the finding is confirmed into the rectification, another one ignored.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readerOfSite, rescanTexts } from '../../src/jobs/rescan-texts.ts';
import { received, seen } from '../support/make.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

async function published(title: string, body: string): Promise<void> {
  const { office } = story;
  const sent = await received(office, { title, body, eventOn: dayFromNow(-1) });
  const adopted = await office.as('editor').must('submission.adopt', { ...seen(office, sent), outlets: [{ outlet: office.outlets.site }] });
  await office.as('head').must('submission.publish', seen(office, adopted));
}
const look = () => {
  const { platform } = story.office;
  return rescanTexts(platform, { readerOf: readerOfSite(platform, async () => 'shipped') });
};

it('a word that is added today is found in what was published, confirmed into the rectification, and counted once', async () => {
  const { office } = story;
  await published('山口乡帮扶困难户', '<p>山口乡走访弱势群众，送去米面油，帮助解决实际困难。</p>');
  await published('山口乡再访困难户', '<p>山口乡再次走访弱势群众。</p>');
  const window = await story.as('editor', `/s/${office.site}/rescan`);
  const { page } = window;
  await page.getByText('还没有巡查过。夜里一点到六点查。').waitFor();
  await expectSound(window);
  await office.as('editor').must('wording.add', { site: office.site, kind: 'forbidden', find: '弱势群众', put: ['困难群众'] });
  await page.getByRole('button', { name: '现在巡查' }).click();
  await page.getByText('已经要求马上巡查').waitFor();
  expect(await look()).toBe(2);

  await page.getByText('最近一次看了 2 篇，查到 2 处').waitFor({ timeout: 15_000 });
  await page.reload();
  const row = page.getByRole('row', { name: /山口乡帮扶困难户/ });
  await row.getByText('弱势群众', { exact: true }).waitFor();
  await page.screenshot({ path: '/tmp/rescan-1280.png', fullPage: true });
  await row.getByRole('button', { name: '确认' }).click();
  const dialog = page.getByRole('dialog', { name: '登记为错情' });
  expect(await dialog.getByLabel('应为').inputValue()).toBe('困难群众');
  await page.screenshot({ path: '/tmp/rescan-dialog.png' });
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('已登记 1 处错情，请另一位同事认定').waitFor();
  await row.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: '忽略', exact: true }).click();
  await page.getByText('已忽略 1 处，以后不再问').waitFor();
  await page.getByText('没有待看的疑问').waitFor();
  await expectSound(window);
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByRole('row', { name: /山口乡再访困难户/ }).waitFor();
  await page.getByRole('button', { name: '忽略', exact: true }).click();
  await page.getByText('没有待看的疑问').waitFor();
  await page.getByText('已登记错情', { exact: true }).click();
  await page.getByRole('link', { name: '看错情' }).click();
  await page.getByText('待认定').first().waitFor();
  expect(await look()).toBe(0);
  await window.context.close();

  const phone = await story.as('editor', `/s/${office.site}/rescan?state=ignored`, { width: 375, height: 740 });
  await phone.page.getByRole('button', { name: '恢复' }).waitFor();
  await office.as('head').must('model.train', { site: office.site });
  await phone.page.reload();
  await phone.page.getByText('等待训练').first().waitFor();
  await phone.page.screenshot({ path: '/tmp/rescan-375.png', fullPage: true });
  await expectSound(phone);
  await phone.context.close();
}, 120_000);
