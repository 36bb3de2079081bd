// Trainings of language models: every state × every step, when one is due, and which model is taken.
import { expect, it } from 'vitest';
import {
  isBetter,
  isHeldBack,
  type TrainingStep,
  takeTraining,
  trainingDue,
  trainingStates,
  trainingSteps,
} from '../../../src/domain/wording/training.ts';

it('every state × every step', () => {
  const moves = trainingStates.flatMap((state) =>
    (Object.keys(trainingSteps) as TrainingStep[]).flatMap((step) => {
      const next = takeTraining(step, state);
      if (!next.ok) expect(next.code).toBe('wrong-state');
      return next.ok ? [`${state} ${step} ${next.value}`] : [];
    }),
  );
  expect(moves.sort()).toEqual(
    [
      ...['wanted begin running', 'running begin running', 'running take taken', 'running keep kept'],
      ...['wanted fail failed', 'running fail failed'],
    ].sort(),
  );
});

it('a model that is worse in anything is not taken, nor one that is better in nothing', () => {
  const before = { surprise: 4, corrected: 0.6, falseAlarms: 0.01 };
  expect(isBetter(before, { ...before, surprise: 3 })).toBe(true);
  expect(isBetter(before, before)).toBe(false);
  expect(isBetter(before, { surprise: 3, corrected: 0.9, falseAlarms: 0.011 })).toBe(false);
  expect(isBetter(before, { surprise: 3, corrected: 0.59, falseAlarms: 0 })).toBe(false);
  expect(isBetter(before, { surprise: 4.1, corrected: 0.9, falseAlarms: 0 })).toBe(false);
});

it('one is due once a week, where enough was published, and more than the last time', () => {
  const now = new Date('2024-05-15T02:00:00+08:00');
  const ago = (days: number, texts = 1000) => ({ askedAt: new Date(now.getTime() - days * 86_400_000), texts });
  expect(trainingDue(undefined, 199, now)).toBe(false);
  expect(trainingDue(undefined, 200, now)).toBe(true);
  expect(trainingDue(ago(6), 2000, now)).toBe(false);
  expect(trainingDue(ago(7), 1100, now)).toBe(true);
  expect(trainingDue(ago(7), 1001, now)).toBe(false);
});

it('the same items are held back each time, one in twenty', () => {
  expect(Array.from({ length: 1000 }, (_, id) => id).filter(isHeldBack)).toHaveLength(50);
});
