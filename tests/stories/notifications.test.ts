// Mail set up by the administrator, an address confirmed by an editor, a digest in the mailbox: in the browser, with a real SMTP server.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMailerOpener } from '../../src/engines/mail.ts';
import { createWebhookSender } from '../../src/engines/webhook.ts';
import { queueDigests } from '../../src/jobs/queue-digests.ts';
import { sendMessages } from '../../src/jobs/send-messages.ts';
import type { Window } from '../support/browser.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { sentItem } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
let box: Mailbox;
const send = () =>
  sendMessages(story.office.platform, { openMailer: createMailerOpener({ timeout: 2000 }), send: createWebhookSender({ timeout: 2000 }) });
beforeAll(async () => {
  [story, box] = await Promise.all([openStory(), openMailbox({ login: { user: 'bct', password: 'mail-password' } })]);
});
afterAll(async () => {
  await box.stop();
  await story.close();
});

const shots = process.env['STORY_SHOTS'];
/** Sound at 1280 and at 375, and pictures for whoever wants to look. */
async function look(window: Window, name: string): Promise<void> {
  for (const width of [1280, 375]) {
    await window.page.setViewportSize({ width, height: 800 });
    await expectSound(window);
    expect(await window.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    if (shots) await window.page.screenshot({ path: join(shots, `notifications-${name}-${width}.png`), fullPage: true });
  }
  await window.page.setViewportSize({ width: 1280, height: 800 });
}

it('the administrator sets the mail server up, sees why a test mail does not go out, puts it right, and it arrives', async () => {
  const window = await story.as('systemAdministrator', '/platform/mail');
  const { page } = window;
  await page.getByText('还没有设置邮件服务器').waitFor();
  await look(window, 'mail-empty');
  await page.getByLabel('服务器地址').fill('127.0.0.1');
  await page.getByLabel('加密方式').selectOption({ label: '不加密（常用端口 25）' });
  expect(await page.getByLabel('端口').inputValue()).toBe('25');
  await page.getByText('只宜用在本机或专网里').waitFor();
  await page.getByLabel('端口').fill(String(box.port));
  await page.getByLabel('用户名').fill('bct');
  await page.getByLabel('口令').fill('wrong');
  await page.getByLabel('发件邮箱').fill('bct@example.gov.cn');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('邮件设置已保存').waitFor();
  await page.getByLabel('寄到').fill('admin@example.gov.cn');
  await page.getByRole('button', { name: '试发' }).click();
  await page.getByRole('cell', { name: '待发' }).waitFor();
  await send();
  await page.locator('.away').getByText('用户或口令不对').waitFor();
  await look(window, 'mail-fault');
  await page.getByLabel('口令').fill('mail-password');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存，不再显示').waitFor();
  await page.getByRole('button', { name: '试发' }).click();
  await page.getByRole('row').nth(2).waitFor();
  await send();
  expect(box.received.map(({ to }) => to)).toEqual([['admin@example.gov.cn'], ['admin@example.gov.cn']]);
  await page.getByRole('cell', { name: '已发' }).first().waitFor();
  await look(window, 'mail-well');
  await window.context.close();
});

it('an editor names an address, mistypes the code once, chooses an hour, and gets the digest with a link that opens the inbox', async () => {
  const window = await story.as('editor', '/account');
  const { page } = window;
  await page.getByRole('button', { name: '填写邮箱' }).click();
  await page.getByLabel('您的邮箱').fill('editor@example.gov.cn');
  await page.getByRole('button', { name: '寄验证码' }).click();
  await page.getByText('验证码寄往 editor@example.gov.cn').waitFor();
  await send();
  const code = /验证码：(\S+)/.exec(box.received.at(-1)?.text ?? '')?.[1] ?? '';
  await page.getByLabel('验证码').fill('0000-0000');
  await page.getByRole('button', { name: '验证', exact: true }).click();
  await page.getByText('验证码不对，还可以试 4 次').waitFor();
  await look(window, 'account-code');
  await page.getByLabel('验证码').fill(code.toLowerCase());
  await page.getByRole('button', { name: '验证', exact: true }).click();
  await page.getByText('邮箱已启用').waitFor();
  await page.getByLabel('什么时候提醒').selectOption({ label: '每天' });
  await page.getByLabel('几点').fill('23:59');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('提醒的时间已保存').waitFor();
  await look(window, 'account');

  await sentItem(story, '山口乡开展消防演练', 'townshipReporter');
  const { office, address } = story;
  office.at(`${new Date(office.now().getTime() + 32 * 3_600_000).toISOString().slice(0, 10)}T23:59`);
  box.received.length = 0;
  await queueDigests(office.platform, address);
  await send();
  const letter = box.received.find(({ to }) => to.includes('editor@example.gov.cn'));
  expect(letter?.text).toContain('山口乡开展消防演练');
  await window.context.close();
  const next = await story.as('editor', /收件箱：(\S+)/.exec(letter?.text ?? '')?.[1] ?? '');
  await next.page.getByRole('link', { name: '山口乡开展消防演练' }).waitFor();
  await next.context.close();
});

it('the head chooses the day of the month’s figures', async () => {
  const window = await story.as('head', `/s/${story.office.site}/notifications`);
  const { page } = window;
  await page.getByLabel('每月哪一天').selectOption({ label: '31 日' });
  await page.getByText('在最后一天寄').waitFor();
  await look(window, 'site');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('定期通知已保存').waitFor();
  await page.reload();
  expect(await page.getByLabel('每月哪一天').inputValue()).toBe('31');
  await window.context.close();
});
