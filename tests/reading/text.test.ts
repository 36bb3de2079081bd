import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadDocument } from '../../src/domain/document.ts';
import { readDocument } from '../../src/reading/read.ts';

const shared = new URL('../../../shared/', import.meta.url).pathname;
const seeds = readdirSync(`${shared}seeds`).filter((name) => name.endsWith('.txt'));
const seed = (number: string): Promise<ReadDocument> => {
  const name = seeds.find((one) => one.startsWith(number)) ?? '';
  return readDocument(readFileSync(`${shared}seeds/${name}`), name);
};
const read = (text: string, name = '通报.txt'): Promise<ReadDocument> => readDocument(new TextEncoder().encode(text), name);

const notice = [
  '某政办发〔2024〕8号',
  '某市人民政府办公室',
  '关于2024年一季度信息采用情况的通报',
  '各县区人民政府：',
  '一季度共采用信息1400条。',
  '某市人民政府办公室',
  '2024年4月2日',
];
const withTable = (...lines: readonly string[]): string => [...notice, ...lines].join('\n');

describe('a plain text is read as an official document', () => {
  it('with title of two lines, number, issuer and date', async () => {
    expect(await read(notice.join('\r\n'))).toEqual({
      title: '某市人民政府办公室关于2024年一季度信息采用情况的通报',
      documentNumber: '某政办发〔2024〕8号',
      issuer: '某市人民政府办公室',
      issuedOn: '2024-04-02',
      paragraphs: notice.slice(3),
      tables: [],
    });
  });
  it('with a date in Chinese numerals, and the issuer from the title where nobody signed', async () => {
    expect(await read('关于某事的通知\n各局：\n二○二三年十二月三十一日')).toMatchObject({ issuedOn: '2023-12-31' });
    expect(await read('关于某事的通知\n各局：\n请办理。\n某市财政局  2023年5月4日')).toMatchObject({
      issuer: '某市财政局',
      issuedOn: '2023-05-04',
    });
    expect(await read('某市财政局关于某事的通知\n各局：\n请办理。')).toMatchObject({ issuer: '某市财政局' });
  });
  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('in %s, with a mark at the beginning', async (encoding) => {
    const text = `\ufeff${withTable('表一', '单位\t条数', '甲局\t3')}`;
    const bytes = Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le');
    const read = await readDocument(encoding === 'utf-16be' ? bytes.swap16() : bytes, '通报.txt');
    expect(read.documentNumber).toBe('某政办发〔2024〕8号');
    expect(read.tables).toEqual([{ caption: '表一', columns: ['单位', '条数'], rows: [['甲局', 3]] }]);
  });
});

describe('tables in a text', () => {
  const expected = [
    {
      caption: '（一）县区',
      columns: ['单位', '条数', '得分'],
      rows: [
        ['双坪县', 40, 1400],
        ['龙湾区', 3, '/'],
      ],
    },
  ];
  it.each([
    ['by tabs', ['单位\t条数\t得分', '双坪县\t40\t1,400', '龙  湾  区\t３\t/']],
    [
      'by tabs with a blank line and the head again on the next page',
      ['单位\t条数\t得分', '双坪县\t40\t1400', '', '单位\t条数\t得分', '龙湾区\t3\t/'],
    ],
    ['by bars', ['| 单位 | 条数 | 得分 |', '|---|---|---|', '| 双坪县 | 40 | 1400 |', '| 龙湾区 | 3 | / |']],
    ['by bars, one cell to a line', ['单位 |', '条数 |', '得分 |', '双坪县 |', '40 |', '1400 |', '龙湾区 |', '3 |', '/ |']],
    ['by tabs, one cell to a line', ['\t单位', '\t条数', '\t得分', '', '\t双坪县', '\t40', '\t1400', '', '\t龙湾区', '\t3', '\t/']],
    ['by commas', ['单位,条数,得分', '双坪县,40,1400', '龙湾区,3,/']],
    ['by frames', ['┌──┬──┬──┐', '│单位│条数│得分│', '├──┼──┼──┤', '│双坪县│40│1400│', '│龙湾区│3│/│', '└──┴──┴──┘']],
  ])('%s', async (_, lines) => {
    const { tables, paragraphs } = await read(withTable('（一）县区', ...lines, '注：按得分排列。'));
    expect(tables).toEqual(expected);
    expect(paragraphs).toEqual([...notice.slice(3), '注：按得分排列。']);
  });
  it('with a head of two rows, whose titles are put together', async () => {
    const { tables } = await read(withTable('统计表', '单位\t市网\t\t省网\t\t总分', '\t条数\t得分\t条数\t得分\t', '甲局\t1\t5\t2\t20\t25'));
    expect(tables[0]?.columns).toEqual(['单位', '市网条数', '市网得分', '省网条数', '省网得分', '总分']);
  });
  it('with headings of parts between the rows', async () => {
    const { tables } = await read(
      withTable('统计表', '单位\t报送\t采用', '一、县区', '甲县\t4\t3', '二、部门', '乙局\t2\t1', '合计\t6\t4'),
    );
    expect(tables).toEqual([
      {
        caption: '统计表',
        columns: ['单位', '报送', '采用'],
        rows: [
          ['一、县区', null, null],
          ['甲县', 4, 3],
          ['二、部门', null, null],
          ['乙局', 2, 1],
          ['合计', 6, 4],
        ],
      },
    ]);
  });
  it('without a head, whose first row is no title', async () => {
    const { tables } = await read(withTable('统计表', '甲市\t9\t乙市\t8', '本级\t9\t本级\t8'));
    expect(tables).toEqual([
      {
        caption: '统计表',
        columns: ['', '', '', ''],
        rows: [
          ['甲市', 9, '乙市', 8],
          ['本级', 9, '本级', 8],
        ],
      },
    ]);
  });
  it.each([
    [
      'with names spread',
      ['单位      采用条数  得分', '双  坪县    12     60', '龙湾区       3     15'],
      [
        ['双坪县', 12, 60],
        ['龙湾区', 3, 15],
      ],
    ],
    [
      'with signs for nothing',
      ['单位  采用  采用率', '甲局  12  50%', '乙局  0  —'],
      [
        ['甲局', 12, '50%'],
        ['乙局', 0, '—'],
      ],
    ],
  ])('by blanks alone, %s', async (_, lines, rows) => {
    const { tables } = await read(withTable('统计表', ...lines));
    expect(tables.map((table) => table.rows)).toEqual([rows]);
  });
  it('of measures, whose names go over several lines', async () => {
    const { tables } = await read(
      withTable(
        '统计表',
        '统 计 指 标 单位 统计数',
        '一、主动公开情况 ——',
        '（一）主动公开数',
        '（不同渠道计 1 条）',
        '条 149',
        '（二）收到申请数 件 0',
        '1.当面申请数 件',
        '填报人：张三',
      ),
    );
    expect(tables).toEqual([
      {
        caption: '统计表',
        columns: ['统计指标', '单位', '统计数'],
        rows: [
          ['一、主动公开情况', null, '——'],
          ['（一）主动公开数（不同渠道计1条）', '条', 149],
          ['（二）收到申请数', '件', 0],
          ['1.当面申请数', '件', null],
        ],
      },
    ]);
  });
  it('under a unit line or a caption of two lines', async () => {
    const { tables } = await read(
      withTable('2024年采用情况统计表', '单位：条', '单位\t条数', '甲局\t3', '某委门户网站', '2024年统计（表二）', '单位\t篇数', '乙局\t3'),
    );
    expect(tables.map(({ caption }) => caption)).toEqual(['2024年采用情况统计表', '某委门户网站2024年统计（表二）']);
  });
  it('are none where tabs only indent or bars stand in prose', async () => {
    const { tables, paragraphs } = await read(withTable('\t各单位要高度重视。', '\t请认真办理。', '联系人：张三|电话：1'));
    expect(tables).toEqual([]);
    expect(paragraphs).toHaveLength(notice.length);
  });
});

describe('csv', () => {
  it('has its title over and its notes under the table', async () => {
    const { title, tables, paragraphs } = await read('统计表,,\n单位,条数,得分\n"甲,乙局",1,"1,005"\n"注:一条计5分,封顶。",,', '表.csv');
    expect(title).toBe('统计表');
    expect(tables).toEqual([{ caption: '统计表', columns: ['单位', '条数', '得分'], rows: [['甲,乙局', 1, 1005]] }]);
    expect(paragraphs).toEqual(['注:一条计5分,封顶。']);
  });
  it('may hold tables one under the other, a blank row within one, and semicolons', async () => {
    const { tables } = await read('一表;\n单位;条数\n甲;1\n;\n乙;2\n;\n二表;\n单位;篇数\n丙;3', '表.csv');
    expect(tables).toEqual([
      {
        caption: '一表',
        columns: ['单位', '条数'],
        rows: [
          ['甲', 1],
          [null, null],
          ['乙', 2],
        ],
      },
      { caption: '二表', columns: ['单位', '篇数'], rows: [['丙', 3]] },
    ]);
  });
  it('is refused where its quotes do not match', async () => {
    await expect(read('单位,条数\n"甲,1', '表.csv')).rejects.toThrow('“表.csv”看起来是csv 表格，但内容不完整或已损坏');
  });
});

describe('the source documents as text', () => {
  it('000: a forwarding notice, two tables of cells on lines of their own', async () => {
    const { title, documentNumber, issuedOn, tables } = await seed('000');
    expect(title).toBe('关于转发自治区人口计生委关于2011年度政务信息采用情况的通报的通知');
    expect([documentNumber, issuedOn]).toEqual(['鄂人口计生传〔2012〕4号', '2012-02-03']);
    expect(tables.map(({ caption }) => caption)).toEqual([
      '自治区人口计生委门户网站2011年信息采用情况统计（表一）',
      '自治区人口计生委门户网站2011年信息采用情况统计（表二）',
    ]);
    expect(tables[0]?.columns).toEqual(['地区', '小计', '盟（市）本级', '旗县级及苏木乡镇']);
    expect(tables[1]?.rows.flat()).toContain('昆区');
  });
  it('001, 002 and 004: every row of every table', async () => {
    const sizes = await Promise.all(
      ['001', '002', '004'].map(async (number) => (await seed(number)).tables.map(({ rows }) => rows.length)),
    );
    expect(sizes).toEqual([[9, 35, 5, 2], [35, 18], [27]]);
  });
  it('003: a title broken over two lines', async () => {
    const { title, issuedOn, paragraphs, tables } = await seed('003');
    expect([title, issuedOn]).toEqual(['灵武市卫生和计划生育局2016年政府信息公开工作年度报告', '2017-03-12']);
    expect(tables.map(({ rows }) => rows.length)).toEqual([66]);
    // Lines broken where they were full are paragraphs again; headings drawn four times over stand once.
    expect(paragraphs.length).toBeLessThan(40);
    expect(paragraphs).toContain('八、2017年政务公开工作打算');
  });
});
