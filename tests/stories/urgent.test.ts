// What cannot wait goes out with a reason, signed by one person; another approves it afterwards.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sentItem } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const title = '山口乡发布地质灾害红色预警';

it('is published at once with a reason, waits for a second person, and is approved by one', async () => {
  const { submission } = await sentItem(story, title, 'townshipReporter');
  const editor = await story.as('editor');
  await editor.page.getByRole('article', { name: title }).waitFor();
  await editor.page.getByRole('button', { name: '紧急发布' }).click();
  const urgent = editor.page.getByRole('dialog', { name: '紧急发布' });
  await urgent.getByRole('button', { name: '紧急发布' }).click();
  await urgent.getByText('请写明为什么不能等').waitFor();
  await urgent.getByLabel('紧急的理由').fill('红色预警，须马上让群众知道');
  await expectSound(editor);
  await urgent.getByRole('button', { name: '紧急发布' }).click();
  await editor.page.getByText(/已紧急发布.*请另一人补签/).waitFor();

  // Whoever published it does not approve it.
  await editor.page.goto(`/s/${story.office.site}/publication?list=to-ratify`);
  await editor.page.getByText('紧急发布须由另一人补签').waitFor();
  await expectSound(editor);
  await editor.context.close();

  const head = await story.as('head', `/s/${story.office.site}/publication`);
  await head.page.getByRole('button', { name: '待补签1' }).click();
  await head.page.getByText('郑编辑紧急发布').waitFor();
  await head.page.getByText('红色预警，须马上让群众知道').first().waitFor();
  await expectSound(head);
  await head.page.keyboard.press('s');
  await head.page.getByText(`已补签“${title}”`).waitFor();
  await head.page.getByText('没有待补签的稿件').waitFor();
  await expectSound(head);
  await head.context.close();
  const seen = await story.office.as('head').see('submission', { site: story.office.site, submission });
  expect(seen).toMatchObject({ ok: true, value: { state: 'published', urgent: true, ratify: false } });
});
