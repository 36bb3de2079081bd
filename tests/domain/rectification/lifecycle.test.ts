// The life of a wording error: every state × every step, by a table of its own; who may take which, and what stands against it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isOverdue,
  openRectificationSteps,
  type RectificationSituation,
  type RectificationStep,
  rectificationStates,
  rectificationSteps,
  takeRectification,
} from '../../../src/domain/rectification/lifecycle.ts';

const fit: Omit<RectificationSituation, 'state'> = {
  ...{ side: 'unit', finder: 1, confirmer: 2, person: 3, alone: false, stands: false, reason: '理由' },
};
const steps = Object.keys(rectificationSteps) as RectificationStep[];

/** `from step to`, all there is. */
const moves = [
  ...['found confirm confirmed', 'found dismiss dismissed', 'dismissed reopen found'],
  ...['confirmed revoke dismissed', 'noticed revoke dismissed', 'replied revoke dismissed', 'closed revoke dismissed'],
  ...['confirmed notify noticed', 'noticed reply replied', 'replied return noticed', 'confirmed close closed', 'replied close closed'],
];

it('every state × every step', () => {
  const found = rectificationStates.flatMap((state) =>
    steps.flatMap((step) => {
      const next = takeRectification(step, { ...fit, state });
      if (!next.ok) expect(next.code).toBe('wrong-state');
      return next.ok ? [`${state} ${step} ${next.value}`] : [];
    }),
  );
  expect(found.sort()).toEqual([...moves].sort());
});

describe('two persons', () => {
  it('find and confirm, confirm and close; a setting or an office of one lifts it', () => {
    expect(takeRectification('confirm', { ...fit, state: 'found', person: 1 })).toMatchObject({
      code: 'conflict',
      findings: [{ code: 'not-finder' }],
    });
    expect(takeRectification('close', { ...fit, state: 'replied', person: 2 })).toMatchObject({
      code: 'conflict',
      findings: [{ code: 'not-confirmer' }],
    });
    expect(takeRectification('confirm', { ...fit, state: 'found', person: 1, alone: true }).ok).toBe(true);
    expect(takeRectification('close', { ...fit, state: 'replied', person: 2, alone: true }).ok).toBe(true);
  });
});

it('nothing is closed while the wrong passage still stands in the text', () => {
  expect(takeRectification('close', { ...fit, state: 'replied', stands: true })).toMatchObject({ findings: [{ code: 'rectified' }] });
});

it('the office’s own error is notified to no unit, and there is no button for it', () => {
  expect(takeRectification('notify', { ...fit, state: 'confirmed', side: 'office' })).toMatchObject({ code: 'conflict' });
  const open = openRectificationSteps({ ...fit, state: 'confirmed', side: 'office' }, () => true);
  expect(open.map(({ step }) => step)).toEqual(['revoke', 'close']);
});

it('reasons are asked for where somebody must read why', () => {
  for (const [step, state] of [
    ['dismiss', 'found'],
    ['revoke', 'closed'],
    ['reopen', 'dismissed'],
    ['return', 'replied'],
  ] as const)
    expect(takeRectification(step, { ...fit, state, reason: ' ' })).toMatchObject({ code: 'bad-input', findings: [{ where: 'reason' }] });
});

it('late is who has not answered by the end of the day given, and nobody else', () => {
  expect(isOverdue({ state: 'noticed', dueOn: '2024-05-20' }, '2024-05-20')).toBe(false);
  expect(isOverdue({ state: 'noticed', dueOn: '2024-05-20' }, '2024-05-21')).toBe(true);
  expect(isOverdue({ state: 'replied', dueOn: '2024-05-20' }, '2024-05-21')).toBe(false);
  expect(isOverdue({ state: 'noticed', dueOn: null }, '2024-05-21')).toBe(false);
});

it('SQL lists the same states', () => {
  const sql = readFileSync(join(import.meta.dirname, '../../../migrations/0011-rectifications.sql'), 'utf8');
  const list = /state text not null check \(state in \(([^)]*)\)\)/.exec(sql)?.[1] ?? '';
  expect([...list.matchAll(/'([^']+)'/g)].map(([, name]) => name)).toEqual([...rectificationStates]);
});
