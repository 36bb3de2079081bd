/**
 * How a figure or date looks, for page, docx, xlsx, pdf and API alike. Views never format.
 */
import { dayFrom, type Period, partsOf } from './calendar/day.ts';
import { type Exact, exact, isZero, multiply, toFixed } from './exact.ts';

/** How one column or total is shown. */
export interface Show {
  /** Fixed number of decimals; without it as many as the value has, at most two. */
  readonly decimals?: number;
  /** The value is a ratio and is shown as a percentage. */
  readonly percent?: boolean;
  /** What stands for zero: "/", "", "—"; without it 0. */
  readonly zero?: string;
  /** What stands where there is no value (0/0). */
  readonly none?: string;
}

const hundred = exact(100);

/** What stands for a value that does not exist, such as a rate of nothing. */
export const noValue = '—';

/** A value as printed: rounding is half up on the exact value, and only here. */
export function showValue(value: Exact | null, show: Show = {}): string {
  if (value === null) return show.none ?? noValue;
  if (show.zero !== undefined && isZero(value)) return show.zero;
  const shown = show.percent ? multiply(value, hundred) : value;
  const text = show.decimals === undefined ? trimmed(toFixed(shown, 2)) : toFixed(shown, show.decimals);
  return show.percent ? `${text}%` : text;
}

/** Decimals without the zeros at their end; the text has a decimal point. */
const trimmed = (text: string): string => text.replace(/\.?0+$/, '');

/** `2023-04-13` → 2023年4月13日 (GB/T 9704-2012, 7.3.5: full year, no leading zero). */
export function showDate(text: string): string {
  const day = dayFrom(text);
  if (day === undefined) throw new RangeError(`not a day: ${text}`);
  const { year, month, date } = partsOf(day);
  return `${year}年${month}月${date}日`;
}

/** 2020年4月1日至2020年6月30日. */
export function showPeriod(period: Period): string {
  const day = (d: number) => {
    const { year, month, date } = partsOf(d);
    return `${year}年${month}月${date}日`;
  };
  return `${day(period.from)}至${day(period.to)}`;
}

const quarters = ['一', '二', '三', '四'] as const;

/** The name offices give a period: 2020年 · 2020年上半年 · 2020年第二季度 · 2018年3月 · 2018年3—4月 · otherwise its days. */
export function periodName(period: Period): string {
  const start = partsOf(period.from);
  const next = partsOf(period.to + 1);
  const months = (next.year - start.year) * 12 + next.month - start.month;
  const whole = start.date === 1 && next.date === 1;
  const last = start.month + months - 1;
  if (!whole || last > 12) return showPeriod(period);
  if (months === 12) return `${start.year}年`;
  if (months === 6 && start.month % 6 === 1) return `${start.year}年${start.month === 1 ? '上' : '下'}半年`;
  if (months === 3 && start.month % 3 === 1) return `${start.year}年第${quarters[(start.month - 1) / 3]}季度`;
  return months === 1 ? `${start.year}年${start.month}月` : `${start.year}年${start.month}—${last}月`;
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 1–99 in Chinese numerals, as headings count: 一、十、十一、二十三. */
export function chineseOrdinal(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError(`headings count from 1 to 99, not ${n}`);
  const [tens, units] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${units > 0 ? digits[units] : ''}`;
}
