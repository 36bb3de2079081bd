// A reviewer decides on a phone: reads, approves with the thumb, goes on to the next, returns it with a reason that its author reads.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sentItem, step } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const phone = { width: 375, height: 740 };

it('approves one, returns the next with a reason, and the author finds the reason', async () => {
  await sentItem(story, '需要修改的一件');
  await sentItem(story, '可以通过的一件');
  const reviewer = await story.as('reviewer', `/s/${story.office.site}/review`, phone);
  const { page } = reviewer;
  await page.getByText('共 2 件').waitFor();
  await expectSound(reviewer);
  await page.getByRole('link', { name: '可以通过的一件' }).click();
  const approve = page.getByRole('button', { name: '审核通过' });
  await approve.waitFor();
  await expectSound(reviewer);
  // Within reach of the thumb: in the lower third, and wide enough to hit.
  const place = await approve.boundingBox();
  expect(place?.y).toBeGreaterThan((phone.height * 2) / 3);
  expect(place?.height).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);
  await approve.click();

  await page.getByRole('heading', { name: '需要修改的一件', level: 1 }).waitFor();
  await page.getByRole('button', { name: '退回修改' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('请写明检查的时间和学校名称');
  await page.getByRole('dialog').getByRole('button', { name: '退回修改' }).click();
  // What is left has been signed already by the same person.
  await page.getByText('您已经签过这一稿').first().waitFor();
  await expectSound(reviewer);
  await reviewer.context.close();

  const author = await story.as('reporter', '/', phone);
  await author.page.getByText('请写明检查的时间和学校名称').waitFor();
  await expectSound(author);
  await author.page.getByRole('link', { name: '去修改' }).click();
  await author.page.getByText('上次退回的原因').waitFor();
  await author.page.getByRole('textbox', { name: '正文' }).waitFor();
  await expectSound(author);
  await author.context.close();
});

it('shows what changed since it was read last', async () => {
  const sent = await sentItem(story, '改过的一件');
  const returned = await step(story, 'reviewer', 'return', sent, { reason: '数字不对' });
  const saved = await step(story, 'reporter', 'save', returned, { body: '<p>11月3日，县教育局检查了15所学校。</p>' });
  await step(story, 'reporter', 'submit', saved);
  const reviewer = await story.as('reviewer', `/s/${story.office.site}/review/${sent.submission}`, phone);
  await reviewer.page.getByRole('button', { name: /与上次看过的第 1 稿对照/ }).waitFor();
  await reviewer.page.locator('ins', { hasText: '15' }).first().waitFor();
  await expectSound(reviewer);
  await reviewer.context.close();
});
