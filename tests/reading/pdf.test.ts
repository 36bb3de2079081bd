import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/reading/read.ts';
import { type PdfLine, type PdfSheet, type PdfText, pdfOf } from '../support/pdf.ts';

const titleLine: PdfText = { text: '关于2024年第一季度信息采用情况的通报', x: 120, y: 760, size: 22 };
const read = (...sheets: readonly PdfSheet[]) => readDocument(pdfOf(sheets), '通报.pdf');
const sheet = (...texts: readonly PdfText[]): PdfSheet => ({ texts: [titleLine, ...texts] });

const at = [80, 230, 330, 430, 510] as const;
const height = 24;
/** Texts of a table's rows from the top. */
const cells = (rows: readonly (readonly string[])[], top: number): PdfText[] =>
  rows.flatMap((row, i) => row.flatMap((text, j) => (text === '' ? [] : [{ text, x: (at[j] ?? 0) + 10, y: top - i * height - 17 }])));
/** All lines of a table of so many rows and four columns. */
const ruled = (rows: number, top: number): PdfLine[] => [
  ...Array.from({ length: rows + 1 }, (_, i): PdfLine => [at[0], top - i * height, at[4], top - i * height]),
  ...at.map((x): PdfLine => [x, top, x, top - rows * height]),
];
const head = ['单位', '报送', '采用', '得分'];
const rows = [
  ['教育局', '12', '8', '1,040'],
  ['市场监督管理局', '9', '７', '35'],
  ['合计', '21', '15', '1,075'],
];
const values = [
  ['教育局', 12, 8, 1040],
  ['市场监督管理局', 9, 7, 35],
  ['合计', 21, 15, 1075],
];

describe('the text of a pdf of another maker', () => {
  it('is there once where it is drawn several times to look bold', async () => {
    const heading = [0, 0.25, 0.5, 0.75].map((aside) => ({ text: '一、2017年工作情况', x: 108 + aside, y: 700 }));
    const letters = [...'二、打算'].flatMap((text, i) => [0, 0.3].map((aside) => ({ text, x: 108 + i * 14 + aside, y: 660 })));
    const { paragraphs } = await read(sheet(...heading, { text: '共采用2012条。', x: 108, y: 680 }, ...letters));
    expect(paragraphs).toEqual(['一、2017年工作情况', '共采用2012条。', '二、打算']);
  });

  it('is joined to paragraphs: a full line goes on, an indent or a short line begins anew', async () => {
    const { title, paragraphs } = await read(
      sheet(
        { text: '各乡镇人民政府，县直各部门：', x: 80, y: 720 },
        { text: '现将第一季度采用情况通报如下，请各单位对照查找不足，加以改', x: 108, y: 700 },
        { text: '进。', x: 80, y: 680 },
        { text: '一、总体情况', x: 108, y: 660 },
        { text: '全县共采用15条。', x: 108, y: 640 },
      ),
    );
    expect(title).toBe(titleLine.text);
    expect(paragraphs).toEqual([
      '各乡镇人民政府，县直各部门：',
      '现将第一季度采用情况通报如下，请各单位对照查找不足，加以改进。',
      '一、总体情况',
      '全县共采用15条。',
    ]);
  });

  it('goes on over the page without page numbers and running heads', async () => {
    const furniture = (page: number): PdfText[] => [
      { text: '某某县政务信息', x: 240, y: 800, size: 9 },
      { text: `第 ${page} 页 共 3 页`, x: 270, y: 40, size: 9 },
    ];
    const line = (text: string, x: number, y: number): PdfText => ({ text, x, y });
    const { paragraphs } = await read(
      sheet(...furniture(1), line('现将第一季度采用情况通报如下，请各单位对照查找不足，认真加', 108, 100)),
      { texts: [...furniture(2), line('以改进，进一步做好信息报送工作。', 80, 760)] },
      { texts: [...furniture(3), line('附件不另发。', 108, 760)] },
    );
    expect(paragraphs).toEqual([
      '现将第一季度采用情况通报如下，请各单位对照查找不足，认真加以改进，进一步做好信息报送工作。',
      '附件不另发。',
    ]);
  });

  it('keeps bare numbers at the foot that do not count the pages', async () => {
    const foot = (text: string): PdfSheet => ({
      texts: [
        { text: '共采用信息（条）：', x: 108, y: 120 },
        { text, x: 280, y: 60 },
      ],
    });
    expect((await read(sheet(), foot('128'), foot('64'))).paragraphs).toEqual(expect.arrayContaining(['128', '64']));
    expect((await read(sheet({ text: '1', x: 280, y: 60 }), { texts: [{ text: '2', x: 280, y: 60 }] })).paragraphs).toEqual([]);
  });
});

describe('a table of a pdf of another maker', () => {
  const caption: PdfText = { text: '信息采用情况统计表', x: 232, y: 640 };

  it('is read from its lines, with the caption over it', async () => {
    const texts = [titleLine, caption, ...cells([head, ...rows], 620)];
    expect((await read({ texts, lines: ruled(4, 620) })).tables).toEqual([{ caption: '信息采用情况统计表', columns: head, rows: values }]);
  });

  it('has the titles of a head that is merged across and down', async () => {
    const texts = [titleLine, ...cells([['单位', '信息', '', '得分'], ['', '报送', '采用', ''], ...rows], 620)];
    const open = (line: PdfLine): boolean =>
      // No line under 单位 and 得分, none between the two columns of 信息.
      !(line[1] === 596 && line[3] === 596) && !(line[0] === 330 && line[2] === 330);
    const lines: PdfLine[] = [...ruled(5, 620).filter(open), [at[1], 596, at[3], 596], [330, 596, 330, 500]];
    expect((await read({ texts, lines })).tables).toMatchObject([{ columns: ['单位', '信息报送', '信息采用', '得分'], rows: values }]);
  });

  it('goes on over pages, whether its head is printed again or not', async () => {
    const first = { texts: [titleLine, ...cells([head, rows[0] ?? []], 140)], lines: ruled(2, 140) };
    for (const more of [rows.slice(1), [head, ...rows.slice(1)]]) {
      const second = { texts: [...cells(more, 780), { text: '- 2 -', x: 280, y: 40 }], lines: ruled(more.length, 780) };
      const { tables } = await read({ ...first, texts: [...first.texts, { text: '- 1 -', x: 280, y: 40 }] }, second);
      expect(tables).toMatchObject([{ columns: head, rows: values }]);
    }
  });

  it('is another one where the next page begins with another head', async () => {
    const other = ['乡镇', '报送', '采用', '得分'];
    const { tables } = await read(
      { texts: [titleLine, ...cells([head, ...rows], 140)], lines: ruled(4, 140) },
      { texts: cells([other, ...rows], 780), lines: ruled(4, 780) },
    );
    expect(tables.map(({ columns }) => columns[0])).toEqual(['单位', '乡镇']);
  });

  it('is read without any lines, or with only a few level ones', async () => {
    const texts = [titleLine, caption, ...cells([head, ...rows], 620), { text: '注：每条5分。', x: 80, y: 480, size: 10 }];
    for (const lines of [[], [620, 596, 524].map((y): PdfLine => [80, y, 510, y])]) {
      const { tables, paragraphs } = await read({ texts, lines });
      expect(tables).toEqual([{ caption: '信息采用情况统计表', columns: head, rows: values }]);
      expect(paragraphs).toEqual(['注：每条5分。']);
    }
  });

  it('is read where the page is turned', async () => {
    const texts = [{ ...titleLine, y: 520 }, ...cells([head, ...rows], 480)];
    const upright = await read({ texts, lines: ruled(4, 480) });
    expect(upright.tables).toMatchObject([{ columns: head, rows: values }]);
    expect(await read({ texts, lines: ruled(4, 480), turned: 90, drawnTurned: true })).toEqual(upright);
  });
});
