import { describe, expect, it } from 'vitest';
import type { ReadDocument, ReadTable } from '../../../src/domain/document.ts';
import { verify } from '../../../src/domain/verification/verify.ts';

const document = (paragraphs: string[], tables: ReadTable[]): ReadDocument => ({ title: '关于信息采用情况的通报', paragraphs, tables });

describe('a table by areas, with a column for the area and one for the unit', () => {
  const areas = (total: number): ReadTable => ({
    caption: '采用情况（表二）',
    columns: ['地区', '单位', '采用条数'],
    rows: [
      ['甲市', '小计', total],
      ['甲市', '市本级', 2],
      ['甲市', '东旗', 3],
      ['甲市', '西旗', 1],
      ['乙盟', '小计', 9],
      ['乙盟', '盟本级', 4],
      ['乙盟', '南旗', 5],
    ],
  });

  it('is in order where each area is the sum of its units, though every area has a level of its own', () => {
    expect(verify(document([], [areas(6)]))).toEqual([]);
  });

  it('names the area whose line is not the sum of its units', () => {
    expect(verify(document([], [areas(8)]))).toMatchObject([
      { kind: 'sum', severity: 'error', where: { table: 0, row: 0 }, stated: 8, expected: 6 },
    ]);
  });
});

describe('what the text says beside the tables', () => {
  const table: ReadTable = {
    caption: '采用情况',
    columns: ['单位', '采用条数', '采用得分'],
    rows: [
      ['甲局', 10, 50],
      ['乙局', 6, 30],
      ['丙局', 4, 20],
    ],
  };

  it('explains a total that counts interviews named behind 另有', () => {
    const findings = verify(document(['本季度共采用信息23条，其中表内采用信息20条，另有在线访谈2条、政策解读1条。'], [table]));
    expect(findings.filter((finding) => finding.severity !== 'note')).toEqual([]);
    expect(findings).toMatchObject([
      { kind: 'narrative', severity: 'note', stated: 23, expected: 20, explanation: expect.stringContaining('在线访谈2条') },
    ]);
  });

  it('still objects where what stands behind 另有 does not make up the difference', () => {
    const findings = verify(document(['本季度共采用信息23条，其中表内采用信息20条，另有在线访谈1条。'], [table]));
    expect(findings).toMatchObject([{ kind: 'narrative', severity: 'error', stated: 23, expected: 20 }]);
  });

  it('does not take the points of a rule for a figure', () => {
    expect(verify(document(['本季度共采用信息20条。', '注：每采用1条计5分，每报送1条计1分。'], [table]))).toEqual([]);
  });

  it('does not compare what was wrong with items with the totals of what was adopted', () => {
    const problems =
      '一是部分信息报送时没有审核人，无审核人的信息8条（甲局5条、乙局3条）。二是因重复未被采用的信息4条（丙局4条）。三是未被采用的信息11条（失去时效7条、重复4条）。';
    expect(verify(document(['本季度共采用信息20条。', problems], [table]))).toEqual([]);
    // The total beside it is still looked at.
    expect(verify(document([`本季度共采用信息21条。${problems}`], [table]))).toMatchObject([
      { kind: 'narrative', stated: 21, expected: 20 },
    ]);
    expect(verify(document(['本季度提高审核质量，共采用信息21条。'], [table]))).toMatchObject([{ kind: 'narrative', stated: 21 }]);
  });
});
