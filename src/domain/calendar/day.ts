/**
 * Days as whole numbers since 1970-01-01 in office time (Asia/Shanghai, UTC+8 all year since 1992), and the windows
 * a rule counts in. A period is `[from, to]`, both days inside, so 31 December 23:59:59 belongs to the year.
 */

/** Days since 1970-01-01. */
export type DayNumber = number;

export interface Period {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

const msPerDay = 86_400_000;
const shanghaiOffsetMs = 8 * 3_600_000;

/** `YYYY-MM-DD` → day, or undefined where that day does not exist (2月30日). */
export function dayFrom(text: string): DayNumber | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const time = Date.UTC(year, month - 1, date);
  const made = new Date(time);
  // Date.UTC takes the years 0–99 for 1900–1999, so the year is compared as well: a cut-off 0024-05-01 is no day of ours.
  return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? time / msPerDay : undefined;
}

/** Day → `YYYY-MM-DD`. */
export const dayText = (day: DayNumber): string => new Date(day * msPerDay).toISOString().slice(0, 10);

/** The office's day of a moment, in milliseconds since 1970 in UTC. */
export const dayAt = (at: number): DayNumber => Math.floor((at + shanghaiOffsetMs) / msPerDay);

/** The moment a day begins in the office, in milliseconds since 1970 in UTC. */
export const startOf = (day: DayNumber): number => day * msPerDay - shanghaiOffsetMs;

export interface DateParts {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly date: number;
}

export function partsOf(day: DayNumber): DateParts {
  const made = new Date(day * msPerDay);
  return { year: made.getUTCFullYear(), month: made.getUTCMonth() + 1, date: made.getUTCDate() };
}

/** First day of a month; months beyond 1–12 roll over into other years. */
export const firstOfMonth = (year: number, month: number): DayNumber => Date.UTC(year, month - 1, 1) / msPerDay;

export interface Moment {
  readonly day: DayNumber;
  /** Milliseconds since 1970 in UTC; the day's beginning where only a date is given. */
  readonly at: number;
}

/**
 * Reads a date (`2024-05-01`), a local time (`2024-05-01T23:59:59`, Asia/Shanghai) or a time with offset (`…Z`, `…+08:00`).
 * Returns undefined where it is none of these or does not exist.
 */
export function momentFrom(text: string): Moment | undefined {
  const dayOnly = dayFrom(text);
  if (dayOnly !== undefined) return { day: dayOnly, at: dayOnly * msPerDay - shanghaiOffsetMs };
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (!match) return undefined;
  const [, date = '', hour, minute, second = '00', part = '', zone = '+08:00'] = match;
  const day = dayFrom(date);
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const clock = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000 + Math.floor(Number(part || 0) * 1000);
  const sign = zone.startsWith('-') ? -1 : 1;
  const [zoneHours, zoneMinutes] = zone === 'Z' ? [0, 0] : [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (zoneHours > 14 || zoneMinutes > 59) return undefined;
  const offset = sign * (zoneHours * 60 + zoneMinutes) * 60_000;
  const at = day * msPerDay + clock - offset;
  return { day: Math.floor((at + shanghaiOffsetMs) / msPerDay), at };
}

/** 周一至周日 · 月 · 季 · 半年 · 年 · 本期. */
export const windows = ['day', 'week', 'month', 'quarter', 'half', 'year', 'period'] as const;
export type Window = (typeof windows)[number];
export type CalendarWindow = Exclude<Window, 'period'>;

const monthsIn = { month: 1, quarter: 3, half: 6 } as const;

/**
 * The calendar window of the given kind that holds `day`. Weeks run Monday to Sunday. `yearStart` is the first month and
 * date of the accounting year; only the kind `year` follows it.
 */
export function windowOf(kind: CalendarWindow, day: DayNumber, yearStart: YearStart = newYear): Period {
  if (kind === 'day') return { from: day, to: day };
  if (kind === 'week') {
    const monday = day - ((((day + 3) % 7) + 7) % 7);
    return { from: monday, to: monday + 6 };
  }
  const { year, month } = partsOf(day);
  if (kind === 'year') {
    const startsThisYear = yearStartIn(year, yearStart);
    const first = day >= startsThisYear ? year : year - 1;
    return { from: yearStartIn(first, yearStart), to: yearStartIn(first + 1, yearStart) - 1 };
  }
  const length = monthsIn[kind];
  const first = month - ((month - 1) % length);
  return { from: firstOfMonth(year, first), to: firstOfMonth(year, first + length) - 1 };
}

export interface YearStart {
  readonly month: number;
  readonly date: number;
}
const newYear: YearStart = { month: 1, date: 1 };
const yearStartIn = (year: number, start: YearStart): DayNumber => firstOfMonth(year, start.month) + start.date - 1;

/** All calendar windows that end inside `period`, in order; the first may begin before it. */
export function windowsEndingIn(kind: CalendarWindow, period: Period, yearStart: YearStart = newYear): Period[] {
  const found: Period[] = [];
  let window = windowOf(kind, period.from, yearStart);
  while (window.to <= period.to) {
    found.push(window);
    window = windowOf(kind, window.to + 1, yearStart);
  }
  return found;
}

/** The period just before: whole months (also from the 26th to the 25th) step back by as many months, anything else by as many days. */
export function previousPeriod(period: Period): Period {
  const start = partsOf(period.from);
  const next = partsOf(period.to + 1);
  if (start.date === next.date) {
    const months = (next.year - start.year) * 12 + next.month - start.month;
    const first = firstOfMonth(start.year, start.month - months);
    const length = firstOfMonth(start.year, start.month - months + 1) - first;
    return { from: first + Math.min(start.date, length) - 1, to: period.from - 1 };
  }
  return { from: period.from - (period.to - period.from + 1), to: period.from - 1 };
}

/** The same days a year earlier; a period that ends with its month ends with that month (29 February included). */
export function yearEarlier(period: Period): Period {
  const back = (day: DayNumber): DayNumber => {
    const { year, month, date } = partsOf(day);
    const last = firstOfMonth(year - 1, month + 1) - 1;
    return Math.min(firstOfMonth(year - 1, month) + date - 1, last);
  };
  const endsWithMonth = partsOf(period.to + 1).date === 1;
  return { from: back(period.from), to: endsWithMonth ? back(period.to + 1) - 1 : back(period.to) };
}
