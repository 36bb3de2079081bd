import { soonAfter, spreadDays } from '../generator/days.ts';
import { apportion, randomFrom, shuffled } from '../generator/random.ts';
import { titlesFor } from '../generator/titles.ts';
import type { DraftFact, Item, Office, Period, Published, SiteUnit } from '../generator/types.ts';
import { DEPARTMENTS, TOWNSHIPS } from './zhalantun-figures.ts';

const ID = 'zhalantun-2023q1';
const PERIOD: Period = { from: '2023-01-01', to: '2023-03-31' };
const OWN_SITE = '扎兰屯市政府门户网站';
const UPPER_SITE = '呼伦贝尔市政府网站';
const REASONS = ['未添加审核人', '时效性不强'] as const;
/** The text says that some items fell for these reasons, not how many; of the items not adopted, about so many get one. */
const WITH_REASON = 0.1;

interface UnitCounts {
  readonly unit: string;
  readonly submitted: number;
  readonly adopted: number;
  readonly upperAdopted: number;
}

export function zhalantun(): Office {
  return {
    prefix: 'ZLT23Q1',
    columns: ['编号', '类型', '单位', '日期', '标题', '信息编号', '载体', '级别', '原因', '虚构'],
    site: {
      id: ID,
      name: '扎兰屯市政府门户网站',
      period: PERIOD,
      settings: { printsHistoryHead: false },
      units: [...unitsOf('市直各部门', DEPARTMENTS), ...unitsOf('各乡镇街道', TOWNSHIPS)],
      outlets: [
        { name: OWN_SITE, kind: 'own-site', level: '本市' },
        { name: UPPER_SITE, kind: 'upper-site', level: '上级' },
      ],
      source: {
        document: '扎兰屯市政府门户网站2023年1-3月信息报送及采用情况的通报',
        issuer: '扎兰屯市推进政府职能转变和“放管服”改革协调小组办公室，扎兰屯市政务服务局（代章）',
        issuedOn: '2023-04-13',
        published: '53个单位在本市网站和呼伦贝尔市网站的采用条数、得分和名次；报送总数2000条（部门1165条、乡镇835条）。',
      },
      invented: [
        '标题、日期、编号、信息编号为演示而编造；每个单位的采用条数与公布的表格一致。',
        '每个单位的报送条数为编造：通报只公布了部门和乡镇两个合计（1165条、835条），各单位按采用条数分摊，不得少于采用条数。',
        '哪些信息因未添加审核人、时效性不强而未采用为编造，条数也为编造。',
        '各单位的报送条数和未采用条数不得出现在以真实机关名义生成的文件中。',
      ],
    },
    published: published(),
    facts: counts().flatMap(factsOf),
  };
}

function unitsOf(group: string, rows: readonly (readonly [number, string, ...unknown[]])[]): SiteUnit[] {
  return rows.map(([, name]) => ({
    key: name,
    name,
    group,
    ...(name === '政务服务局' ? { attributes: { 发文单位: '是' } } : {}),
  }));
}

/** The published counts with an invented number of submissions: each group's published total, never fewer than were adopted. */
function counts(): UnitCounts[] {
  const departments = DEPARTMENTS.map(([, unit, adopted, , upperAdopted]) => ({ unit, adopted, upperAdopted }));
  const townships = TOWNSHIPS.map(([, unit, adopted]) => ({ unit, adopted, upperAdopted: 0 }));
  return [...withSubmitted(departments, 1165), ...withSubmitted(townships, 835)];
}

function withSubmitted(group: readonly Omit<UnitCounts, 'submitted'>[], total: number): UnitCounts[] {
  const adopted = group.reduce((sum, unit) => sum + unit.adopted, 0);
  const weights = group.map(({ unit, adopted: count }) => count * (0.5 + randomFrom(`${ID}/submitted/${unit}`)()) + 2);
  const others = apportion(total - adopted, weights);
  return group.map((unit, place) => ({ ...unit, submitted: unit.adopted + others[place]! }));
}

function factsOf({ unit, submitted, adopted, upperAdopted }: UnitCounts): DraftFact[] {
  const random = randomFrom(`${ID}/${unit}`);
  const items = titlesFor(random, unit, unit, submitted).map((title): Item => ({ title }));
  const days = spreadDays(random, PERIOD, submitted);
  const places = shuffled(
    random,
    items.map((_, place) => place),
  );
  const taken = new Set(places.slice(0, adopted));
  const alsoAbove = new Set(places.slice(0, upperAdopted));
  return items.flatMap((item, place) => {
    const facts: DraftFact[] = [{ type: '报送', unit, on: days[place]!, item }];
    const decidedOn = soonAfter(random, PERIOD, days[place]!, 2);
    if (taken.has(place)) facts.push({ type: '采用', unit, on: decidedOn, item, outlet: OWN_SITE, level: '本市' });
    else if (random() < WITH_REASON) facts.push({ type: '退稿', unit, on: decidedOn, item, reason: REASONS[random() < 0.5 ? 0 : 1] });
    if (alsoAbove.has(place)) {
      facts.push({ type: '采用', unit, on: soonAfter(random, PERIOD, decidedOn, 5), item, outlet: UPPER_SITE, level: '上级' });
    }
    return facts;
  });
}

function published(): Published {
  return {
    tables: [
      {
        caption: '市直各部门信息采用情况统计表',
        columns: [
          '排名',
          '单位',
          '扎兰屯市政府网采用条数',
          '扎兰屯市政府网采用得分',
          '呼伦贝尔市政府网采用条数',
          '呼伦贝尔市政府网采用得分',
          '1-3月得分',
        ],
        rows: DEPARTMENTS,
        units: DEPARTMENTS.map(([, unit]) => unit),
      },
      {
        caption: '各乡镇街道信息采用情况统计表',
        columns: ['排名', '单位', '扎兰屯市政府网站采用条数', '扎兰屯市政府网站采用得分', '1-3月得分'],
        rows: TOWNSHIPS,
        units: TOWNSHIPS.map(([, unit]) => unit),
      },
    ],
    statedTotals: { 报送: 2000, 部门报送: 1165, 乡镇报送: 835, 采用: 773, 部门采用: 456, 乡镇采用: 317, 上级采用: 14 },
    corrections: [
      {
        where: '正文，所引两份文件的名称',
        published: '文件名称中夹有博彩广告文字',
        right: '去掉广告文字后的文件名称',
        why: '原网页被人植入博彩广告，两处文件名称都夹有同一段文字；演示的正文不含这段文字。',
      },
    ],
  };
}
