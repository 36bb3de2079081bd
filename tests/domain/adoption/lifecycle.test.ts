// The lives of adoptions, publications and instructions: every state × every step, by a table of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type AdoptionStep,
  adoptionStates,
  adoptionSteps,
  type InstructionStep,
  instructionStates,
  instructionSteps,
  openAdoptionSteps,
  openPublicationSteps,
  type PublicationStep,
  publicationStates,
  publicationSteps,
  takeAdoption,
  takeInstruction,
  takePublication,
} from '../../../src/domain/adoption/lifecycle.ts';

const claimed = { claimer: 1, author: 2, person: 3, reason: '理由' };

/** `from step to`, all there is. */
const adoptionMoves = ['claimed confirm confirmed', 'claimed refute refuted', 'claimed withdraw withdrawn', 'confirmed withdraw withdrawn'];
const publicationMoves = [
  ...[
    'due attempt due',
    'withdrawing attempt withdrawing',
    'due deliver delivered',
    'due try-later due',
    'withdrawing try-later withdrawing',
  ],
  ...['due give-up failed', 'failed retry due', 'withdrawing hurry withdrawing', 'due cancel cancelled', 'failed cancel cancelled'],
  ...['delivered replace replaced', 'due take-down withdrawing', 'failed take-down withdrawing', 'delivered take-down withdrawing'],
  'withdrawing taken-down withdrawn',
];

describe('every state × every step', () => {
  it('of an adoption', () => {
    const moves = adoptionStates.flatMap((state) =>
      (Object.keys(adoptionSteps) as AdoptionStep[]).flatMap((step) => {
        const next = takeAdoption(step, { ...claimed, state });
        if (!next.ok) expect(next.code).toBe('wrong-state');
        return next.ok ? [`${state} ${step} ${next.value}`] : [];
      }),
    );
    expect(moves.sort()).toEqual([...adoptionMoves, 'decided take-back withdrawn'].sort());
  });

  it('of an instruction', () => {
    const moves = instructionStates.flatMap((state) =>
      (Object.keys(instructionSteps) as InstructionStep[]).flatMap((step) => {
        const next = takeInstruction(step, { ...claimed, state });
        return next.ok ? [`${state} ${step} ${next.value}`] : [];
      }),
    );
    expect(moves.sort()).toEqual([...adoptionMoves].sort());
  });

  it('of a publication', () => {
    const moves = publicationStates.flatMap((state) =>
      (Object.keys(publicationSteps) as PublicationStep[]).flatMap((step) => {
        const next = takePublication(step, state);
        return next.ok ? [`${state} ${step} ${next.value}`] : [];
      }),
    );
    expect(moves.sort()).toEqual([...publicationMoves].sort());
  });
});

describe('a second person', () => {
  it('confirms and refutes, never who claimed it; nobody confirms what they wrote', () => {
    for (const take of [takeAdoption, takeInstruction] as (typeof takeAdoption)[]) {
      expect(take('confirm', { ...claimed, state: 'claimed', person: 1 })).toMatchObject({
        code: 'conflict',
        findings: [{ code: 'not-claimer' }],
      });
      expect(take('confirm', { ...claimed, state: 'claimed', person: 2 })).toMatchObject({
        code: 'conflict',
        findings: [{ code: 'not-author' }],
      });
      expect(take('refute', { ...claimed, state: 'claimed', person: 1 })).toMatchObject({ code: 'conflict' });
      expect(take('refute', { ...claimed, state: 'claimed', reason: ' ' })).toMatchObject({
        code: 'bad-input',
        findings: [{ where: 'reason' }],
      });
    }
  });

  it('sees the buttons; who claimed it sees why not', () => {
    const steps = openAdoptionSteps({ ...claimed, state: 'claimed' }, () => true);
    expect(steps.map(({ step, barred }) => [step, barred])).toEqual([
      ['confirm', undefined],
      ['refute', undefined],
      ['withdraw', undefined],
    ]);
    const own = openAdoptionSteps({ ...claimed, state: 'claimed', person: 1 }, () => true);
    expect(own.map(({ step, barred }) => [step, barred !== undefined])).toEqual([
      ['confirm', true],
      ['refute', true],
      ['withdraw', false],
    ]);
    expect(openAdoptionSteps({ ...claimed, state: 'claimed' }, () => false)).toEqual([]);
    expect(openPublicationSteps('failed', () => true).map(({ step }) => step)).toEqual(['retry']);
    expect(openPublicationSteps('due', () => true)).toEqual([]);
  });
});

it('SQL lists the same states', () => {
  const sql = readFileSync(join(import.meta.dirname, '../../../migrations/0007-adoption.sql'), 'utf8');
  const listed = (table: string): string[] => {
    const list = /state text not null check \(state in \(([^)]*)\)\)/.exec(sql.slice(sql.indexOf(`create table ${table} (`)))?.[1] ?? '';
    return [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
  };
  expect(listed('adoptions')).toEqual([...adoptionStates]);
  expect(listed('publications')).toEqual([...publicationStates]);
  expect(listed('instructions')).toEqual([...instructionStates]);
});
