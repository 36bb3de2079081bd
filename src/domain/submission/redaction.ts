/**
 * The life of a redaction (遮盖) as data: what one person wants out of an item for good, another confirms. Read by the guard, the buttons,
 * the published lifecycles, the tests of every state × every step, and SQL's list of states.
 */
import { accept, type Finding, type Outcome, problem, refuse } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const redactionStates = ['proposed', 'done', 'refused'] as const;
/** 待确认 · 已遮盖 · 不予遮盖. */
export type RedactionState = (typeof redactionStates)[number];
export const redactionStateNames: Readonly<Record<RedactionState, string>> = { proposed: '待确认', done: '已遮盖', refused: '未遮盖' };

/** `not-proposer`: another person than who asked for it. `reason`: one is given. */
export type RedactionRequirement = 'not-proposer' | 'reason';

interface Step {
  readonly from: readonly RedactionState[];
  readonly to: RedactionState;
  readonly needs: Capability;
  readonly requires: readonly RedactionRequirement[];
  readonly label: string;
}

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
  reason: ({ reason }) => (reason === undefined || reason.trim() === '' ? '请写明理由' : undefined),
};

/** May the step be taken, and where does it lead? Refuses `wrong-state`, `conflict` where another person must act, `bad-input` without a reason. */
export function takeRedaction(step: RedactionStep, situation: RedactionSituation): Outcome<RedactionState> {
  const { from, to, requires, label }: Step = redactionSteps[step];
  if (!from.includes(situation.state))
    return refuse('wrong-state', [problem('wrong-state', `这一条${redactionStateNames[situation.state]}，现在不能${label}`)]);
  const missing = requires.flatMap((one) => {
    const message = unmet[one](situation);
    return message === undefined ? [] : [problem(one, message, one === 'reason' ? 'reason' : undefined)];
  });
  if (missing.length > 0) return refuse(missing.some(({ code }) => code === 'not-proposer') ? 'conflict' : 'bad-input', missing);
  return accept(to);
}

/** A step as a button shows it. */
export interface OpenRedactionStep {
  readonly step: RedactionStep;
  readonly label: string;
  readonly needsReason: boolean;
  /** Why this person cannot take it; absent where they can. */
  readonly barred?: string;
}

export const openRedactionSteps = (
  situation: RedactionSituation,
  holds: (capability: Capability) => boolean,
): readonly OpenRedactionStep[] =>
  (Object.keys(redactionSteps) as RedactionStep[]).flatMap((step) => {
    const { from, needs, requires, label }: Step = redactionSteps[step];
    if (!from.includes(situation.state) || !holds(needs)) return [];
    const barred = requires.includes('not-proposer') ? unmet['not-proposer'](situation) : undefined;
    return [{ step, label, needsReason: requires.includes('reason'), ...(barred === undefined ? {} : { barred }) }];
  });

/** At most so long: a name, a number, an address, some sentences. Whole texts are withdrawn, not redacted. */
export const mostRedacted = 1000;

/** What stands against a passage: too short to be told from other words, no letter and no digit in it, more than one line. */
export function passageFindings(passage: string): readonly Finding[] {
  if (/[\n\r]/.test(passage)) return [problem('lines', '一次只能遮盖一段里的文字，分成几次提出', 'passage')];
  if (Array.from(passage).length < 2 || !/[\p{L}\p{N}]/u.test(passage))
    return [problem('too-short', '请写出要遮盖的原文，至少两个字', 'passage')];
  return passage.trim() === passage ? [] : [problem('blanks', '前后不要带空格', 'passage')];
}
