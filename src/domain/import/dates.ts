/** Days and moments as offices write them, and as spreadsheets store them. */
import { type DayNumber, dayFrom, type Moment, momentFrom } from '../calendar/day.ts';
import { type Cell, halfWidth } from './cell.ts';

export interface WrittenDate extends Moment {
  /** A time of day was given too. */
  readonly timed: boolean;
}

/** 30 December 1899: day 0 of a spreadsheet whose dates count from 1900. */
const SERIAL_ZERO = -25_569;
const msPerDay = 86_400_000;
const shanghaiOffsetMs = 8 * 3_600_000;

const separated = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/;
const withClock = /^(.+?[日号]|.+?(?=[T\s]))\s*T?\s*(\d{1,2})(?:[:时点](\d{1,2})?)(?:[:分](\d{1,2})?(?:\.\d{1,9})?)?秒?$/;

/**
 * Reads 2023-01-05, 2023/1/5, 2023.1.5, 2023年1月5日, 20230105, each also with a time (9:30, 09:30:00, 9时30分), full-width digits,
 * and the serial number of a spreadsheet day (44931 = 2023-01-05; 44931.5 is noon). Local time is Asia/Shanghai; a time with offset
 * (…Z) is converted. Undefined where the day does not exist, is none of these, or lies outside 1949–2100.
 */
export function readDate(cell: Cell): WrittenDate | undefined {
  const read = typeof cell === 'number' ? fromNumber(cell) : typeof cell === 'string' ? fromText(halfWidth(cell).trim()) : undefined;
  return read && read.day >= EARLIEST && read.day <= LATEST ? read : undefined;
}

const EARLIEST = dayFrom('1949-10-01') as DayNumber;
const LATEST = dayFrom('2100-12-31') as DayNumber;

function fromText(text: string): WrittenDate | undefined {
  const plain = dayFrom(text);
  if (plain !== undefined) return atMidnight(plain);
  if (/^\d{8}$/.test(text)) return dayOf(text.slice(0, 4), text.slice(4, 6), text.slice(6));
  if (/^\d{5}(\.\d+)?$/.test(text)) return fromNumber(Number(text));
  const parts = separated.exec(text);
  if (parts) return dayOf(parts[1], parts[2], parts[3]);
  const exactMoment = momentFrom(text);
  if (exactMoment) return { ...exactMoment, timed: true };
  const clock = withClock.exec(text);
  if (!clock) return undefined;
  const day = fromText((clock[1] as string).trim());
  if (!day || day.timed) return undefined;
  return atClock(day.day, Number(clock[2]), Number(clock[3] ?? 0), Number(clock[4] ?? 0));
}

function fromNumber(value: number): WrittenDate | undefined {
  if (Number.isInteger(value) && value >= 19_000_101) return fromText(String(value));
  if (!(value > 0 && value < 100_000)) return undefined;
  const day = Math.floor(value) + SERIAL_ZERO;
  const seconds = Math.round((value - Math.floor(value)) * 86_400);
  return seconds === 0 ? atMidnight(day) : atClock(day, Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60);
}

function dayOf(year = '', month = '', date = ''): WrittenDate | undefined {
  const day = dayFrom(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
  return day === undefined ? undefined : atMidnight(day);
}

const atMidnight = (day: DayNumber): WrittenDate => ({ day, at: day * msPerDay - shanghaiOffsetMs, timed: false });

function atClock(day: DayNumber, hour: number, minute: number, second: number): WrittenDate | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return { day, at: day * msPerDay - shanghaiOffsetMs + ((hour * 60 + minute) * 60 + second) * 1000, timed: true };
}
