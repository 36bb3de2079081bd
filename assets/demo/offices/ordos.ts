import { soonAfter, spreadDays } from '../generator/days.ts';
import { type Random, randomFrom, shuffled } from '../generator/random.ts';
import { titlesFor, topicsOf } from '../generator/titles.ts';
import type { Correction, DraftFact, Office, Period, Published } from '../generator/types.ts';
import { type PublishedRow, TABLES } from './ordos-figures.ts';

const ID = 'ordos-2020q2';
const PERIOD: Period = { from: '2020-04-01', to: '2020-06-30' };
const OUTLET = '鄂尔多斯市人民政府网站';
const POINTS = { commission: 10, interview: 200, interpretation: 50, typo: 5, seriousError: 30, bonus: 5 };

export function ordos(): Office {
  return {
    prefix: 'EDS20Q2',
    columns: ['编号', '类型', '单位', '日期', '标题', '信息编号', '载体', '类别', '分值', '原因', '备注', '虚构'],
    site: {
      id: ID,
      name: '鄂尔多斯市人民政府网站',
      period: PERIOD,
      settings: { printsHistoryHead: false },
      units: TABLES.flatMap(({ group, rows }) =>
        rows.map(([name]) => ({
          key: name,
          name,
          group,
          ...(name === shortName(name) ? {} : { aliases: [shortName(name)] }),
          ...(name === '鄂尔多斯市政务服务局' ? { attributes: { 发文单位: '是' } } : {}),
        })),
      ),
      outlets: [{ name: OUTLET, kind: 'own-site', level: '本市' }],
      source: {
        document: '《鄂尔多斯市政务服务局关于市人民政府网站2020年第二季度信息采用情况的通报》',
        issuer: '鄂尔多斯市政务服务局',
        published: '51个单位的采用条数、采用得分、约稿得分、在线访谈及政策解读得分、附加分、总分，以及正文的分组合计。',
      },
      invented: [
        '标题、日期、编号、信息编号为演示而编造；每个单位的采用条数和各项得分与公布的表格一致。',
        '约稿条数由约稿得分除以10推得；哪些信息是约稿为编造。',
        '在线访谈与政策解读的条数由得分推得（200分为1次访谈，100分为2条解读，50分为1条解读），合计与正文的6条、3条一致。',
        '附加分只公布了合计，扣分、加分的构成和事由为编造（例如-40分拆成1处严重错误和2个错别字）。',
        '公布的通报没有报送数，演示数据因此没有报送。',
      ],
    },
    published: published(),
    facts: TABLES.flatMap(({ rows }) => rows.flatMap(factsOf)),
  };
}

/** As the office would write it in a title: 市统计局 for 鄂尔多斯市统计局. */
function shortName(name: string): string {
  return name.replace(/^鄂尔多斯市/, '市');
}

function factsOf([unit, adopted, , commissionedPoints, talkPoints, extra]: PublishedRow): DraftFact[] {
  const random = randomFrom(`${ID}/${unit}`);
  const titles = titlesFor(random, shortName(unit), unit, adopted);
  const days = spreadDays(random, PERIOD, adopted);
  const places = shuffled(
    random,
    titles.map((_, place) => place),
  );
  const commissioned = new Set(places.slice(0, commissionedPoints / POINTS.commission));
  const adoptions = titles.map(
    (title, place): DraftFact => ({
      type: '采用',
      unit,
      on: days[place]!,
      item: { title },
      outlet: OUTLET,
      ...(commissioned.has(place) ? { kind: '约稿' } : {}),
    }),
  );
  return [...adoptions, ...talks(random, unit, talkPoints === '/' ? 0 : talkPoints), ...extras(random, unit, extra, adoptions)];
}

/** 200 points are one interview; what is left comes from interpretations of 50 each. */
function talks(random: Random, unit: string, points: number): DraftFact[] {
  const interviews = Math.floor(points / POINTS.interview);
  const interpretations = (points % POINTS.interview) / POINTS.interpretation;
  const topics = shuffled(random, topicsOf(unit));
  const days = spreadDays(random, PERIOD, interviews + interpretations);
  return days.map((on, place): DraftFact => {
    const topic = topics[place]!;
    return place < interviews
      ? { type: '在线访谈', unit, on, item: { title: `在线访谈：${shortName(unit)}介绍${topic}工作` }, outlet: OUTLET }
      : { type: '政策解读', unit, on, item: { title: `政策解读：${topic}办事问答` }, outlet: OUTLET };
  });
}

function extras(random: Random, unit: string, extra: number, adoptions: readonly DraftFact[]): DraftFact[] {
  const serious = Math.floor(Math.max(0, -extra) / POINTS.seriousError);
  const typos = (Math.max(0, -extra) - serious * POINTS.seriousError) / POINTS.typo;
  const bonuses = Math.max(0, extra) / POINTS.bonus;
  const affected = shuffled(random, adoptions);
  const deduct = (kind: string, place: number): DraftFact => {
    const { item, on } = affected[place]!;
    return { type: '扣分', unit, on: soonAfter(random, PERIOD, on, 5), item: item!, kind, note: '附加分的构成为编造' };
  };
  const give = (place: number): DraftFact => {
    const { item, on } = affected[place]!;
    const reason = '附加加分（公布的通报未说明事由）';
    return {
      type: '加分',
      unit,
      on: soonAfter(random, PERIOD, on, 5),
      item: item!,
      points: POINTS.bonus,
      reason,
      note: '附加分的构成为编造',
    };
  };
  return [
    ...Array.from({ length: serious }, (_, place) => deduct('严重错误', place)),
    ...Array.from({ length: typos }, (_, place) => deduct('错别字', serious + place)),
    ...Array.from({ length: bonuses }, (_, place) => give(place)),
  ];
}

function published(): Published {
  return {
    tables: TABLES.map(({ caption, columns, rows }) => ({ caption, columns, rows, units: rows.map(([unit]) => unit) })),
    statedTotals: { 采用: 2349, 在线访谈: 6, 政策解读: 3, 旗区采用: 1206, 部门采用: 1078, 园区采用: 59, 团体采用: 6 },
    corrections: CORRECTIONS,
  };
}

const CORRECTIONS: readonly Correction[] = [
  {
    where: '正文，采用总数',
    published: 2349,
    right: 2349,
    why: '各表采用条数相加为2340条，正文的2349条另含在线访谈6条、政策解读3条；演示的正文把两者分别写明。',
  },
  {
    where: '正文，市直各部门采用数',
    published: 1078,
    right: 1078,
    why: '部门表采用条数相加为1070条，正文的1078条另含在线访谈5条、政策解读3条。',
  },
  {
    where: '正文，各经济开发区（园区）采用数',
    published: 59,
    right: 59,
    why: '园区表采用条数相加为58条，正文的59条另含在线访谈1条。',
  },
  {
    where: '正文，“函在线访谈”',
    published: '函在线访谈6条',
    right: '含在线访谈6条',
    why: '“函”为“含”的别字。',
  },
  {
    where: '注1',
    published: '顺序排列按信息采用条数从高到低',
    right: '按总分从高到低排列',
    why: '原表实际按总分排列（乌审旗168条排在杭锦旗161条之后）；演示的注由计分办法生成。',
  },
  {
    where: '注2',
    published: '采用信息条数为“0”的单位未列出',
    right: '各项均为0的单位未列出',
    why: '鄂尔多斯市林业和草原局采用0条，但有1次在线访谈（200分），原表列出了该单位。',
  },
];
