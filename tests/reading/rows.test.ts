import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { write as sheetBytes, utils } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../src/domain/import/cell.ts';
import { openTableFile } from '../../src/reading/rows.ts';
import { UnreadableError } from '../../src/reading/unreadable.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bct-rows-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function file(bytes: string | Uint8Array, extension = 'csv'): string {
  made += 1;
  const path = join(folder, `${made}.${extension}`);
  writeFileSync(path, bytes);
  return path;
}

async function cellsOf(path: string, sheet?: string): Promise<(readonly Cell[])[]> {
  const table = await openTableFile(path, sheet === undefined ? {} : { sheet });
  const rows: (readonly Cell[])[] = [];
  for await (const portion of table.rows) for (const { row, cells } of portion) rows[row - 1] = cells;
  return rows;
}

/** 单位,日期\n水利局,1 in GBK. */
const gbk = Buffer.from([0xb5, 0xa5, 0xce, 0xbb, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x0a, 0xcb, 0xae, 0xc0, 0xfb, 0xbe, 0xd6, 0x2c, 0x31]);
const text = '单位,日期\n水利局,1';
const utf16 = Buffer.from(text, 'utf16le');

describe('csv', () => {
  it.each([
    ['UTF-8', 'utf-8', Buffer.from(text)],
    ['UTF-8 with a mark', 'utf-8', Buffer.from(`\ufeff${text}`)],
    ['GBK', 'gb18030', gbk],
    ['UTF-16 with a mark', 'utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16 without a mark', 'utf-16le', utf16],
    ['big-endian UTF-16', 'utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
  ])('is read as %s', async (_, encoding, bytes) => {
    const path = file(bytes);
    expect(await openTableFile(path)).toMatchObject({ readAs: { encoding } });
    expect(await cellsOf(path)).toEqual([
      ['单位', '日期'],
      ['水利局', '1'],
    ]);
  });

  it('keeps characters of four GB 18030 bytes and of two chunks whole', async () => {
    const line = '单位,日期\n'.repeat(20_000);
    expect((await cellsOf(file(line)))[19_999]).toEqual(['单位', '日期']);
    const [, second] = await cellsOf(file(Buffer.concat([gbk, Buffer.from([0x2c, 0x95, 0x32, 0x82, 0x36])])));
    expect(second).toEqual(['水利局', '1', '𠀀']);
  });

  it('finds the sign between the cells, and counts rows as a spreadsheet does', async () => {
    expect(await cellsOf(file('单位\t日期\n甲，乙\t1\n'))).toEqual([
      ['单位', '日期'],
      ['甲，乙', '1'],
    ]);
    expect(await cellsOf(file('单位;日期\n"甲;乙";1\n'))).toEqual([
      ['单位', '日期'],
      ['甲;乙', '1'],
    ]);
    const rows = await cellsOf(file('单位,标题\r\n\r\n甲,"两行\n标题 ""引"" ,"\r\n乙,=1+1\r\n'));
    expect(rows[2]).toEqual(['甲', '两行\n标题 "引" ,']);
    expect(rows[3]).toEqual(['乙', '=1+1']);
  });

  it.each([
    ['an empty file', '', '空文件'],
    ['an open quote', '单位,日期\n"甲,1\n乙,2\n', '引号不成对'],
    ['bytes of no encoding', Buffer.from([0x41, 0x2c, 0xff, 0xff, 0xff, 0x0a]), '编码'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), '另存为 xlsx'],
    ['a zip that is no workbook', zipSync({ 'a.txt': strToU8('a') }), '不是 xlsx'],
    ['half a workbook', Buffer.from(zipSync({ 'xl/workbook.xml': strToU8('<a/>') })).subarray(0, 30), '损坏'],
  ])('says what is wrong with %s', async (_, bytes, word) => {
    const reading = cellsOf(file(bytes));
    await expect(reading).rejects.toThrow(UnreadableError);
    await expect(reading).rejects.toThrow(word);
  });

  it('says that a file is missing or a folder', async () => {
    await expect(openTableFile(join(folder, '没有.csv'))).rejects.toThrow(/没有文件/);
    await expect(openTableFile(folder)).rejects.toThrow(/是文件夹/);
  });
});

describe('xlsx', () => {
  async function book(): Promise<ExcelJS.Workbook> {
    const workbook = new ExcelJS.Workbook();
    const hidden = workbook.addWorksheet('参数', { state: 'hidden' });
    hidden.addRow(['x']);
    const sheet = workbook.addWorksheet('采用');
    sheet.addRow(['单位', '日期', '数', '是否', '公式']);
    sheet.addRow(['昆  区', new Date(Date.UTC(2023, 0, 5)), 1.5, true, { formula: '1+1', result: 2 }]);
    sheet.getCell('B2').numFmt = 'yyyy"年"m"月"d"日"';
    sheet.addRow([]);
    sheet.addRow([
      { richText: [{ text: '水' }, { text: '利局 ' }] },
      new Date(Date.UTC(2023, 0, 5, 9, 30)),
      '<&>"',
      false,
      { formula: 'A1', result: { error: '#N/A' } as never },
    ]);
    sheet.getCell('B4').numFmt = 'yyyy-mm-dd hh:mm';
    sheet.getCell('G5').value = '远';
    workbook.addWorksheet('其他').addRow(['另一张']);
    return workbook;
  }

  const wanted = [
    ['单位', '日期', '数', '是否', '公式'],
    ['昆  区', '2023-01-05', 1.5, true, 2],
    ['水利局 ', '2023-01-05T09:30:00', '<&>"', false, '#N/A'],
    [null, null, null, null, null, null, '远'],
  ];

  it('gives the first visible sheet with dates as days, formulas as their values and texts as they are', async () => {
    const path = file(Buffer.from(await (await book()).xlsx.writeBuffer()), 'xlsx');
    const rows = await cellsOf(path);
    expect([rows[0], rows[1], rows[3], rows[4]]).toEqual(wanted);
    expect(await openTableFile(path)).toMatchObject({ readAs: { sheet: '采用', otherSheets: ['其他'] } });
    expect(await cellsOf(path, '其他')).toEqual([['另一张']]);
    await expect(openTableFile(path, { sheet: '没有' })).rejects.toThrow(/“参数”“采用”“其他”/);
  });

  it('counts days from 1904 where the workbook does', async () => {
    const workbook = await book();
    workbook.properties.date1904 = true;
    const rows = await cellsOf(file(Buffer.from(await workbook.xlsx.writeBuffer()), 'xlsx'));
    expect(rows[1]?.[1]).toBe('2023-01-05');
  });

  it('reads what another writer makes: strings in place, built-in date formats', async () => {
    const sheet = utils.aoa_to_sheet(
      [
        ['单位', '日期'],
        ['甲 & 乙', new Date(2023, 0, 5)],
      ],
      { dateNF: 'm/d/yy' },
    );
    const workbook = utils.book_new();
    utils.book_append_sheet(workbook, sheet, '表');
    for (const bookSST of [true, false]) {
      const bytes: Uint8Array = sheetBytes(workbook, { type: 'buffer', bookType: 'xlsx', bookSST });
      expect(await cellsOf(file(bytes, 'xlsx'))).toEqual([
        ['单位', '日期'],
        ['甲 & 乙', '2023-01-05'],
      ]);
    }
  });

  it('reads prefixed names, spoken runs, escapes and rows without numbers', async () => {
    const bytes = zipSync({
      'xl/workbook.xml': strToU8('<x:workbook><x:sheets><x:sheet name="一" sheetId="1" r:id="r1"/></x:sheets></x:workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="r1" Target="/xl/worksheets/s.xml"/></Relationships>'),
      'xl/sharedStrings.xml': strToU8(
        '<x:sst><x:si><x:t>水</x:t><x:rPh sb="0"><x:t>shui</x:t></x:rPh><x:t xml:space="preserve"> &#x5c40;_x000D_</x:t></x:si></x:sst>',
      ),
      'xl/worksheets/s.xml': strToU8(
        '<x:worksheet><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c/><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row/><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      ),
    });
    expect(await cellsOf(file(bytes, 'xlsx'))).toEqual([['水 局\r', null, 'a'], [], [7]]);
  });
});
