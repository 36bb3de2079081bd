// The desk's own small reckonings: time until a publication, periods and their neighbours.
import { describe, expect, it } from 'vitest';
import { kindOf, neighbour, thisMonth, windowAround } from '../../src/web/parts/desk/period-choice.ts';
import { withNewest } from '../../src/web/parts/desk/remembered.ts';
import { untilText } from '../../src/web/parts/desk/until-text.ts';

describe('the time until something is published', () => {
  const now = new Date('2026-03-01T08:00:00+08:00');
  it.each([
    ['2026-03-01T07:59:00+08:00', '即将发布'],
    ['2026-03-01T08:00:30+08:00', '还有 1 分钟'],
    ['2026-03-01T09:00:00+08:00', '还有 1 小时'],
    ['2026-03-01T10:30:00+08:00', '还有 2 小时 30 分'],
    ['2026-03-03T08:00:00+08:00', '还有 2 天'],
    ['2026-03-02T10:10:00+08:00', '还有 1 天 2 小时'],
  ])('%s is said as %s', (at, said) => expect(untilText(at, now)).toBe(said));
});

describe('a period', () => {
  it('is known as a month, a quarter, a year, or any days', () => {
    expect(kindOf({ from: '2024-02-01', to: '2024-02-29' })).toBe('month');
    expect(kindOf({ from: '2024-04-01', to: '2024-06-30' })).toBe('quarter');
    expect(kindOf({ from: '2024-01-01', to: '2024-12-31' })).toBe('year');
    expect(kindOf({ from: '2024-01-01', to: '2024-12-30' })).toBe('days');
  });

  it('has neighbours of its own kind, across years and months of other lengths', () => {
    expect(neighbour({ from: '2024-03-01', to: '2024-03-31' }, -1)).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(neighbour({ from: '2024-10-01', to: '2024-12-31' }, 1)).toEqual({ from: '2025-01-01', to: '2025-03-31' });
    expect(neighbour({ from: '2024-07-01', to: '2024-07-10' }, -1)).toEqual({ from: '2024-06-21', to: '2024-06-30' });
  });

  it('begins with the month of office time', () => {
    expect(thisMonth(new Date('2024-12-31T16:30:00Z'))).toEqual({ from: '2025-01-01', to: '2025-01-31' });
    expect(windowAround('year', 0).to.slice(5)).toBe('12-31');
  });
});

it('the phrases written last stand first, each once, not too many', () => {
  expect(withNewest(['乙', '甲'], '甲')).toEqual(['甲', '乙']);
  expect(withNewest(['丙', '乙', '甲'], '丁')).toEqual(['丁', '丙', '乙']);
  expect(withNewest(['甲'], '')).toEqual(['甲']);
});
