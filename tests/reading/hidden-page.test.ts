// What a workbook or a PDF hides from its readers is seen as what a page hides is, and nothing is seen in what is only white on a dark ground.
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../../src/domain/document.ts';
import { hiddenTextFindings } from '../../src/domain/wording/hidden-text.ts';
import { createPrinter } from '../../src/engines/documents.ts';
import { hiddenPageApart } from '../../src/reading/hidden-apart.ts';
import { hiddenPageOfPdf } from '../../src/reading/hidden-pdf.ts';
import { hiddenPageOfXlsx } from '../../src/reading/hidden-xlsx.ts';
import { DamagedError } from '../../src/reading/unreadable.ts';
import { hiddenIn } from '../../src/text/hidden.ts';

const whyIn = (page: string): string[] => hiddenIn(page).map(({ text, message }) => `${text}：${/（(.*)）/.exec(message)?.[1]}`);

const styles =
  '<styleSheet><numFmts count="2"><numFmt numFmtId="200" formatCode=";;;"/><numFmt numFmtId="201" formatCode="0;;0"/></numFmts>' +
  '<fonts><font><sz val="11"/></font><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font><font><sz val="1"/></font></fonts>' +
  '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F4E79"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill></fills>' +
  '<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf fontId="1" fillId="1"/><xf fontId="2" fillId="2"/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs></styleSheet>';
interface Sheet {
  readonly state?: string;
  readonly xml: string;
}
function xlsx(...sheets: readonly Sheet[]): Uint8Array {
  const list = sheets.map(({ state }, at) => `<sheet name="表${at + 1}" r:id="r${at}"${state ? ` state="${state}"` : ''}/>`).join('');
  const rels = sheets.map((_, at) => `<Relationship Id="r${at}" Target="worksheets/sheet${at}.xml"/>`).join('');
  const parts = sheets.map(({ xml }, at) => [`xl/worksheets/sheet${at}.xml`, strToU8(`<worksheet>${xml}</worksheet>`)] as const);
  return zipSync({
    'xl/workbook.xml': strToU8(`<workbook><sheets>${list}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${rels}</Relationships>`),
    'xl/styles.xml': strToU8(styles),
    'xl/sharedStrings.xml': strToU8(
      '<sst><si><t>赌场</t></si><si><r><t>看得见</t></r><r><rPr><color rgb="FFFEFFFF"/></rPr><t>看不见</t></r></si></sst>',
    ),
    ...Object.fromEntries(parts),
  });
}
const cell = (style: number, text = 0): string => `<c s="${style}" t="s"><v>${text}</v></c>`;
const rows = (...all: readonly string[]): string => `<sheetData>${all.map((one) => `<row>${one}</row>`).join('')}</sheetData>`;
const why = async (...sheets: readonly Sheet[]): Promise<string[]> => whyIn(await hiddenPageOfXlsx(xlsx(...sheets)));

describe('a workbook', () => {
  it('hides cells in the colour of their ground, too small to be read, or by a format that shows nothing', async () => {
    expect(await why({ xml: rows(cell(1)) })).toEqual(['赌场：文字与背景同色']);
    expect(await why({ xml: rows(cell(2)) })).toEqual(['赌场：文字与背景同色']);
    expect(await why({ xml: rows(cell(3)) })).toEqual(['赌场：字号小得看不见']);
    expect(await why({ xml: rows(cell(6)) })).toEqual(['赌场：display:none']);
    expect(await why({ xml: rows(cell(0, 1)) })).toEqual(['看不见：文字与背景同色']);
  });

  it('hides rows, columns and sheets, each told of once', async () => {
    const hiddenRows =
      '<sheetData><row><c><v>1</v></c></row><row hidden="1"><c t="inlineStr"><is><t>甲</t></is></c></row><row ht="0"><c><v>2</v></c></row></sheetData>';
    expect(await why({ xml: hiddenRows })).toEqual(['甲 2：工作表“表1”里隐藏的行']);
    const columns =
      '<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row><c r="A1"><v>1</v></c><c r="C1"><v>110</v></c></row></sheetData>';
    expect(await why({ xml: columns })).toEqual(['110：工作表“表1”里隐藏的列']);
    expect(await why({ xml: rows(cell(0)) }, { state: 'veryHidden', xml: rows(cell(0), cell(0)) })).toEqual([
      '赌场 赌场：隐藏的工作表“表2”',
    ]);
  });

  it('hides nothing where white stands on a dark ground, or on one that is not known, nor in empty cells', async () => {
    for (const xml of [
      rows(cell(4)),
      rows(cell(5)),
      rows(cell(7)),
      `${rows(cell(1))}<conditionalFormatting sqref="A1"/>`,
      `${rows(cell(1))}<tableParts><tablePart r:id="t"/></tableParts>`,
      '<sheetData><row hidden="1"><c s="1"/></row></sheetData>',
    ])
      expect(await why({ xml }), xml).toEqual([]);
    expect(await why({ xml: rows(cell(0)) }, { state: 'hidden', xml: '<sheetData/>' })).toEqual([]);
  });

  it('that is damaged is said to be', async () => {
    await expect(hiddenPageOfXlsx(xlsx({ xml: '' }).subarray(0, 60))).rejects.toThrow(DamagedError);
  });
});

/** A PDF of one page with this content; one font, one picture of one pixel. */
function pdf(content: string): Uint8Array {
  const stream = (head: string, inside: string): string => `<< ${head} /Length ${inside.length} >>\nstream\n${inside}\nendstream`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /I 6 0 R >> /ExtGState << /G << /ca 0 >> >> >> >>',
    stream('', content),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    stream('/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8', 'A'),
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((one, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${one}\nendobj\n`;
    return place;
  });
  const from = text.length;
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${from}\n%%EOF`;
  return new TextEncoder().encode(text);
}
const whyPdf = async (content: string): Promise<string[]> => whyIn(await hiddenPageOfPdf(pdf(content)));
const at = (place: string, inside: string): string => `BT /F1 12 Tf ${place} Td ${inside} ET`;
const image = 'q 595 0 0 842 0 0 cm /I Do Q ';

describe('a PDF', () => {
  it('hides text that is not painted, white, transparent, too small, or off the page', async () => {
    expect(await whyPdf(at('72 700', '(seen) Tj 3 Tr (casino) Tj 0 Tr (seen) Tj'))).toEqual(['casino：第1页，不显示的文字']);
    expect(await whyPdf(at('72 700', '7 Tr (casino) Tj'))).toEqual(['casino：第1页，不显示的文字']);
    expect(await whyPdf(at('72 700', '1 g (casino) Tj 0 g (seen) Tj'))).toEqual(['casino：第1页，文字与背景同色']);
    expect(await whyPdf(at('72 700', '0.99 1 0.98 rg (casino) Tj'))).toEqual(['casino：第1页，文字与背景同色']);
    expect(await whyPdf(`q /G gs ${at('72 700', '(casino) Tj')} Q ${at('72 60', '(seen) Tj')}`)).toEqual(['casino：第1页，完全透明']);
    expect(await whyPdf(`q 0.01 0 0 0.01 50 50 cm ${at('0 0', '(casino) Tj')} Q`)).toEqual(['casino：第1页，字号小得看不见']);
    expect(await whyPdf(at('-900 700', '(casino) Tj 1 0 0 1 72 600 Tm (seen) Tj'))).toEqual(['casino：第1页，在页面之外']);
  });

  it('hides nothing where white stands on a dark ground or a picture, and where a scan carries its words', async () => {
    expect(await whyPdf(`q 0 0 1 rg 60 690 300 30 re f Q ${at('72 700', '1 g (title) Tj')}`)).toEqual([]);
    expect(await whyPdf(`${image}${at('72 700', '1 g (title) Tj')}`)).toEqual([]);
    expect(await whyPdf(`${image}${at('72 700', '3 Tr (words of the scan) Tj')}`)).toEqual([]);
    expect(await whyPdf(at('72 700', '0.8 g (grey) Tj 2 Tr 1 g 0 G (outlined) Tj'))).toEqual([]);
    // Lines one below the other stand where they are painted.
    expect(
      await whyPdf(
        `q 0 0 1 rg 60 630 300 100 re f Q ${at('72 700', '30 TL 1 g (one) Tj T* (two) Tj 0 -30 TD (three) Tj T* (off the blue) Tj')}`,
      ),
    ).toEqual(['off the blue：第1页，文字与背景同色']);
    // White under white is no ground.
    expect(await whyPdf(`q 1 g 60 690 300 30 re f Q ${at('72 700', '1 g (casino) Tj')}`)).toEqual(['casino：第1页，文字与背景同色']);
  });
});

const bulletin: OfficialDocument = {
  mark: '某市人民政府办公室文件',
  documentNumber: '某政办〔2024〕4号',
  title: '关于信息采用情况的通报',
  addressees: '各区人民政府',
  blocks: [
    { kind: 'paragraph', style: 'heading1', text: '一、总体情况' },
    {
      kind: 'table',
      caption: '统计表',
      columns: [{ title: '单位' }, { title: '条数' }],
      rows: [{ cells: ['甲局', 5], emphasis: true }],
    },
  ],
  attachments: [],
  issuers: ['某市人民政府办公室'],
  issuedOn: '2024-05-06',
  remark: '此件公开发布',
};

it('documents of ours hide nothing', async () => {
  const { print } = createPrinter({ fontFolders: [] });
  expect(hiddenIn(await hiddenPageOfXlsx(await print(bulletin, 'xlsx')))).toEqual([]);
  expect(hiddenIn(await hiddenPageOfPdf(await print(bulletin, 'pdf')))).toEqual([]);
});

describe('an upload', () => {
  it('is looked at apart, and told of in words once for each way of hiding, numbers of persons covered', async () => {
    const page = await hiddenPageApart(
      'xlsx',
      xlsx({ xml: rows(cell(1), cell(1)) }, { state: 'hidden', xml: rows('<c><v>110101199003074514</v></c>') }),
    );
    expect(hiddenTextFindings(page ?? '')).toEqual([
      {
        code: 'hidden-text',
        level: 'warning',
        message: '文件里有打开时看不见的文字（文字与背景同色）：“赌场…”，公开前请核对，不该有的请删除',
      },
      {
        code: 'hidden-text',
        level: 'warning',
        message: '文件里有打开时看不见的文字（隐藏的工作表“表2”）：“110***************”，公开前请核对，不该有的请删除',
      },
    ]);
    expect(hiddenTextFindings((await hiddenPageApart('pdf', pdf(at('72 700', '3 Tr (casino) Tj')))) ?? '')).toMatchObject([
      { code: 'hidden-text' },
    ]);
  });

  it('of another kind, or one that cannot be opened, is not known to hide anything', async () => {
    expect(await hiddenPageApart('png', new Uint8Array(10))).toBeUndefined();
    expect(await hiddenPageApart('pdf', new Uint8Array(10))).toBeUndefined();
  });
});
