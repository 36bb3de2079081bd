/**
 * The life of an appeal (申诉), as data: a unit raises it against a line of its score, a rejected item or its row in an issued bulletin;
 * another person than who decided that answers. What a won appeal changes has its own day: nothing that was issued is touched.
 */
import { accept, type Outcome, problem, refuse } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const appealStates = ['raised', 'granted', 'partly-granted', 'refused', 'taken-back'] as const;
export type AppealState = (typeof appealStates)[number];
export const appealStateNames: Readonly<Record<AppealState, string>> = {
  raised: '待答复',
  granted: '已支持',
  'partly-granted': '部分支持',
  refused: '未支持',
  'taken-back': '已撤回',
};

/** `not-decider`: another person than who decided what is appealed against. `not-raiser`: another than who raised it. */
export type AppealRequirement = 'not-decider' | 'not-raiser' | 'reason';

interface Step {
  readonly from: readonly AppealState[];
  readonly to: AppealState;
  readonly needs: Capability;
  readonly requires: readonly AppealRequirement[];
  readonly label: string;
}

const answered = ['not-decider', 'not-raiser', 'reason'] as const;
export const appealSteps = {
  grant: { from: ['raised'], to: 'granted', needs: 'appeal.decide', requires: answered, label: '支持' },
  'grant-partly': { from: ['raised'], to: 'partly-granted', needs: 'appeal.decide', requires: answered, label: '部分支持' },
  refuse: { from: ['raised'], to: 'refused', needs: 'appeal.decide', requires: answered, label: '不支持' },
  'take-back': { from: ['raised'], to: 'taken-back', needs: 'appeal.raise', requires: [], label: '撤回' },
} as const satisfies Record<string, Step>;
export type AppealStep = keyof typeof appealSteps;

export interface AppealSituation {
  readonly state: AppealState;
  /** Who decided what is appealed against. */
  readonly deciders: readonly number[];
  readonly raiser: number | undefined;
  /** Who acts; undefined for the terminal. */
  readonly person: number | undefined;
  readonly reason?: string | undefined;
}

const unmet: Readonly<Record<AppealRequirement, (situation: AppealSituation) => string | undefined>> = {
  'not-decider': ({ deciders, person }) =>
    person !== undefined && deciders.includes(person) ? '原来就是您决定的，请另一位同事答复' : undefined,
  'not-raiser': ({ raiser, person }) => (person !== undefined && person === raiser ? '不能答复自己提出的申诉' : undefined),
  reason: ({ reason }) => (reason === undefined || reason.trim() === '' ? '请写明理由' : undefined),
};

/** May the step be taken, and where does it lead? Gives the next state, or refuses with all reasons. */
export function takeAppeal(step: AppealStep, situation: AppealSituation): Outcome<AppealState> {
  const { from, to, requires, label }: Step = appealSteps[step];
  if (!from.includes(situation.state))
    return refuse('wrong-state', [problem('wrong-state', `这件申诉${appealStateNames[situation.state]}，现在不能${label}`)]);
  const missing = requires.flatMap((one) => {
    const message = unmet[one](situation);
    return message === undefined ? [] : [problem(one, message, one === 'reason' ? 'reason' : undefined)];
  });
  if (missing.some(({ code }) => code !== 'reason')) return refuse('conflict', missing);
  return missing.length > 0 ? refuse('bad-input', missing) : accept(to);
}

/** A step as a button shows it. */
export interface OpenAppealStep {
  readonly step: AppealStep;
  readonly label: string;
  readonly needsReason: boolean;
  /** Why the person cannot take it now, though it is open to somebody; absent where they can. */
  readonly barred?: string;
}

export function openAppealSteps(situation: AppealSituation, holds: (capability: Capability) => boolean): readonly OpenAppealStep[] {
  return (Object.keys(appealSteps) as AppealStep[]).flatMap((step) => {
    const { from, needs, requires, label }: Step = appealSteps[step];
    if (!from.includes(situation.state) || !holds(needs)) return [];
    const barred = requires
      .filter((one) => one !== 'reason')
      .map((one) => unmet[one](situation))
      .find((message) => message !== undefined);
    return [{ step, label, needsReason: requires.includes('reason'), ...(barred === undefined ? {} : { barred }) }];
  });
}
