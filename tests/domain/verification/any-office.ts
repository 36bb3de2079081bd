/** Bulletins of made-up offices for property tests: right in every figure, in several layouts and wordings. */
import fc from 'fast-check';
import type { Cell, ReadDocument, ReadTable } from '../../../src/domain/document.ts';
import { percentage } from '../../../src/domain/verification/figures.ts';

export interface MadePeriod {
  readonly name: string;
  /** As the brackets behind it and the notes have it: 2023年4月1日至6月30日. */
  readonly days: string;
  readonly year: number;
  readonly first: number;
  readonly last: number;
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const daysOf = (year: number, first: number, last: number, dash: string): string =>
  `${year}年${first}月1日${dash}${last}月${lastDay(year, last)}日`;

export function periodOf(year: number, first: number, length: number, way: number, dash = '至'): MadePeriod {
  const last = first + length - 1;
  const quarter = '一二三四'[(first - 1) / 3] ?? '';
  const months = [`${year}年${first}—${last}月`, `${year}年${first}-${last}月份`, `${year}年${first}月至${last}月`];
  const names: Readonly<Record<number, readonly string[]>> = {
    1: [`${year}年${first}月`, `${year}年${first}月份`],
    2: months,
    3: [`${year}年第${quarter}季度`, `${year}年${quarter}季度`, ...months],
    6: [`${year}年${first === 1 ? '上' : '下'}半年`, ...months],
    12: [`${year}年度`, `${year}年`],
  };
  const choices = names[length] ?? months;
  return { name: choices[way % choices.length]!, days: daysOf(year, first, last, dash), year, first, last };
}

const period = fc
  .tuple(fc.integer({ min: 2009, max: 2025 }), fc.constantFrom(1, 2, 3, 3, 6, 12), fc.nat(11), fc.nat(4), fc.constantFrom('至', '—', '到'))
  .map(([year, length, at, way, dash]) => periodOf(year, Math.floor(at / length) * length + 1, length, way, dash));

const offices = ['清源市', '安陵县', '云溪区', '朔方州', '兴原市', '南漳区', '平乐县', '河西市'];
const departments = [
  ...['教育局', '水利局', '民政局', '审计局', '统计局', '公安局', '司法局', '财政局', '科技局', '商务局', '体育局', '信访局', '税务局'],
  ...['农业农村局', '自然资源局', '生态环境局', '交通运输局', '市场监督管理局', '文化和旅游局', '发展和改革委员会', '卫生健康委员会'],
  ...['应急管理局', '住房和城乡建设局', '人力资源和社会保障局', '城市管理局', '医疗保障局', '气象局', '林业和草原局', '总工会', '妇联'],
];
const towns = ['柳河', '青山', '白石', '双桥', '龙泉', '松林', '石门', '长岭', '东湖', '南坪', '新村', '大营'].flatMap((stem) =>
  ['镇', '乡', '街道'].map((end) => `${stem}${end}`),
);

export interface Made {
  readonly document: ReadDocument;
  readonly period: MadePeriod;
  readonly points: number;
  /** The names in the tables. */
  readonly units: readonly string[];
  /** Units that the text praises, as it writes them. */
  readonly praised: readonly string[];
}

interface Draft {
  readonly office: string;
  readonly period: MadePeriod;
  readonly rows: readonly { readonly sent: number; readonly used: number; readonly extra: number }[];
  readonly points: number;
  readonly style: number;
  readonly way: number;
  readonly nth: number;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  office: fc.constantFrom(...offices),
  period,
  // five times the same count shows nothing about what it is worth
  rows: fc.uniqueArray(
    fc
      .record({ used: fc.integer({ min: 1, max: 180 }), more: fc.integer({ min: 0, max: 90 }), extra: fc.integer({ min: 0, max: 5 }) })
      .map(({ used, more, extra }) => ({ used, sent: used + more, extra: extra * 10 })),
    { minLength: 8, maxLength: 24, selector: ({ used }) => used },
  ),
  points: fc.constantFrom(2, 3, 4, 5, 6, 8),
  style: fc.nat(2),
  way: fc.nat(40),
  nth: fc.integer({ min: 1, max: 180 }),
});

const pick = <T>(way: number, choices: readonly T[]): T => choices[way % choices.length]!;
const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Two groups with totals; points for each item, and others beside them. */
function scored({ rows, points, way, period: { name } }: Draft, names: readonly string[]): readonly ReadTable[] {
  const columns = pick(way, [
    ['单位', '采用条数', '采用得分', '约稿得分', '总分'],
    ['报送单位', '采用数（条）', '采用得分', '约稿加分', '合计得分'],
    ['单位名称', '信息采用数', '信息得分', '约稿得分', '得分合计'],
  ]);
  const lines = rows.map(({ used, extra }, at) => [names[at]!, used, used * points, extra, used * points + extra] as const);
  const sorted = lines.toSorted((a, b) => b[4] - a[4]);
  const halves = [sorted.filter((_, at) => at % 2 === 0), sorted.filter((_, at) => at % 2 === 1)];
  return halves.map((half, at) => ({
    caption: `${pick(way, ['', `附件${at + 1}：`, `（${'一二'[at]}）`])}${pick(way + 1, ['', name])}${at === 0 ? '部门' : '乡镇街道'}信息采用情况`,
    columns,
    rows: [
      ...half.map((line): readonly Cell[] => [...line]),
      ['合计', ...[1, 2, 3, 4].map((column) => sumOf(half.map((line) => Number(line[column]))))],
    ],
  }));
}

/** One table with ranks, of which equal scores have the same. */
function ranked({ rows, points, way, period: { name } }: Draft, names: readonly string[]): readonly ReadTable[] {
  const columns = pick(way, [
    ['排名', '单位', '本级采用条数', '得分'],
    ['名次', '报送单位', '采用条数', '得分'],
  ]);
  const lines = rows.map(({ used }, at) => [names[at]!, used, used * points] as const).toSorted((a, b) => b[2] - a[2]);
  const rank = (score: number): number => lines.filter((line) => line[2] > score).length + 1;
  return [{ caption: `${name}信息采用情况排名表`, columns, rows: lines.map((line) => [rank(line[2]), ...line]) }];
}

/** One table with rates. */
function rated({ rows, way, period: { name } }: Draft, names: readonly string[]): readonly ReadTable[] {
  const decimals = way % 3;
  const rate = (part: number, whole: number): string => `${percentage(part, whole, decimals).toFixed(decimals)}%`;
  const columns = pick(way, [
    ['序号', '单位', '报送数', '采纳数', '采纳率'],
    ['序号', '报送单位', '报送信息数(条)', '采用数(条)', '采用率'],
  ]);
  const lines = rows
    .toSorted((a, b) => b.used - a.used)
    .map(({ sent, used }, at): readonly Cell[] => [at + 1, names[at]!, sent, used, rate(used, sent)]);
  const [sent, used] = [sumOf(rows.map((row) => row.sent)), sumOf(rows.map((row) => row.used))];
  return [{ caption: `${name}网站信息报送情况统计表`, columns, rows: [...lines, ['合计', null, sent, used, rate(used, sent)]] }];
}

function noteOf({ style, way, points, period: { days } }: Draft): readonly string[] {
  const order = style === 2 ? pick(way, ['按采纳数从高到低排列', '排名不分先后']) : '按得分由高到低排列';
  const worth = pick(way, [
    `每采用1条信息得${points}分，约稿信息采用加10分`,
    `各单位信息采用一条计${points}分，约稿另加10分`,
    `采用信息每条计${points}分，约稿每篇加10分`,
    `每录用一篇信息记${points}分`,
  ]);
  const when = pick(way + 1, [`以上数据统计时间为${days}`, `统计期：${days}`, `数据统计区间为${days}`, `统计时段自${days}`]);
  const parts = style === 2 ? [order.replace('采纳', way % 2 === 0 ? '采纳' : '采用'), when] : [order, worth, when];
  return pick(way, [[`注：${parts.join('；')}。`], parts.map((part, at) => `${at === 0 ? '注：' : ''}${at + 1}.${part}。`)]);
}

function textOf({ office, period: { name, days }, way, style, rows }: Draft, praised: readonly string[]): readonly string[] {
  const [sent, used] = [sumOf(rows.map((row) => row.sent)), sumOf(rows.map((row) => row.used))];
  const bracket = pick(way, [`（${days}）`, '', `(${days})`]);
  const list = praised.join('、');
  return [
    '各有关单位：',
    pick(way, [
      `为加强${office}政府网站内容建设，现将${name}${bracket}信息采用情况通报如下。`,
      `现将${name}${bracket}各单位信息报送和采用情况予以通报：`,
      `为推动工作，现就${name}${bracket}有关情况通报如下。`,
    ]),
    style === 2
      ? `${name}，各单位累计报送信息${sent}条，采纳发布${used}条。`
      : pick(way, [`${name}，${office}政府网站共采用各单位信息${used}条。`, `${name}，共采用信息${used}条。`]),
    pick(way, [
      `其中，${list}报送信息质量较高，予以通报表扬。`,
      `从采用情况看，${list}等${praised.length}个单位位居前列。`,
      `对${list}提出表扬，希望继续保持。`,
      `工作成效突出的单位有：${list}。`,
    ]),
    '各单位要按照“谁发布、谁负责”的原则，加强信息审核，不断提高信息质量。',
  ];
}

function made(one: Draft): Made {
  const { office, period: own, style, way, nth } = one;
  const level = office.at(-1)!;
  const pool = style === 0 || way % 2 === 0 ? departments.map((name) => (way % 3 === 0 ? `${level}${name}` : name)) : towns;
  const names = pool.slice(way % 6, (way % 6) + one.rows.length);
  const tables = pick(style, [scored, ranked, rated])(one, names);
  const praised = names.slice(0, 2 + (way % 3)).map((name) => (way % 5 === 0 ? name.replace(new RegExp(`^${level}`, 'u'), '') : name));
  const issued = new Date(Date.UTC(own.year, own.last, 6 + (way % 20)));
  const [year, month, day] = [issued.getUTCFullYear(), issued.getUTCMonth() + 1, issued.getUTCDate()];
  const issuer = `${office}人民政府办公室`;
  const title = pick(way, [
    `关于${office}政府门户网站${own.name}信息采用情况的通报`,
    `${office}人民政府办公室关于${own.name}政务信息报送及采用情况的通报`,
    `${own.name}${office}政府网站信息报送情况通报`,
  ]);
  const paragraphs = [
    ...textOf(one, praised),
    `附件：${own.name}信息采用情况统计表`,
    issuer,
    `${year}年${month}月${day}日`,
    ...noteOf(one),
  ];
  const issuedOn = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const documentNumber = `${office[0]}政办${pick(way, ['发', '函', '字'])}〔${year}〕${nth}号`;
  return {
    document: { title, documentNumber, issuer, issuedOn, paragraphs, tables },
    period: own,
    points: one.points,
    units: names,
    praised,
  };
}

/** Any bulletin that is right. */
export const anyBulletin: fc.Arbitrary<Made> = draft.map(made);
/** Any with points for each item and a note that says how many. */
export const anyScored: fc.Arbitrary<Made> = draft.map((one) => made({ ...one, style: one.style % 2 }));
/** Any with what was sent in beside what was used. */
export const anyRated: fc.Arbitrary<Made> = draft.map((one) => made({ ...one, style: 2 }));

/** The document with one paragraph changed. */
export const withParagraph = (document: ReadDocument, at: number, text: string): ReadDocument => ({
  ...document,
  paragraphs: document.paragraphs.map((old, index) => (index === at ? text : old)),
});

/** The document with one cell changed. */
export const withCell = (document: ReadDocument, table: number, row: number, column: number, cell: Cell): ReadDocument => ({
  ...document,
  tables: document.tables.map((one, t) =>
    t === table
      ? { ...one, rows: one.rows.map((cells, r) => (r === row ? cells.map((old, c) => (c === column ? cell : old)) : cells)) }
      : one,
  ),
});
