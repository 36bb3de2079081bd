/**
 * The life of a redaction (遮盖) as data: what one person wants out of an item for good, another confirms. Read by the guard, the buttons,
 * the published lifecycles, the tests of every state × every step, and SQL's list of states.
 */
import { type LifeStep, type OpenLifeStep, openLife, reasonMissing, walkLife } from '../lifecycle.ts';
import { type Finding, type Outcome, problem } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const redactionStates = ['proposed', 'done', 'refused'] as const;
/** 待确认 · 已遮盖 · 不予遮盖. */
export type RedactionState = (typeof redactionStates)[number];
export const redactionStateNames: Readonly<Record<RedactionState, string>> = { proposed: '待确认', done: '已遮盖', refused: '未遮盖' };

/** `not-proposer`: another person than who asked for it. `reason`: one is given. */
export type RedactionRequirement = 'not-proposer' | 'reason';

type Step = LifeStep<RedactionState, RedactionRequirement>;

export const redactionSteps = {
  confirm: { from: ['proposed'], to: 'done', needs: 'submission.redact', requires: ['not-proposer'], label: '确认遮盖' },
  /** Also by who proposed it: a mistake is taken back. */
  refuse: { from: ['proposed'], to: 'refused', needs: 'submission.redact', requires: ['reason'], label: '不遮盖' },
} as const satisfies Record<string, Step>;
export type RedactionStep = keyof typeof redactionSteps;

export interface RedactionSituation {
  readonly state: RedactionState;
  readonly proposer?: number | undefined;
  /** Who acts; undefined for the terminal. */
  readonly person?: number | undefined;
  readonly reason?: string | undefined;
}

const unmet: Readonly<Record<RedactionRequirement, (situation: RedactionSituation) => string | undefined>> = {
  'not-proposer': ({ proposer, person }) =>
    person !== undefined && person === proposer ? '提出和确认须由两个人办理，请另一位同事确认' : undefined,
  reason: reasonMissing,
};

const redaction = { thing: '这一条', names: redactionStateNames, steps: redactionSteps, unmet };

/** May the step be taken, and where does it lead? Gives the next state, or refuses with all reasons. */
export const takeRedaction = (step: RedactionStep, situation: RedactionSituation): Outcome<RedactionState> =>
  walkLife(redaction, step, situation);

export const openRedactionSteps = (
  situation: RedactionSituation,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<RedactionStep>[] => openLife(redaction, situation, holds);

/** At most so long: a name, a number, an address, some sentences. Whole texts are withdrawn, not redacted. */
export const mostRedacted = 1000;

/** What stands against a passage: too short to be told from other words, no letter and no digit in it, more than one line. */
export function passageFindings(passage: string): readonly Finding[] {
  if (/[\n\r]/.test(passage)) return [problem('lines', '一次只能遮盖一段里的文字，分成几次提出', 'passage')];
  if (Array.from(passage).length < 2 || !/[\p{L}\p{N}]/u.test(passage))
    return [problem('too-short', '请写出要遮盖的原文，至少两个字', 'passage')];
  return passage.trim() === passage ? [] : [problem('blanks', '前后不要带空格', 'passage')];
}
