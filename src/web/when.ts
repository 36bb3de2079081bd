/** Moments in office time (UTC+8, no summer time) as lists and histories show them. */
import { dayText } from '../domain/calendar/day.ts';
import { showDate } from '../domain/display.ts';

const hour = 3_600_000;
const dayOf = (moment: Date): number => Math.floor((moment.getTime() + 8 * hour) / (24 * hour));

export interface When {
  /** In full: 2026年3月1日 09:05. */
  readonly full: string;
  /** Short for lists: 09:05 today, 昨天 09:05, 3月1日, in other years 2025年3月1日. */
  readonly short: string;
}

/** From ISO 8601: a moment with its time, or a day alone. */
export function when(iso: string, now: Date, words: { readonly today: string; readonly yesterday: string }): When {
  const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  const moment = wholeDay ? new Date(`${iso}T00:00:00+08:00`) : new Date(iso);
  const day = dayOf(moment);
  const time = wholeDay ? '' : new Date(moment.getTime() + 8 * hour).toISOString().slice(11, 16);
  const date = showDate(dayText(day));
  const ago = dayOf(now) - day;
  const sameYear = dayText(day).slice(0, 4) === dayText(dayOf(now)).slice(0, 4);
  const short = wholeDay || ago > 1 || ago < 0 ? (sameYear ? date.slice(5) : date) : ago === 1 ? `${words.yesterday} ${time}` : time;
  return { full: `${date} ${time}`.trim(), short };
}
