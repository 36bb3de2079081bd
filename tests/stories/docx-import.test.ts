// A Word document becomes the text of an item, with its picture and table; what was there before can be taken back.
import { Document, HeadingLevel, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submission } from '../../src/views/submission.ts';
import { goodUploads } from '../support/hostile-uploads.ts';
import { draftItem, patience, untilKept } from './items.ts';
import { expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const png = goodUploads().find(({ name }) => name === '截图.png')?.bytes ?? new Uint8Array();

function cell(text: string): TableCell {
  return new TableCell({ children: [new Paragraph(text)] });
}
const document = () =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun('县教育局召开安全工作会议')] }),
            new Paragraph({ children: [new TextRun('会议通报了'), new TextRun({ text: '三项', bold: true }), new TextRun('隐患。')] }),
            new Paragraph({
              children: [
                new ImageRun({
                  type: 'png',
                  data: png,
                  transformation: { width: 40, height: 30 },
                  altText: { name: '图', title: '图', description: '会议现场' },
                }),
              ],
            }),
            new Table({
              rows: [new TableRow({ children: [cell('学校'), cell('隐患')] }), new TableRow({ children: [cell('一小'), cell('2')] })],
            }),
          ],
        },
      ],
    }),
  );

it('a docx fills in title, text, picture and table; what was there comes back with one click', async () => {
  const { submission: id } = await draftItem(story);
  const window = await story.as('reporter', `/s/${story.office.site}/submissions/${id}/edit`);
  const { page } = window;
  await page.getByRole('button', { name: '从 Word 文件导入' }).click();
  await expectSound(window);
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({
      name: '会议.docx',
      mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      buffer: await document(),
    });

  const body = page.getByRole('textbox', { name: '正文' });
  await body.getByText('隐患。').waitFor();
  const title = page.getByRole('textbox', { name: '标题' });
  expect(await title.inputValue()).toBe('县教育局召开安全工作会议');
  const picture = body.getByRole('img', { name: '会议现场' });
  await expect.poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(0);
  await untilKept(page);
  await expect.poll(async () => (await kept(id)).title, patience).toBe('县教育局召开安全工作会议');
  const { body: html } = await kept(id);
  expect(html).toContain('<strong>三项</strong>');
  expect(html).toMatch(/<img src="\/api\/file\/office\/[0-9a-f]{64}" alt="会议现场"/);
  expect(html).toContain('<td>一小</td>');
  await expectSound(window);

  await page.getByRole('button', { name: '撤销', exact: true }).last().click();
  await expect.poll(() => title.inputValue()).toBe('县教育局开展校园消防安全演练');
  await body.getByText('演练模拟教学楼').waitFor();
  await window.context.close();
});

const kept = async (id: number) => (await story.office.as('reporter').look(submission, { site: story.office.site, submission: id })).text;
