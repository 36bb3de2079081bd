/** What the office asks for (约稿), and what stands against it. */
import { type DayNumber, dayFrom, dayText } from '../calendar/day.ts';
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

/** Sections that the site has not, or has closed; `known` are those it has. */
export const sectionFindings = (sections: readonly number[], known: readonly number[]): readonly Finding[] =>
  sections.flatMap((section, at) =>
    known.includes(section) ? [] : [problem('unknown-section', '没有这个栏目，或者已经停用', `sections[${at}]`)],
  );

/** In time, or late: the whole of the last day is in time. Days are local, YYYY-MM-DD. */
export const outcomeOf = (delivered: string, due: string): 'done' | 'late' => (delivered <= due ? 'done' : 'late');

/**
 * The first day on which the clock itself says that an open task was missed: so many days after the last one on which it was due, or was
 * asked, or opened again. Undefined where a site leaves that to the office (0 days).
 */
export function lapsesOn(
  { due, askedOn, openedOn }: { readonly due: string; readonly askedOn: string; readonly openedOn: string },
  days: number,
): string | undefined {
  const from = [due, askedOn, openedOn].sort().at(-1);
  return days === 0 || from === undefined ? undefined : dayText((dayFrom(from) ?? 0) + days);
}

/** A unit with more open tasks than the site finds reasonable; a warning, never a bar. */
export const crowded = (open: number, atOnce: number): boolean => open > atOnce;
