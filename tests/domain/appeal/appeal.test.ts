// The life of an appeal: every state × every step, and what winning one can bring.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AppealStep, appealStates, appealSteps, openAppealSteps, takeAppeal } from '../../../src/domain/appeal/lifecycle.ts';
import { appealTargets, raisedUntil, raiseFindings, remediesOf, remedyFindings } from '../../../src/domain/appeal/remedy.ts';
import { deskRulebook } from '../../support/facts.ts';

const situation = { state: 'raised', deciders: [1], raiser: 2, person: 3, reason: '理由' } as const;

describe('an appeal', () => {
  it('goes every way there is, and no other', () => {
    const moves = appealStates.flatMap((state) =>
      (Object.keys(appealSteps) as AppealStep[]).flatMap((step) => {
        const next = takeAppeal(step, { ...situation, state });
        if (!next.ok) expect(next.code).toBe('wrong-state');
        return next.ok ? [`${state} ${step} ${next.value}`] : [];
      }),
    );
    expect(moves.sort()).toEqual([
      'raised grant granted',
      'raised grant-partly partly-granted',
      'raised refuse refused',
      'raised take-back taken-back',
    ]);
  });

  it('is answered by another than who decided or who raised it, with a reason', () => {
    const codes = (over: object) => {
      const next = takeAppeal('grant', { ...situation, ...over });
      return next.ok ? 'yes' : [next.code, ...next.findings.map(({ code }) => code)].join(' ');
    };
    expect(codes({})).toBe('yes');
    expect(codes({ person: 1 })).toBe('conflict not-decider');
    expect(codes({ person: 2 })).toBe('conflict not-raiser');
    expect(codes({ reason: ' ' })).toBe('bad-input reason');
    expect(codes({ person: undefined })).toBe('yes');
    expect(openAppealSteps({ ...situation, person: 1 }, () => true).map(({ step, barred }) => `${step} ${barred === undefined}`)).toEqual([
      'grant false',
      'grant-partly false',
      'refuse false',
      'take-back true',
    ]);
  });

  it('has the states and targets that the table lists', () => {
    const sql = readFileSync(new URL('../../../migrations/0012-appeals.sql', import.meta.url), 'utf8');
    expect(sql).toContain(`state in (${appealStates.map((one) => `'${one}'`).join(', ')})`);
    expect(sql).toContain(`about in (${appealTargets.map((one) => `'${one}'`).join(', ')})`);
  });
});

describe('what an appeal brings', () => {
  it('takes no fact back that several units share', () => {
    expect(remediesOf('fact', 'grant', false)).toEqual(['reverse', 'points']);
    expect(remediesOf('fact', 'grant', true)).toEqual(['points']);
    expect(remediesOf('rejection', 'grant', false)).toEqual(['reopen']);
    for (const about of appealTargets) expect(remediesOf(about, 'grant-partly', false)).toEqual(['points']);
  });

  it('is points only where the rulebook counts adjustments, and then some points', () => {
    const codes = (points: number | undefined, counted: boolean) => {
      const book = deskRulebook() as never as { rules: object[] };
      if (counted) book.rules.push({ id: '调整', each: { fact: 'adjustment' }, points: 'own' });
      return remedyFindings({ remedy: 'points', points }, ['points'], book as never).map(({ code }) => code);
    };
    expect(codes(5, true)).toEqual([]);
    expect(codes(-0.25, true)).toEqual([]);
    expect(codes(0, true)).toEqual(['points']);
    expect(codes(0.125, true)).toEqual(['points']);
    expect(codes(5, false)).toEqual(['no-rule']);
    expect(remedyFindings({ remedy: 'reverse' }, ['points'], undefined).map(({ code }) => code)).toEqual(['remedy']);
  });

  it('can be asked for until so many days after the last day on which the unit could know', () => {
    const after = (day: number, days: number) => day + 2 * days;
    expect(raisedUntil([100, 130], 15, after)).toBe(160);
    expect(raisedUntil([100], 0, after)).toBeUndefined();
    const codes = (over: object) =>
      raiseFindings({ reason: '理由', today: 145, until: 145, before: false, gone: false, ...over }).map(({ code }) => code);
    expect(codes({})).toEqual([]);
    expect(codes({ today: 146 })).toEqual(['too-late']);
    expect(codes({ before: true, gone: true, reason: '' })).toEqual(['reason', 'gone', 'before']);
  });
});
