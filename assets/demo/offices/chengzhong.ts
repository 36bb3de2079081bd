import { soonAfter, spreadDays } from '../generator/days.ts';
import { pick, type Random, randomFrom, shuffled } from '../generator/random.ts';
import { titlesFor } from '../generator/titles.ts';
import type { Correction, DraftFact, Item, Office, Period, Published } from '../generator/types.ts';
import { ROWS } from './chengzhong-figures.ts';

const ID = 'chengzhong-2018-03';
const PERIOD: Period = { from: '2018-03-01', to: '2018-04-30' };
const OUTLET = '城中区政府门户网站';
/** So many units at the head of the table are 镇办, the others 部门. */
const TOWN_OFFICES = 8;
const BUSY = 30;

export function chengzhong(): Office {
  return {
    prefix: 'CZQ18',
    columns: ['编号', '类型', '单位', '日期', '标题', '信息编号', '载体', '原因', '虚构'],
    site: {
      id: ID,
      name: '西宁市城中区政府门户网站',
      period: PERIOD,
      settings: { printsHistoryHead: false },
      units: ROWS.map(([name, printed], place) => ({
        key: name,
        name,
        group: '各镇办、各部门',
        aliases: [printed],
        attributes: { 类别: place < TOWN_OFFICES ? '镇办' : '部门', ...(name === '区政府办公室' ? { 发文单位: '是' } : {}) },
      })),
      outlets: [{ name: OUTLET, kind: 'own-site', level: '本区' }],
      source: {
        document: '西宁市城中区2018年3-4月份政府门户网站信息报送情况的通报（网页为繁体并夹注拼音）',
        issuer: '西宁市城中区人民政府办公室',
        issuedOn: '2018-05-10',
        published: '27个单位的报送数、采纳数和采纳率；合计报送578条、采纳250条、采发率43.3%。',
      },
      invented: [
        '标题、日期、编号、信息编号为演示而编造；每个单位的报送数、采纳数与公布的表格一致。',
        '未采纳的信息各属哪一种原因为编造：通报只点出一次上报多条、重复上报、失去时效三种问题，没有公布条数。',
        '各原因的条数不得出现在以真实机关名义生成的文件中。',
      ],
    },
    published: published(),
    facts: ROWS.flatMap(([unit, , submitted, adopted]) => factsOf(unit, submitted, adopted)),
  };
}

function factsOf(unit: string, submitted: number, adopted: number): DraftFact[] {
  const random = randomFrom(`${ID}/${unit}`);
  const refused = submitted - adopted;
  const repeated = Math.round(refused * 0.2);
  const bulk = Math.round(refused * 0.4);
  const titles = titlesFor(random, unit, unit, submitted - repeated);
  const days = spreadDays(random, PERIOD, submitted - repeated - bulk, BUSY);
  // The item that stands first is adopted, and so is the last: every unit that reports has something adopted.
  const places = [
    0,
    ...shuffled(
      random,
      days.slice(1).map((_, place) => place + 1),
    ),
  ];
  const taken = new Set(places.slice(0, adopted));
  const regular = days.map((on, place) => ({ on, item: { title: titles[place]! }, adopted: taken.has(place) }));
  const good = regular.filter((entry) => entry.adopted);
  return [
    ...regular.flatMap(({ on, item, adopted: yes }) =>
      yes ? adoption(random, unit, on, item) : refusal(random, unit, on, item, '失去时效'),
    ),
    ...bulkItems(random, unit, titles.slice(days.length), good),
    ...Array.from({ length: repeated }, () => repeatOf(random, unit, pick(random, good))).flat(),
  ];
}

/** Items sent on one day together with another one of the unit, at most four at a time. */
function bulkItems(random: Random, unit: string, titles: readonly string[], others: readonly { readonly on: string }[]): DraftFact[] {
  const burstDays = Array.from({ length: Math.ceil(titles.length / 4) }, () => pick(random, others).on);
  return titles.flatMap((title, place) => refusal(random, unit, burstDays[Math.floor(place / 4)]!, { title }, '一次上报多条'));
}

/** The title of an item that was adopted, sent once more. */
function repeatOf(random: Random, unit: string, first: { readonly on: string; readonly item: Item }): DraftFact[] {
  return refusal(random, unit, soonAfter(random, PERIOD, first.on, 8), { title: first.item.title }, '重复上报');
}

function adoption(random: Random, unit: string, on: string, item: Item): DraftFact[] {
  return [
    { type: '报送', unit, on, item },
    { type: '采用', unit, on: soonAfter(random, PERIOD, on, 1), item, outlet: OUTLET },
  ];
}

function refusal(random: Random, unit: string, on: string, item: Item, reason: string): DraftFact[] {
  return [
    { type: '报送', unit, on, item },
    { type: '退稿', unit, on: soonAfter(random, PERIOD, on, 2), item, reason },
  ];
}

function published(): Published {
  return {
    tables: [
      {
        caption: '3-4月网站公开信息报送情况统计表',
        columns: ['序号', '单位', '报送数', '采纳数', '采纳率'],
        rows: ROWS.map(([unit, , submitted, adopted, rate], place) => [place + 1, unit, submitted, adopted, rate]),
        units: ROWS.map(([unit]) => unit),
      },
    ],
    statedTotals: { 报送: 578, 采纳: 250, 采发率: '43.3%' },
    corrections: CORRECTIONS,
  };
}

const CORRECTIONS: readonly Correction[] = [
  {
    where: '统计表，区建设局，采纳率',
    at: { table: 0, row: ROWS.findIndex(([unit]) => unit === '区建设局'), column: 4 },
    published: '?',
    right: '—',
    why: '报送数为0，采纳率无从计算，原网页显示为问号；演示用一字线表示。',
  },
  {
    where: '全文用字',
    published: '繁体字夹注拼音',
    right: '简体字',
    why: '网页经过转换，原文是简体；单位名称去掉拼音并改回简体，网页上的写法留作别名。',
  },
  {
    where: '正文，“及时撰搞”',
    published: '及时撰搞',
    right: '及时撰稿',
    why: '“搞”为“稿”的别字。',
  },
];
