// Names of counties against GB/T 2260: in their area, at their time.
import { describe, expect, it } from 'vitest';
import { divisionsOf } from '../../../src/domain/verification/divisions.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { openVerifier } from '../../../src/engines/verifier.ts';
import { type Rows, read, table } from './tables.ts';

const { divisions } = await openVerifier();
const rowsOf = (names: readonly string[]): Rows => names.map((name, at) => [name, 40 - at]);
const unknown = (office: string, names: readonly string[]) =>
  verify(read([table(['单位', '采用条数'], rowsOf(names))], [], `${office}信息采用情况的通报`), { divisions, kinds: ['unknown-unit'] });
const brief = (office: string, names: readonly string[]) => unknown(office, names).map(({ stated, expected }) => [stated, expected]);

describe('counties of an office’s own area', () => {
  const ordos = ['准格尔旗', '杭锦旗', '乌审旗', '鄂托克旗', '达拉特旗', '东胜区'];

  it('are known by their names and by short ones', () => {
    expect(unknown('鄂尔多斯市2020年第二季度', ordos)).toEqual([]);
    expect(unknown('鄂尔多斯市2020年第二季度', ['准旗', '达旗', '伊旗', '鄂前旗', '东胜区'])).toEqual([]);
  });

  it('are found where they lie in another prefecture, with the one that was meant', () => {
    expect(brief('巴彦淖尔市2020年第二季度', ['临河区', '五原县', '杭锦旗', '磴口县'])).toEqual([['杭锦旗', '杭锦后旗']]);
    expect(brief('长沙市2021年5月份', ['岳麓区', '天心区', '渌口区', '望城区'])).toEqual([['渌口区', undefined]]);
  });

  it('are found where a letter is wrong', () => {
    expect(brief('鄂尔多斯市2020年第二季度', ['准葛尔旗', '杭锦旗', '乌审旗'])).toEqual([['准葛尔旗', '准格尔旗']]);
  });

  it('are found under a name of old, and right while it was theirs', () => {
    expect(brief('天津市2019年度', ['静海县', '宝坻区', '蓟县'])).toEqual([
      ['静海县', '静海区'],
      ['蓟县', '蓟州区'],
    ]);
    expect(unknown('天津市2012年度', ['静海县', '宝坻区', '蓟县'])).toEqual([]);
    expect(brief('北京市2015年度', ['崇文区', '东城区'])).toEqual([['崇文区', undefined]]);
  });

  it('are only noted where they were not there yet', () => {
    expect(unknown('鄂尔多斯市2012年度', [...ordos, '康巴什区'])).toMatchObject([{ severity: 'note', stated: '康巴什区' }]);
  });

  it('are not asked about where the area is made up, or the names are no counties', () => {
    expect(unknown('清源市2020年度', ['石泉县', '龙湾区', '青坪区'])).toEqual([]);
    expect(unknown('鄂尔多斯市2020年度', ['市教育局', '高新区', '康巴什新区', '经济开发区', '空港物流园区', '树林召镇'])).toEqual([]);
    expect(unknown('扎兰屯市2023年度', ['成吉思汗镇', '兴华街道', '水利局'])).toEqual([]);
  });
});

describe('counties under the line of their area', () => {
  it('are looked for in that area, and short names stay', () => {
    const rows: Rows = [
      ['呼和浩特市', 40],
      ['市本级', 10],
      ['新城区', 20],
      ['土左旗', 10],
      ['托县', 0],
      ['巴彦淖尔市', 30],
      ['市本级', 5],
      ['临河区', 5],
      ['杭锦旗', 20],
    ];
    const found = verify(read([table(['单位', '采用条数'], rows)], [], '2011年度信息采用情况的通报'), {
      divisions,
      kinds: ['unknown-unit'],
    });
    expect(found).toMatchObject([{ stated: '杭锦旗', expected: '杭锦后旗', where: { table: 0, row: 8, column: 0 }, severity: 'warning' }]);
  });
});

describe('the file of divisions', () => {
  it('says what lies in what, and when', () => {
    const made = divisionsOf({
      current: ['150600 甲市', '150621 乙旗', '150603 丙区 201509'],
      former: ['150602 丁县  201010 201110 丙区'],
    });
    const [area] = made.named('甲市');
    expect(made.within(area!).map(({ name }) => name)).toEqual(['乙旗', '丙区', '丁县']);
    expect(made.named('丁县')).toEqual([{ code: '150602', name: '丁县', lastSeen: 201010, gone: 201110, now: '丙区' }]);
    expect(made.named('戊县')).toEqual([]);
  });
});
