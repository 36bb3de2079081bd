// A file of an office's own words: what is written reads as the same again, and what cannot be read is told by its line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/domain/import/cell.ts';
import { cellMeant, csvText, textCell } from '../../../src/domain/import/csv.ts';
import { type HeldWording, plannedLines, planWording, readWordingFile, wordingTable } from '../../../src/domain/import/wording-file.ts';
import { entryFindings, entryKinds } from '../../../src/domain/wording/entry.ts';

const nothing: HeldWording = { entries: [], holders: [], off: [] };
async function* portions(table: readonly (readonly Cell[])[]) {
  yield table.map((cells, index) => ({ row: index + 1, cells }));
}
async function read(...table: readonly (readonly Cell[])[]) {
  const outcome = await readWordingFile(portions(table));
  if (!outcome.ok) throw new Error(outcome.findings.map(({ message }) => message).join('\n'));
  return outcome.value;
}
async function against(...table: readonly (readonly Cell[])[]): Promise<readonly string[]> {
  const outcome = await readWordingFile(portions(table));
  return outcome.ok ? [] : outcome.findings.map(({ where, message }) => `${where ?? ''}：${message}`);
}

const word = fc.string({
  unit: fc.constantFrom('弱', '势', '群', '众', '、', '；', '=', '-', "'", '＋', '"', ','),
  minLength: 2,
  maxLength: 6,
});
const held: fc.Arbitrary<HeldWording> = fc.record({
  entries: fc.uniqueArray(
    fc
      .record({
        id: fc.nat(),
        kind: fc.constantFrom(...entryKinds),
        find: word,
        put: fc.uniqueArray(word, { maxLength: 3 }),
        why: fc.option(word, { nil: null }),
      })
      .filter((one) => entryFindings({ ...one, why: one.why ?? undefined }).length === 0),
    { selector: ({ find }) => find, maxLength: 5 },
  ),
  holders: fc.uniqueArray(
    fc.record({
      id: fc.nat(),
      name: fc.constantFrom('李卫东', '王建国'),
      post: fc.constantFrom('县长', '县委书记'),
      from: fc.constantFrom('2021-01-01', '2022-05-01'),
      to: fc.constantFrom(null, '2022-12-31'),
      position: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: null }),
    }),
    { selector: ({ name, post, from }) => `${name}${post}${from}`, maxLength: 4 },
  ),
  off: fc.uniqueArray(fc.constantFrom('variants:投搞', 'protected:国务院', 'rule:full-stop'), { maxLength: 3 }),
});

describe('a file of words', () => {
  it('that was written of what is kept changes nothing of it, and makes the same of an empty site', async () => {
    await fc.assert(
      fc.asyncProperty(held, async (kept) => {
        if (kept.entries.length + kept.holders.length + kept.off.length === 0) return;
        // As a spreadsheet has it: guarded, and read as text.
        const rows = await read(...wordingTable(kept).map((row) => row.map(textCell)));
        expect(planWording(rows, kept)).toEqual({ added: [], changed: [], known: rows.length });
        const plan = planWording(rows, nothing);
        expect(plan.added).toHaveLength(rows.length);
        expect(plan.added.filter((one) => one.what === 'entry').map(({ kind, find, put, why }) => ({ kind, find, put, why }))).toEqual(
          kept.entries.map(({ kind, find, put, why }) => ({ kind, find, put, why })),
        );
      }),
    );
  });

  it('has every line of what is wrong named, with its reason', async () => {
    expect(
      await against(
        ['某县用语'],
        ['种类', '词语', '应为', '职务', '到任日期', '离任日期', '排序'],
        ['禁用词', '弱势群众'],
        ['忌讳词', '甲乙'],
        ['错别字', '攻坚克南'],
        [],
        ['禁用词', '弱势群众', '困难群众'],
        ['领导', '李卫东', '', '县长', '2024-13-01'],
        ['领导', '李卫东', '', '', '2024-01-01', '2023-01-01'],
        ['停用', '投搞'],
        ['白名单', '一'],
        ['', '甲乙'],
        ['慎用词', '甲乙', '丙丁', '', '', '', '', '多出来的'],
      ),
    ).toEqual([
      expect.stringMatching(/^第4行：没有“忌讳词”这个种类；可用：禁用词、.*停用$/),
      '第5行：错别字要写明应为什么',
      '第7行：“弱势群众”在第3行已经写过，只留一行',
      '第8行：到任日期“2024-13-01”不存在或写法不对，应如 2024-05-01',
      expect.stringMatching(/^第9行：职务/),
      '第9行：离任不能早于到任',
      expect.stringMatching(/^第10行：停用的要写成/),
      '第11行：至少写两个字：一个字到处都会碰到',
      '第12行：没有种类',
      '第13行：后面还有没有列名的内容，多半是某格里的逗号没有加引号',
    ]);
  });

  it('without a heading, or of a heading alone, says so', async () => {
    expect(await against(['甲', '乙'])).toEqual([expect.stringContaining('没有表头')]);
    expect(await against(['应为', '理由'], ['甲', '乙'])).toEqual(['第1行：缺少“种类”、“词语”列']);
    expect(await against(['姓名', '职务'], ['甲', '乙'])).toEqual(['第1行：缺少“到任日期”列']);
    expect(await against(['种类', '词语'])).toEqual(['：表头下面没有内容']);
    expect(await against()).toEqual([expect.stringContaining('没有表头')]);
    expect(await against(['种类', '词语', '种类'], ['禁用词', '甲乙'])).toEqual(['第1行：第1列和第3列都是“种类”，请删去或改名其中一列']);
  });

  it('may be a list of persons in office alone, with days as a spreadsheet has them', async () => {
    expect(await read(['姓名', '职务', '到任日期', '排序'], ['李卫东', '县长', 45_292, 2])).toEqual([
      { what: 'holder', row: 2, name: '李卫东', post: '县长', from: '2024-01-01', to: undefined, position: 2 },
    ]);
  });
});

describe('what a file would do', () => {
  const kept: HeldWording = {
    entries: [{ id: 1, kind: 'caution', find: '弱势群众', put: ['困难群众'], why: '省里的说法' }],
    holders: [{ id: 2, name: '李卫东', post: '县长', from: '2024-01-01', to: null, position: 1 }],
    off: ['variants:投搞'],
  };

  it('tells what is new, what changes and from what, and what is there already', async () => {
    const rows = await read(
      ['种类', '词语', '应为', '职务', '到任日期', '离任日期'],
      ['禁用词', '弱势群众', '困难群众'],
      ['领导', '李卫东', '', '县长', '2024-01-01', '2024-06-30'],
      ['领导', '王建国', '', '县长', '2024-07-01'],
      ['停用', 'variants:投搞'],
    );
    const plan = planWording(rows, kept);
    expect(plan).toMatchObject({ known: 1, changed: [{ was: { id: 1 } }, { was: { id: 2 } }] });
    // The file has no column of reasons and places: those stay.
    expect(plannedLines(plan)).toEqual([
      {
        row: 2,
        state: 'changed',
        kind: '禁用词',
        what: '弱势群众',
        says: '应为困难群众；省里的说法',
        before: '慎用词：应为困难群众；省里的说法',
      },
      {
        row: 3,
        state: 'changed',
        kind: '领导',
        what: '县长 李卫东',
        says: '2024-01-01 至 2024-06-30，排序 1',
        before: '2024-01-01 至 今，排序 1',
      },
      { row: 4, state: 'added', kind: '领导', what: '县长 王建国', says: '2024-07-01 至 今' },
    ]);
  });

  it('takes a corrected day for the same person in the same post, and a second time in it for another', async () => {
    const rows = await read(
      ['姓名', '职务', '到任日期', '离任日期'],
      ['李卫东', '县长', '2024-02-01', ''],
      ['李卫东', '县长', '2010-02-01', '2012-02-01'],
    );
    expect(planWording(rows, kept)).toMatchObject({ added: [{ row: 3 }], changed: [{ read: { row: 2 }, was: { id: 2 } }] });
  });
});

describe('a cell', () => {
  it('is text for every spreadsheet, and comes back as it was', () => {
    expect(csvText([['=1+1', '甲"乙', '+2', '@x', '-3', "'=x"]])).toBe(`\ufeff"'=1+1","甲""乙","'+2","'@x","'-3","''=x"\r\n`);
    fc.assert(fc.property(fc.string(), (text) => cellMeant(textCell(text)) === text));
  });
});
