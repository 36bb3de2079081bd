import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CalendarWindow,
  dayFrom,
  dayText,
  firstOfMonth,
  momentFrom,
  type Period,
  partsOf,
  previousPeriod,
  windowOf,
  windowsEndingIn,
  yearEarlier,
} from '../../../src/domain/calendar/day.ts';

const day = (text: string): number => {
  const found = dayFrom(text);
  if (found === undefined) throw new Error(`no day ${text}`);
  return found;
};
const period = (from: string, to: string): Period => ({ from: day(from), to: day(to) });
const texts = ({ from, to }: Period): string => `${dayText(from)}..${dayText(to)}`;
const anyDay = fc.integer({ min: day('1960-01-01'), max: day('2099-12-31') });

describe('days', () => {
  it('a day that does not exist is no day', () => {
    for (const wrong of [
      '2023-02-30',
      '2023-02-29',
      '2100-02-29',
      '2023-13-01',
      '2023-00-10',
      '2023-04-31',
      '2023-4-1',
      '0023-04-01',
      '',
    ]) {
      expect(dayFrom(wrong), wrong).toBeUndefined();
    }
  });

  it('leap years have a 29 February', () => {
    expect(dayText(day('2024-02-29') + 1)).toBe('2024-03-01');
    expect(dayText(day('2000-02-29'))).toBe('2000-02-29');
    expect(day('2024-03-01') - day('2024-02-01')).toBe(29);
  });

  it('text and day name each other, before 1970 too', () => {
    expect(day('1970-01-01')).toBe(0);
    fc.assert(
      fc.property(anyDay, (one) => {
        expect(day(dayText(one))).toBe(one);
      }),
    );
  });

  it('months beyond twelve roll over into other years', () => {
    expect(dayText(firstOfMonth(2023, 13))).toBe('2024-01-01');
    expect(dayText(firstOfMonth(2023, 0))).toBe('2022-12-01');
    expect(partsOf(day('2024-12-31'))).toEqual({ year: 2024, month: 12, date: 31 });
  });
});

describe('moments', () => {
  const dayOf = (text: string): string | undefined => {
    const moment = momentFrom(text);
    return moment && dayText(moment.day);
  };

  it('16:00 in UTC is midnight in Shanghai, and belongs to the next day', () => {
    expect(dayOf('2022-12-31T16:00:00Z')).toBe('2023-01-01');
    expect(dayOf('2022-12-31T15:59:59Z')).toBe('2022-12-31');
    expect(dayOf('2022-12-31T15:59:59.999Z')).toBe('2022-12-31');
  });

  it('a time with offset is taken to Shanghai', () => {
    expect(dayOf('2023-01-01T00:00:00+08:00')).toBe('2023-01-01');
    expect(dayOf('2023-01-01T00:00:00+0800')).toBe('2023-01-01');
    expect(dayOf('2023-01-01T00:30+09:00')).toBe('2022-12-31');
    expect(dayOf('2022-12-31T11:00:00-05:00')).toBe('2023-01-01');
    expect(dayOf('2022-12-31T21:29:59+05:30')).toBe('2022-12-31');
    expect(momentFrom('2023-01-01T08:00:00+08:00')?.at).toBe(Date.UTC(2023, 0, 1));
  });

  it('a time without offset is office time, a date without time the beginning of its day', () => {
    expect(dayOf('2023-12-31T23:59:59.999')).toBe('2023-12-31');
    expect(dayOf('2023-12-31 23:59')).toBe('2023-12-31');
    expect(momentFrom('2023-05-01')).toEqual(momentFrom('2023-05-01T00:00:00'));
    expect(momentFrom('2023-05-01T00:00:00.123')?.at).toBe((momentFrom('2023-05-01')?.at ?? 0) + 123);
  });

  it('times that do not exist are refused', () => {
    for (const wrong of [
      '2023-01-01T24:00',
      '2023-01-01T24:00:00',
      '2023-01-01T12:60',
      '2023-01-01T12:00:60',
      '2023-02-30T12:00',
      '2023-01-01T12',
      '2023-01-01T12:00+99:00',
      '2023-01-01T12:00+08:75',
      '2023年1月1日',
      'yesterday',
    ]) {
      expect(momentFrom(wrong), wrong).toBeUndefined();
    }
  });
});

describe('windows', () => {
  it('weeks run Monday to Sunday, across the year end', () => {
    expect(texts(windowOf('week', day('2023-01-01')))).toBe('2022-12-26..2023-01-01');
    expect(texts(windowOf('week', day('2024-12-31')))).toBe('2024-12-30..2025-01-05');
    expect(texts(windowOf('week', day('1969-12-31')))).toBe('1969-12-29..1970-01-04');
  });

  it('months, quarters and halves end on their last day', () => {
    expect(texts(windowOf('month', day('2024-02-10')))).toBe('2024-02-01..2024-02-29');
    expect(texts(windowOf('month', day('2023-12-31')))).toBe('2023-12-01..2023-12-31');
    expect(texts(windowOf('quarter', day('2023-05-31')))).toBe('2023-04-01..2023-06-30');
    expect(texts(windowOf('quarter', day('2023-12-31')))).toBe('2023-10-01..2023-12-31');
    expect(texts(windowOf('half', day('2023-07-01')))).toBe('2023-07-01..2023-12-31');
    expect(texts(windowOf('day', day('2023-07-01')))).toBe('2023-07-01..2023-07-01');
  });

  it('an accounting year may start in any month, on any date', () => {
    const december = { month: 12, date: 1 };
    expect(texts(windowOf('year', day('2023-11-30'), december))).toBe('2022-12-01..2023-11-30');
    expect(texts(windowOf('year', day('2023-12-01'), december))).toBe('2023-12-01..2024-11-30');
    expect(texts(windowOf('year', day('2024-01-25'), { month: 1, date: 26 }))).toBe('2023-01-26..2024-01-25');
    expect(texts(windowOf('year', day('2023-12-31')))).toBe('2023-01-01..2023-12-31');
    expect(texts(windowOf('month', day('2023-12-31'), december))).toBe('2023-12-01..2023-12-31');
  });

  it('every day lies in exactly one window of a kind, and windows follow each other without a gap', () => {
    const kinds = fc.constantFrom<CalendarWindow>('day', 'week', 'month', 'quarter', 'half', 'year');
    const starts = fc.record({ month: fc.integer({ min: 1, max: 12 }), date: fc.integer({ min: 1, max: 28 }) });
    fc.assert(
      fc.property(anyDay, kinds, starts, (one, kind, start) => {
        const window = windowOf(kind, one, start);
        expect(window.from <= one && one <= window.to).toBe(true);
        expect(windowOf(kind, window.from, start)).toEqual(window);
        expect(windowOf(kind, window.to, start)).toEqual(window);
        expect(windowOf(kind, window.to + 1, start).from).toBe(window.to + 1);
      }),
    );
  });

  it('only windows that are over count as ended in a period', () => {
    expect(windowsEndingIn('month', period('2023-01-15', '2023-03-30')).map(texts)).toEqual([
      '2023-01-01..2023-01-31',
      '2023-02-01..2023-02-28',
    ]);
    expect(windowsEndingIn('week', period('2023-01-01', '2023-01-08')).map(texts)).toEqual([
      '2022-12-26..2023-01-01',
      '2023-01-02..2023-01-08',
    ]);
    expect(windowsEndingIn('year', period('2023-01-01', '2023-12-30'))).toEqual([]);
    expect(windowsEndingIn('month', { from: 10, to: 9 })).toEqual([]);
  });
});

describe('periods beside a period', () => {
  it('whole months step back by as many months', () => {
    expect(texts(previousPeriod(period('2024-03-01', '2024-03-31')))).toBe('2024-02-01..2024-02-29');
    expect(texts(previousPeriod(period('2023-01-01', '2023-03-31')))).toBe('2022-10-01..2022-12-31');
    expect(texts(previousPeriod(period('2018-03-01', '2018-04-30')))).toBe('2018-01-01..2018-02-28');
    expect(texts(previousPeriod(period('2023-01-01', '2023-12-31')))).toBe('2022-01-01..2022-12-31');
  });

  it('other periods step back by as many days', () => {
    expect(texts(previousPeriod(period('2023-07-01', '2023-10-09')))).toBe('2023-03-22..2023-06-30');
    expect(texts(previousPeriod(period('2023-01-02', '2023-01-08')))).toBe('2022-12-26..2023-01-01');
  });

  it('a year earlier are the same days; the end of a month stays the end of that month', () => {
    expect(texts(yearEarlier(period('2024-02-01', '2024-02-29')))).toBe('2023-02-01..2023-02-28');
    expect(texts(yearEarlier(period('2025-02-01', '2025-02-28')))).toBe('2024-02-01..2024-02-29');
    expect(texts(yearEarlier(period('2024-02-29', '2024-02-29')))).toBe('2023-02-28..2023-02-28');
    expect(texts(yearEarlier(period('2024-02-01', '2024-02-28')))).toBe('2023-02-01..2023-02-28');
    expect(texts(yearEarlier(period('2023-07-01', '2023-10-09')))).toBe('2022-07-01..2022-10-09');
    expect(texts(yearEarlier(period('2023-01-01', '2023-12-31')))).toBe('2022-01-01..2022-12-31');
  });
});
