// An office settles its wording: whoever writes is told at once, takes a correction over or passes over it, and the office switches off what does not suit it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submission } from '../../src/views/submission.ts';
import { draftItem, readyText, sentItem, step } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

/** A folder for looking at the pages afterwards. */
const shots = process.env['STORY_SHOTS'];

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

it('a word that the office forbids stops whoever is just sending it, and is gone once it is corrected', async () => {
  const { office } = story;
  await office.as('head').must('site.configure', { site: office.site, settings: { wording: { kinds: { forbidden: 'stop' } } } });
  const draft = await draftItem(story, 'townshipReporter', readyText('山口乡走访慰问弱势群众'));
  const writer = await story.as('townshipReporter', `/s/${office.site}/submissions/${draft.submission}/edit`);
  await writer.page.getByRole('heading', { name: '可以报送' }).waitFor();

  const editor = await story.as('editor', `/s/${office.site}/wording`);
  const { page } = editor;
  await page.getByText('还没有本站的词语').waitFor();
  await expectSound(editor);
  await page.getByRole('button', { name: '增加词语' }).first().click();
  const form = page.getByRole('dialog', { name: '增加词语' });
  await form.getByLabel('词语').fill('弱势群众');
  await form.getByLabel('应为').fill('困难群众');
  await form.getByLabel('理由').fill('省里统一的说法');
  await expectSound(editor);
  await form.getByRole('button', { name: '增加' }).click();
  await page.getByText('“弱势群众”已加上，马上生效').waitFor();
  await page
    .getByRole('row', { name: /弱势群众/ })
    .getByText('困难群众')
    .waitFor();
  await expectSound(editor);

  await writer.page.getByRole('button', { name: '报送', exact: true }).click();
  await writer.page
    .getByText(/应为“困难群众”/)
    .first()
    .waitFor();
  await expectSound(writer);
  await writer.page.getByRole('textbox', { name: '标题' }).fill('山口乡走访慰问困难群众');
  await writer.page.getByText(/^已保存/).waitFor();
  await writer.page.getByRole('button', { name: '报送', exact: true }).click();
  await writer.page.getByText(/^已报送/).waitFor();
  await writer.context.close();

  // Taken back, it is gone; with one click it is there again.
  await page.getByRole('button', { name: '撤下“弱势群众”' }).click();
  await page.getByText('还没有本站的词语').waitFor();
  await page.getByRole('button', { name: '撤销', exact: true }).last().click();
  await page.getByRole('row', { name: /弱势群众/ }).waitFor();
  await editor.context.close();
});

it('what ships is switched off and on, and persons in office are written down', async () => {
  const { office } = story;
  const head = await story.as('head', `/s/${office.site}/wording`);
  const { page } = head;
  await page.getByRole('button', { name: '自带词语' }).click();
  await page.getByRole('searchbox').or(page.getByLabel('查找')).first().fill('投搞');
  await page.getByRole('button', { name: '停用“投搞”' }).click();
  await page.getByText('已停用', { exact: true }).waitFor();
  await expectSound(head);
  await page.getByRole('button', { name: '恢复“投搞”' }).click();
  await page.getByRole('button', { name: '停用“投搞”' }).waitFor();

  await page.getByRole('button', { name: '领导姓名职务' }).click();
  await page.getByRole('button', { name: '登记一位' }).click();
  const form = page.getByRole('dialog', { name: '登记一位领导' });
  await form.getByLabel('姓名').fill('李卫东');
  await form.getByLabel('职务').fill('县长');
  await form.getByLabel('到任日期').fill('2024-01-01');
  await expectSound(head);
  await form.getByRole('button', { name: '保存' }).click();
  await page
    .getByRole('row', { name: /李卫东/ })
    .getByText('2024-01-01 至 今')
    .waitFor();
  await expectSound(head);

  await page.getByRole('button', { name: '本站词语' }).click();
  await page.getByRole('button', { name: '从表格粘贴' }).click();
  const many = page.getByRole('dialog', { name: '从表格粘贴' });
  await many.getByLabel('词语表').fill('错别字\t攻坚克南\t攻坚克难\n白名单\t部署校园\n不知道\t甲乙');
  await many.getByText('第 3 行：没有“不知道”这个种类').waitFor();
  await expectSound(head);
  await many.getByRole('button', { name: '增加 2 条' }).click();
  await page.getByText('已增加 2 条').waitFor();
  await many.getByRole('button', { name: '取消' }).click();
  await page.getByRole('row', { name: /攻坚克南/ }).waitFor();
  await head.context.close();
});

it('the editor takes corrections over at the desk, and passes over what is right', async () => {
  const { office } = story;
  const body =
    '<p>会议强调，要认真贯彻落实党中央、国务院决策部署，切实加强组织<strong>领到</strong>。</p><p>会上通报了投搞情况，联系电话13800000000。</p>';
  const { submission: id } = await step(
    story,
    'townshipReporter',
    'submit',
    await draftItem(story, 'townshipReporter', { ...readyText('山口乡召开信息工作会议'), body }),
  );
  await sentItem(story, '另一件', 'townshipReporter');
  const editor = await story.as('editor', `/s/${office.site}/desk?item=${id}`);
  const { page } = editor;
  const list = page.getByRole('region', { name: '校对' });
  await list.getByText('138****0000').waitFor();
  await expectSound(editor);
  await list.getByRole('button', { name: '“投搞”改为“投稿”' }).click();
  await page.getByText('“投搞”已改为“投稿”').waitFor();
  await page.getByRole('article').getByText('会上通报了投稿情况').waitFor();
  await list.getByRole('button', { name: '“到”改为“导”' }).click();
  await page.getByText('“到”已改为“导”').waitFor();
  await list.getByRole('button', { name: '忽略“138****0000”' }).click();
  await list.getByText('没有发现要改的字词。').waitFor();
  const seen = await office.as('editor').look(submission, { site: office.site, submission: id });
  expect(seen.text.body).toContain('<strong>领导</strong>');
  const answers = await story.world.db.selectFrom('wording_answers').select(['answer', 'found']).orderBy('id').execute();
  expect(answers).toEqual([
    { answer: 'taken', found: '投搞' },
    { answer: 'taken', found: '到' },
    { answer: 'ignored', found: '138****0000' },
  ]);
  await editor.context.close();
});

it('the office takes all its words out as a file, sees what a file would change, and brings it in, whole or not at all', async () => {
  const { office } = story;
  const editor = await story.as('editor', `/s/${office.site}/wording`);
  const { page } = editor;
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出文件' }).click()]);
  expect(download.suggestedFilename()).toBe('本站用语.csv');
  const path = await download.path();
  const text = readFileSync(path, 'utf8');
  expect(text.startsWith('\ufeff"种类","词语","应为"')).toBe(true);
  expect(text).toContain('"领导","李卫东","","","县长","2024-01-01"');

  await page.getByRole('button', { name: '导入文件' }).click();
  const form = page.getByRole('dialog', { name: '导入用语文件' });
  await expectSound(editor);
  const choose = (name: string, content: string) =>
    form.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await choose('同.csv', text);
  await form.getByText('文件里的原来都有，不用导入。').waitFor();
  await form.getByRole('button', { name: '换一个文件' }).click();
  await choose('错.csv', '种类,词语,应为\n禁用词,留守老人\n禁用,甲乙\n错别字,攻坚克唯\n');
  await form.getByText(/第3行：没有“禁用”这个种类/).waitFor();
  await form.getByText('第4行：错别字要写明应为什么').waitFor();
  await expectSound(editor);
  await choose(
    '新.csv',
    '种类,词语,应为,理由,职务,到任日期\n慎用词,弱势群众,困难群众,省里的说法\n白名单,留守老人\n领导,王建国,,,副县长,2024-03-01\n',
  );
  await form.getByText('新增 2 条，改动 1 条').waitFor();
  await form.getByText(/^原为：禁用词：应为困难群众/).waitFor();
  await expectSound(editor);
  if (shots) await page.screenshot({ path: `${shots}/wording-plan-1280.png` });
  await page.setViewportSize({ width: 375, height: 740 });
  await expectSound(editor);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  if (shots) await page.screenshot({ path: `${shots}/wording-plan-375.png` });
  await page.setViewportSize({ width: 1280, height: 900 });
  await form.getByRole('button', { name: '导入 3 条' }).click();
  await page.getByText('已导入：新增 2 条，改动 1 条，马上生效').waitFor();
  await page.getByRole('row', { name: /留守老人/ }).waitFor();
  await page.getByRole('button', { name: '领导姓名职务' }).click();
  await page
    .getByRole('row', { name: /王建国/ })
    .getByText('副县长')
    .waitFor();
  if (shots) await page.screenshot({ path: `${shots}/wording-holders-1280.png` });
  await editor.context.close();
});
