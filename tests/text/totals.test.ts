// Figures of one sentence that contradict each other are found, and only where the words leave one reading.
import { describe, expect, it } from 'vitest';
import { layerOf } from '../../src/text/rule.ts';
import { totalRules } from '../../src/text/totals.ts';

const layer = layerOf('totals', totalRules);
const said = (text: string): string[] => layer.look(text, 'full').map(({ message }) => message);

describe('parts and totals', () => {
  it('that do not agree are found, with the sum', () => {
    expect(said('本季度部门报送1165条，乡镇报送835条，合计2100条。')).toEqual(['分项相加为2000条，与文中的合计2100条不符，请核对。']);
    expect(said('全市共报送信息2000条，分别为部门1165条、乡镇834条。')).toEqual(['分项相加为1999条，与文中的总数2000条不符，请核对。']);
    expect(said('共采用信息2349条，其中：旗区1206条、部门1078条、园区58条、团体6条。')).toEqual([
      '分项相加为2348条，与文中的总数2349条不符，请核对。',
    ]);
    expect(said('基本支出1.2万元，项目支出3.45万元，合计4.6万元。')).toEqual(['分项相加为4.65万元，与文中的合计4.6万元不符，请核对。']);
  });
  it('that agree, or are not all of the parts, or are other things, are left alone', () => {
    for (const right of [
      '部门1,165条，乡镇835条，合计2,000条。',
      '全市共报送信息2000条，分别为部门1165条、乡镇835条。',
      '共采用信息2349条（含在线访谈6条、政策解读3条）。其中，采用旗区信息1206条、市直各部门信息1078条、园区信息59条、人民团体信息6条。',
      '共有干部120人，其中女性60人、党员90人、研究生20人。',
      '共报送信息100条，其中：部门60条、乡镇20条等。',
      '报送20条、采用5条，累计得分30分。',
      '收到申请10件，比上年增加2件，合计12件。',
      '2023年3月，部门5条，乡镇3条，合计8条。',
    ])
      expect(said(right), right).toEqual([]);
  });
});

describe('rates and changes', () => {
  it('that do not fit their figures are found, with the one that would', () => {
    expect(said('累计报送各类信息578条，采纳发布250条，采用率34.3%。')).toEqual(['按文中数字计算，采用率为43.3%，与34.3%不符，请核对。']);
    expect(said('由100件增加到120件，增长25%。')).toEqual(['按文中数字计算，变化为20%，与25%不符，请核对。']);
    expect(layer.look('合格率由35%提高到45%，提高10%。', 'full')).toMatchObject([{ text: '10%', suggestions: ['10个百分点'] }]);
  });
  it('that fit are left alone, rounded, cut, or of rounded figures', () => {
    for (const right of [
      '报送各类信息578条，采纳发布250条，采用率43.3%。',
      '报送3条，采用2条，采用率66%。',
      '由1.2万元增加到1.3万元，增长9.1%。',
      '合格率由35%提高到45%，提高10个百分点。',
      '合格率由40%提高到50%，提高25%。',
      '由2015年的100件增加到120件，年均增长3.7%。',
    ])
      expect(said(right), right).toEqual([]);
  });
});

describe('quarters and halves', () => {
  it('are found where the months in brackets are others', () => {
    expect(said('第三季度（7月1日—10月9日）检查情况')).toEqual(['三季度是7月至9月，与括号里的月份不符，请核对。']);
    expect(said('2024年二季度（3-5月）')).toHaveLength(1);
    expect(said('上半年（1月至7月）')).toHaveLength(1);
  });
  it('are left alone where they are the same', () => {
    for (const right of ['第二季度（4—6月）', '4季度（2023年10月1日至2023年12月31日）', '下半年（7-12月）', '一季度（截至3月20日）'])
      expect(said(right), right).toEqual([]);
  });
});

it('take no more time for each character of a hostile text', () => {
  for (const unit of ['共1条，', '1条、', '由1条增加到', '合计', '第1季度（', '，其中', '报送1条，采用1条，采用率'])
    said(unit.repeat(300_000 / unit.length));
}, 60_000);
