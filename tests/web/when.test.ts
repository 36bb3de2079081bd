// Moments as lists show them: office time, whatever the clock of the machine.
import { expect, it } from 'vitest';
import { ownAddress } from '../../src/web/then.ts';
import { when } from '../../src/web/when.ts';

const words = { today: '今天', yesterday: '昨天' };
const now = new Date('2026-03-02T00:30:00+08:00');

it('today has its time, yesterday its word, this year its month and day, another year everything', () => {
  expect(when('2026-03-01T16:10:00Z', now, words)).toEqual({ full: '2026年3月2日 00:10', short: '00:10' });
  expect(when('2026-03-01T15:59:59Z', now, words).short).toBe('昨天 23:59');
  expect(when('2026-02-27T16:00:00Z', now, words).short).toBe('2月28日');
  expect(when('2025-12-31T15:59:59Z', now, words).short).toBe('2025年12月31日');
  expect(when('2025-12-31T16:00:00Z', now, words).short).toBe('1月1日');
});

it('a day alone has no time, not even today', () => {
  expect(when('2026-03-02', now, words)).toEqual({ full: '2026年3月2日', short: '3月2日' });
  expect(when('2026-03-09', now, words).short).toBe('3月9日');
});

it('signing in leads on only to an address of this platform', () => {
  expect(ownAddress('/s/hl/mine?state=draft')).toBe('/s/hl/mine?state=draft');
  for (const elsewhere of ['//evil.example', '/\\evil.example', 'https://evil.example', '', undefined, ['/a']])
    expect(ownAddress(elsewhere)).toBe('/');
});
