import { describe, expect, it } from 'vitest';
import type { ReadDocument, ReadTable } from '../../../src/domain/document.ts';
import { verify } from '../../../src/domain/verification/verify.ts';

const counties: ReadTable = {
  caption: '（一）县区信息采用情况',
  columns: ['单位', '采用条数'],
  rows: [
    ['甲县', 40],
    ['乙县', 30],
    ['丙县', 30],
  ],
};
const offices: ReadTable = {
  caption: '（二）市直部门信息采用情况',
  columns: ['单位', '采用条数'],
  rows: [
    ['教育局', 50],
    ['水利局', 20],
  ],
};

function narrative(paragraph: string, tables: readonly ReadTable[] = [counties, offices], title = '通报'): readonly unknown[] {
  const document: ReadDocument = { title, paragraphs: [paragraph], tables };
  return verify(document, { kinds: ['narrative'] }).map(({ severity, stated, expected }) => [severity, stated, expected]);
}

describe('the text against the tables', () => {
  it('accepts what agrees, in Arabic and Chinese numerals', () => {
    expect(narrative('共采用信息170条。其中，县区信息100条、市直各部门信息70条。')).toEqual([]);
    expect(narrative('共采用信息一百七十条，其中县区一百条、市直部门七十条。')).toEqual([]);
    expect(
      narrative('共采用信息170条，浏览量1.2万条。', [
        { ...counties, rows: [['甲县', 170]] },
        { caption: '浏览', columns: ['单位', '浏览条数'], rows: [['甲县', 12_111]] },
      ]),
    ).toEqual([]);
  });

  it('names a wrong total and a wrong group', () => {
    expect(narrative('共采用信息180条。其中，县区信息100条、市直各部门信息70条。')).toEqual([['error', 180, 170]]);
    expect(narrative('共采用信息170条。其中，县区信息101条、市直各部门信息70条。')).toEqual([['error', 101, 100]]);
  });

  it('finds groups that stand in the order of the tables though nothing names them', () => {
    expect(narrative('共采用信息170条。其中，地方上101条、机关里70条。')).toEqual([['error', 101, 100]]);
  });

  it('only asks where nothing else in the text agrees', () => {
    expect(narrative('共采用信息18条。', [counties])).toEqual([['warning', 18, 100]]);
    expect(narrative('共采用信息190条。其中，县区信息110条、市直各部门信息80条。')).toEqual([
      ['warning', 190, 170],
      ['warning', 110, 100],
      ['warning', 80, 70],
    ]);
  });

  it('explains a total by what the text says it includes', () => {
    const included = '共采用信息173条（含在线访谈3条）。其中，县区信息100条、市直各部门信息70条。';
    expect(narrative(included)).toEqual([['note', 173, 170]]);
    expect(narrative(included.replace('173', '167').replace('含', '不含'))).toEqual([['note', 167, 170]]);
    expect(narrative(included.replace('173', '179'))).toEqual([['error', 179, 170]]);
    expect(narrative('共采用信息173条（含在线访谈3条）。其中，县区信息101条、市直各部门信息70条。')).toEqual([
      ['error', 173, 170],
      ['error', 101, 100],
    ]);
  });

  it('offers the other count of the paragraph that is exactly the difference', () => {
    const findings = verify({
      title: '通报',
      tables: [counties, offices],
      paragraphs: ['共采用信息190条。其中，县区信息100条、市直各部门信息70条。共报送省网信息20条。'],
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'warning', stated: 190, expected: 170 });
    expect(findings[0]!.explanation).toContain('20条');
  });

  it('leaves the year to date alone beside the period that agrees', () => {
    expect(narrative('本月共采用信息170条。今年以来累计采用信息1900条。')).toEqual([]);
  });

  it('checks a count of another verb beside one that agrees', () => {
    const both: ReadTable = {
      caption: '统计表',
      columns: ['单位', '报送数', '采纳数'],
      rows: [
        ['甲', 80, 50],
        ['乙', 70, 20],
      ],
    };
    expect(narrative('累计报送各类信息150条，采纳发布70条。', [both])).toEqual([]);
    expect(narrative('累计报送各类信息160条，采纳发布70条。', [both])).toEqual([['error', 160, 150]]);
  });

  it('tells columns of one table apart by their titles', () => {
    const levels: ReadTable = {
      caption: '采用情况（表一）',
      columns: ['地区', '小计', '本级', '旗县级'],
      rows: [
        ['甲市', 70, 24, 46],
        ['乙盟', 108, 30, 78],
      ],
    };
    expect(narrative('共采用178条，其中本级54条，所属旗县124条。', [levels])).toEqual([]);
    expect(narrative('共采用178条，其中本级54条，所属旗县125条。', [levels])).toEqual([['error', 125, 124]]);
    const twice: ReadTable = {
      ...levels,
      caption: '采用情况（表二）',
      columns: ['地区', '小计'],
      rows: [
        ['甲市', 70],
        ['乙盟', 108],
      ],
    };
    expect(narrative('共采用179条。', [{ ...twice, caption: '采用情况（表三）' }, twice])).toEqual([['warning', 179, 178]]);
  });

  it('takes the stated total of a table as well as the sum of its rows', () => {
    const totalled: ReadTable = { ...counties, rows: [...counties.rows, ['合计', 101]] };
    expect(narrative('共采用信息101条。', [totalled])).toEqual([]);
    expect(narrative('共采用信息100条。', [totalled])).toEqual([]);
  });

  it('does not hold a figure of one unit against a total', () => {
    expect(narrative('共采用信息170条。教育局采用49条，统计局上报2条。')).toEqual([]);
  });

  it('compares parts with their whole where no table knows them, and only near misses', () => {
    expect(narrative('共发布信息1418条。其中：政务要闻747条，法定主动内容671条。', [])).toEqual([]);
    expect(narrative('共发布信息1428条。其中：政务要闻747条，法定主动内容671条。', [])).toEqual([['warning', 1428, 1418]]);
    expect(narrative('采用157条。其中，市本级刊物采用13条，向自治区上报131条，向通辽市报送124条。', [])).toEqual([]);
    expect(narrative('共发布信息1.4万条。其中：政务要闻747条，法定主动内容12671条。', [])).toEqual([]);
    expect(narrative('共发布信息1421条（含转载3条）。其中：政务要闻747条（含图片1条），法定主动内容671条。', [])).toEqual([]);
    expect(narrative('共发布信息100条。其中：政务要闻99条。', [])).toEqual([]);
  });

  it('does not look for totals where a column counts what is taken off', () => {
    const off: ReadTable = {
      caption: '采用情况',
      columns: ['单位', '增减'],
      rows: [
        ['甲', -5],
        ['乙', 3],
      ],
    };
    expect(narrative('共采用信息170条。', [off])).toEqual([]);
  });

  it('leaves the tables and totals of an annual report to their own identities', () => {
    const annual: ReadTable = {
      columns: ['项目', '自然人', '总计'],
      rows: [
        ['新收', 1, 2],
        ['结转', 3, 9],
        ['合计', 5, 7],
      ],
    };
    // what it says of tables that it cannot read stands among its own notes
    const bulletins = (document: ReadDocument) => verify(document).filter(({ kind }) => kind !== 'template');
    expect(bulletins({ title: '某市2022年度', paragraphs: ['共收到申请8条，采纳7条，采纳率5%。'], tables: [annual] })).toEqual([]);
    expect(bulletins({ title: '某市2022年政府信息公开工作年度报告', paragraphs: [], tables: [counties] })).toEqual([]);
  });
});
