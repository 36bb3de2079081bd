/** Periods as texts name them: 2023年第二季度, 7—8月, 2021年8月份, 2022年度, 2024年7月1日至9月30日. */
import { type DayNumber, dayFrom, firstOfMonth, type Period } from '../calendar/day.ts';
import { chineseNumber, squeeze } from './figures.ts';

/** `days` names its first and last day; the others are told by name. */
export type PeriodForm = 'days' | 'months' | 'quarter' | 'half' | 'year';

/** A period named in a text. */
export interface PeriodMention {
  readonly period: Period;
  readonly form: PeriodForm;
  /** Offsets into the line as `periodLine` gives it. */
  readonly start: number;
  readonly end: number;
  readonly printed: string;
}

const digits = '一二三四五六七八九十';
const chineseYear = /[一二三四五六七八九〇○零]{4}(?=年)/gu;
const chineseDay = new RegExp(`(?<=\\d年)([${digits}]{1,3})月(?:([${digits}]{1,3})日)?`, 'gu');
const dotted = /(?<!\d)((?:19|20)\d{2})[./](\d{1,2})[./](\d{1,2})(?!\d)/gu;

/** A text without spaces, half-width, with Chinese and dotted dates in Arabic digits, as periods are looked for in it. */
export function periodLine(text: string): string {
  return squeeze(text)
    .replace(chineseYear, (year) => String(chineseNumber(year.replaceAll('○', '〇'))))
    .replace(
      chineseDay,
      (_, month: string, day?: string) => `${chineseNumber(month)}月${day === undefined ? '' : `${chineseNumber(day)}日`}`,
    )
    .replace(dotted, '$1年$2月$3日');
}

const to = '(?:起)?(?:至|到|-{1,2}|—{1,2}|–|~)';
const year = (name: string): string => `(?:(?<${name}>(?:19|20)\\d{2})年度?)`;
const month = (name: string): string => `(?<${name}>1[0-2]|0?[1-9])`;
const shapes = [
  `${year('y1')}?(?<!\\d)${month('m1')}月(?<d1>\\d{1,2})日${to}${year('y2')}?(?:${month('m2')}月)?(?<d2>\\d{1,2})日`,
  `${year('y3')}?(?<!\\d)${month('m3')}月?(?:份)?(?:至|到|-{1,2}|—{1,2}|–|~|、)${year('y4')}?${month('m4')}月份?(?!\\d{1,2}日)`,
  `${year('y5')}?(?:第?(?<q>[一二三四1-4])|前(?<q3>三)个?)季度`,
  `${year('y6')}?(?<h>[上下])半年`,
  `${year('y7')}(?<m7>1[0-2]|0?[1-9])月份?(?!\\d{1,2}日)`,
  `(?<![\\d年])(?<m8>1[0-2]|[1-9])月份`,
  `${year('y9')}(?!\\d)`,
];
const anyPeriod = new RegExp(shapes.join('|'), 'gu');

type Groups = Readonly<Record<string, string | undefined>>;
interface Told {
  readonly from: DayNumber | undefined;
  readonly to: DayNumber | undefined;
  readonly form: PeriodForm;
}

const monthsOf = (y: number, first: number, last: number, form: PeriodForm, lastYear = y): Told => ({
  from: firstOfMonth(y, first),
  to: firstOfMonth(lastYear, last + 1) - 1,
  form,
});
const dayOf = (y: number, m: string, d: string): DayNumber | undefined => dayFrom(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`);

function told(g: Groups, inYear: number | undefined): Told | undefined {
  const named = [g.y1, g.y3, g.y5, g.y6, g.y7, g.y9].find((one) => one !== undefined);
  const y = named === undefined ? inYear : Number(named);
  if (y === undefined) return undefined;
  if (g.d1 !== undefined && g.d2 !== undefined) {
    const last = g.y2 === undefined ? y : Number(g.y2);
    return { from: dayOf(y, g.m1 ?? '', g.d1), to: dayOf(last, g.m2 ?? g.m1 ?? '', g.d2), form: 'days' };
  }
  if (g.m3 !== undefined) return monthsOf(y, Number(g.m3), Number(g.m4), 'months', g.y4 === undefined ? y : Number(g.y4));
  if (g.q3 !== undefined) return monthsOf(y, 1, 9, 'months');
  if (g.q !== undefined) {
    const nth = /\d/u.test(g.q) ? Number(g.q) : chineseNumber(g.q);
    return monthsOf(y, nth * 3 - 2, nth * 3, 'quarter');
  }
  if (g.h !== undefined) return g.h === '上' ? monthsOf(y, 1, 6, 'half') : monthsOf(y, 7, 12, 'half');
  const one = g.m7 ?? g.m8;
  return one === undefined ? monthsOf(y, 1, 12, 'year') : monthsOf(y, Number(one), Number(one), 'months');
}

/**
 * The periods named in a line (see `periodLine`), in order. `inYear` is the year of those that name none; without it they are left out.
 * Days that no calendar has make no period.
 */
export function periodsIn(line: string, inYear?: number): readonly PeriodMention[] {
  return [...line.matchAll(anyPeriod)].flatMap((match): readonly PeriodMention[] => {
    const found = told(match.groups as Groups, inYear);
    if (found?.from === undefined || found.to === undefined || found.from > found.to) return [];
    const period = { from: found.from, to: found.to };
    return [{ period, form: found.form, start: match.index, end: match.index + match[0].length, printed: match[0] }];
  });
}

/** How much of both periods is common to them: 1 where they are the same, 0 where they do not meet. */
export function overlap(a: Period, b: Period): number {
  const common = Math.min(a.to, b.to) - Math.max(a.from, b.from) + 1;
  return common <= 0 ? 0 : common / (Math.max(a.to, b.to) - Math.min(a.from, b.from) + 1);
}

/** Whether one period lies inside the other: a month of the quarter, the year to date. */
export const contains = (outer: Period, inner: Period): boolean => outer.from <= inner.from && inner.to <= outer.to;

/** A period in words: 2024年4月1日至6月30日. */
export function periodInWords({ from, to: last }: Period): string {
  const day = (one: DayNumber): readonly string[] => {
    const at = new Date(one * 86_400_000);
    return [`${at.getUTCFullYear()}年`, `${at.getUTCMonth() + 1}月`, `${at.getUTCDate()}日`];
  };
  const [first, second] = [day(from), day(last)];
  return `${first.join('')}至${first[0] === second[0] ? second.slice(1).join('') : second.join('')}`;
}
