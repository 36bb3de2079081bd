import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Cell, ReadDocument, ReadTable } from '../../../src/domain/document.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { sharedFolder } from './tables.ts';

interface GoldenGroup {
  readonly area: string;
  readonly subtotal: number;
  readonly rows: readonly (readonly Cell[])[];
}
interface GoldenDocument {
  readonly tables: readonly (ReadTable & { readonly groups?: readonly GoldenGroup[] })[];
}

const golden: Readonly<Record<string, GoldenDocument>> = JSON.parse(readFileSync(`${sharedFolder}seeds/golden.json`, 'utf8'));
const [areas, nested] = golden['000']!.tables;
const linesOf = ({ area, subtotal, rows }: GoldenGroup): readonly (readonly Cell[])[] => [[area, subtotal], ...rows];

const flat: ReadTable = { caption: nested!.caption!, columns: ['单位', '采用条数'], rows: nested!.groups!.flatMap(linesOf) };

/** Two areas beside each other with a gap between, as the document prints it. */
function sideBySide(): ReadTable {
  const halves: (readonly Cell[])[][] = [[], []];
  nested!.groups!.forEach((group, at) => {
    halves[at % 2]!.push(...linesOf(group), [null, null]);
  });
  const empty: readonly Cell[] = [null, null];
  const height = Math.max(halves[0]!.length, halves[1]!.length);
  const rows = Array.from({ length: height }, (_, at) => [...(halves[0]![at] ?? empty), null, ...(halves[1]![at] ?? empty)]);
  return { columns: ['', '', '', '', ''], rows };
}

const document = (tables: readonly ReadTable[], paragraphs: readonly string[] = []): ReadDocument => ({
  title: '关于信息报送及采用情况的通报',
  paragraphs,
  tables,
});

const notes001 = [
  '注：1、顺序排列按信息采用条数从高到低。',
  '2、采用信息条数为“0”的单位未列出，“/”即得分为0。',
  '3、每采用1条信息得5分，约稿信息采用加10分，政策解读每条50分，在线访谈每条200分。',
];
const text001 =
  '二季度，市人民政府网站共采用各旗区和各部门、单位信息2349条（函在线访谈6条、政策解读3条）。其中，采用旗区信息1206条、市直各部门信息1078条、各经济开发区（园区）信息59条、人民团体信息6条。';
const text002 =
  '第一季度市政府门户网站共收到各地报送信息2000条,其中,部门报送1165条,乡镇报送835条。市政府门户网站共采用773条,其中,部门采用456条,乡镇采用317条。呼伦贝尔市政府网站采用部门信息14条。';
const text004 =
  '2018年3-4月各镇办各部门累计报送各类信息578条，采纳发布250条，信息采发率43.3%。信息报送中主要存在以下问题：一是部分单位一次上报多条。';

describe('the figures of the source documents', () => {
  it.each([
    ['a flat list', document([areas!, flat]), 1, 61],
    ['two units per row', document([sideBySide()]), 0, 30],
  ])('finds that the rows of 锡林郭勒盟 sum to 69 where 67 is stated, in %s', (_, read, table, row) => {
    const sums = verify(read, { kinds: ['sum'] });
    expect(sums).toHaveLength(1);
    expect(sums[0]).toMatchObject({ severity: 'error', where: { table, row }, stated: 67, expected: 69 });
    expect(sums[0]!.message).toContain('锡林郭勒盟');
  });

  it.each([
    ['a flat list', document([areas!, flat])],
    ['two units per row', document([sideBySide()])],
  ])('explains 呼伦贝尔市 by the second 满洲里市 instead of accusing the sum, in %s', (_, read) => {
    const repeated = verify(read, { kinds: ['duplicate-row'] });
    expect(repeated).toHaveLength(1);
    expect(repeated[0]).toMatchObject({ severity: 'warning', stated: '满洲里市' });
    expect(repeated[0]!.explanation).toMatch(/392.*24.*368/u);
  });

  it('counts 5(包括开发区) as 5 and says so', () => {
    expect(verify(document([flat]), { kinds: ['non-numeric-cell'] })).toEqual([]);
    const rows = flat.rows.map((cells): readonly Cell[] => (cells[0] === '额济纳旗' ? ['额济纳旗', '5(包括开发区)'] : cells));
    const found = verify(document([{ ...flat, rows }]));
    expect(found.filter(({ kind }) => kind === 'sum')).toHaveLength(1);
    expect(found.find(({ kind }) => kind === 'non-numeric-cell')).toMatchObject({ severity: 'note', stated: '5(包括开发区)', expected: 5 });
  });

  it('says that note 1 of 001 names an order that no table has, and which it has', () => {
    const orders = verify(document(golden['001']!.tables, [text001, ...notes001]), { kinds: ['order'] });
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({ severity: 'error', where: { paragraph: 1, table: 0, row: 2 }, expected: '总分' });
    expect(orders[0]!.message).toMatch(/乌审旗.*168.*杭锦旗.*161/u);
  });

  it('explains 2349, 1078 and 59 by the interviews and interpretations the text names', () => {
    const found = verify(document(golden['001']!.tables, [text001, ...notes001]), { kinds: ['narrative'] });
    expect(found.map(({ severity, stated, expected }) => [severity, stated, expected])).toEqual([
      ['note', 2349, 2340],
      ['note', 1078, 1070],
      ['note', 59, 58],
    ]);
    for (const { explanation } of found) expect(explanation).toContain('在线访谈6条、政策解读3条');
  });

  it('names the row of nothing that note 2 of 001 leaves out, and why it may stand there', () => {
    const found = verify(document(golden['001']!.tables, [text001, ...notes001]), { kinds: ['zero-row'] });
    expect(found).toMatchObject([{ severity: 'note', stated: '鄂尔多斯市林业和草原局', where: { table: 1, column: 1 } }]);
    expect(found[0]!.explanation).toContain('在线访谈及政策解读得分”200');
  });

  it('has nothing else to say of 001', () => {
    const kinds = verify(document(golden['001']!.tables, [text001, ...notes001])).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['order', 'narrative', 'zero-row']));
  });

  it.each([
    ['002', text002],
    ['004', text004],
  ])('finds no fault in the clean tables of %s', (name, text) => {
    expect(verify(document(golden[name]!.tables, [text])).filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it('takes a ? for 0 of 0 as a slip of printing, not of arithmetic', () => {
    const [table] = golden['004']!.tables;
    const rows = table!.rows.map((cells) => cells.map((cell) => (cell === null ? '?' : cell)));
    const found = verify(document([{ ...table!, rows }], [text004]));
    expect(found.map(({ kind, severity, where }) => [kind, severity, where.row])).toEqual([['non-numeric-cell', 'note', 16]]);
  });
});
