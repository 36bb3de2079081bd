import type { Period } from '../calendar/day.ts';
import { partsOf } from '../calendar/day.ts';
import { titlesOf } from './document-texts.ts';
import type { Check, DocumentView } from './document-view.ts';
import type { Finding, FindingPlace } from './finding.ts';
import { documentNotes } from './notes.ts';
import { contains, overlap, type PeriodMention, periodInWords, periodLine, periodsIn } from './periods.ts';

/** A place where a document names its own period. */
interface Anchor {
  readonly mention: PeriodMention;
  readonly where: FindingPlace;
  /** 标题, 正文, 统计时间 …, as a message calls it. */
  readonly place: string;
  /** How much it counts where the places do not agree. */
  readonly weight: number;
  /** Whether another period there can only be a mistake. */
  readonly sure: boolean;
}

const announces = /(?:现将|现对|现就|现把|现发布|现公布)/u;
const statistics =
  /(?:统计|考核|评估|检查|监测|通报|起止|数据)(?:的)?(?:时间|期间|期限|区间|日期|时段|周期|范围|期)|数据(?:为|自|从|系|起止|截取)|统计(?:自|从|于)/u;
const comparesWith = /(?:较|比|与|同比|环比|相比|同期|上期|上年|去年|对比|以来)/u;
/** Periods that overlap so much are one: the 26th to the 25th, a cut-off some days later. */
const asGoodAsSame = 0.6;

const nameOf = ({ paragraph, table }: FindingPlace): string =>
  paragraph !== undefined ? `第${paragraph + 1}段` : table !== undefined ? `第${table + 1}个表` : '标题';

/** The period that a text names after a word that announces it, in the same sentence. */
function after(line: string, word: RegExp, reach: number, inYear: number | undefined): PeriodMention | undefined {
  const at = word.exec(line);
  if (at === null) return undefined;
  const begin = at.index + at[0].length;
  const mention = periodsIn(line, inYear).find(({ start }) => start >= begin);
  if (mention === undefined || mention.start - begin > reach) return undefined;
  const between = line.slice(begin, mention.start);
  return /[。;]/u.test(between) || comparesWith.test(between) ? undefined : mention;
}

/** A period at the beginning of a paragraph that goes on with what was counted in it: 2021年8月份，…共采用…. */
function counted(line: string, inYear: number | undefined): PeriodMention | undefined {
  const mention = periodsIn(line, inYear)[0];
  if (mention === undefined || mention.start > 1) return undefined;
  const sentence = line.slice(mention.end).split('。')[0] ?? '';
  return /共|累计|合计|总计/u.test(sentence) &&
    /\d+(?:条|篇|件)/u.test(sentence) &&
    !comparesWith.test(line.slice(mention.end, mention.end + 4))
    ? mention
    : undefined;
}

function paragraphAnchors(view: DocumentView, inYear: number | undefined): readonly Anchor[] {
  const found: Anchor[] = [];
  let hasCount = false;
  view.document.paragraphs.forEach((text, paragraph) => {
    const line = periodLine(text);
    const where = { paragraph };
    const body = after(line, announces, 120, inYear);
    if (body !== undefined) found.push({ mention: body, where, place: '正文', weight: 2, sure: true });
    const stated = after(line, statistics, 12, inYear);
    if (stated !== undefined && stated.start !== body?.start)
      found.push({ mention: stated, where, place: '统计时间', weight: 2, sure: true });
    const first = hasCount || view.annual ? undefined : counted(line, inYear);
    if (first !== undefined) {
      hasCount = true;
      found.push({ mention: first, where, place: '正文', weight: 1, sure: false });
    }
    const listed = /^附件\d*:/u.test(line) ? periodsIn(line, inYear) : [];
    if (listed.length === 1) found.push({ mention: listed[0]!, where, place: '附件名称', weight: 1, sure: false });
  });
  return found;
}

function tableAnchors(view: DocumentView, inYear: number | undefined): readonly Anchor[] {
  const captions = view.tables.flatMap((table): readonly Anchor[] => {
    const line = periodLine(table.caption);
    const [mention, second] = comparesWith.test(line) ? [] : periodsIn(line, inYear);
    if (mention === undefined || second !== undefined) return [];
    return [{ mention, where: { table: table.index }, place: '表题', weight: 1, sure: false }];
  });
  const notes = documentNotes(view).flatMap(({ text, where }): readonly Anchor[] => {
    const mention = where.table === undefined ? undefined : after(periodLine(text), statistics, 12, inYear);
    return mention === undefined ? [] : [{ mention, where, place: '统计时间', weight: 2, sure: true }];
  });
  return [...captions, ...notes];
}

function anchorsOf(view: DocumentView): readonly Anchor[] {
  const titles = titlesOf(view.document);
  const lines = titles.map(({ text }) => periodLine(text));
  const said = [...lines, ...view.document.paragraphs.slice(0, 8).map(periodLine)].flatMap((line) => periodsIn(line))[0];
  const issued = view.document.issuedOn;
  const inYear = said === undefined ? (issued === undefined ? undefined : Number(issued.slice(0, 4))) : partsOf(said.period.to).year;
  const named = titles.flatMap(({ where }, at): readonly Anchor[] => {
    const mentions = periodsIn(lines[at]!, inYear);
    const [mention] = mentions;
    if (mention === undefined || mentions.length > 1) return [];
    return [{ mention, where, place: '标题', weight: 3, sure: true }];
  });
  // the same title twice speaks once
  const distinct = named.filter((one, at) => named.findIndex((other) => other.mention.printed === one.mention.printed) === at);
  return [...distinct, ...paragraphAnchors(view, inYear), ...tableAnchors(view, inYear)];
}

const same = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to;

/** Whether a place may name `period` in a document about `own`: the same days or nearly so, a part of it, or the year up to its end. */
function fits({ mention, sure }: Anchor, own: Period): boolean {
  const { period } = mention;
  if (overlap(period, own) >= asGoodAsSame) return true;
  return !sure && (contains(own, period) || (contains(period, own) && period.to === own.to));
}

/** The period that most of the places agree on. */
function ownPeriod(anchors: readonly Anchor[]): Anchor | undefined {
  const votes = (one: Anchor): number =>
    anchors.filter(({ mention }) => same(mention.period, one.mention.period)).reduce((sum, { weight }) => sum + weight, 0);
  return anchors.toSorted((a, b) => votes(b) - votes(a) || b.weight - a.weight)[0];
}

function disagreement(anchor: Anchor, own: Anchor): Finding {
  const { mention, where, place, sure } = anchor;
  const expected = own.mention.form === 'days' ? own.mention.printed : `${own.mention.printed}（${periodInWords(own.mention.period)}）`;
  const message = `${nameOf(where)}的${place}为“${mention.printed}”，与${own.place}所称的${expected}不一致，请核对。`;
  const days = mention.form === 'days';
  return {
    kind: 'period',
    severity: sure ? 'error' : 'warning',
    where,
    stated: days ? periodInWords(mention.period) : mention.printed,
    expected: days ? periodInWords(own.mention.period) : own.mention.printed,
    message,
  };
}

/** 第二季度（7月1日至9月30日）: a period by name, and in brackets behind it the days that it should have. */
function inBrackets(view: DocumentView): readonly Finding[] {
  const texts = [
    ...titlesOf(view.document),
    ...view.document.paragraphs.map((text, paragraph) => ({ text, where: { paragraph } })),
    ...view.tables.map((table) => ({ text: table.caption, where: { table: table.index } })),
  ];
  return texts.flatMap(({ text, where }) => {
    const line = periodLine(text);
    // a year of its own inside the brackets is compared, one that is not told is that of the name
    return periodsIn(line).flatMap((name): readonly Finding[] => {
      const rest = line.slice(name.end);
      const open = /^\(([^()]*)\)/u.exec(rest);
      const days = open === null ? undefined : periodsIn(open[1]!, partsOf(name.period.from).year)[0];
      if (days === undefined || name.form === 'days' || days.start > 6 || overlap(days.period, name.period) >= asGoodAsSame) return [];
      if (/截至|截止|延至/u.test(open![1]!)) return [];
      const message = `${nameOf(where)}称“${name.printed}”，括号内为“${days.printed}”；${name.printed}应为${periodInWords(name.period)}，请核对。`;
      const expected = periodInWords(name.period);
      return [{ kind: 'period', severity: 'error', where, stated: periodInWords(days.period), expected, message }];
    });
  });
}

/** The period that a document is about, as most of its places name it. */
export function documentPeriod(view: DocumentView): PeriodMention | undefined {
  return ownPeriod(anchorsOf(view))?.mention;
}

/** Title, text, captions and the dates of the statistics are about one period; a period by name has the days it is said to have. */
export const periodCheck: Check = {
  name: 'all are about one period',
  find: (view: DocumentView) => {
    const anchors = anchorsOf(view);
    const own = ownPeriod(anchors);
    const wrong = own === undefined ? [] : anchors.filter((anchor) => !fits(anchor, own.mention.period));
    const brackets = inBrackets(view).filter(({ where, stated }) => !wrong.some((one) => sameText(one, where, stated)));
    return [...wrong.map((anchor) => disagreement(anchor, own!)), ...brackets];
  },
};

/** Where the name before the brackets was found wrong already, the brackets are right. */
function sameText({ where, mention }: Anchor, place: FindingPlace, stated: Finding['stated']): boolean {
  const there = where.paragraph === place.paragraph && where.table === place.table && where.part === place.part;
  return there && (stated === periodInWords(mention.period) || mention.form !== 'days');
}
