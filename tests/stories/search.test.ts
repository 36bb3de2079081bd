// Search from the bar: the words are marked, what one may not see is not there, and what was found opens.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { indexSearches } from '../../src/jobs/index-search.ts';
import type { Window } from '../support/browser.ts';
import { draftItem, readyText, sentItem, step } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await draftItem(story, 'colleague', readyText('同事没有写完的消防草稿'));
  const sent = await sentItem(story, '县教育局开展校园消防演练');
  await step(story, 'reviewer', 'approve', sent);
  await indexSearches(story.office.platform);
});
afterAll(() => story.close());

const shots = process.env['STORY_SHOTS'];
const shoot = async ({ page }: Window, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `search-${name}.png`), fullPage: true });
};

it('a word of two characters is looked for with a key, found, marked and opened', async () => {
  const window = await story.as('reporter', `/s/${story.office.site}/mine`);
  const { page } = window;
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('s');
  await page.keyboard.type('消防');
  await page.keyboard.press('Enter');
  const results = page.getByRole('list', { name: '找到的稿件' });
  await results.waitFor();
  expect(await results.getByRole('listitem').count()).toBe(1);
  expect(await results.getByRole('heading').locator('mark').allTextContents()).toEqual(['消防']);
  await expectSound(window);
  await shoot(window, 'found');
  await page.setViewportSize({ width: 375, height: 740 });
  await expectSound(window);
  await shoot(window, 'found-375');
  await page.setViewportSize({ width: 1280, height: 800 });
  await results.getByRole('link', { name: '县教育局开展校园消防演练' }).click();
  await page.getByRole('heading', { level: 1, name: /校园消防演练|信息/ }).waitFor();
  expect(new URL(page.url()).pathname).toContain('/submissions/');
  await window.context.close();
});

it('what nobody wrote is not found, and the page says what may help; the address keeps words and filters', async () => {
  const window = await story.as('editor', `/s/${story.office.site}/search`);
  const { page } = window;
  await page.getByText('写上要找的字词', { exact: true }).waitFor();
  await expectSound(window);
  await shoot(window, 'empty');
  await page.goto(`/s/${story.office.site}/search?text=${encodeURIComponent('草稿')}`);
  await page.getByText('没有找到“草稿”').waitFor();
  await page.goto(`/s/${story.office.site}/search?text=${encodeURIComponent('演练')}&state=adopted`);
  await page.getByText('没有找到“演练”').waitFor();
  await page.getByLabel('状态').selectOption('');
  await page.getByRole('list', { name: '找到的稿件' }).waitFor();
  expect(page.url()).not.toContain('state');
  await window.context.close();
});

it('what lies around items stands in lists of its own, and opens there', async () => {
  const { site, units } = story.office;
  const given = { title: '防汛工作信息', brief: '写清楚物资储备', due: '2099-05-31', units: [units.bureau] };
  await story.office.as('editor').must('commission.place', { site, ...given });
  await indexSearches(story.office.platform);
  const window = await story.as('reporter', `/s/${site}/search?text=${encodeURIComponent('物资')}`);
  const { page } = window;
  await page.getByText('没有找到“物资”').waitFor();
  await page.getByRole('button', { name: '约稿1' }).click();
  const results = page.getByRole('list', { name: '找到的约稿' });
  await results.waitFor();
  await expectSound(window);
  await shoot(window, 'around');
  await page.setViewportSize({ width: 375, height: 740 });
  await expectSound(window);
  await shoot(window, 'around-375');
  await results.getByRole('link', { name: '防汛工作信息' }).click();
  await page.waitForURL(/\/asked\/\d+$/);
  await window.context.close();
});
