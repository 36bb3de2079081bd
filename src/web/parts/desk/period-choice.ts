/** The period a page is about: a month, a quarter, a year, or any days; the one before and after it. */
import { type DayNumber, dayAt, dayFrom, dayText, type Period, windowOf } from '../../../domain/calendar/day.ts';

export const periodKinds = ['month', 'quarter', 'year', 'days'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export interface Days {
  readonly from: string;
  readonly to: string;
}
const days = ({ from, to }: Period): Days => ({ from: dayText(from), to: dayText(to) });

export const windowAround = (kind: Exclude<PeriodKind, 'days'>, day: DayNumber): Days => days(windowOf(kind, day));

/** What kind of period the days are: `days` where they are no whole month, quarter or year. */
export function kindOf({ from, to }: Days): PeriodKind {
  const day = dayFrom(from);
  if (day === undefined) return 'days';
  const found = (['month', 'quarter', 'year'] as const).find((kind) => {
    const window = windowAround(kind, day);
    return window.from === from && window.to === to;
  });
  return found ?? 'days';
}

/** The period of the same kind before (-1) or after (1); of any days, as many days. */
export function neighbour(period: Days, by: -1 | 1): Days {
  const [from, to] = [dayFrom(period.from) ?? 0, dayFrom(period.to) ?? 0];
  const kind = kindOf(period);
  if (kind !== 'days') return windowAround(kind, by < 0 ? from - 1 : to + 1);
  const length = to - from + 1;
  return days({ from: from + by * length, to: to + by * length });
}

export const thisMonth = (now: Date): Days => windowAround('month', dayAt(now.getTime()));
