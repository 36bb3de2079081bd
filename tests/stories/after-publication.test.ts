// What comes after an item is out: it is used above, corrected, shown as a model, withdrawn.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withRulebook } from '../support/facts.ts';
import type { Stepped } from '../support/world.ts';
import { sentItem, step } from './items.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await withRulebook(story.office, { from: `${dayFromNow(0).slice(0, 4)}-01-01` });
});
afterAll(() => story.close());

async function publishedItem(title: string): Promise<Stepped> {
  const sent = await sentItem(story, title, 'townshipReporter');
  const adopted = await step(story, 'editor', 'adopt', sent, { outlets: [{ outlet: story.office.outlets.site }] });
  return step(story, 'head', 'publish', adopted, { channels: [], address: 'https://www.example.gov.cn/1.html' });
}
const adoptionFacts = (submission: number) =>
  story.world.db.selectFrom('facts').select('level').where('submission_id', '=', submission).where('fact', '=', 'adoption').execute();

it('an adoption above is recorded with evidence by one person, and counts when another confirms it', async () => {
  const { submission } = await publishedItem('山口乡修通入村公路');
  const editor = await story.as('editor', `/s/${story.office.site}/claims`);
  await editor.page.getByRole('button', { name: '登记上级采用' }).click();
  const dialog = editor.page.getByRole('dialog', { name: '登记上级采用' });
  await dialog.getByRole('button', { name: '山口乡修通入村公路' }).click();
  await dialog.getByLabel('采用处').selectOption({ label: '市政府网站' });
  await dialog.getByLabel('刊登日期').fill(dayFromNow(0));
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await dialog.getByText('请写网址、刊期，或者附上文件').waitFor();
  await dialog.getByLabel('依据').first().fill('https://www.city.gov.cn/dt/1.html');
  await expectSound(editor);
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await editor.page.getByText('登记和核实须由两个人办理').waitFor();
  expect(await adoptionFacts(submission)).toHaveLength(1);
  await editor.context.close();

  const head = await story.as('head', `/s/${story.office.site}/claims`);
  await head.page.getByRole('button', { name: '核实' }).click();
  await head.page.getByText('没有待核实的上级采用').waitFor();
  await expectSound(head);
  await head.context.close();
  expect((await adoptionFacts(submission)).map(({ level }) => level).sort()).toEqual(['上级', '本级']);
});

it('a published item is corrected with a reason, shown to all units as a model, and withdrawn with a reason', async () => {
  const { submission } = await publishedItem('山口乡通报降雨情况');
  const head = await story.as('head', `/s/${story.office.site}/desk?state=published&item=${submission}`);
  const { page } = head;
  await page.getByRole('button', { name: '更正' }).click();
  await page.getByRole('textbox', { name: '标题' }).fill('山口乡通报9月降雨情况');
  await page.getByRole('button', { name: '更正并重新发布' }).click();
  await page.getByText('请写明理由，作者会看到').waitFor();
  await page.getByLabel('更正的理由').fill('标题漏写月份');
  await expectSound(head);
  await page.getByRole('button', { name: '更正并重新发布' }).click();
  await page.getByText('已更正，更正稿送往原来的地方').waitFor();
  await page.getByRole('region', { name: '本机关编辑稿' }).locator('ins', { hasText: '9' }).waitFor();

  await page.getByRole('button', { name: '作为范文给各单位看' }).click();
  await page.getByRole('textbox', { name: '点评' }).fill('数字齐全');
  await page.getByRole('button', { name: '给各单位看', exact: true }).click();
  await page.getByText('各单位现在能看到这篇范文').waitFor();
  const unit = await story.as('townReporter', `/s/${story.office.site}/models`);
  await unit.page.getByText('数字齐全').waitFor();
  await unit.page.getByRole('button', { name: /看全文/ }).click();
  await expectSound(unit);
  await unit.context.close();

  await page.getByRole('button', { name: '撤下', exact: true }).click();
  const asking = page.getByRole('dialog', { name: '撤下' });
  await asking.getByRole('textbox').fill('数据有误');
  await asking.getByRole('button', { name: '撤下' }).click();
  await page.getByText('已撤下“山口乡通报9月降雨情况”').waitFor();
  await expectSound(head);
  await head.context.close();
  const seen = await story.office.as('townshipReporter').see('submission', { site: story.office.site, submission });
  expect(seen).toMatchObject({ ok: true, value: { state: 'withdrawn', reason: '数据有误' } });
});
