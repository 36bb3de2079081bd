import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DigestBasis, type DigestItem, digestContent, digestKey, MOST_TITLES } from '../../src/domain/notification/content.ts';
import {
  type MessageStep,
  messageStates,
  messageSteps,
  messageWait,
  openSteps,
  takeMessage,
} from '../../src/domain/notification/lifecycle.ts';
import { figuresMonth, isDigestDay, serverWait } from '../../src/domain/notification/settings.ts';
import { shippedWorkCalendar } from '../../src/store/calendar.ts';

const calendar = shippedWorkCalendar();
const item = (submission: number, over: Partial<DigestItem> = {}): DigestItem => ({
  ...{ task: 'decide', taskName: '待我采用', site: { id: 'a', name: '某县' }, submission, title: `第${submission}件`, unitName: '山口乡' },
  ...{ urgent: false, since: '2024-05-15T01:00:00.000Z' },
  ...over,
});
const basis = (items: readonly DigestItem[], over: Partial<DigestBasis> = {}): DigestBasis => ({
  ...{ name: '郑编辑', items, counts: [{ task: 'decide', name: '待我采用', count: items.length }], told: [] },
  ...{ day: '2024-05-15', publicUrl: undefined },
  ...over,
});

describe('a message', () => {
  const steps = Object.keys(messageSteps) as MessageStep[];
  it.each(messageStates.flatMap((state) => steps.map((step) => [state, step] as const)))(
    'that is %s takes %s as its life says',
    (state, step) => {
      const { from, to } = messageSteps[step];
      const outcome = takeMessage(step, state);
      expect(outcome.ok).toBe((from as readonly string[]).includes(state));
      expect(openSteps(state).includes(step)).toBe(outcome.ok);
      if (outcome.ok) expect(outcome.value).toBe(to === 'stay' ? state : to);
    },
  );
  it('that is over takes no step more, but that it is sent again by hand where it was given up', () => {
    for (const state of ['sent', 'dropped'] as const) expect(openSteps(state)).toEqual([]);
    expect(openSteps('failed')).toEqual(['retry']);
  });
  it('waits longer with each try', () => {
    expect([1, 2, 3, 4, 5, 6].map(messageWait)).toEqual([5, 15, 60, 180, 360, 360]);
    expect([0, 1, 2, 3, 4, 99].map(serverWait)).toEqual([1, 1, 2, 5, 10, 10]);
  });
});

describe('a digest', () => {
  it('is there only where something waits that was not told, and tells all that waits', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 90 }), fc.integer({ min: 0, max: 90 }), (ids, known) => {
        const items = ids.map((id) => item(id));
        const told = items.slice(0, known).map(digestKey);
        const content = digestContent(basis(items, { told }));
        const fresh = items.slice(known).length;
        if (fresh === 0) return content === undefined;
        const shown = items.filter(({ title }) => content?.text.includes(`${title}（`)).length;
        const marked = content?.text.split('【新】').length ?? 0;
        return shown >= Math.min(items.length, MOST_TITLES) && marked - 1 === Math.min(fresh, MOST_TITLES);
      }),
    );
  });
  it('takes what came back for something new', () => {
    const [before, after] = [item(1), item(1, { since: '2024-05-16T01:00:00.000Z' })];
    expect(digestContent(basis([before], { told: [digestKey(before)] }))).toBeUndefined();
    expect(digestContent(basis([after], { told: [digestKey(before)] }))?.subject).toBe('报采通：1 件待办，新到 1 件');
  });
  it('lets no title out of its place in html, and has no links where the platform has no address', () => {
    const content = digestContent(basis([item(1, { title: '<a href="x">&</a>' })]));
    expect(content?.html).toContain('&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;');
    expect(`${content?.html}${content?.text}`).not.toContain('http');
  });
});

describe('the days', () => {
  it('of work are Monday to Friday', () => {
    const week = ['2024-05-13', '2024-05-14', '2024-05-15', '2024-05-16', '2024-05-17', '2024-05-18', '2024-05-19'];
    expect(week.map((day) => isDigestDay('workdays', day, calendar))).toEqual([true, true, true, true, true, false, false]);
    expect(week.every((day) => isDigestDay('daily', day, calendar) && !isDigestDay('off', day, calendar))).toBe(true);
    // 春节 in the week, and the Sunday that is worked for it.
    const spring = ['2024-02-09', '2024-02-12', '2024-02-15', '2024-02-17', '2024-02-18', '2024-02-19'];
    expect(spring.map((day) => isDigestDay('workdays', day, calendar))).toEqual([true, false, false, false, true, true]);
  });
  it.each([
    [5, '2024-06-04', undefined],
    [5, '2024-06-05', '2024-05'],
    [5, '2024-06-30', '2024-05'],
    [31, '2024-02-28', undefined],
    [31, '2024-02-29', '2024-01'],
    [1, '2025-01-01', '2024-12'],
  ] as const)('of figures: on the %i, at %s, those of %s are due', (figuresDay, day, month) => {
    expect(figuresMonth(figuresDay, day)).toBe(month);
  });
});
