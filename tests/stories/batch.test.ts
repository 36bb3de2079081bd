// Several items at once: all of them or none, what stands against it said by title; and what was done is taken back as one.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sentItem, step } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const statesOf = async (ids: readonly number[]): Promise<readonly string[]> => {
  const rows = await story.world.db
    .selectFrom('submissions')
    .select(['id', 'state'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
  return rows.map(({ state }) => state);
};

it('adopts what is ticked, all or none, and takes it back as one', async () => {
  const items = [];
  for (const name of ['甲件', '乙件', '丙件']) items.push(await sentItem(story, name, 'townshipReporter'));
  const ids = items.map(({ submission }) => submission);
  const editor = await story.as('editor');
  const { page } = editor;
  for (const name of ['甲件', '乙件', '丙件']) await page.getByRole('checkbox', { name: `选中：${name}` }).check();
  const bar = page.getByRole('group', { name: '勾选的稿件' });
  await bar.getByText('已勾选 3 件').waitFor();
  await expectSound(editor);

  // A colleague takes one of them in hand in the meantime.
  const [first] = items;
  const claimed = first && (await step(story, 'secondEditor', 'claim', first));
  await bar.getByRole('button', { name: '采用', exact: true }).click();
  const adopting = page.getByRole('dialog', { name: '采用选中的 3 件' });
  await adopting.getByRole('button', { name: '采用 3 件' }).click();
  await adopting.getByText(/“甲件”：.*已被别人改过/).waitFor();
  await expectSound(editor);
  expect(await statesOf(ids)).toEqual(['submitted', 'submitted', 'submitted']);
  await adopting.getByRole('button', { name: '取消' }).click();

  if (claimed) await step(story, 'secondEditor', 'release', claimed);
  await page.reload();
  for (const name of ['甲件', '乙件', '丙件']) await page.getByRole('checkbox', { name: `选中：${name}` }).check();
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByRole('button', { name: '采用 3 件' }).click();
  await page.getByText('已采用 3 件').waitFor();
  expect(await statesOf(ids)).toEqual(['adopted', 'adopted', 'adopted']);
  await page.getByText('都处理完了').waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText('已撤销').first().waitFor();
  expect(await statesOf(ids)).toEqual(['submitted', 'submitted', 'submitted']);

  for (const name of ['甲件', '丙件']) await page.getByRole('checkbox', { name: `选中：${name}` }).check();
  await page.keyboard.press('r');
  const refusing = page.getByRole('dialog', { name: '不予采用选中的 2 件' });
  await refusing.getByRole('radio', { name: '一次上报多条' }).check();
  await expectSound(editor);
  await refusing.getByRole('button', { name: '不予采用' }).click();
  await page.getByText('2 件不予采用').waitFor();
  await page.getByRole('article', { name: '乙件' }).waitFor();
  expect(await statesOf(ids)).toEqual(['rejected', 'submitted', 'rejected']);
  await editor.context.close();
});
