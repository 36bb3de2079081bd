/** Dates: those that no calendar has, weekdays that do not agree, and how dates are written (GB/T 15835-2011). */
import { byPattern, instead, type TextRule } from './rule.ts';

const standard = '《出版物上数字用法》GB/T 15835-2011';
const calendar = '公历';

const longMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether the Gregorian calendar has this day; without a year, whether any year has it. */
export function isDay(year: number | undefined, month: number, day: number): boolean {
  const most = longMonths[month - 1];
  if (most === undefined || day < 1 || day > most) return false;
  return !(month === 2 && day === 29 && year !== undefined && !leap(year));
}

/** 0 Sunday to 6 Saturday (T. Sakamoto's method). */
function weekdayOf(year: number, month: number, day: number): number {
  const y = month < 3 ? year - 1 : year;
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0;
  return (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + shift + day) % 7;
}

const weekdays = '日一二三四五六';
const numbersOf = (match: RegExpExecArray): readonly number[] => match.slice(1, 4).map(Number);

function unless(right: boolean, message: string): { readonly message: string } | undefined {
  return right ? undefined : { message };
}

/** 农历 months have thirty days at most and no such names; a lunar date is not judged. */
const impossible = byPattern(/(?<!\d|农历|阴历|[-.])(\d{4})年(\d{1,2})月(\d{1,2})[日号](?!\d)/g, (match) => {
  const [year = 0, month = 0, day = 0] = numbersOf(match);
  return unless(isDay(year, month, day), `公历没有“${match[0]}”这一天，请核对。`);
});
const impossibleDay = byPattern(/(?<![\d年.]|农历|阴历)(\d{1,2})月(\d{1,2})日/g, (match) =>
  unless(isDay(undefined, Number(match[1]), Number(match[2])), `公历没有“${match[0]}”这一天，请核对。`),
);
const impossibleIso = byPattern(/(?<![\d.-])((?:19|20)\d{2})-(\d{2})-(\d{2})(?![\d-])/g, (match) => {
  const [year = 0, month = 0, day = 0] = numbersOf(match);
  return unless(isDay(year, month, day), `公历没有“${match[0]}”这一天，请核对。`);
});

const weekday = byPattern(
  /(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日[（(]?(?:星期|周|礼拜)([一二三四五六日天])(?![^）)]?[至到、期年])/g,
  (match) => {
    const [year = 0, month = 0, day = 0] = numbersOf(match);
    if (!isDay(year, month, day)) return undefined;
    const right = weekdays[weekdayOf(year, month, day)] ?? '';
    const stated = match[4] === '天' ? '日' : match[4];
    return stated === right ? undefined : { message: `${year}年${month}月${day}日是星期${right}，文中为星期${stated}，请核对日期和星期。` };
  },
);

const orderOf = (year: string | undefined, month: string | undefined, day: string | undefined): number =>
  Number(year) * 10_000 + Number(month) * 100 + Number(day);
const backwards = byPattern(
  /(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日(?:至|到|—|－|-|～|~)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日/g,
  (match) =>
    orderOf(match[1], match[2], match[3]) > orderOf(match[4], match[5], match[6])
      ? { message: `起止日期“${match[0]}”先后颠倒，请核对。` }
      : undefined,
);

const circles = byPattern(/[一二三四五六七八九][零○Ｏ０OО◯〇一二三四五六七八九]{3}(?=年)/g, ([year]) =>
  /[零○Ｏ０OО◯]/u.test(year) ? instead(year.replaceAll(/[零○Ｏ０OО◯]/gu, '〇')) : undefined,
);

const base = { kind: 'date', source: standard } as const;
/** The rules of dates. */
export const dateRules: readonly TextRule[] = [
  { id: 'date-impossible', kind: 'date', severity: 'error', at: 'strict', source: calendar, message: '没有这一天。', find: impossible },
  {
    id: 'date-impossible-day',
    kind: 'date',
    severity: 'error',
    at: 'strict',
    source: calendar,
    message: '没有这一天。',
    find: impossibleDay,
  },
  {
    id: 'date-impossible-iso',
    kind: 'date',
    severity: 'error',
    at: 'strict',
    source: calendar,
    message: '没有这一天。',
    find: impossibleIso,
  },
  { id: 'date-weekday', kind: 'date', severity: 'error', at: 'strict', source: calendar, message: '日期与星期不符。', find: weekday },
  {
    id: 'date-long-year',
    kind: 'date',
    severity: 'error',
    at: 'strict',
    source: calendar,
    message: '年份超过四位数字，疑为重复录入，请核对。',
    find: byPattern(/(?<![\d.,-])[12]\d{4,23}(?= {0,2}年(?:\d{1,2}月|度|第?[一二三四]季度|上半年|下半年|政务|政府|工作))/g),
  },
  { id: 'date-backwards', kind: 'date', severity: 'error', at: 'strict', source: calendar, message: '起止日期先后颠倒。', find: backwards },
  {
    ...base,
    id: 'date-circle',
    severity: 'warning',
    at: 'full',
    message: '汉字年份中的“零”写作“〇”（U+3007），不用“零”、“○”或字母。',
    find: circles,
  },
  {
    ...base,
    id: 'date-leading-zero',
    severity: 'note',
    at: 'full',
    message: '“年月日”形式的日期，月、日前不加“0”。',
    find: byPattern(/(?<=(?:19|20)\d{2}年)(?:0\d月\d{1,2}|\d{1,2}月0\d)(?=日)/g, ([date]) => instead(date.replaceAll(/(?<!\d)0/g, ''))),
  },
  {
    ...base,
    id: 'date-numeric-zero',
    severity: 'note',
    at: 'full',
    message: '以短横连接的日期，月、日不足两位的前面加“0”。',
    find: byPattern(/(?<![\d-])((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})(?![\d-])/g, ([, year, month = '', day = '']) =>
      month.length === 2 && day.length === 2 ? undefined : instead(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`),
    ),
  },
  {
    ...base,
    id: 'date-short-year',
    severity: 'note',
    at: 'full',
    message: '年份写全四位数字。',
    find: byPattern(/(?<![\d.第年])\d{2}(?=年\d{1,2}月\d{1,2}日)/g),
  },
];
