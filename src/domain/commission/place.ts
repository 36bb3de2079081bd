/** What the office asks for (约稿), and what stands against it. */
import { type DayNumber, dayFrom } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';

/** What is asked of every unit. */
export interface CommissionGiven {
  readonly title: string;
  readonly brief: string;
  /** The last day on which an answer is in time, YYYY-MM-DD. */
  readonly due: string;
}

/** Findings of level error: no title, a day that does not exist or has passed. */
export function commissionFindings({ title, due }: CommissionGiven, today: DayNumber): readonly Finding[] {
  const day = dayFrom(due);
  return [
    ...(title.trim() === '' ? [problem('title', '请写明约什么稿', 'title')] : []),
    ...(day === undefined ? [problem('day', '没有这一天', 'due')] : day < today ? [problem('day', '截止日期已经过去', 'due')] : []),
  ];
}

/** Units named twice. */
export const unitFindings = (units: readonly number[]): readonly Finding[] =>
  units.flatMap((unit, at) => (units.indexOf(unit) < at ? [problem('twice', '同一个单位写了两次', `units[${at}]`)] : []));

/** In time, or late: the whole of the last day is in time. Days are local, YYYY-MM-DD. */
export const outcomeOf = (delivered: string, due: string): 'done' | 'late' => (delivered <= due ? 'done' : 'late');

/** A unit with more open tasks than the site finds reasonable; a warning, never a bar. */
export const crowded = (open: number, atOnce: number): boolean => open > atOnce;
