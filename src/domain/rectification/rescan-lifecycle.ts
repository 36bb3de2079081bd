/**
 * The life of what a rescan (用语巡查) found in a published text, as data. A person confirms or ignores it; the program alone says that it is
 * gone, or there again. What was ignored is not asked again, and what was confirmed is an error of the office's list from then on.
 */
import { type LifeStep, type OpenLifeStep, openLife, walkLife } from '../lifecycle.ts';
import type { Outcome } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const rescanStates = ['found', 'confirmed', 'ignored', 'gone'] as const;
export type RescanState = (typeof rescanStates)[number];
export const rescanStateNames: Readonly<Record<RescanState, string>> = {
  found: '待看',
  confirmed: '已登记错情',
  ignored: '已忽略',
  gone: '已不在',
};

/** `wording`: personal data is covered in the text, and never copied into an error or a notice. */
export type RescanRequirement = 'wording';

type Step = LifeStep<RescanState, RescanRequirement>;

export const rescanSteps = {
  /** Recorded as a wording error, which another person confirms: nothing is deducted yet. */
  confirm: { from: ['found'], to: 'confirmed', needs: 'finding.record', requires: ['wording'], label: '确认' },
  ignore: { from: ['found'], to: 'ignored', needs: 'finding.record', requires: [], label: '忽略' },
  recall: { from: ['ignored'], to: 'found', needs: 'finding.record', requires: [], label: '恢复' },
  lapse: { from: ['found'], to: 'gone', needs: 'rescan.keep', requires: [], label: '查不到了' },
  return: { from: ['gone'], to: 'found', needs: 'rescan.keep', requires: [], label: '又查到' },
} as const satisfies Record<string, Step>;
export type RescanStep = keyof typeof rescanSteps;

export interface RescanSituation {
  readonly state: RescanState;
  /** It is personal data. */
  readonly personal: boolean;
}

const unmet: Readonly<Record<RescanRequirement, (situation: RescanSituation) => string | undefined>> = {
  wording: ({ personal }) => (personal ? '这是个人信息，不登记为错情，请到“遮盖”办理' : undefined),
};

const rescan = { thing: '这处疑问', names: rescanStateNames, steps: rescanSteps, unmet };

/** May the step be taken, and where does it lead? */
export const takeRescan = (step: RescanStep, situation: RescanSituation): Outcome<RescanState> => walkLife(rescan, step, situation);

/** What people may do with it: the program's own steps have no buttons. */
export const openRescanSteps = (
  situation: RescanSituation,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<RescanStep>[] =>
  openLife(rescan, situation, (capability) => capability !== rescanSteps.lapse.needs && holds(capability));
