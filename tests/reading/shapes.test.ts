import { utils, write } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ReadDocument } from '../../src/domain/document.ts';
import { flowOfGrid } from '../../src/reading/grid.ts';
import { readDocument } from '../../src/reading/read.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const page = (body: string): Promise<ReadDocument> => readDocument(bytes(`<html><body>${body}</body></html>`), '页.html');
const row = (...cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => (cell.startsWith('<') ? cell : `<td>${cell}</td>`)).join('')}</tr>`;

const docx = (body: string): Promise<ReadDocument> => {
  const xml = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
  return readDocument(zipSync({ 'word/document.xml': bytes(xml) }), '文.docx');
};
const p = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const tc = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;
const tr = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;

type Rows = readonly (readonly (string | number | null)[])[];
const workbook = (
  sheets: Readonly<Record<string, Rows>>,
  merges: Readonly<Record<string, readonly string[]>> = {},
): Promise<ReadDocument> => {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(rows.map((cells) => [...cells]));
    sheet['!merges'] = (merges[name] ?? []).map((range) => utils.decode_range(range));
    utils.book_append_sheet(book, sheet, name);
  }
  return readDocument(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' })), '表.xlsx');
};

describe('a head of merged cells', () => {
  const columns = ['单位', '市网条数', '市网得分', '总分'];
  const rows = [['甲局', 1, 5, 5]];
  it('in a page', async () => {
    const head = row('<td rowspan="2">单位</td>', '<td colspan="2">市网</td>', '<td rowspan=2>总分</td>') + row('条数', '得分');
    const { tables } = await page(`<h1>某局关于采用情况的通报</h1><p>情况统计表</p><table>${head}${row('甲局', '1', '5', '5')}</table>`);
    expect(tables).toEqual([{ caption: '情况统计表', columns, rows }]);
  });
  it('in a docx, typed again on the next page', async () => {
    const head =
      tr(tc('单位', '<w:vMerge w:val="restart"/>'), tc('市网', '<w:gridSpan w:val="2"/>'), tc('总分', '<w:vMerge w:val="restart"/>')) +
      tr(tc('', '<w:vMerge/>'), tc('条数'), tc('得分'), tc('', '<w:vMerge/>'));
    const body = tr(tc('甲局'), tc('1'), tc('5'), tc('5'));
    const { tables } = await docx(`${p('关于采用情况的通报')}${p('情况统计表')}<w:tbl>${head}${body}${head}${body}</w:tbl>`);
    expect(tables).toEqual([{ caption: '情况统计表', columns, rows: [...rows, ...rows] }]);
  });
  it('in a workbook, under a merged title', async () => {
    const { title, tables } = await workbook(
      {
        一: [
          ['统计表', null, null, null],
          ['单位', '市网', null, '总分'],
          [null, '条数', '得分', null],
          ['甲局', 1, 5, 5],
        ],
      },
      { 一: ['A1:D1', 'A2:A3', 'B2:C2', 'D2:D3'] },
    );
    expect(title).toBe('统计表');
    expect(tables).toEqual([{ caption: '统计表', columns, rows }]);
  });
  it('of three rows keeps what stands over each column', () => {
    const spans = [
      { row: 0, column: 0, height: 3, width: 1 },
      { row: 0, column: 1, height: 1, width: 3 },
      { row: 1, column: 1, height: 2, width: 1 },
      { row: 1, column: 2, height: 1, width: 2 },
    ];
    const cells = [
      ['项目', '申请人', '', ''],
      ['', '自然人', '组织', ''],
      ['', '', '企业', '其他'],
      ['收到', '3', '1', '0'],
    ];
    expect(flowOfGrid({ rows: cells, spans })).toEqual([
      { kind: 'table', columns: ['项目', '申请人自然人', '申请人组织企业', '申请人组织其他'], rows: [['收到', 3, 1, 0]] },
    ]);
  });
});

describe('pages of other sites', () => {
  it('are read without layout tables, the way to the page and the code to scan', async () => {
    const inner = `<p>某市政务服务局关于采用情况的通报</p><p>各局：</p><p>采用<span>1400</span>条。<br>　　请各局<o:p></o:p>知悉。</p><table>${row('单位', '条数')}${row('<td><p>甲&nbsp;&nbsp;局</p></td>', '1,400')}</table>`;
    const { title, paragraphs, tables } = await page(
      `<table><tr><td><div class="nav"><a>首页</a>&gt;公开</div></td></tr><tr><td><table><tr><td>${inner}</td></tr></table></td></tr><tr><td><p>扫一扫在手机打开当前页</p></td></tr></table>`,
    );
    expect(title).toBe('某市政务服务局关于采用情况的通报');
    expect(paragraphs).toEqual(['各局：', '采用1400条。', '请各局知悉。']);
    expect(tables).toEqual([{ columns: ['单位', '条数'], rows: [['甲局', 1400]] }]);
  });
  it('whose characters were converted are read without the sounds', async () => {
    const { title, tables } = await page(
      `<p>關于網(wǎng)站信息報(bào)送情況的通報(bào)</p><p>各鎮(zhèn)：</p><p>統(tǒng)計(jì)表</p><table>${row('單位', '報(bào)送數(shù)')}${row('區(qū)統(tǒng)計(jì)局', '7')}</table>`,
    );
    expect(title).toBe('关于网站信息报送情况的通报');
    expect(tables).toEqual([{ caption: '统计表', columns: ['单位', '报送数'], rows: [['区统计局', 7]] }]);
    const rare = await page('<p>关于某事的通报</p><p>各局：</p><p>请垚(yáo)字村知悉。</p>');
    expect(rare.paragraphs[1]).toBe('请垚(yáo)字村知悉。');
  });
});

describe('a docx of another hand', () => {
  it('is read without what was deleted, with boxes and line breaks', async () => {
    const { title, paragraphs } = await docx(
      `${p('关于某事的通知')}${p('各局：')}<w:p><w:r><w:t>一</w:t></w:r><w:del><w:r><w:t>二</w:t></w:r></w:del><w:r><w:t>&amp;三。</w:t><w:br/><w:t>四。</w:t></w:r></w:p>` +
        `<w:p><w:r><w:txbxContent>${p('框内。')}</w:txbxContent><w:t>框外。</w:t></w:r></w:p>`,
    );
    expect(title).toBe('关于某事的通知');
    expect(paragraphs).toEqual(['各局：', '一&三。', '四。', '框内。', '框外。']);
  });
  it('with a table in a cell is read as what stands in both', async () => {
    const inner = `<w:tbl>${tr(tc('单位'), tc('条数'))}${tr(tc('甲局'), tc('3'))}</w:tbl>`;
    const { tables } = await docx(`${p('关于某事的通知')}<w:tbl><w:tr><w:tc>${p('统计表')}${inner}${p('')}</w:tc></w:tr></w:tbl>`);
    expect(tables).toEqual([{ caption: '统计表', columns: ['单位', '条数'], rows: [['甲局', 3]] }]);
  });
});

describe('a workbook of another hand', () => {
  it('may hold tables under each other with the same head, and notes under the last', async () => {
    const { tables, paragraphs } = await workbook({
      一: [
        ['（一）县区'],
        ['单位', '条数'],
        ['甲县', 3],
        ['合计', 3],
        ['（二）部门'],
        ['单位', '条数'],
        ['乙局', 4],
        [],
        ['丙局', 2],
        [],
        ['注：按条数排列。'],
      ],
    });
    expect(tables).toEqual([
      {
        caption: '（一）县区',
        columns: ['单位', '条数'],
        rows: [
          ['甲县', 3],
          ['合计', 3],
        ],
      },
      {
        caption: '（二）部门',
        columns: ['单位', '条数'],
        rows: [
          ['乙局', 4],
          [null, null],
          ['丙局', 2],
        ],
      },
    ]);
    expect(paragraphs).toEqual(['注：按条数排列。']);
  });
  it('may hold tables beside each other, each under its own title', async () => {
    const { tables } = await workbook(
      {
        一: [
          ['县区', null, null, '部门', null, null],
          ['单位', '条数', null, '部门', '报送', '采用'],
          ['甲县', 3, null, '乙局', 5, 4],
          [null, null, null, '丙局', 2, 1],
        ],
      },
      { 一: ['A1:B1', 'D1:F1'] },
    );
    expect(tables).toEqual([
      {
        caption: '县区',
        columns: ['单位', '条数'],
        rows: [
          ['甲县', 3],
          [null, null],
        ],
      },
      {
        caption: '部门',
        columns: ['部门', '报送', '采用'],
        rows: [
          ['乙局', 5, 4],
          ['丙局', 2, 1],
        ],
      },
    ]);
  });
  it('is read sheet by sheet, empty ones left out', async () => {
    const { tables } = await workbook({
      一: [
        ['一表', null],
        ['单位', '条数'],
        ['甲', 1],
      ],
      空: [],
      二: [
        ['二表', null],
        ['单位', '篇数'],
        ['乙', '/'],
      ],
    });
    expect(tables.map(({ caption, rows }) => [caption, rows])).toEqual([
      ['一表', [['甲', 1]]],
      ['二表', [['乙', '/']]],
    ]);
  });
});
