import { below, pick, type Random } from './random.ts';
import type { Period } from './types.ts';

/** 国务院办公厅 holiday notices, only the days inside the four periods that differ from Monday to Friday. */
const DAYS_OFF: readonly (readonly [from: string, to: string])[] = [
  ['2011-01-01', '2011-01-03'],
  ['2011-02-02', '2011-02-08'],
  ['2011-04-03', '2011-04-05'],
  ['2011-04-30', '2011-05-02'],
  ['2011-06-04', '2011-06-06'],
  ['2011-09-10', '2011-09-12'],
  ['2011-10-01', '2011-10-07'],
  ['2018-04-05', '2018-04-07'],
  ['2018-04-29', '2018-05-01'],
  ['2020-04-04', '2020-04-06'],
  ['2020-05-01', '2020-05-05'],
  ['2020-06-25', '2020-06-27'],
  ['2022-12-31', '2023-01-02'],
  ['2023-01-21', '2023-01-27'],
];

const MAKE_UP_DAYS: ReadonlySet<string> = new Set([
  '2011-01-30',
  '2011-02-12',
  '2011-04-02',
  '2011-10-08',
  '2011-10-09',
  '2011-12-31',
  '2018-04-08',
  '2018-04-28',
  '2020-04-26',
  '2020-05-09',
  '2020-06-28',
  '2023-01-28',
  '2023-01-29',
]);

/** Every working day of the period, first and last day included. */
function workingDays(period: Period): string[] {
  const days: string[] = [];
  const end = Date.parse(`${period.to}T00:00:00Z`);
  for (let at = Date.parse(`${period.from}T00:00:00Z`); at <= end; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    const weekday = new Date(at).getUTCDay();
    const off = DAYS_OFF.some(([from, to]) => from <= day && day <= to);
    if (MAKE_UP_DAYS.has(day) || (weekday >= 1 && weekday <= 5 && !off)) days.push(day);
  }
  return days;
}

/** From so many items on, a unit counts as busy, unless the caller says otherwise. */
const BUSY = 50;

/**
 * `count` days in rising order, spread over the period's working days. A busy unit also has something on the first and the last day
 * of the period, working day or not: the edges are where counting goes wrong.
 */
export function spreadDays(random: Random, period: Period, count: number, busy = BUSY): string[] {
  const working = workingDays(period);
  const days = Array.from({ length: count }, () => pick(random, working)).sort();
  if (count >= busy) {
    days[0] = period.from;
    days[count - 1] = period.to;
  }
  return days;
}

/** A working day from `day` to at most `most` working days later, never after the period. */
export function soonAfter(random: Random, period: Period, day: string, most: number): string {
  const candidates = [day, ...workingDays({ from: day, to: period.to }).filter((later) => later > day)];
  return candidates[below(random, Math.min(most + 1, candidates.length))]!;
}
