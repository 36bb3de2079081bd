/** The working-day calendar: which years' holidays and make-up days are known, from where, and each year's days. */
import type { YearDays } from '../domain/calendar/working-days.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { broughtYears, shippedCalendar } from '../store/calendar.ts';
import { makeView } from './view.ts';

export interface CalendarYear {
  readonly year: number;
  /** 0: as it came with the program. */
  readonly version: number;
  readonly days: YearDays;
  readonly source: string;
  /** Who brought it and when, ISO 8601; null for what came with the program. */
  readonly byName: string | null;
  readonly at: string | null;
}
export interface WorkCalendarSeen {
  /** The newest first. */
  readonly years: readonly CalendarYear[];
}

export const workCalendar = makeView<Readonly<Record<string, never>>, WorkCalendarSeen>(
  { view: 'work-calendar', says: '工作日历：哪些年的放假、调休安排已经录入，依据什么' },
  { type: 'object', additionalProperties: false },
  async (client, actor) => {
    if (!may(actor, 'platform.configure')) return refuse('forbidden', [problem('forbidden', '您没有查看平台设置的权限')]);
    const { source, years } = shippedCalendar();
    const known = new Map<number, CalendarYear>();
    for (const [year, days] of Object.entries(years))
      known.set(Number(year), { year: Number(year), version: 0, days, source: source.of, byName: null, at: null });
    for (const { year, version, days, source: from, byName, at } of await broughtYears(client))
      known.set(year, { year, version, days, source: from, byName, at });
    return accept({ years: [...known.values()].sort((a, b) => b.year - a.year) });
  },
);
