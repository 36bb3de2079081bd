// What is looked after once it is out: pages past their review-by day are kept with a new one; dead links lead to their item.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLinkAsker } from '../../src/engines/link-check.ts';
import { checkLinks } from '../../src/jobs/check-links.ts';
import type { Window } from '../support/browser.ts';
import { received, seen } from '../support/make.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
let server: Server;
beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  story = await openStory();
  const { office } = story;
  const link = `http://127.0.0.1:${(server.address() as AddressInfo).port}/2019/notice.html`;
  const sent = await received(office, { title: '办事指南', body: `<p>详见<a href="${link}">原文</a>。</p>` });
  const adopted = await office.as('editor').must('submission.adopt', { ...seen(office, sent), outlets: [{ outlet: office.outlets.site }] });
  await office.as('head').must('submission.publish', { ...seen(office, adopted), reviewBy: '2024-05-01' });
  await office.as('head').must('site.configure', { site: office.site, settings: { links: { check: true } } });
  const night = new Date('2024-05-16T02:00:00+08:00');
  const ask = createLinkAsker({ internalAddresses: ['127.0.0.1'], timeout: 3000 });
  await checkLinks({ ...office.platform, now: () => night }, { ask, pause: 0 });
});
afterAll(async () => {
  await story.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const shots = process.env['STORY_SHOTS'];
async function sound(window: Window, name: string): Promise<void> {
  for (const [width, height] of [
    [1280, 800],
    [375, 740],
  ] as const) {
    await window.page.setViewportSize({ width, height });
    await expectSound(window);
    if (shots) await window.page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
  }
  await window.page.setViewportSize({ width: 1280, height: 800 });
}

it('a page past its day is kept with a new one, and that can be undone', async () => {
  const window = await story.as('editor', `/s/${story.office.site}/review-due`);
  const { page } = window;
  await page.getByRole('link', { name: '办事指南' }).first().waitFor();
  await sound(window, 'review-due');
  await page.getByLabel('“办事指南”下次复核的日期').fill('2099-05-01');
  await page.getByRole('button', { name: '仍有效，改到' }).click();
  await page.getByText('没有到期的稿件').waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByRole('link', { name: '办事指南' }).first().waitFor();
  await window.context.close();
});

it('a dead link is listed with its item and leads there', async () => {
  const window = await story.as('editor', `/s/${story.office.site}/dead-links`);
  const { page } = window;
  await page.getByText('网站答复 404').waitFor();
  await sound(window, 'dead-links');
  await page.getByRole('link', { name: '办事指南' }).click();
  await page.waitForURL(/\/desk\?/);
  expect(new URL(page.url()).searchParams.get('item')).toMatch(/^\d+$/);
  await window.context.close();
});
