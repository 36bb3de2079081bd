// An item is sent back by the office, rewritten, sent again and adopted; the reasons reach the author, and the conversation stays.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sentItem } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

it('is sent back with a reason that its author reads, comes again, and is adopted', async () => {
  const { submission } = await sentItem(story, '山口乡召开防汛会议', 'townshipReporter');
  const desk = `/s/${story.office.site}/desk`;
  const editor = await story.as('editor');
  await editor.page.getByRole('article', { name: '山口乡召开防汛会议' }).waitFor();
  await editor.page.keyboard.press('b');
  const asking = editor.page.getByRole('dialog', { name: '退回重写' });
  await asking.getByRole('button', { name: '退回重写' }).click();
  await asking.getByText('请写明理由，作者会看到').waitFor();
  await asking.getByRole('button', { name: '请补充时间、地点和具体数字后重报。' }).click();
  await expectSound(editor);
  await asking.getByRole('button', { name: '退回重写' }).click();
  await editor.page.getByText(/已退回“山口乡召开防汛会议”/).waitFor();

  const author = await story.as('townshipReporter');
  await author.page.getByText('请补充时间、地点和具体数字后重报。').first().waitFor();
  await expectSound(author);
  await author.page.goto(`/s/${story.office.site}/submissions/${submission}/edit`);
  await author.page.getByRole('textbox', { name: '标题' }).fill('山口乡召开防汛会议部署46处隐患点');
  await author.page.getByText(/^已保存 /).waitFor();
  await author.page.getByRole('button', { name: '报送', exact: true }).click();
  await author.page.getByText('已报送，等待办公室采用').waitFor();
  await author.context.close();

  await editor.page.goto(desk);
  await editor.page.getByRole('article', { name: '山口乡召开防汛会议部署46处隐患点' }).waitFor();
  await editor.page.getByRole('region', { name: '意见' }).getByText('请补充时间、地点和具体数字后重报。').waitFor();
  await editor.page.getByRole('button', { name: /^采用/ }).click();
  await editor.page.getByRole('dialog', { name: '采用' }).getByRole('button', { name: '采用' }).click();
  await editor.page.getByText('已采用“山口乡召开防汛会议部署46处隐患点”').waitFor();
  await expectSound(editor);
  await editor.context.close();
  const outcome = await story.office.as('townshipReporter').see<{ state: string }>('submission', { site: story.office.site, submission });
  expect(outcome).toMatchObject({ ok: true, value: { state: 'adopted' } });
});

it('tells the author why the office does not use an item', async () => {
  await sentItem(story, '山口乡去年总结', 'townshipReporter');
  const editor = await story.as('editor');
  await editor.page.getByRole('article', { name: '山口乡去年总结' }).waitFor();
  await editor.page.keyboard.press('r');
  const asking = editor.page.getByRole('dialog', { name: '不予采用' });
  await asking.getByRole('button', { name: '不予采用' }).click();
  await asking.getByText('请选一个原因').waitFor();
  await asking.getByRole('radio', { name: '失去时效' }).check();
  await asking.getByLabel('补充说明').fill('去年的事请不要再报');
  await asking.getByRole('button', { name: '不予采用' }).click();
  await editor.page.getByText('不予采用“山口乡去年总结”').waitFor();
  await editor.context.close();
  const author = await story.as('townshipReporter');
  await author.page.getByText('失去时效：去年的事请不要再报').first().waitFor();
  await expectSound(author);
  await author.context.close();
});
