/**
 * The life of a wording error (错情) and its rectification (整改), as data: read by the guard, the buttons, the tests of every state ×
 * every step and of SQL's list of states, and history. That a unit is late is no state: its day is compared.
 */
import { type LifeStep, type OpenLifeStep, openLife, reasonMissing, walkLife } from '../lifecycle.ts';
import type { Outcome } from '../outcome.ts';
import type { Capability } from '../permission.ts';
import type { FaultSide } from './finding.ts';

export const rectificationStates = ['found', 'confirmed', 'noticed', 'replied', 'closed', 'dismissed'] as const;
export type RectificationState = (typeof rectificationStates)[number];
export const rectificationStateNames: Readonly<Record<RectificationState, string>> = {
  found: '待认定',
  confirmed: '已认定',
  noticed: '待整改',
  replied: '待复核',
  closed: '已办结',
  dismissed: '不予认定',
};

/**
 * `not-finder`: another person than who found it. `not-confirmer`: another than who confirmed it. Both are lifted by a setting, and in an
 * office of one person. `unit-fault`: it stands in the text the unit submitted. `rectified`: it no longer stands in the item's text.
 * `worded`: it is about an item's wording; whether something that an inspection found stands, is decided there.
 */
export type RectificationRequirement = 'not-finder' | 'not-confirmer' | 'unit-fault' | 'rectified' | 'worded' | 'reason';

type Step = LifeStep<RectificationState, RectificationRequirement>;

export const rectificationSteps = {
  /** Posts the deduction, where the error is the unit's. */
  confirm: { from: ['found'], to: 'confirmed', needs: 'finding.confirm', requires: ['not-finder'], label: '认定' },
  dismiss: { from: ['found'], to: 'dismissed', needs: 'finding.confirm', requires: ['reason'], label: '不予认定' },
  /** Takes back what was posted. */
  revoke: {
    from: ['confirmed', 'noticed', 'replied', 'closed'],
    to: 'dismissed',
    needs: 'finding.confirm',
    requires: ['worded', 'reason'],
    label: '撤销认定',
  },
  reopen: { from: ['dismissed'], to: 'found', needs: 'finding.confirm', requires: ['worded', 'reason'], label: '重新认定' },
  notify: { from: ['confirmed'], to: 'noticed', needs: 'rectification.manage', requires: ['unit-fault'], label: '发整改通知' },
  reply: { from: ['noticed'], to: 'replied', needs: 'rectification.reply', requires: [], label: '回复整改' },
  return: { from: ['replied'], to: 'noticed', needs: 'rectification.manage', requires: ['reason'], label: '退回再改' },
  close: {
    from: ['confirmed', 'replied'],
    to: 'closed',
    needs: 'rectification.manage',
    requires: ['not-confirmer', 'rectified'],
    label: '复核办结',
  },
} as const satisfies Record<string, Step>;
export type RectificationStep = keyof typeof rectificationSteps;

/** What the guards must know. */
export interface RectificationSituation {
  readonly state: RectificationState;
  readonly side: FaultSide;
  readonly finder?: number | undefined;
  readonly confirmer?: number | undefined;
  /** Who acts; undefined for the terminal and the program. */
  readonly person?: number | undefined;
  /** One person may find, confirm and close: the site's settings say so. */
  readonly alone: boolean;
  /** The word still stands in the item's newest text, and that is or may be read. */
  readonly stands: boolean;
  /** It was found by an inspection: no word of a text says whether it was put right, a second person looks. */
  readonly inspected?: boolean;
  readonly reason?: string | undefined;
}

const unmet: Readonly<Record<RectificationRequirement, (situation: RectificationSituation) => string | undefined>> = {
  'not-finder': ({ alone, finder, person }) =>
    !alone && person !== undefined && person === finder ? '登记和认定须由两个人办理，请另一位同事认定' : undefined,
  'not-confirmer': ({ alone, confirmer, person }) =>
    !alone && person !== undefined && person === confirmer ? '认定和办结须由两个人办理，请另一位同事复核' : undefined,
  'unit-fault': ({ side }) => (side === 'office' ? '错处是本机关编辑时改出来的，不通知单位；更正以后办结' : undefined),
  rectified: ({ stands }) => (stands ? '错处还在现在的稿子里，更正以后再办结' : undefined),
  worded: ({ inspected = false }) => (inspected ? '这是检查发现的问题：认定有误的，请到那次检查里认定不成立，整改随之撤销' : undefined),
  reason: reasonMissing,
};

const rectification = { thing: '这处错情', names: rectificationStateNames, steps: rectificationSteps, unmet };

/** May the step be taken, and where does it lead? Gives the next state, or refuses with all reasons. */
export const takeRectification = (step: RectificationStep, situation: RectificationSituation): Outcome<RectificationState> =>
  walkLife(rectification, step, situation);

/** What is no unit's error is never notified, and what an inspection found is overturned there: no button says so. */
export const openRectificationSteps = (
  situation: RectificationSituation,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<RectificationStep>[] =>
  openLife(rectification, situation, holds).filter(
    ({ step }) =>
      (step !== 'notify' || situation.side !== 'office') && !(situation.inspected && rectificationSteps[step].requires.some(isWorded)),
  );

const isWorded = (requirement: RectificationRequirement): boolean => requirement === 'worded';

/** Late: the unit has not answered by the end of the day it was given. Days as YYYY-MM-DD. */
export const isOverdue = (
  { state, dueOn }: { readonly state: RectificationState; readonly dueOn: string | null | undefined },
  today: string,
): boolean => state === 'noticed' && dueOn !== null && dueOn !== undefined && dueOn < today;
