import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/reading/read.ts';
import { docOf, row, text } from '../support/word-doc.ts';

const title = text('关于2024年第一季度信息采用情况的通报');

describe('an old Word file', () => {
  it('is read with its title, its date and its paragraphs', async () => {
    const file = docOf([title, text('各单位：'), text('现将情况通报如下。'), text('某某县政府办公室'), text('2024年4月8日')]);
    expect(await readDocument(file, '通报.doc')).toMatchObject({
      title: '关于2024年第一季度信息采用情况的通报',
      issuer: '某某县政府办公室',
      issuedOn: '2024-04-08',
      paragraphs: ['各单位：', '现将情况通报如下。', '某某县政府办公室', '2024年4月8日'],
    });
  });

  it('gives a table with a head of two rows whose cells are merged across and down', async () => {
    const file = docOf([
      title,
      text('各单位采用情况'),
      row({ text: '单位', to: 2000 }, { text: '采用', to: 5000 }),
      row({ text: '', to: 2000, merged: 'down' }, { text: '条数', to: 3500 }, { text: '得分', to: 5000 }),
      row({ text: '教育局', to: 2000 }, { text: '8', to: 3500 }, { text: '４０', to: 5000 }),
      row({ text: '民政局', to: 2010 }, { text: '3', to: 3480 }, { text: '15', to: 5000 }),
      text('注：每条5分。'),
    ]);
    const read = await readDocument(file, '通报.doc');
    expect(read.tables).toEqual([
      {
        caption: '各单位采用情况',
        columns: ['单位', '采用条数', '采用得分'],
        rows: [
          ['教育局', 8, 40],
          ['民政局', 3, 15],
        ],
      },
    ]);
    expect(read.paragraphs).toContain('注：每条5分。');
  });

  it('keeps cells apart that a row merges only by saying so', async () => {
    const file = docOf([
      title,
      row({ text: '单位', to: 2000 }, { text: '得分', to: 3500 }, { text: '备注', to: 5000 }),
      row({ text: '教育局', to: 2000 }, { text: '8', to: 3500 }, { text: '', to: 5000, merged: 'across' }),
      row({ text: '民政局', to: 2000 }, { text: '3', to: 3500 }, { text: '新增', to: 5000 }),
    ]);
    expect((await readDocument(file, '通报.doc')).tables[0]?.rows).toEqual([
      ['教育局', 8, null],
      ['民政局', 3, '新增'],
    ]);
  });

  it('leaves out what is hidden, what a tracked change deleted, and the codes of fields', async () => {
    const file = docOf([title, text('共采用机密一百条，删去的字全县第一，\u0013 PAGEREF x \u0014见第3页\u0015。')], {
      hidden: '机密',
      deleted: '删去的字',
    });
    expect((await readDocument(file, '通报.doc')).paragraphs).toEqual(['共采用一百条，全县第一，见第3页。']);
  });

  it('is refused with the reason where it has a password, is cut off, or claims more text than it has', async () => {
    const refusal = (file: Uint8Array): Promise<string> => readDocument(file, '通报.doc').then(String, (error: Error) => error.message);
    expect(await refusal(docOf([title], { locked: true }))).toBe('文件“通报.doc”加了密码，请去掉密码后再试。');
    const whole = docOf([title, text('正文。'.repeat(3000))]);
    for (const part of [0.3, 0.6, 0.9])
      expect(await refusal(whole.slice(0, whole.length * part))).toMatch(/^文件“通报.doc”.*(?:不完整|损坏)/);
    expect(await refusal(docOf([title], { endless: true }))).toContain('不完整或已损坏');
  });
});

describe('an old workbook', () => {
  const book = (rows: readonly (readonly unknown[])[]): Uint8Array => {
    const made = utils.book_new();
    utils.book_append_sheet(made, utils.aoa_to_sheet(rows as unknown[][]), '采用情况');
    return write(made, { type: 'buffer', bookType: 'xls' }) as Uint8Array;
  };
  const rows = [['2024年第一季度信息采用情况统计表'], ['单位', '条数', '得分'], ['教育局', 8, 40], ['民政局', 3, 15]];

  it('is read like a new one', async () => {
    expect((await readDocument(book(rows), '统计.xls')).tables).toEqual([
      {
        caption: '2024年第一季度信息采用情况统计表',
        columns: ['单位', '条数', '得分'],
        rows: [
          ['教育局', 8, 40],
          ['民政局', 3, 15],
        ],
      },
    ]);
  });

  it('is refused with the reason where it is cut off', async () => {
    const whole = book([...rows, ...Array.from({ length: 500 }, (_, i) => [`单位${i}`, i, i * 5])]);
    await expect(readDocument(whole.slice(0, whole.length / 2), '统计.xls')).rejects.toThrow(/不完整/);
  });
});
