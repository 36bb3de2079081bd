/**
 * The life of a training of a site's language model, as data; when one is due; and whether the new model is better. A model is taken where
 * nothing of it is worse on text held back from both.
 */
import { type LifeStep, walkLife } from '../lifecycle.ts';
import type { Outcome } from '../outcome.ts';

export const trainingStates = ['wanted', 'running', 'taken', 'kept', 'failed'] as const;
export type TrainingState = (typeof trainingStates)[number];
export const trainingStateNames: Readonly<Record<TrainingState, string>> = {
  wanted: '等待训练',
  running: '正在训练',
  taken: '已启用',
  kept: '未启用，仍用原来的',
  failed: '没有完成',
};

export const trainingSteps = {
  /** Also one that broke off: the program was stopped. */
  begin: { from: ['wanted', 'running'], to: 'running', needs: 'model.keep', requires: [], label: '开始训练' },
  take: { from: ['running'], to: 'taken', needs: 'model.keep', requires: [], label: '启用' },
  keep: { from: ['running'], to: 'kept', needs: 'model.keep', requires: [], label: '不启用' },
  fail: { from: ['wanted', 'running'], to: 'failed', needs: 'model.keep', requires: [], label: '放弃' },
} as const satisfies Record<string, LifeStep<TrainingState, never>>;
export type TrainingStep = keyof typeof trainingSteps;

export const takeTraining = (step: TrainingStep, state: TrainingState): Outcome<TrainingState> =>
  walkLife({ thing: '这次训练', names: trainingStateNames, steps: trainingSteps, unmet: {} }, step, { state });

/** A model on text that it was not trained on. */
export interface ModelFigures {
  /** Nats a character: how surprising the office's own text is to it. */
  readonly surprise: number;
  /** Of sentences with mistakes made: how many are put right, and rightly changed (F1), 0 to 1. */
  readonly corrected: number;
  /** Share of clean sentences that are changed. */
  readonly falseAlarms: number;
}

/** False alarms first: nothing may be worse, and something must be better. */
export const isBetter = (before: ModelFigures, after: ModelFigures): boolean =>
  after.falseAlarms <= before.falseAlarms &&
  after.corrected >= before.corrected &&
  after.surprise <= before.surprise &&
  (after.surprise < before.surprise || after.corrected > before.corrected || after.falseAlarms < before.falseAlarms);

/** Fewer published texts say too little of how an office writes. */
const leastTexts = 200;
const leastGrowth = 1.02;
const weekMs = 7 * 24 * 3_600_000;

/** Once a week, where something was published since. */
export function trainingDue(
  last: { readonly askedAt: Date; readonly texts: number | null } | undefined,
  texts: number,
  now: Date,
): boolean {
  if (texts < leastTexts) return false;
  return !last || (now.getTime() - last.askedAt.getTime() >= weekMs && texts >= (last.texts ?? 0) * leastGrowth);
}

/** Every twentieth item is held back, always the same ones: no model is ever trained on what it is measured on. */
export const isHeldBack = (submission: number): boolean => submission % 20 === 7;
