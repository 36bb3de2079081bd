import { describe, expect, it } from 'vitest';
import { dayFrom, type Period } from '../../src/domain/calendar/day.ts';
import { chineseOrdinal, periodName, showDate, showPeriod, showValue } from '../../src/domain/display.ts';
import { exact, fraction } from '../../src/domain/exact.ts';

const period = (from: string, to: string): Period => ({ from: dayFrom(from) as number, to: dayFrom(to) as number });

describe('figures as printed', () => {
  it('a figure shows the decimals it has, at most two, unless the rulebook fixes them', () => {
    expect(showValue(exact(5))).toBe('5');
    expect(showValue(exact(100))).toBe('100');
    expect(showValue(exact(0))).toBe('0');
    expect(showValue(exact('135.4'))).toBe('135.4');
    expect(showValue(exact('135.456'))).toBe('135.46');
    expect(showValue(fraction(5n, 3n))).toBe('1.67');
    expect(showValue(exact('-0.5'))).toBe('-0.5');
    expect(showValue(exact(10), { decimals: 1 })).toBe('10.0');
    expect(showValue(exact('12.5'), { decimals: 0 })).toBe('13');
    expect(showValue(exact('-0.004'))).toBe('0');
  });

  it('a rate is a percentage, rounded half up on the exact value', () => {
    expect(showValue(fraction(13n, 30n), { percent: true, decimals: 1 })).toBe('43.3%');
    expect(showValue(fraction(1n, 8n), { percent: true, decimals: 0 })).toBe('13%');
    expect(showValue(fraction(1n, 2n), { percent: true })).toBe('50%');
    expect(showValue(exact(1), { percent: true })).toBe('100%');
  });

  it('zero looks as the rulebook says, and a rate of nothing is a dash', () => {
    for (const mark of ['/', '', '—', '0']) expect(showValue(exact(0), { zero: mark })).toBe(mark);
    expect(showValue(exact(0), { percent: true, decimals: 1 })).toBe('0.0%');
    expect(showValue(exact(1), { zero: '/' })).toBe('1');
    expect(showValue(null)).toBe('—');
    expect(showValue(null, { none: '/' })).toBe('/');
    expect(showValue(null, { zero: '/' })).toBe('—');
  });
});

describe('dates as printed', () => {
  it('a date has the full year and no leading zeros', () => {
    expect(showDate('2023-04-03')).toBe('2023年4月3日');
    expect(() => showDate('2023-02-30')).toThrow(RangeError);
    expect(showPeriod(period('2020-04-01', '2020-06-30'))).toBe('2020年4月1日至2020年6月30日');
  });

  it('periods bear the names offices give them', () => {
    expect(periodName(period('2020-01-01', '2020-12-31'))).toBe('2020年');
    expect(periodName(period('2020-01-01', '2020-06-30'))).toBe('2020年上半年');
    expect(periodName(period('2020-07-01', '2020-12-31'))).toBe('2020年下半年');
    expect(periodName(period('2020-04-01', '2020-06-30'))).toBe('2020年第二季度');
    expect(periodName(period('2020-10-01', '2020-12-31'))).toBe('2020年第四季度');
    expect(periodName(period('2018-03-01', '2018-03-31'))).toBe('2018年3月');
    expect(periodName(period('2024-02-01', '2024-02-29'))).toBe('2024年2月');
    expect(periodName(period('2018-12-01', '2018-12-31'))).toBe('2018年12月');
    expect(periodName(period('2018-03-01', '2018-04-30'))).toBe('2018年3—4月');
    expect(periodName(period('2018-02-01', '2018-04-30'))).toBe('2018年2—4月');
    expect(periodName(period('2018-01-01', '2018-11-30'))).toBe('2018年1—11月');
    expect(periodName(period('2018-04-01', '2018-09-30'))).toBe('2018年4—9月');
  });

  it('a period without such a name is named by its days', () => {
    expect(periodName(period('2023-07-01', '2023-10-09'))).toBe('2023年7月1日至2023年10月9日');
    expect(periodName(period('2022-12-01', '2023-01-31'))).toBe('2022年12月1日至2023年1月31日');
    expect(periodName(period('2022-12-01', '2023-11-30'))).toBe('2022年12月1日至2023年11月30日');
    expect(periodName(period('2022-02-02', '2022-02-28'))).toBe('2022年2月2日至2022年2月28日');
  });
});

describe('ordinals', () => {
  it('headings count as Chinese does', () => {
    expect([1, 9, 10, 11, 19, 20, 23, 30, 99].map(chineseOrdinal)).toEqual([
      '一',
      '九',
      '十',
      '十一',
      '十九',
      '二十',
      '二十三',
      '三十',
      '九十九',
    ]);
  });

  it('beyond 99 there is no heading', () => {
    for (const wrong of [0, 100, -1, 1.5]) expect(() => chineseOrdinal(wrong)).toThrow(RangeError);
  });
});
