import { spreadDays } from '../generator/days.ts';
import { randomFrom } from '../generator/random.ts';
import { titlesFor } from '../generator/titles.ts';
import type { Correction, DraftFact, Office, Period, Published, PublishedCell, SiteUnit } from '../generator/types.ts';
import { type PublishedArea, TABLE_ONE, TABLE_TWO } from './neimenggu-figures.ts';

const ID = 'neimenggu-2011';
const PERIOD: Period = { from: '2011-01-01', to: '2011-12-31' };
const OUTLET = '自治区人口计生委门户网站';

/** Names as printed → the unit's right name, where it is not the printed one. */
const RIGHT_NAMES: Readonly<Record<string, string>> = {
  '锡林郭勒盟/东)苏尼特左旗': '苏尼特左旗',
  '锡林郭勒盟/西)苏尼特右旗': '苏尼特右旗',
  '巴彦淖尔市/杭锦旗': '杭锦后旗',
};

/** The second 满洲里市: the area's subtotal leaves it out, so it is no fact. */
const UNCOUNTED = { area: '呼伦贝尔市', name: '满洲里市', count: 24 };

/** Other ways in which the document or the statute book writes a unit's name. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  昆区: ['昆  区', '昆都仑区'],
  白云区: ['白云鄂博矿区'],
  土左旗: ['土默特左旗'],
  托县: ['托  县', '托克托县'],
  和林县: ['和林格尔县'],
  清水河: ['清水河县'],
  土右旗: ['土默特右旗'],
  达茂旗: ['达尔罕茂明安联合旗'],
  达拉特旗: ['达旗'],
  科左中旗: ['科尔沁左翼中旗'],
  科左后旗: ['科尔沁左翼后旗'],
  科右前旗: ['科尔沁右翼前旗'],
  科右中旗: ['科尔沁右翼中旗'],
  二连浩特: ['二连浩特市'],
  锡林浩特: ['锡林浩特市'],
  苏尼特左旗: ['东)苏尼特左旗'],
  苏尼特右旗: ['西)苏尼特右旗'],
  东乌旗: ['东乌珠穆沁旗'],
  西乌旗: ['西乌珠穆沁旗'],
  鄂温克旗: ['鄂温克族自治旗'],
  鄂伦春旗: ['鄂伦春自治旗'],
  莫力达瓦旗: ['莫力达瓦达斡尔族自治旗'],
  察右前旗: ['察哈尔右翼前旗'],
  察右中旗: ['察哈尔右翼中旗'],
  察右后旗: ['察哈尔右翼后旗'],
  // Only with its area: 鄂尔多斯市 has a 杭锦旗 of its own.
  杭锦后旗: ['巴彦淖尔市/杭锦旗'],
};

const REMARKS: Readonly<Record<string, string>> = { 额济纳旗: '原表注明“包括开发区”' };

export function neimenggu(): Office {
  const areas = TABLE_ONE.map(([area]) => areaOf(area));
  return {
    prefix: 'NMG11',
    columns: ['编号', '类型', '单位', '日期', '标题', '信息编号', '载体', '虚构'],
    site: {
      id: ID,
      name: '内蒙古自治区人口和计划生育委员会门户网站',
      period: PERIOD,
      settings: { printsHistoryHead: false },
      units: areas.flatMap(unitsOf),
      outlets: [{ name: OUTLET, kind: 'own-site', level: '自治区' }],
      source: {
        document: '《关于2011年度政务信息采用情况的通报》，由《关于转发自治区人口计生委关于2011年度政务信息采用情况的通报的通知》转发',
        issuer: '内蒙古自治区人口计生委办公室；转发机关为鄂尔多斯市人口和计划生育委员会',
        documentNumber: '内人口办发〔2011〕139号（转发文号：鄂人口计生传〔2012〕4号）',
        published: '各盟市本级、各旗县的全年采用条数，以及盟市小计（表一、表二）。',
      },
      invented: [
        '标题、日期、编号、信息编号为演示而编造；每个单位的采用条数与公布的表格一致。',
        '公布的通报没有报送数，演示数据因此只有采用，没有报送。',
      ],
    },
    published: published(),
    facts: areas.flatMap(factsOf),
  };
}

function areaOf(name: string): PublishedArea {
  return TABLE_TWO.find((area) => area.area === name)!;
}

function rightName(area: string, printed: string): string {
  return RIGHT_NAMES[`${area}/${printed}`] ?? printed;
}

/** Members with the names and counts that hold; a name that stands twice in its area counts once. */
function membersOf(area: PublishedArea): { name: string; count: number }[] {
  return area.members
    .filter(([name, count]) => !isUncounted(area.area, name, count))
    .map(([name, count]) => ({ name: rightName(area.area, name), count }));
}

function isUncounted(area: string, name: string, count: number): boolean {
  return area === UNCOUNTED.area && name === UNCOUNTED.name && count === UNCOUNTED.count;
}

function unitsOf(area: PublishedArea): SiteUnit[] {
  const order = TABLE_TWO.indexOf(area) + 1;
  const top: SiteUnit = {
    key: area.area,
    name: area.area,
    group: '盟市',
    aliases: [`${area.area}/${area.ownLabel}`, `${area.area}本级`],
    attributes: { 本级名称: area.ownLabel, 表二次序: order },
  };
  const members = membersOf(area).map(({ name }): SiteUnit => {
    const aliases = OTHER_NAMES[name];
    const remark = REMARKS[name];
    return {
      key: name,
      name,
      parent: area.area,
      group: '旗县',
      ...(aliases ? { aliases } : {}),
      ...(remark ? { attributes: { 备注: remark } } : {}),
    };
  });
  return [top, ...members];
}

function factsOf(area: PublishedArea): DraftFact[] {
  const counted = [{ name: area.area, count: area.own }, ...membersOf(area)];
  return counted.flatMap(({ name, count }) => {
    const random = randomFrom(`${ID}/${name}`);
    const titles = titlesFor(random, name, `人口计生·${name}`, count);
    const days = spreadDays(random, PERIOD, count);
    return titles.map((title, place): DraftFact => ({ type: '采用', unit: name, on: days[place]!, item: { title }, outlet: OUTLET }));
  });
}

function published(): Published {
  const rows: PublishedCell[][] = [];
  const units: (string | null)[] = [];
  for (const area of TABLE_TWO) {
    rows.push([area.area, '小计', area.subtotal], [area.area, area.ownLabel, area.own]);
    units.push(area.area, area.area);
    for (const [name, count] of area.members) {
      rows.push([area.area, name, name === '额济纳旗' ? `${count}(包括开发区)` : count]);
      units.push(isUncounted(area.area, name, count) ? null : rightName(area.area, name));
    }
  }
  return {
    tables: [
      {
        caption: '自治区人口计生委门户网站2011年信息采用情况统计（表一）',
        columns: ['地区', '小计', '盟（市）本级', '旗县级及苏木乡镇'],
        rows: TABLE_ONE,
        units: TABLE_ONE.map(([area]) => area),
      },
      {
        caption: '自治区人口计生委门户网站2011年信息采用情况统计（表二）',
        columns: ['地区', '单位', '采用条数'],
        rows,
        units,
      },
    ],
    statedTotals: {},
    corrections: corrections(rows),
  };
}

function corrections(tableTwo: readonly (readonly PublishedCell[])[]): Correction[] {
  const inOne = (area: string, column: number) => ({ table: 0, row: TABLE_ONE.findIndex(([name]) => name === area), column });
  const inTwo = (area: string, name: string, column: number, last = false) => {
    const fits = (row: readonly PublishedCell[]) => row[0] === area && row[1] === name;
    return { table: 1, row: last ? tableTwo.findLastIndex(fits) : tableTwo.findIndex(fits), column };
  };
  const sum = '盟本级20条与各旗县49条合计为69条，原表小计少算2条。';
  return [
    { where: '表一，锡林郭勒盟，小计', at: inOne('锡林郭勒盟', 1), published: 67, right: 69, why: sum },
    {
      where: '表一，锡林郭勒盟，旗县级及苏木乡镇',
      at: inOne('锡林郭勒盟', 3),
      published: 47,
      right: 49,
      why: '表二所列各旗县相加为49条。',
    },
    { where: '表二，锡林郭勒盟，小计', at: inTwo('锡林郭勒盟', '小计', 2), published: 67, right: 69, why: sum },
    {
      where: '表二，呼伦贝尔市，第二个满洲里市',
      at: inTwo('呼伦贝尔市', '满洲里市', 2, true),
      published: 24,
      right: null,
      why: '满洲里市在呼伦贝尔市下出现两次（34条、24条），小计368条只含第一次，第二次的24条不计。',
    },
    {
      where: '表二，巴彦淖尔市，杭锦旗',
      at: inTwo('巴彦淖尔市', '杭锦旗', 1),
      published: '杭锦旗',
      right: '杭锦后旗',
      why: '杭锦旗属于鄂尔多斯市（18条），巴彦淖尔市所辖的是杭锦后旗，原表名称少一字；21条仍计入巴彦淖尔市，小计86条不变。',
    },
    {
      where: '表二，阿拉善盟，额济纳旗',
      at: inTwo('阿拉善盟', '额济纳旗', 2),
      published: '5(包括开发区)',
      right: 5,
      why: '单元格内数字与说明混排，按5条计，“包括开发区”记作备注。',
    },
    ...(['东)苏尼特左旗', '西)苏尼特右旗'] as const).map((name) => ({
      where: `表二，锡林郭勒盟，${name}`,
      at: inTwo('锡林郭勒盟', name, 1),
      published: name,
      right: rightName('锡林郭勒盟', name),
      why: '名称前有多余的方位字和半个括号。',
    })),
    {
      where: '原通报的发文字号',
      published: '内人口办发〔2011〕139号',
      right: '内人口办发〔2011〕139号',
      why: '统计的是2011年全年，编号却在2011年内，且原文没有成文日期；照原样保留。',
    },
  ];
}
