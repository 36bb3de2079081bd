// A Word document becomes the draft of a submission.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AlignmentType,
  Document,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/domain/submission/rich-text.ts';
import { type Draft, readDraft } from '../../src/reading/draft.ts';
import { readDocument } from '../../src/reading/read.ts';
import { renderDocx } from '../../src/rendering/docx.ts';
import { plain } from '../rendering/bulletins.ts';
import { goodUploads, hostileUploads } from '../support/hostile-uploads.ts';

const seeds = join(import.meta.dirname, '../../../shared/seeds/files');
const seed = (name: string): Uint8Array => readFileSync(join(seeds, name));
const png = goodUploads().find(({ name }) => name === '截图.png')?.bytes ?? new Uint8Array();

async function draftOf(bytes: Uint8Array): Promise<Draft> {
  const outcome = await readDraft(bytes, '来稿.docx');
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.value;
}

const level = (index: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({ level: index, format, text });
const numbering = {
  config: [
    { reference: 'official', levels: [level(0, LevelFormat.CHINESE_COUNTING, '%1、'), level(1, LevelFormat.CHINESE_COUNTING, '（%2）')] },
    { reference: 'plain', levels: [level(0, LevelFormat.DECIMAL, '%1.')] },
    { reference: 'bullets', levels: [level(0, LevelFormat.BULLET, '\uf0b7')] },
  ],
};
const line = (text: string, options: IParagraphOptions = {}): Paragraph => new Paragraph({ ...options, children: [new TextRun(text)] });
const item = (reference: string, text: string, at = 0): Paragraph => line(text, { numbering: { reference, level: at } });
const built = async (children: readonly (Paragraph | Table)[]): Promise<Uint8Array> =>
  Packer.toBuffer(new Document({ numbering, sections: [{ children }] }));
const title = (text: string): Paragraph => new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text, size: 44 })] });

describe('the draft of a real document', () => {
  it.each([
    ['001.docx', '鄂尔多斯市政务服务局关于市人民政府网站2020年第二季度信息采用情况的通报', 3],
    ['002.docx', '扎兰屯市人民政府门户网站2023年第一季度信息报送及采用情况的通报', 2],
    ['003.docx', '灵武市卫生和计划生育局2016年政府信息公开工作年度报告', 1],
    ['004.docx', '西宁市城中区人民政府办公室关于3-4月份政府门户网站信息报送情况的通报', 1],
    ['000-table2.docx', '自治区人口计生委门户网站2011年信息采用情况统计（表二）', 1],
  ])('%s has its title, all of its text and its tables', async (name, expected, tables) => {
    const draft = await draftOf(seed(name));
    expect(draft.title).toBe(expected);
    expect(draft.bodyHtml.match(/<table>/g)?.length).toBeGreaterThanOrEqual(tables);
    // Our other reader, which knows nothing of drafts, finds no paragraph that is not in the draft.
    const text = plainText(draft.bodyHtml).replace(/\s/g, '');
    const { paragraphs } = await readDocument(seed(name), name);
    const missing = paragraphs.map((one) => one.replace(/\s|↑/g, '')).filter((one) => !text.includes(one) && !draft.title.includes(one));
    expect(missing.filter((one) => one !== '鄂尔多斯市政务服务局')).toEqual([]);
  });

  it('says what stood above the title', async () => {
    expect((await draftOf(seed('001.docx'))).findings).toEqual([
      { code: 'above-title', level: 'note', message: '标题之前的文字没有带入：鄂尔多斯市政务服务局' },
    ]);
  });

  it('may be one that our own rendering wrote', async () => {
    const draft = await draftOf(await renderDocx(plain));
    expect(draft.title).toBe(plain.title);
  });
});

describe('the draft of a document', () => {
  it('keeps headings, marks, alignment and links to nothing', async () => {
    const draft = await draftOf(
      await built([
        title('关于开展检查'),
        title('的通知'),
        line('工作要求', { heading: HeadingLevel.HEADING_1 }),
        new Paragraph({
          children: [new TextRun('各单位要'), new TextRun({ text: '高度重视', bold: true }), new TextRun({ text: '。', underline: {} })],
        }),
        line('办公室', { alignment: AlignmentType.RIGHT }),
      ]),
    );
    expect(draft.title).toBe('关于开展检查的通知');
    expect(draft.bodyHtml).toBe('<h2>工作要求</h2><p>各单位要<strong>高度重视</strong><u>。</u></p><p style="text-align:right">办公室</p>');
    expect(draft.findings).toEqual([]);
  });

  it('takes a title by its style, or the first short line, or says that there is none', async () => {
    expect((await draftOf(await built([line('红头'), line('题目', { heading: HeadingLevel.TITLE }), line('正文。')]))).title).toBe('题目');
    expect((await draftOf(await built([line('我县召开会议'), line('会议指出。')]))).title).toBe('我县召开会议');
    const none = await draftOf(await built([line('会议指出，要做好工作。'), line('会议要求。')]));
    expect(none.title).toBe('');
    expect(none.findings).toMatchObject([{ code: 'no-title' }]);
    expect(none.bodyHtml).toBe('<p>会议指出，要做好工作。</p><p>会议要求。</p>');
  });

  it('writes official numbers out and makes lists of plain numbers and bullets', async () => {
    const draft = await draftOf(
      await built([
        title('通知'),
        ...[
          item('official', '总体要求'),
          item('official', '指导思想', 1),
          item('official', '基本原则', 1),
          item('official', '重点任务'),
          item('official', '抓落实', 1),
        ],
        ...[item('plain', '甲'), item('plain', '乙'), line('插话'), item('plain', '丙'), item('bullets', '点')],
      ]),
    );
    expect(draft.bodyHtml).toBe(
      '<p>一、总体要求</p><p>（一）指导思想</p><p>（二）基本原则</p><p>二、重点任务</p><p>（一）抓落实</p>' +
        '<ol><li>甲</li><li>乙</li></ol><p>插话</p><p>3.丙</p><ul><li>点</li></ul>',
    );
  });

  it('keeps tables with merged cells', async () => {
    const cell = (text: string, spans: { columnSpan?: number; rowSpan?: number } = {}): TableCell =>
      new TableCell({ ...spans, children: [line(text)] });
    const rows = [
      new TableRow({ children: [cell('合计', { columnSpan: 2 }), cell('名次', { rowSpan: 2 })] }),
      new TableRow({ children: [cell('报送'), cell('采用')] }),
    ];
    expect((await draftOf(await built([title('表'), new Table({ rows })]))).bodyHtml).toBe(
      '<table><tbody><tr><td colspan="2">合计</td><td rowspan="2">名次</td></tr><tr><td>报送</td><td>采用</td></tr></tbody></table>',
    );
  });

  it('gives its images apart, with their descriptions, and says which could not be taken', async () => {
    const image = (data: Uint8Array, name: string): Paragraph =>
      new Paragraph({
        children: [
          new ImageRun({ type: 'png', data, transformation: { width: 40, height: 30 }, altText: { name, title: name, description: name } }),
        ],
      });
    const emf = Buffer.concat([Buffer.from('0100000058000000', 'hex'), Buffer.alloc(80)]);
    const draft = await draftOf(await built([title('题'), image(emf, '矢量图'), image(png, '会议 "现场"'), line('末')]));
    expect(draft.bodyHtml).toBe('<p><img src="image:0" alt="会议 &quot;现场&quot;"></p><p>末</p>');
    expect(draft.images.map(({ alt, bytes }) => [alt, Buffer.compare(bytes, png)])).toEqual([['会议 "现场"', 0]]);
    expect(draft.findings).toMatchObject([{ code: 'image-not-taken', where: '第1张图' }]);
  });
});

describe('a file that cannot become a draft', () => {
  const refusal = async (bytes: Uint8Array, name?: string): Promise<string> => {
    const outcome = await readDraft(bytes, name);
    return outcome.ok ? '' : `${outcome.findings[0]?.code} ${outcome.findings[0]?.message}`;
  };

  it('of the old form is refused with what to do', async () => {
    expect(await refusal(seed('001.doc'), '001.doc')).toBe(
      'not-docx 这是旧格式的 Word 文档（doc、wps），请用 Word 或 WPS 另存为 docx 后再导入',
    );
  });

  it('of another kind, empty, hostile or marked secret is refused', async () => {
    expect(await refusal(seed('001.pdf'))).toContain('not-docx 这是PDF 文件');
    expect(await refusal(new Uint8Array())).toContain('empty');
    expect(await refusal(await built([]))).toContain('no-text');
    for (const { name, bytes, code } of hostileUploads().filter(({ name }) => name.endsWith('.docx'))) {
      expect(await refusal(bytes, name), name).toMatch(new RegExp(`^${code} `));
    }
  });
});
