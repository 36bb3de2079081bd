// What a docx hides from its readers is seen as what a page hides is, and nothing is seen in what is only white on a dark ground.
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../../src/domain/document.ts';
import { createPrinter } from '../../src/engines/documents.ts';
import { pageOfDocx } from '../../src/reading/docx-page.ts';
import { DamagedError } from '../../src/reading/unreadable.ts';
import { hiddenIn } from '../../src/text/hidden.ts';

const rels =
  '<Relationships><Relationship Id="r1" Type="hyperlink" Target="http://a.example/x?y=1&amp;z=2" TargetMode="External"/><Relationship Id="r2" Target="https://www.gov.cn/"/></Relationships>';
const styles =
  '<w:styles><w:style w:styleId="a"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:b/></w:rPr></w:style></w:styles>';
const docx = (body: string): Uint8Array =>
  zipSync({
    'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`),
    'word/styles.xml': strToU8(styles),
    'word/_rels/document.xml.rels': strToU8(rels),
  });
const run = (text: string, properties = ''): string => `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (inside: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${inside}</w:p>`;
const why = async (body: string): Promise<string[]> =>
  hiddenIn(await pageOfDocx(docx(body))).map(({ text, message }) => `${text}：${/（(.*?)）/.exec(message)?.[1]}`);
const white = '<w:color w:val="FFFFFF"/>';

describe('a docx', () => {
  it('hides text as hidden, in the colour of its ground, and too small to be read', async () => {
    expect(await why(paragraph(run('正文') + run('赌场', '<w:vanish/>')))).toEqual(['赌场：display:none']);
    expect(await why(paragraph(run('赌场', white)))).toEqual(['赌场：文字与背景同色']);
    expect(await why(paragraph(run('赌场', '<w:color w:val="FEFDFE"/>')))).toEqual(['赌场：文字与背景同色']);
    expect(await why(paragraph(run('赌场', '<w:sz w:val="2"/>')))).toEqual(['赌场：字号小得看不见']);
    expect(await why(paragraph(run('赌场', '<w:rStyle w:val="b"/>')))).toEqual(['赌场：文字与背景同色']);
    expect(await why(paragraph(run('赌场'), '<w:pStyle w:val="a"/>'))).toEqual(['赌场：文字与背景同色']);
  });
  it('hides nothing where white stands on a dark ground, or on one that is not known', async () => {
    const cell = (inside: string): string => `<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr>${inside}</w:tc>`;
    for (const right of [
      paragraph(run('标题', `${white}<w:shd w:val="clear" w:fill="C00000"/>`)),
      paragraph(run('标题', white), '<w:shd w:val="clear" w:fill="C00000"/>'),
      `<w:tbl><w:tr>${cell(paragraph(run('表头', white)))}</w:tr></w:tbl>`,
      `<w:tbl><w:tblPr><w:tblStyle w:val="t"/></w:tblPr><w:tr><w:tc>${paragraph(run('表头', white))}</w:tc></w:tr></w:tbl>`,
      paragraph(`<w:r><w:txbxContent>${paragraph(run('图中', white))}</w:txbxContent></w:r>`),
      paragraph(run('不隐藏', '<w:vanish w:val="0"/>'), '<w:rPr><w:vanish/></w:rPr>'),
      paragraph(run('改过', `<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>`)),
      '<w:p><w:pPr/><w:r><w:rPr/><w:t>正文</w:t></w:r></w:p>',
    ])
      expect(await why(right), right).toEqual([]);
  });
  it('hides links, which are told apart from those that are seen', async () => {
    const link = (id: string, properties = ''): string => paragraph(`<w:hyperlink r:id="${id}">${run('链接', properties)}</w:hyperlink>`);
    const findings = hiddenIn(await pageOfDocx(docx(link('r1', '<w:vanish/>') + link('r2', '<w:vanish/>') + link('r1'))));
    expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
      '这里藏着指向“a.example”的链接（display:none），读者看不见，疑似暗链，请删除。',
    ]);
    const field = paragraph(
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://b.top/" </w:instrText></w:r>' +
        `${run('看这里')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${run('之后')}`,
    );
    expect(hiddenIn(await pageOfDocx(docx(field)))).toMatchObject([{ severity: 'warning', text: '<a href="http://b.top/">' }]);
  });
  it('of ours hides nothing', async () => {
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
    expect(hiddenIn(await pageOfDocx(await createPrinter({ fontFolders: [] }).print(bulletin, 'docx')))).toEqual([]);
  });
  it('that is damaged is said to be', async () => {
    await expect(pageOfDocx(docx('').subarray(0, 60))).rejects.toThrow(DamagedError);
  });
});
