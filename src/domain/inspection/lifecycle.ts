/**
 * The lives of an inspection (检查) and of what it finds, as data: read by the guards, the buttons, the tests of every state × every step,
 * SQL's lists of states, and docs/lifecycles.md. That something is late is never a state.
 */
import { type LifeStep, type OpenLifeStep, openLife, reasonMissing, walkLife } from '../lifecycle.ts';
import type { Outcome } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const inspectionStates = ['planned', 'under-way', 'concluded', 'withdrawn'] as const;
/** 未开始 · 检查中 · 已结束 · 已撤销. */
export type InspectionState = (typeof inspectionStates)[number];
export const inspectionStateNames: Readonly<Record<InspectionState, string>> = {
  planned: '未开始',
  'under-way': '检查中',
  concluded: '已结束',
  withdrawn: '已撤销',
};

export const foundStates = ['found', 'confirmed', 'refuted'] as const;
/** 待核实 · 已核实 · 不成立. A `confirmed` one is what is put right (整改). */
export type FoundState = (typeof foundStates)[number];
export const foundStateNames: Readonly<Record<FoundState, string>> = { found: '待核实', confirmed: '已核实', refuted: '不成立' };

/**
 * `all-checked`: every subject was looked at. `none-open`: nothing found waits for a second person. `none-confirmed`: nothing was
 * confirmed. `unissued`, `issued`: its bulletin was not, or was issued. `not-finder`: another person than who recorded it. `once`: it was
 * not handed over before. `reason`: one is given.
 */
export type InspectionRequirement =
  | 'all-checked'
  | 'none-open'
  | 'none-confirmed'
  | 'unissued'
  | 'issued'
  | 'not-finder'
  | 'once'
  | 'reason';

type Step<State extends string> = LifeStep<State, InspectionRequirement>;

export const inspectionSteps = {
  start: { from: ['planned'], to: 'under-way', needs: 'inspection.write', requires: [], label: '开始检查' },
  conclude: { from: ['under-way'], to: 'concluded', needs: 'inspection.write', requires: ['all-checked', 'none-open'], label: '结束检查' },
  /** Freezes the bulletin under its number. */
  issue: { from: ['concluded'], to: 'concluded', needs: 'bulletin.issue', requires: ['unissued'], label: '签发通报' },
  /** A new issue that names the one it corrects; that one stays as it is. */
  correct: { from: ['concluded'], to: 'concluded', needs: 'bulletin.issue', requires: ['issued', 'reason'], label: '签发更正' },
  withdraw: {
    from: ['planned', 'under-way'],
    to: 'withdrawn',
    needs: 'inspection.write',
    requires: ['none-confirmed', 'reason'],
    label: '撤销检查',
  },
} as const satisfies Record<string, Step<InspectionState>>;
export type InspectionStep = keyof typeof inspectionSteps;

export const foundSteps = {
  confirm: { from: ['found'], to: 'confirmed', needs: 'inspection.confirm', requires: ['not-finder'], label: '核实' },
  /** Its rectification begins, a thing with a life of its own. */
  rectify: { from: ['confirmed'], to: 'confirmed', needs: 'rectification.manage', requires: ['once'], label: '交单位整改' },
  /** Takes back what was posted, and drops its rectification. */
  refute: { from: ['found', 'confirmed'], to: 'refuted', needs: 'inspection.confirm', requires: ['not-finder', 'reason'], label: '不成立' },
} as const satisfies Record<string, Step<FoundState>>;
export type FoundStep = keyof typeof foundSteps;

/** What the guards must know. */
export interface InspectionSituation<State extends string> {
  readonly state: State;
  /** Subjects nobody has looked at yet. */
  readonly unchecked?: number;
  /** Findings that wait for a second person. */
  readonly open?: number;
  readonly confirmed?: number;
  /** Its bulletin was issued. */
  readonly issued?: boolean;
  /** Who recorded the finding. */
  readonly finder?: number | undefined;
  /** It has a rectification. */
  readonly handedOver?: boolean;
  /** Who acts; undefined for the terminal and the program. */
  readonly person?: number | undefined;
  readonly reason?: string | undefined;
}

const unmet: Readonly<Record<InspectionRequirement, (situation: InspectionSituation<string>) => string | undefined>> = {
  'all-checked': ({ unchecked = 0 }) => (unchecked > 0 ? `还有 ${unchecked} 个对象没有检查` : undefined),
  'none-open': ({ open = 0 }) => (open > 0 ? `还有 ${open} 个问题没有核实` : undefined),
  'none-confirmed': ({ confirmed = 0 }) =>
    confirmed > 0 ? `已有 ${confirmed} 个问题核实过，不能撤销；认定有误的，先逐条记为不成立` : undefined,
  unissued: ({ issued = false }) => (issued ? '通报已经签发；有变化的签发更正' : undefined),
  issued: ({ issued = false }) => (issued ? undefined : '通报还没有签发'),
  'not-finder': ({ finder, person }) =>
    person !== undefined && person === finder ? '发现和核实须由两个人办理，请另一位同事核实' : undefined,
  once: ({ handedOver = false }) => (handedOver ? '这个问题已经交单位整改' : undefined),
  reason: reasonMissing,
};

const inspection = { thing: '这次检查', names: inspectionStateNames, steps: inspectionSteps, unmet };
const found = { thing: '这个问题', names: foundStateNames, steps: foundSteps, unmet };

/** May the step be taken, and where does it lead? Gives the next state, or refuses with all reasons. */
export const takeInspection = (step: InspectionStep, situation: InspectionSituation<InspectionState>): Outcome<InspectionState> =>
  walkLife(inspection, step, situation);

/** The same for something found. */
export const takeFound = (step: FoundStep, situation: InspectionSituation<FoundState>): Outcome<FoundState> =>
  walkLife(found, step, situation);

/** Either its bulletin is to be issued, or there is one to correct: never a button for both. */
export const openInspectionSteps = (
  situation: InspectionSituation<InspectionState>,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<InspectionStep>[] =>
  openLife(inspection, situation, holds).filter(({ step }) => step !== (situation.issued ? 'issue' : 'correct'));

/** What was handed over shows its rectification, not a barred button. */
export const openFoundSteps = (
  situation: InspectionSituation<FoundState>,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<FoundStep>[] =>
  openLife(found, situation, holds).filter(({ step }) => step !== 'rectify' || !situation.handedOver);
