// Two units report one event; the editor makes one item of them, and each unit is credited once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scoreOf, withRulebook } from '../support/facts.ts';
import { draftItem, readyText, sentItem, step } from './items.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await withRulebook(story.office, { from: `${dayFromNow(0).slice(0, 4)}-01-01` });
});
afterAll(() => story.close());

it('is offered as a hint, merged with shared credit, adopted with own shares, published, and counted once for each unit', async () => {
  const { office } = story;
  await sentItem(story, '山口乡开展防汛应急演练', 'townshipReporter');
  // The town names the township beside itself: that unit must not be credited twice.
  const joint = { ...readyText('城关镇开展防汛应急演练'), jointIds: [office.units.township] };
  const sent = await step(story, 'townReporter', 'submit', await draftItem(story, 'townReporter', joint));
  await step(story, 'townReviewer', 'approve', sent);

  const editor = await story.as('editor');
  const { page } = editor;
  await page.getByRole('article', { name: '城关镇开展防汛应急演练' }).waitFor();
  const hint = page.getByRole('region', { name: '可能是同一件事' });
  await hint.getByText('山口乡开展防汛应急演练').waitFor();
  await expectSound(editor);
  await hint.getByRole('button', { name: '一起并稿' }).click();
  const merging = page.getByRole('dialog', { name: '把 2 件并为一件' });
  await merging.getByRole('radio', { name: /城关镇开展/ }).check();
  await merging.getByText('各得 1/2').waitFor();
  await expectSound(editor);
  await merging.getByRole('button', { name: '并为一件' }).click();
  await page.getByText('已把 2 件并为“城关镇开展防汛应急演练”').waitFor();

  await page.getByRole('region', { name: '并入的稿件' }).getByText('山口乡开展防汛应急演练').waitFor();
  await page.getByRole('button', { name: /^采用/ }).click();
  const adopting = page.getByRole('dialog', { name: '采用' });
  await adopting.getByText('2 个单位，每个单位各得 1/2').waitFor();
  await adopting.getByRole('checkbox', { name: '平均分享' }).uncheck();
  await adopting.getByLabel('城关镇的份额').fill('3/5');
  await adopting.getByText('现在合计 11/10，应为 1').waitFor();
  expect(await adopting.getByRole('button', { name: '采用' }).isDisabled()).toBe(true);
  await adopting.getByLabel('山口乡的份额').fill('40%');
  await expectSound(editor);
  await adopting.getByRole('button', { name: '采用' }).click();
  await page.getByText('已采用“城关镇开展防汛应急演练”').waitFor();
  await editor.context.close();

  const head = await story.as('head', `/s/${story.office.site}/publication`);
  await head.page.getByRole('article', { name: '城关镇开展防汛应急演练' }).waitFor();
  await head.page.getByText('城关镇 3/5、山口乡 2/5').waitFor();
  await head.page.keyboard.press('s');
  await head.page.getByRole('dialog', { name: '签发' }).getByRole('button', { name: '签发' }).click();
  await head.page.getByText('已签发“城关镇开展防汛应急演练”').waitFor();
  await expectSound(head);
  await head.context.close();

  const month = [`${dayFromNow(0).slice(0, 7)}-01`, dayFromNow(0)] as const;
  const facts = await story.world.db
    .selectFrom('facts')
    .select(['unit_id', 'share_top', 'share_bottom'])
    .where('fact', '=', 'adoption')
    .execute();
  expect(new Set(facts.map(({ unit_id }) => unit_id)).size).toBe(facts.length);
  expect(facts.map(({ share_top, share_bottom }) => `${share_top}/${share_bottom}`).sort()).toEqual(['2/5', '3/5']);
  const scores = await Promise.all([scoreOf(story.world, office, 'town', ...month), scoreOf(story.world, office, 'township', ...month)]);
  expect(scores.every((score) => Number(score) > 0)).toBe(true);
});
