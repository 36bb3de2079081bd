// The life of a commission and of a unit's task: every state × every step, by a table of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dayFrom } from '../../../src/domain/calendar/day.ts';
import { answering } from '../../../src/domain/commission/answer.ts';
import {
  type CommissionStep,
  commissionStates,
  commissionSteps,
  openCommissionSteps,
  openTaskSteps,
  type TaskStep,
  takeCommission,
  takeTask,
  taskStates,
  taskSteps,
} from '../../../src/domain/commission/lifecycle.ts';
import { commissionFindings, crowded, lapsesOn, outcomeOf, unitFindings } from '../../../src/domain/commission/place.ts';

const given = {
  reason: '理由',
  open: 0,
  commission: 'open',
  mayDecline: true,
  overdue: true,
  lapsed: true,
  linked: true,
  received: false,
} as const;

const commissionMoves = [
  ...['open edit open', 'locked edit locked', 'open ask open', 'open lock locked', 'locked unlock open', 'closed unlock open'],
  ...['open close closed', 'locked close closed', 'open withdraw withdrawn', 'locked withdraw withdrawn'],
];
const openOnes = ['asked', 'accepted', 'gathering', 'drafting'];
const taskMoves = [
  ...['asked accept accepted', 'asked gather gathering', 'accepted gather gathering'],
  ...['asked draft drafting', 'accepted draft drafting', 'gathering draft drafting'],
  ...['asked decline declined', 'accepted decline declined', 'drafting detach drafting', 'sent take-back drafting'],
  ...openOnes.map((state) => `${state} answer drafting`),
  ...openOnes.map((state) => `${state} send sent`),
  ...openOnes.map((state) => `${state} remind ${state}`),
  ...openOnes.flatMap((state) => [`${state} miss missed`, `${state} lapse missed`]),
  ...openOnes.flatMap((state) => [`${state} pass-on ${state}`, `${state} end called-off`]),
  ...[...openOnes, 'declined'].flatMap((state) => [`${state} reassign moved`, `${state} call-off called-off`]),
  ...['missed excuse excused', ...['sent', 'declined', 'missed', 'excused'].map((state) => `${state} reopen accepted`)],
];

describe('every state × every step', () => {
  it('of a commission', () => {
    const moves = commissionStates.flatMap((state) =>
      (Object.keys(commissionSteps) as CommissionStep[]).flatMap((step) => {
        const next = takeCommission(step, { ...given, state });
        if (!next.ok) expect(next.code).toBe('wrong-state');
        return next.ok ? [`${state} ${step} ${next.value}`] : [];
      }),
    );
    expect(moves.sort()).toEqual([...commissionMoves].sort());
  });

  it('of a task', () => {
    const moves = taskStates.flatMap((state) =>
      (Object.keys(taskSteps) as TaskStep[]).flatMap((step) => {
        const next = takeTask(step, { ...given, state });
        if (!next.ok) expect(next.code).toBe('wrong-state');
        return next.ok ? [`${state} ${step} ${next.value}`] : [];
      }),
    );
    expect(moves.sort()).toEqual([...taskMoves].sort());
    expect(takeTask('answer', { ...given, state: 'asked', received: true })).toMatchObject({ value: 'sent' });
  });
});

describe('what a step asks', () => {
  it('is told with its reason: an open task keeps a commission open, a locked one takes no answers, overdue must be, reasons are given', () => {
    expect(takeCommission('close', { ...given, state: 'open', open: 2 })).toMatchObject({
      code: 'conflict',
      findings: [{ message: expect.stringContaining('2 个单位') }],
    });
    expect(takeCommission('withdraw', { ...given, state: 'open', reason: ' ' })).toMatchObject({ code: 'bad-input' });
    for (const step of ['accept', 'gather', 'draft', 'answer', 'send', 'remind', 'reassign'] as const)
      expect(takeTask(step, { ...given, state: 'asked', commission: 'locked' }), step).toMatchObject({ code: 'conflict' });
    expect(takeTask('miss', { ...given, state: 'asked', commission: 'locked' })).toMatchObject({ ok: true });
    expect(takeTask('miss', { ...given, state: 'asked', overdue: false })).toMatchObject({ code: 'conflict' });
    // The clock is more careful than the office: it waits longer, and leaves what takes no answers alone.
    expect(takeTask('lapse', { ...given, state: 'asked', lapsed: false })).toMatchObject({ code: 'conflict' });
    expect(takeTask('lapse', { ...given, state: 'asked', commission: 'locked' })).toMatchObject({ code: 'conflict' });
    expect(takeTask('decline', { ...given, state: 'asked', mayDecline: false })).toMatchObject({ code: 'conflict' });
    expect(takeTask('excuse', { ...given, state: 'missed', reason: '' })).toMatchObject({ code: 'bad-input' });
    expect(takeTask('detach', { ...given, state: 'drafting', linked: false })).toMatchObject({ code: 'conflict' });
  });

  it('shows as buttons to those who hold the capability, without what comes by itself', () => {
    const unit = openTaskSteps({ ...given, state: 'asked' }, (one) => one === 'commission.answer');
    expect(unit.map(({ step }) => step)).toEqual(['accept', 'gather', 'draft', 'decline', 'answer']);
    const office = openTaskSteps({ ...given, state: 'asked', overdue: false }, (one) => one === 'commission.place');
    expect(office.map(({ step }) => step)).toEqual(['remind', 'reassign', 'call-off']);
    expect(openTaskSteps({ ...given, state: 'asked' }, () => false)).toEqual([]);
    const steps = openCommissionSteps({ state: 'open', open: 1 }, () => true);
    expect(steps.map(({ step, barred }) => [step, barred !== undefined])).toEqual([
      ['close', true],
      ['edit', false],
      ['ask', false],
      ['lock', false],
      ['withdraw', false],
    ]);
  });
});

it('the whole of the last day is in time', () => {
  expect(outcomeOf('2024-05-31', '2024-05-31')).toBe('done');
  expect(outcomeOf('2024-06-01', '2024-05-31')).toBe('late');
});

it('a commission has a title and a day that has not passed, and names no unit twice', () => {
  const today = dayFrom('2024-05-15') ?? 0;
  expect(commissionFindings({ title: '题', brief: '', due: '2024-05-15' }, today)).toEqual([]);
  expect(commissionFindings({ title: ' ', brief: '', due: '2024-05-14' }, today).map(({ where }) => where)).toEqual(['title', 'due']);
  expect(commissionFindings({ title: '题', brief: '', due: '2024-02-30' }, today)).toMatchObject([{ message: '没有这一天' }]);
  expect(unitFindings([1, 2, 1])).toMatchObject([{ where: 'units[2]' }]);
});

it('a task lapses so many days after the last day on which it was due, asked or opened again; never where the office says so itself', () => {
  const days = { due: '2024-05-31', askedOn: '2024-05-10', openedOn: '2024-05-10' };
  expect([1, 7].map((after) => lapsesOn(days, after))).toEqual(['2024-06-01', '2024-06-07']);
  expect(lapsesOn({ ...days, askedOn: '2024-06-20' }, 7)).toBe('2024-06-27');
  expect(lapsesOn({ ...days, openedOn: '2024-06-10' }, 7)).toBe('2024-06-17');
  expect(lapsesOn(days, 0)).toBeUndefined();
});

it('a unit is crowded beyond the setting, not at it', () => {
  expect([crowded(3, 3), crowded(4, 3)]).toEqual([false, true]);
});

describe('an item answers', () => {
  const task = { unit: 7, unitName: '县教育局', placedOn: '2024-05-10', sections: [] };
  const item = { state: 'submitted', units: [7], deliveredOn: '2024-05-10' } as const;
  it('where it is the unit’s own, is not given up, and was not sent before the commission', () => {
    expect(answering(item, task)).toEqual({ ok: true, value: true });
    expect(answering({ ...item, state: 'draft', deliveredOn: undefined }, task)).toEqual({ ok: true, value: false });
    // Sent back by the office: it comes in again, and only then answers.
    expect(answering({ ...item, state: 'returned' }, task)).toEqual({ ok: true, value: false });
    expect(answering({ ...item, units: [8, 7] }, task)).toMatchObject({ ok: true });
    expect(answering({ ...item, units: [8] }, task)).toMatchObject({ code: 'conflict' });
    expect(answering({ ...item, deliveredOn: '2024-05-09' }, task)).toMatchObject({ code: 'conflict' });
    for (const state of ['recorded', 'rejected', 'withdrawn', 'discarded'] as const)
      expect(answering({ ...item, state }, task)).toMatchObject({ code: 'wrong-state' });
  });

  it('in any section, or where sections are named in one of them; what has none yet may still get one', () => {
    const named = {
      ...task,
      sections: [
        { id: 1, name: '要闻' },
        { id: 2, name: '公告' },
      ],
    };
    expect(answering({ ...item, section: 9 }, task)).toMatchObject({ ok: true });
    for (const section of [1, 2, undefined]) expect(answering({ ...item, section }, named)).toMatchObject({ ok: true });
    const refused = answering({ ...item, section: 9 }, named);
    expect(refused).toMatchObject({ code: 'conflict', findings: [{ message: '这件约稿要“要闻”、“公告”栏目的稿件' }] });
  });
});

it('SQL lists the same states', () => {
  const sql = readFileSync(join(import.meta.dirname, '../../../migrations/0009-commissions.sql'), 'utf8');
  const listed = (table: string): string[] => {
    const list = /state text not null check \(state in \(([^)]*)\)\)/.exec(sql.slice(sql.indexOf(`create table ${table} (`)))?.[1] ?? '';
    return [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
  };
  expect(listed('commissions')).toEqual([...commissionStates]);
  expect(listed('commission_tasks')).toEqual([...taskStates]);
});
