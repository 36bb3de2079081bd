import type { Check, DocumentView } from './document-view.ts';
import { squeeze, tidy } from './figures.ts';
import type { Finding } from './finding.ts';
import { sentencesOf, type TextFigure } from './narrative-figures.ts';

/** A whole with the parts that the same sentence lists behind it. */
interface Listing {
  readonly head: TextFigure;
  readonly parts: readonly TextFigure[];
  /** 包括, 分别: the list is meant to be whole; 其中 may name some. */
  readonly whole: boolean;
}

const opens = /^[，,、：:（(]*(?:主要)?(包括|包含|分别|含|即|其中)/u;
const unitOf = ({ printed }: TextFigure): string => printed.replace(/[\d.,万亿]+/gu, '');

/** The first list of a sentence; it ends where the next one begins or something else is counted. */
function listingOf(figures: readonly TextFigure[]): Listing | undefined {
  const at = figures.findIndex((one, index) => index > 0 && opens.test(one.words));
  const head = figures[at - 1];
  if (head === undefined) return undefined;
  const parts: TextFigure[] = [];
  for (const one of figures.slice(at)) {
    // a bracket that closes ends the list that it holds
    const ended = parts.length > 0 && /[）)]|其中|包括|包含|另|还|共|累计|总计/u.test(one.words);
    if (one.unit !== 'count' || unitOf(one) !== unitOf(head) || ended) break;
    parts.push(one);
  }
  return parts.length < 2 ? undefined : { head, parts, whole: /包括|包含|分别|即/u.test(opens.exec(parts[0]!.words)![1]!) };
}

function disagreement({ head, parts, whole }: Listing, paragraph: number): Finding | undefined {
  const sum = tidy(parts.reduce((total, { value }) => total + value, 0));
  const off = sum - head.value;
  const rough = head.tolerance > 0 || parts.some(({ tolerance }) => tolerance > 0);
  const larger = parts.find(({ value }) => value > head.value);
  if (rough || off === 0 || (off < 0 && !whole)) return undefined;
  const listed = parts.map(({ value }) => value).join('＋');
  const message = `第${paragraph + 1}段称共${head.printed}，所列${parts.length}项之和为${sum}（${listed}）`;
  const base = { kind: 'sum', where: { paragraph }, stated: head.value, expected: sum } as const;
  if (larger !== undefined) {
    return { ...base, severity: 'error', message: `${message}，其中${larger.printed}一项已多于总数。` };
  }
  const explanation =
    off > 0
      ? '若同一条信息经几个渠道公开、在各项里都计入，两数可以不等，请在文中说明。'
      : '若所列只是主要的几项，两数可以不等，请写明“主要包括”或“其中”。';
  return { ...base, severity: 'warning', message: `${message}，相差${Math.abs(off)}。`, explanation };
}

/** 2021年，我局主动公开…12条, in a report of another year. */
function otherYear(text: string, paragraph: number, year: number): readonly Finding[] {
  return squeeze(text)
    .split(/[。；;]/u)
    .flatMap((sentence): readonly Finding[] => {
      const [, stated = ''] = /^(20\d\d)年度?[,，]?(?!.{0,6}(?:将|计划|拟|以来))/u.exec(sentence) ?? [];
      const counts = /(?:主动公开|共收到|新收|受理|办结|发布|制发)[^,，]{0,20}\d+(?:条|件|篇)/u.test(sentence);
      if (stated === '' || Number(stated) === year || !counts || /较|比|同期|增长|下降/u.test(sentence)) return [];
      const message = `第${paragraph + 1}段说的是${stated}年，而这是${year}年的报告，请核对是否沿用了以前的文字。`;
      return [{ kind: 'period', severity: 'warning', where: { paragraph }, stated: `${stated}年`, expected: `${year}年`, message }];
    });
}

/** （2015年度） over the statistics of another year. */
function otherYearOfTable(view: DocumentView, year: number): readonly Finding[] {
  const lines = [
    ...view.document.paragraphs.map((text, paragraph) => ({ text, where: { paragraph } })),
    ...view.document.tables.map(({ caption }, table) => ({ text: caption ?? '', where: { table } })),
  ];
  return lines.flatMap(({ text, where }): readonly Finding[] => {
    const [, stated = ''] = /^(?:政府信息公开(?:情况)?统计表)?\((20\d\d)年度\)$/u.exec(squeeze(text)) ?? [];
    if (stated === '' || Number(stated) === year) return [];
    const message = `统计表是${stated}年度的，而这是${year}年的报告。`;
    return [{ kind: 'period', severity: 'warning', where, stated: `${stated}年`, expected: `${year}年`, message }];
  });
}

/** Lists in the text of an annual report add up, and it speaks of its own year. */
export const annualTextCheck: Check = {
  name: 'the text of an annual report adds up and speaks of its own year',
  find: (view: DocumentView) => {
    if (view.report === undefined) return [];
    const { year } = view.report;
    const lists = view.document.paragraphs.flatMap((text, paragraph) =>
      sentencesOf(text).flatMap(({ figures }): readonly Finding[] => {
        const listing = listingOf(figures);
        const found = listing === undefined ? undefined : disagreement(listing, paragraph);
        return found === undefined ? [] : [found];
      }),
    );
    if (year === undefined) return lists;
    const years = view.document.paragraphs.flatMap((text, paragraph) => otherYear(text, paragraph, year));
    return [...lists, ...years, ...otherYearOfTable(view, year)];
  },
};
