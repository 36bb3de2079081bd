// An inspection from the list of an upper office to its bulletin: imported, refused with a bad row, confirmed by a second person, concluded, downloaded.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDocument } from '../../src/reading/read.ts';
import type { Window } from '../support/browser.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const titles = [
  '序号',
  '检查对象',
  '类别',
  '责任单位',
  '存在问题',
  '检查指标',
  '检查日期',
  '问题位置',
  '截图/链接',
  '最后更新日期',
  '更新周期',
];
/** A list as offices send it: a title, a heading, rows. */
async function listOf(rows: readonly (readonly (string | number | null)[])[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('抽查情况').addRows([['第二季度网站抽查情况'], titles, ...rows.map((cells) => [...cells])]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const shots = process.env['STORY_SHOTS'];
async function shoot({ page }: Window, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `inspection-${name}.png`), fullPage: true });
}

/** Where the inspection of the list stands. */
let address = '';

it('a list with a bad row is refused whole, the right one becomes an inspection that its importer cannot confirm', async () => {
  const [day, long] = [dayFromNow(-2), dayFromNow(-30)];
  const clean = [3, '城关发布', '微信公众号', '城关镇', '无', null, day, null, null, dayFromNow(-9), 10];
  const rows = [
    [1, '县教育局网站', '网站', '县教育局', '首页三周没有更新', '首页不更新', day, '首页', 'http://example.gov.cn/1', long, 14],
    [2, '工作动态', '栏目', '县教育局', '两处链接打不开', null, day, '第2页', null, null, null],
    clean,
  ];
  const editor = await story.as('editor', `/s/${story.office.site}/inspections`);
  const { page } = editor;
  await page.getByText('还没有检查').waitFor();
  await expectSound(editor);
  await page.getByRole('button', { name: '导入检查清单' }).click();
  const dialog = page.getByRole('dialog', { name: '导入检查清单' });
  await dialog.getByLabel('检查名称').fill('第二季度抽查');
  const bad = [2, '工作动态', '栏目', '教育', '空白', null, day, null, null, null, null];
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: '抽查.xlsx', mimeType, buffer: await listOf([...rows.slice(0, 1), bad, clean]) });
  await dialog.getByText(/第\d+行：名册中没有单位“教育”/).waitFor();
  await expectSound(editor);
  await shoot(editor, 'refused');
  await dialog.locator('input[type=file]').setInputFiles({ name: '抽查.xlsx', mimeType, buffer: await listOf(rows) });
  await page.getByRole('heading', { name: '第二季度抽查' }).waitFor();
  await page.getByText('新增对象 3 个，待核实的问题 2 个').waitFor();
  // Who recorded it cannot confirm it.
  const first = page.getByRole('row', { name: /县教育局网站/ });
  expect(await first.getByRole('button', { name: '核实' }).isDisabled()).toBe(true);
  await expectSound(editor);
  address = new URL(page.url()).pathname;
  await editor.context.close();
});

it('a second person confirms what the list found, on a wide and a narrow page', async () => {
  const head = await story.as('head', address);
  for (const name of ['县教育局网站', '工作动态']) {
    await head.page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('button', { name: '核实' })
      .click();
    await head.page.getByText(`已核实“${name}”的问题`).waitFor();
  }
  await head.page.getByText('有不合格对象的单位：县教育局').waitFor();
  await expectSound(head);
  await shoot(head, 'confirmed');
  await head.page.setViewportSize({ width: 375, height: 740 });
  await expectSound(head);
  await shoot(head, 'confirmed-375');
  await head.context.close();
});

it('every subject is listed, the inspection is concluded, and its bulletin says the figures of the page', async () => {
  const head = await story.as('head', address);
  await head.page.getByRole('button', { name: '检查对象' }).click();
  await head.page.getByRole('row', { name: /城关发布/ }).waitFor();
  await expectSound(head);
  await head.page.getByRole('button', { name: '登记问题：城关发布' }).click();
  await head.page.getByLabel('指标').selectOption({ label: '首页不更新' });
  await expectSound(head);
  await shoot(head, 'record');
  await head.page.keyboard.press('Escape');
  await head.page.getByRole('button', { name: '结束检查' }).click();
  await head.page.getByText('检查已结束', { exact: true }).waitFor();

  await head.page.getByRole('button', { name: '下载文稿' }).click();
  const [download] = await Promise.all([
    head.page.waitForEvent('download'),
    head.page.getByRole('menuitem', { name: 'Word（docx）' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('第二季度抽查情况通报.docx');
  const read = await readDocument(readFileSync(await download.path()), '通报.docx');
  expect(read.title).toBe('关于第二季度抽查情况的通报');
  expect(read.paragraphs.join('\n')).toContain('共检查对象3个，合格2个，不合格1个，不合格率33.33%');
  await head.context.close();
});

it('the head issues its bulletin under a number, and what is frozen comes out as a file', async () => {
  const head = await story.as('head', address);
  const { page } = head;
  await page.getByRole('button', { name: '签发通报' }).click();
  const dialog = page.getByRole('dialog', { name: '签发通报' });
  await dialog.getByRole('button', { name: '签发通报' }).click();
  await dialog.getByText('请填写发文字号').waitFor();
  await dialog.getByLabel('发文字号').fill('政办函〔2024〕12号');
  await expectSound(head);
  await shoot(head, 'issue');
  await dialog.getByRole('button', { name: '签发通报' }).click();
  await page.getByText('政办函〔2024〕12号').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Word（docx）：政办函〔2024〕12号' }).click(),
  ]);
  const read = await readDocument(readFileSync(await download.path()), '通报.docx');
  expect(read.documentNumber).toBe('政办函〔2024〕12号');
  await page.getByRole('button', { name: '签发更正' }).waitFor();
  await expectSound(head);
  await shoot(head, 'issued');
  await page.setViewportSize({ width: 375, height: 740 });
  await expectSound(head);
  await shoot(head, 'issued-375');
  await head.context.close();
});

it('what was found is handed to its unit, which says how it put it right, and a second person closes it', async () => {
  const editor = await story.as('editor', address);
  await editor.page
    .getByRole('row', { name: /县教育局网站/ })
    .getByRole('button', { name: '交单位整改' })
    .click();
  await editor.page.getByRole('link', { name: /整改/ }).filter({ hasText: '已认定' }).click();
  await editor.page.getByRole('button', { name: '发整改通知' }).click();
  await editor.page.getByRole('dialog').getByRole('button', { name: '发出' }).click();
  await editor.page.getByText('整改通知〔').waitFor();
  await expectSound(editor);
  await shoot(editor, 'rectification');
  const own = new URL(editor.page.url()).pathname;
  await editor.context.close();

  const unit = await story.as('reporter', '/inbox');
  await unit.page.getByRole('link', { name: '县教育局网站：首页不更新' }).click();
  await unit.page.getByLabel('说明').fill('首页已经更新，今后每周一检查。');
  await expectSound(unit);
  await shoot(unit, 'reply');
  await unit.page.setViewportSize({ width: 375, height: 740 });
  await expectSound(unit);
  await shoot(unit, 'reply-375');
  await unit.page.getByRole('button', { name: '提交回复' }).click();
  await unit.page.getByText('已回复，等办公室复核').waitFor();
  await unit.context.close();

  const second = await story.as('editor', own);
  await second.page.getByRole('button', { name: '退回再改' }).click();
  const returning = second.page.getByRole('dialog', { name: '退回再改' });
  await returning.getByLabel('新的期限').waitFor();
  await expectSound(second);
  await shoot(second, 'return');
  await second.page.keyboard.press('Escape');
  await second.page.getByRole('button', { name: '复核办结' }).click();
  await second.page.getByText('已办结').first().waitFor();
  await second.page.goto(address);
  await second.page.getByRole('link', { name: /整改/ }).filter({ hasText: '已办结' }).waitFor();
  await shoot(second, 'mended');
  await second.context.close();
});

it('the board shows what the list said of updates, and an update noted by hand takes it off', async () => {
  const board = await story.as('editor', `/s/${story.office.site}/updates`);
  await board.page.getByRole('row', { name: /县教育局网站.*已超期/ }).waitFor();
  await board.page.getByRole('row', { name: /城关发布.*快到期/ }).waitFor();
  await expectSound(board);
  await shoot(board, 'board');
  await board.page.getByRole('button', { name: '登记更新：县教育局网站' }).click();
  await board.page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await board.page.getByText('已登记“县教育局网站”的更新').waitFor();
  await expect.poll(() => board.page.getByRole('row', { name: /县教育局网站/ }).count()).toBe(0);
  await board.page.setViewportSize({ width: 375, height: 740 });
  await expectSound(board);
  await shoot(board, 'board-375');
  await board.context.close();
});

it('an inspection is planned over the subjects of the list, looked at and recorded by hand', async () => {
  const { office } = story;
  await office
    .as('editor')
    .must('inspection-subject.save', { site: office.site, kind: 'unit', name: '山口乡', unit: office.units.township });
  const editor = await story.as('editor', `/s/${office.site}/inspections`);
  const { page } = editor;
  await page.getByRole('button', { name: '新建检查' }).click();
  const dialog = page.getByRole('dialog', { name: '新建检查' });
  await dialog.getByLabel('检查名称').fill('乡镇检查');
  for (const kind of ['网站', '栏目', '新媒体账号']) await dialog.getByRole('checkbox', { name: kind }).uncheck();
  await dialog.getByLabel('开始日期').fill(dayFromNow(-1));
  await dialog.getByLabel('结束日期').fill(dayFromNow(5));
  await expectSound(editor);
  await shoot(editor, 'plan');
  await dialog.getByRole('button', { name: '建立' }).click();
  await page.getByRole('button', { name: '开始检查' }).click();
  await page.getByRole('button', { name: '登记问题：山口乡' }).click();
  const record = page.getByRole('dialog', { name: '登记“山口乡”的问题' });
  await record.getByLabel('指标').selectOption({ label: '其他问题' });
  await record.getByRole('textbox', { name: '问题' }).fill('留言两周没有答复');
  await record.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('已登记，等另一位同事核实').waitFor();
  await page.getByRole('button', { name: '发现的问题' }).click();
  await page.getByText('留言两周没有答复').waitFor();
  await expectSound(editor);

  const head = await story.as('head', new URL(page.url()).pathname);
  await head.page.getByRole('button', { name: '不成立' }).click();
  const refuting = head.page.getByRole('dialog', { name: '不成立' });
  await refuting.getByRole('textbox').fill('留言当天已答复');
  await refuting.getByRole('button', { name: '不成立' }).click();
  await head.page.getByText('不成立：留言当天已答复').waitFor();
  await head.page.getByRole('button', { name: '结束检查' }).click();
  await head.page.getByText('检查已结束', { exact: true }).waitFor();
  await expectSound(head);
});
