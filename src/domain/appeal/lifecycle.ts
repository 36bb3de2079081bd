/**
 * The life of an appeal (申诉), as data: a unit raises it against a line of its score, a rejected item or its row in an issued bulletin;
 * another person than who decided that answers. What a won appeal changes has its own day: nothing that was issued is touched.
 */
import { type LifeStep, type OpenLifeStep, openLife, reasonMissing, walkLife } from '../lifecycle.ts';
import type { Outcome } from '../outcome.ts';
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

type Step = LifeStep<AppealState, AppealRequirement>;

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
  reason: reasonMissing,
};

const appeal = { thing: '这件申诉', names: appealStateNames, steps: appealSteps, unmet };

/** May the step be taken, and where does it lead? Gives the next state, or refuses with all reasons. */
export const takeAppeal = (step: AppealStep, situation: AppealSituation): Outcome<AppealState> => walkLife(appeal, step, situation);

export const openAppealSteps = (
  situation: AppealSituation,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<AppealStep>[] => openLife(appeal, situation, holds);
