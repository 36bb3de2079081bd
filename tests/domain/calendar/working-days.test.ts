import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFrom, dayText, windowOf } from '../../../src/domain/calendar/day.ts';
import { readYearText, yearFindings } from '../../../src/domain/calendar/read-year.ts';
import { calendarOf, dayKind, deadlineOf, dueAfter, isWorkingDay } from '../../../src/domain/calendar/working-days.ts';
import { shippedCalendar, shippedWorkCalendar } from '../../../src/store/calendar.ts';

const calendar = shippedWorkCalendar();
const day = (text: string): number => dayFrom(text) as number;
const due = (received: string, days: number, more: object = {}): string =>
  deadlineOf(calendar, { received: day(received), days, ...more }).due;

describe('the calendar that comes with the program', () => {
  it('knows every year from 2004 to 2026, and each of them passes what an imported year has to pass', () => {
    expect([...calendar.years]).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
    for (const [year, days] of Object.entries(shippedCalendar().years)) expect(yearFindings(Number(year), days), year).toEqual([]);
  });

  it('names its source, version, licence and day', () => {
    expect(shippedCalendar().source).toMatchObject({ name: 'chinese-days', version: '1.5.7', license: 'MIT', taken: '2026-11-23' });
  });

  it.each([
    ['2024', '1.1; 2.10–17; 4.4–6; 5.1–5; 6.10; 9.15–17; 10.1–7', '2.4, 2.18, 4.7, 4.28, 5.11, 9.14, 9.29, 10.12'],
    ['2025', '1.1; 1.28–2.4; 4.4–6; 5.1–5; 5.31–6.2; 10.1–8', '1.26, 2.8, 4.27, 9.28, 10.11'],
    ['2026', '1.1–3; 2.15–23; 4.4–6; 5.1–5; 6.19–21; 9.25–27; 10.1–7', '1.4, 2.14, 2.28, 5.9, 9.20, 10.10'],
  ])('holds the arrangement of %s as it was published', (year, off, work) => {
    const dayOf = (text: string, month = ''): number => {
      const [first = '', second] = text.split('.');
      return day([year, second === undefined ? month : first, second ?? first].map((part) => part.padStart(2, '0')).join('-'));
    };
    const free = off.split('; ').flatMap((range) => {
      const [from = '', to = from] = range.split('–');
      const [first, last] = [dayOf(from), dayOf(to, from.split('.')[0])];
      return Array.from({ length: last - first + 1 }, (_, index) => dayText(first + index));
    });
    const held = shippedCalendar().years[year];
    expect(Object.keys(held?.off ?? {})).toEqual(free);
    expect(Object.keys(held?.work ?? {})).toEqual(work.split(', ').map((text) => dayText(dayOf(text))));
  });

  it.each([
    ['2024-02-04', true, '春节调休上班'],
    ['2024-02-18', true, '春节调休上班'],
    ['2024-02-15', false, '春节放假'],
    ['2025-10-11', true, '国庆节调休上班'],
    ['2026-02-23', false, '春节放假'],
    ['2026-06-01', true, '工作日'],
    ['2026-06-06', false, '周六'],
    ['2026-06-07', false, '周日'],
    // Half a day for women, youth or children leaves an office at work.
    ['2026-05-04', false, '劳动节放假'],
    ['2024-03-08', true, '工作日'],
  ])('says of %s what it is', (date, working, reason) => {
    expect(dayKind(calendar, day(date))).toEqual({ working, reason, provisional: false });
  });
});

describe('a time in working days', () => {
  it.each([
    ['2024-01-26', '2024-02-28'],
    ['2024-09-25', '2024-10-28'],
    ['2025-09-26', '2025-10-30'],
    ['2026-02-13', '2026-03-19'],
    ['2026-09-18', '2026-10-22'],
    ['2026-06-01', '2026-06-30'],
  ])('of twenty days from %s ends on %s', (received, end) => {
    expect(due(received, 20)).toBe(end);
  });

  it('begins on the next working day, or on the day itself where that is settled', () => {
    expect(due('2024-05-17', 1)).toBe('2024-05-20');
    expect(due('2024-05-17', 1, { dayOne: 'same' })).toBe('2024-05-17');
    expect(due('2024-05-18', 1, { dayOne: 'same' })).toBe('2024-05-20');
  });

  it('leaves out suspended days, both ends included, and adds an extension at the end', () => {
    const answer = deadlineOf(calendar, {
      ...{ received: day('2024-05-13'), days: 3, extended: 2 },
      suspended: [{ from: day('2024-05-15'), to: day('2024-05-16') }],
    });
    expect(answer.due).toBe('2024-05-22');
    expect(answer.days.filter(({ counted }) => counted).map(({ date, reason }) => [date, reason])).toEqual([
      ['2024-05-14', '工作日'],
      ['2024-05-17', '工作日'],
      ['2024-05-20', '工作日'],
      ['2024-05-21', '工作日（延长）'],
      ['2024-05-22', '工作日（延长）'],
    ]);
    expect(answer.days[0]).toEqual({ date: '2024-05-13', counted: false, reason: '收到当日，不计' });
    expect(answer.days[2]).toEqual({ date: '2024-05-15', counted: false, reason: '期间中止，不计' });
  });

  it('is provisional where it runs into a year that is not loaded, and only there', () => {
    expect(deadlineOf(calendar, { received: day('2026-12-25'), days: 3 })).toMatchObject({ due: '2026-12-30', provisional: false });
    const late = deadlineOf(calendar, { received: day('2026-12-25'), days: 10 });
    expect(late.provisional).toBe(true);
    expect(late.days.find(({ date }) => date === '2027-01-04')).toMatchObject({ counted: true, provisional: true });
    expect(deadlineOf(calendar, { received: day('2003-12-31'), days: 1 })).toMatchObject({ due: '2004-01-02', provisional: false });
    expect(deadlineOf(calendar, { received: day('2003-12-30'), days: 1 })).toMatchObject({ due: '2003-12-31', provisional: true });
  });

  it('equals counting the calendar one day at a time', () => {
    const arrangements = shippedCalendar().years;
    /** As a clerk does it with a finger on the wall calendar. */
    const works = (at: number): boolean => {
      const text = dayText(at);
      const year = arrangements[text.slice(0, 4)];
      if (year && text in year.work) return true;
      return !(year && text in year.off) && ![0, 6].includes(new Date(`${text}T00:00:00Z`).getUTCDay());
    };
    const anyDay = fc.integer({ min: day('2004-01-01'), max: day('2027-12-31') });
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 20 }),
        anyDay,
        fc.integer({ min: 0, max: 40 }),
        (received, days, extended, stop, length) => {
          const suspended = [{ from: stop, to: stop + length }];
          const answer = deadlineOf(calendar, { received, days, extended, suspended });
          let left = days + extended;
          let at = received;
          while (left > 0) {
            at += 1;
            if (works(at) && !(at >= stop && at <= stop + length)) left -= 1;
          }
          expect(answer.due).toBe(dayText(at));
          expect(answer.days.filter(({ counted }) => counted)).toHaveLength(days + extended);
          expect(answer.days).toHaveLength(at - received + 1);
          expect(answer.provisional).toBe(at >= day('2027-01-01'));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('may be counted in natural days instead', () => {
    expect(dayText(dueAfter(calendar, day('2024-05-17'), 10, { count: 'natural' }).due)).toBe('2024-05-27');
    expect(dayText(dueAfter(calendar, day('2024-05-17'), 10, { count: 'working' }).due)).toBe('2024-05-31');
    expect(dueAfter(calendar, day('2024-05-17'), 0, { count: 'working' }).due).toBe(day('2024-05-17'));
  });
});

/** As the notice of a year might say it. */
const lines = `日期,类型,名称
2027-01-01,放假,元旦
2026-12-31,上班,元旦
2027-02-05,放假,春节
2027-02-06 放假 春节
2027-02-20　上班　春节
2027-05-01，放假，劳动节
2027-10-01,休,国庆节
2027-10-02,休,国庆节
2027-10-03,休,国庆节`;

describe('a year that an office brings', () => {
  it('is read from lines as from JSON', () => {
    const read = readYearText(lines);
    expect(read).toMatchObject({
      ok: true,
      value: { work: { '2027-02-20': '春节' }, off: { '2027-02-06': '春节', '2027-10-03': '国庆节' } },
    });
    expect(read.ok && readYearText(JSON.stringify(read.value))).toEqual(read);
  });

  it('names each line that cannot be read', () => {
    const read = readYearText('2027-02-30,放假,春节\n2027-02-06,过节,春节\n2027-02-07,放假,春节\n2027-02-07,上班,春节');
    expect(!read.ok && read.findings.map(({ message }) => message)).toEqual([
      '第 1 行：“2027-02-30”不是日期，应如 2027-01-01',
      '第 2 行：“过节”应写“放假”或者“上班”',
      '第 4 行：2027-02-07 写了两次',
    ]);
    for (const text of ['', '{', '{"off": []}', '{"off": {"2027-01-01": 1}}']) expect(readYearText(text).ok, text).toBe(false);
  });

  it('is refused where it is not whole, speaks of another year, or lets people work on a working day', () => {
    const whole = { '2027-01-01': '元旦', '2027-05-01': '劳动节', '2027-10-01': '国庆节', '2027-10-02': '国庆节', '2027-10-03': '国庆节' };
    const said = (off: object, work: object = {}) =>
      yearFindings(2027, { off: { ...whole, ...off }, work: work as Record<string, string> }).map(({ message }) => message);
    expect(said({})).toEqual([]);
    expect(said({}, { '2026-12-27': '元旦' })).toEqual([]);
    expect(said({ '2028-01-01': '元旦' })).toEqual(['2028-01-01 不是 2027 年的，也不在上一年 12 月']);
    expect(said({}, { '2027-02-08': '春节' })).toEqual(['2027-02-08 本来就是工作日，不用写上班']);
    expect(said({ '2027-02-06': '' })).toEqual(['2027-02-06 请写是什么节，不超过 40 个字']);
    expect(said({ '2027-02-06': '春节' }, { '2027-02-06': '春节' })).toEqual(['2027-02-06 又放假又上班']);
    expect(yearFindings(2027, { off: { '2027-01-01': '元旦' }, work: {} })[0]?.message).toContain('2027-05-01');
  });

  it('stands above the year before where both speak of a day', () => {
    const both = calendarOf(
      new Map([
        [2027, { off: {}, work: { '2026-12-27': '元旦' } }],
        [2026, { off: { '2026-12-27': '冬休' }, work: {} }],
      ]),
    );
    expect(isWorkingDay(both, day('2026-12-27'))).toBe(true);
    expect(windowOf('week', day('2026-12-27')).to).toBe(day('2026-12-27'));
  });
});
