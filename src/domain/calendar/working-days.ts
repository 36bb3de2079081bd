/**
 * Working days (工作日): Monday to Friday, but for the days a year's arrangement declares free, and the weekends it declares worked (调休).
 * A year whose arrangement is not loaded is counted by weekdays alone, and says that it is provisional.
 */
import { type DayNumber, dayFrom, dayText, type Period, partsOf, windowOf } from './day.ts';

/** What one year's arrangement says: days (YYYY-MM-DD) by the holiday they belong to. It may reach into December of the year before. */
export interface YearDays {
  readonly off: Readonly<Record<string, string>>;
  readonly work: Readonly<Record<string, string>>;
}

export interface WorkCalendar {
  readonly years: ReadonlySet<number>;
  readonly off: ReadonlyMap<DayNumber, string>;
  readonly work: ReadonlyMap<DayNumber, string>;
}

/** The calendar of these years; where two speak of one day, the later year does. */
export function calendarOf(years: ReadonlyMap<number, YearDays>): WorkCalendar {
  const off = new Map<DayNumber, string>();
  const work = new Map<DayNumber, string>();
  for (const [, days] of [...years].sort(([a], [b]) => a - b)) {
    lay(days.off, off, work);
    lay(days.work, work, off);
  }
  return { years: new Set(years.keys()), off, work };
}

function lay(days: Readonly<Record<string, string>>, onto: Map<DayNumber, string>, from: Map<DayNumber, string>): void {
  for (const [text, name] of Object.entries(days)) {
    const day = dayFrom(text);
    if (day === undefined) continue;
    onto.set(day, name);
    from.delete(day);
  }
}

export interface DayKind {
  readonly working: boolean;
  /** In the office's words: 工作日, 周六, 春节放假, 春节调休上班. */
  readonly reason: string;
  /** The arrangement of its year is not loaded. */
  readonly provisional: boolean;
}

export function dayKind({ years, off, work }: WorkCalendar, day: DayNumber): DayKind {
  const provisional = !years.has(partsOf(day).year);
  const [free, worked] = [off.get(day), work.get(day)];
  if (worked !== undefined) return { working: true, reason: `${worked}调休上班`, provisional };
  if (free !== undefined) return { working: false, reason: `${free}放假`, provisional };
  const weekday = day - windowOf('week', day).from;
  if (weekday < 5) return { working: true, reason: '工作日', provisional };
  return { working: false, reason: weekday === 5 ? '周六' : '周日', provisional };
}

export const isWorkingDay = (calendar: WorkCalendar, day: DayNumber): boolean => dayKind(calendar, day).working;

export const dayOnes = ['next', 'same'] as const;
/** 从次日起算 · 当日计入. */
export type DayOne = (typeof dayOnes)[number];

export const dayCounts = ['working', 'natural'] as const;
/** 工作日 · 自然日. */
export type DayCount = (typeof dayCounts)[number];

export interface DeadlineQuestion {
  readonly received: DayNumber;
  readonly days: number;
  /** Not counted, both days inside. */
  readonly suspended?: readonly Period[];
  /** Added at the end. */
  readonly extended?: number;
  /** Where not said: the day after receipt, so the first working day after it is day one. */
  readonly dayOne?: DayOne;
}

/** One day of the proof. */
export interface ProofDay {
  readonly date: string;
  readonly counted: boolean;
  readonly reason: string;
  /** Which day of the time it is, where it counts. */
  readonly number?: number;
  readonly provisional?: true;
}

export interface Deadline {
  readonly due: string;
  /** Some day on the way lies in a year that is not loaded. */
  readonly provisional: boolean;
  /** From the day of receipt to the last one. */
  readonly days: readonly ProofDay[];
}

/** Counts one day at a time; the answer is the last day that is counted. Time and suspensions must be finite. */
export function deadlineOf(calendar: WorkCalendar, question: DeadlineQuestion): Deadline {
  const { received, days, suspended = [], extended = 0, dayOne = 'next' } = question;
  const proof: ProofDay[] = [];
  let number = 0;
  for (let day = received; number < days + extended; day += 1) {
    const kind = dayKind(calendar, day);
    const why = notCounted(kind, day, dayOne === 'next' && day === received, suspended);
    if (why === undefined) number += 1;
    const extends_ = number > days ? '（延长）' : '';
    proof.push({
      ...{ date: dayText(day), counted: why === undefined, reason: why ?? `${kind.reason}${extends_}` },
      ...(why === undefined ? { number } : {}),
      ...(kind.provisional ? { provisional: true as const } : {}),
    });
  }
  // The day of receipt itself decides nothing where counting begins after it.
  const provisional = proof.some((one, index) => one.provisional === true && (index > 0 || one.counted));
  return { due: proof.at(-1)?.date ?? dayText(received), provisional, days: proof };
}

function notCounted(kind: DayKind, day: DayNumber, isReceipt: boolean, suspended: readonly Period[]): string | undefined {
  if (isReceipt) return '收到当日，不计';
  if (suspended.some(({ from, to }) => day >= from && day <= to)) return '期间中止，不计';
  return kind.working ? undefined : kind.reason;
}

export interface DueDay {
  readonly due: DayNumber;
  readonly provisional: boolean;
}

/** The last of so many days after a day, counted as an office has settled it; none leave the day itself. */
export function dueAfter(
  calendar: WorkCalendar,
  from: DayNumber,
  days: number,
  how: { readonly count: DayCount; readonly dayOne?: DayOne },
): DueDay {
  const { count, dayOne = 'next' } = how;
  if (days <= 0) return { due: from, provisional: false };
  if (count === 'natural') return { due: from + days - (dayOne === 'same' ? 1 : 0), provisional: false };
  const { due, provisional } = deadlineOf(calendar, { received: from, days, dayOne });
  return { due: dayFrom(due) ?? from, provisional };
}
