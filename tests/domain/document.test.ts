import { describe, expect, it } from 'vitest';
import {
  asRead,
  attachmentListLines,
  type OfficialDocument,
  piecesOf,
  plainText,
  printedCell,
  readCell,
  tableFootLines,
} from '../../src/domain/document.ts';

const small: OfficialDocument = {
  title: '关于信息采用情况的通报',
  blocks: [{ kind: 'paragraph', style: 'body', text: '现通报如下。' }],
  attachments: [],
  issuers: ['某市政务服务局'],
  issuedOn: '2024-05-06',
};
const table = { columns: [{ title: '单位' }, { title: '条数' }], rows: [{ cells: ['甲 局', 3] }] } as const;

describe('text as printed', () => {
  it('loses what no format can carry, and blanks beside Chinese characters, but not those between Latin words', () => {
    expect(plainText(' 昆\u3000\u3000区\t网站 2020年\n')).toBe('昆区网站2020年');
    expect(plainText('WPS  Office\u00a02019 版')).toBe('WPS Office 2019版');
    expect(plainText('甲\u0000\u200b\ufeff乙')).toBe('甲乙');
    expect(plainText('㛃\ud800𬭎')).toBe('㛃\ufffd𬭎');
  });
});

describe('cells', () => {
  it('print numbers in full and never as powers', () => {
    expect([3, -12.5, 0, -0, 1e21, 1e-7].map(printedCell)).toEqual(['3', '-12.5', '0', '0', '1000000000000000000000', '0.0000001']);
    expect(printedCell(null)).toBe('');
    expect(() => printedCell(Number.NaN)).toThrow(RangeError);
  });
  it('read plain decimal numbers as numbers and all else as text', () => {
    expect(['3', '-12.5', '0', '98.50'].map(readCell)).toEqual([3, -12.5, 0, 98.5]);
    expect(['1,234', '-1,234,567.5', '１２', '１，４００', '－４０'].map(readCell)).toEqual([1234, -1_234_567.5, 12, 1400, -40]);
    expect(['３８％', '1,234%'].map(readCell)).toEqual(['38%', '1234%']);
    for (const text of ['/', '—', '43.3%', '007', '+1', '12,34', '-0', '.5', '1e3', '1234567890123456']) expect(readCell(text)).toBe(text);
    expect(readCell('  ')).toBeNull();
  });
});

describe('what a document prints', () => {
  it('numbers attachments only where there are several, and takes end marks off their names', () => {
    expect(attachmentListLines(['甲表'])).toEqual(['附件：甲表']);
    expect(attachmentListLines(['甲表', '乙表'])).toEqual(['附件：1.甲表', '2.乙表']);
    const document = { ...small, attachments: [{ title: '甲表。', blocks: [] }] };
    expect(asRead(document).paragraphs).toContain('附件：甲表');
    expect(asRead(document).paragraphs).toContain('附件');
  });
  it('puts 注： before the first note only, and the maker last', () => {
    expect(tableFootLines({ ...table, notes: ['1.甲。', '2.乙。'], maker: '制表人：张三' })).toEqual([
      '注：1.甲。',
      '2.乙。',
      '制表人：张三',
    ]);
    expect(tableFootLines({ ...table, notes: ['注：甲。'] })).toEqual(['注：甲。']);
  });
  it('stands with the date without leading zeros, the seal on behalf at the last issuer, the remark in brackets', () => {
    const document = { ...small, issuers: ['甲领导小组', '乙局'], onBehalf: true, remark: '（此件公开发布）' };
    expect(asRead(document).paragraphs.slice(-4)).toEqual(['甲领导小组', '乙局（代章）', '2024年5月6日', '（此件公开发布）']);
    expect(asRead(document)).toMatchObject({ issuer: '甲领导小组、乙局', issuedOn: '2024-05-06' });
  });
  it('names the number under the mark, or under the title where there is no mark', () => {
    const kinds = (document: OfficialDocument) => piecesOf(document).map((piece) => piece.kind);
    expect(kinds({ ...small, documentNumber: '某发〔2024〕1号', mark: '某局文件' }).slice(0, 3)).toEqual(['mark', 'number', 'title']);
    expect(kinds({ ...small, documentNumber: '某发〔2024〕1号' }).slice(0, 2)).toEqual(['title', 'number']);
  });
  it('refuses a date that is none', () => {
    expect(() => piecesOf({ ...small, issuedOn: '2023-02-30' })).toThrow(RangeError);
  });
});

describe('a document as read', () => {
  it('takes an attachment’s title for the caption of a table directly under it, and prints it once', () => {
    const attachment = { title: '统计表', blocks: [{ kind: 'table' as const, ...table, caption: '统计表' }] };
    const read = asRead({ ...small, attachments: [attachment] });
    expect(read.tables).toEqual([{ caption: '统计表', columns: ['单位', '条数'], rows: [['甲局', 3]] }]);
    expect(read.paragraphs.filter((text) => text === '统计表')).toHaveLength(1);
  });
  it('holds a wrapped document whole: its number, title, attachments and signature are paragraphs', () => {
    const wrapped = { ...small, mark: '上级文件', documentNumber: '上发〔2024〕9号', title: '关于年度情况的通报' };
    const read = asRead({ ...small, attachments: [{ title: '《关于年度情况的通报》', blocks: [], document: wrapped }] });
    expect(read.title).toBe(small.title);
    expect(read.documentNumber).toBeUndefined();
    expect(read.paragraphs).toEqual([
      '现通报如下。',
      '附件：《关于年度情况的通报》',
      '某市政务服务局',
      '2024年5月6日',
      '附件',
      '关于年度情况的通报',
      '上发〔2024〕9号',
      '现通报如下。',
      '某市政务服务局',
      '2024年5月6日',
    ]);
  });
});
