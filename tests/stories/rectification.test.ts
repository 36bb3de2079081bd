// A wrong word in a published item: found, confirmed by another and deducted, put right by the unit, closed by a second person.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPrinter } from '../../src/engines/documents.ts';
import { deskRulebook, scoreOf } from '../support/facts.ts';
import { readyText, sentItem, step } from './items.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory({ print: createPrinter({ fontFolders: [] }).print });
  const { office } = story;
  const { rules, ...rest } = deskRulebook({ from: `${dayFromNow(0).slice(0, 4)}-01-01` });
  const typos = { id: '错字', each: { fact: 'deduction', kind: '错别字' }, points: -5 };
  await office.as('head').must('rulebook.adopt', { site: office.site, rulebook: { ...rest, rules: [...rules, typos] } });
});
afterAll(() => story.close());

const shots = process.env['STORY_SHOTS'];
const score = () => scoreOf(story.world, story.office, 'township', dayFromNow(0), dayFromNow(0));

it('a typo is found at the desk, deducted, put right and closed', { timeout: 180_000 }, async () => {
  const { site } = story.office;
  const sent = await sentItem(story, '山口乡开展消防演练', 'townshipReporter');
  const adopted = await step(story, 'editor', 'adopt', sent, { outlets: [{ outlet: story.office.outlets.site }] });
  await step(story, 'head', 'publish', adopted, { channels: [], address: 'https://www.example.gov.cn/1.html' });
  expect(readyText().body).toContain('预定路线');
  expect(await score()).toBe('5');

  const editor = await story.as('editor', `/s/${site}/desk?state=published&item=${sent.submission}`);
  await editor.page.getByRole('button', { name: '登记错情' }).click();
  const recording = editor.page.getByRole('dialog', { name: '登记错情' });
  await recording.getByRole('button', { name: '登记', exact: true }).click();
  await recording.getByText('请写错在哪个词').waitFor();
  await recording.getByLabel('错处').fill('预定路线');
  await recording.getByLabel('应为').fill('既定路线');
  await expectSound(editor);
  await recording.getByRole('button', { name: '登记', exact: true }).click();
  await editor.page.getByText('已登记，等另一位同事认定').waitFor();
  await editor.page.getByRole('link', { name: '预定路线 → 既定路线' }).click();
  await editor.page.getByText('登记和认定须由两个人办理').waitFor();
  expect(await editor.page.getByRole('button', { name: '认定', exact: true }).isDisabled()).toBe(true);
  await expectSound(editor);

  const head = await story.as('head', '/inbox');
  await head.page.getByRole('heading', { name: /待我认定错情/ }).waitFor();
  await head.page.getByRole('link', { name: '山口乡开展消防演练' }).click();
  await head.page.getByRole('link', { name: '预定路线 → 既定路线' }).click();
  await head.page.getByRole('button', { name: '认定', exact: true }).click();
  await head.page.getByText('已认定', { exact: true }).first().waitFor();
  expect(await score()).toBe('0');
  await head.page.goto(`/s/${site}/rectifications?state=confirmed`);
  await head.page.getByRole('checkbox', { name: /预定路线/ }).check();
  await head.page.getByRole('button', { name: '发整改通知' }).click();
  const telling = head.page.getByRole('dialog', { name: '发整改通知' });
  await telling.getByText('共 1 处，发 1 份').waitFor();
  await telling.getByLabel('整改期限').fill(dayFromNow(3));
  await expectSound(head);
  await telling.getByRole('button', { name: '发出' }).click();
  await head.page.getByText('已发出整改通知').waitFor();

  const unit = await story.as('townshipReporter', `/s/${site}/rectifications`);
  await expectSound(unit);
  await unit.page.getByRole('link', { name: '预定路线 → 既定路线' }).click();
  const [download] = await Promise.all([unit.page.waitForEvent('download'), unit.page.getByRole('link', { name: '下载 PDF' }).click()]);
  if (shots) await download.saveAs(`${shots}/notice.pdf`);
  expect(download.suggestedFilename()).toMatch(/^整改通知〔\d{4}〕1号（山口乡）\.pdf$/);
  await unit.page.locator('.ProseMirror').getByText('既定路线').waitFor();
  // What is about to replace the published text is proofread while it is written.
  await unit.page.getByRole('region', { name: '用语' }).getByRole('heading').waitFor();
  if (shots) await unit.page.screenshot({ path: `${shots}/reply-1280.png`, fullPage: true });
  await unit.page.setViewportSize({ width: 375, height: 740 });
  if (shots) await unit.page.screenshot({ path: `${shots}/reply-375.png`, fullPage: true });
  await expectSound(unit);
  await unit.page.getByRole('button', { name: '提交回复' }).click();
  await unit.page.getByText('已回复，等办公室复核').waitFor();
  await unit.context.close();

  await head.page.getByRole('button', { name: '待复核' }).click();
  await head.page.getByRole('link', { name: '预定路线 → 既定路线' }).click();
  await head.page.locator('ins', { hasText: '既' }).first().waitFor();
  if (shots) await head.page.screenshot({ path: `${shots}/answer-1280.png`, fullPage: true });
  await expectSound(head);
  await head.page.getByRole('button', { name: '按回复更正并重新发布' }).click();
  await head.page.getByText('已更正，更正稿送往原来的地方').waitFor();
  await head.page.getByText('认定和办结须由两个人办理').waitFor();
  await head.context.close();

  await editor.page.reload();
  await editor.page.getByRole('button', { name: '复核办结' }).click();
  await editor.page.getByText('已办结', { exact: true }).first().waitFor();
  if (shots) await editor.page.screenshot({ path: `${shots}/closed-1280.png`, fullPage: true });
  await expectSound(editor);
  await editor.context.close();
  expect(await score()).toBe('0');
});
