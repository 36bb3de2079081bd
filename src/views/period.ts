/** Periods as views take and give them. */
import { dayFrom, dayText, type Period, partsOf } from '../domain/calendar/day.ts';
import { periodName } from '../domain/display.ts';
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';

export interface PeriodInput {
  readonly from: string;
  readonly to: string;
}
export interface NamedPeriod extends PeriodInput {
  /** 2020年第二季度, or the days where it has no name. */
  readonly name: string;
}

export const dayField = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '如 2023-01-01' } as const;

export const namedPeriod = (period: Period): NamedPeriod => ({
  from: dayText(period.from),
  to: dayText(period.to),
  name: periodName(period),
});

const longestYears = 10;

/** The days of a period; refused where a day does not exist, the end stands before the beginning, or it is too long to reckon. */
export function readPeriod({ from, to }: PeriodInput): Outcome<Period> {
  const [first, last] = [dayFrom(from), dayFrom(to)];
  const findings: Finding[] = [];
  if (first === undefined) findings.push(problem('no-day', `没有 ${from} 这一天，日期要写成 2023-01-01 的样子`, 'from'));
  if (last === undefined) findings.push(problem('no-day', `没有 ${to} 这一天，日期要写成 2023-01-01 的样子`, 'to'));
  if (first === undefined || last === undefined) return refuse('bad-input', findings);
  if (first > last) return refuse('bad-input', [problem('order', `截止日 ${to} 早于起始日 ${from}，请调换`, 'to')]);
  if (partsOf(last).year - partsOf(first).year > longestYears)
    return refuse('bad-input', [problem('too-long', `统计期最长 ${longestYears} 年，请分段查看`, 'to')]);
  return accept({ from: first, to: last });
}
