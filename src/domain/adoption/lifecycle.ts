/**
 * The lives of an adoption (采用), a publication (发布) and an instruction (批示), as data: read by the guards, the buttons, the tests of
 * every state × every step and of SQL's lists of states, and history. All three are walked by one machine.
 */
import { type LifeStep, type OpenLifeStep, openLife, reasonMissing, walkLife } from '../lifecycle.ts';
import type { Outcome } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const adoptionStates = ['decided', 'claimed', 'confirmed', 'refuted', 'withdrawn'] as const;
/** 已采用(本机关决定) · 待核实(上级或媒体采用) · 已核实 · 未获证实 · 已撤销. */
export type AdoptionState = (typeof adoptionStates)[number];
export const adoptionStateNames: Readonly<Record<AdoptionState, string>> = {
  decided: '已采用',
  claimed: '待核实',
  confirmed: '已核实',
  refuted: '未获证实',
  withdrawn: '已撤销',
};

export const instructionStates = ['claimed', 'confirmed', 'refuted', 'withdrawn'] as const;
export type InstructionState = (typeof instructionStates)[number];

export const publicationStates = ['due', 'delivered', 'failed', 'replaced', 'withdrawing', 'withdrawn', 'cancelled'] as const;
/** 待送达 · 已送达 · 未送达 · 已由更正稿替换 · 待撤下 · 已撤下 · 已取消. */
export type PublicationState = (typeof publicationStates)[number];
export const publicationStateNames: Readonly<Record<PublicationState, string>> = {
  due: '待送达',
  delivered: '已送达',
  failed: '未送达',
  replaced: '已替换',
  withdrawing: '待撤下',
  withdrawn: '已撤下',
  cancelled: '已取消',
};

/** `not-claimer`: another person than who recorded the claim. `not-author`: another than who wrote the item. `reason`: one is given. */
export type ClaimRequirement = 'not-claimer' | 'not-author' | 'reason';

type Step<State extends string> = LifeStep<State, ClaimRequirement, State | 'stay'>;

export const adoptionSteps = {
  confirm: { from: ['claimed'], to: 'confirmed', needs: 'submission.confirm', requires: ['not-claimer', 'not-author'], label: '核实' },
  refute: { from: ['claimed'], to: 'refuted', needs: 'submission.confirm', requires: ['not-claimer', 'reason'], label: '不予认定' },
  withdraw: { from: ['claimed', 'confirmed'], to: 'withdrawn', needs: 'submission.confirm', requires: ['reason'], label: '撤销' },
  /** With the item: its adoption was taken back, or it was taken off the site. */
  'take-back': { from: ['decided'], to: 'withdrawn', needs: 'submission.adopt', requires: ['reason'], label: '撤销采用' },
} as const satisfies Record<string, Step<AdoptionState>>;
export type AdoptionStep = keyof typeof adoptionSteps;

export const instructionSteps = {
  confirm: { from: ['claimed'], to: 'confirmed', needs: 'submission.confirm', requires: ['not-claimer', 'not-author'], label: '核实' },
  refute: { from: ['claimed'], to: 'refuted', needs: 'submission.confirm', requires: ['not-claimer', 'reason'], label: '不予认定' },
  withdraw: { from: ['claimed', 'confirmed'], to: 'withdrawn', needs: 'submission.confirm', requires: ['reason'], label: '撤销' },
} as const satisfies Record<string, Step<InstructionState>>;
export type InstructionStep = keyof typeof instructionSteps;

export const publicationSteps = {
  /** The program takes it in hand: from here on the channel may have it. */
  attempt: { from: ['due', 'withdrawing'], to: 'stay', needs: 'publication.deliver', requires: [], label: '送出' },
  deliver: { from: ['due'], to: 'delivered', needs: 'publication.deliver', requires: [], label: '送达' },
  'try-later': { from: ['due', 'withdrawing'], to: 'stay', needs: 'publication.deliver', requires: [], label: '稍后再送' },
  'give-up': { from: ['due'], to: 'failed', needs: 'publication.deliver', requires: [], label: '停止送达' },
  retry: { from: ['failed'], to: 'due', needs: 'submission.publish', requires: [], label: '再送一次' },
  hurry: { from: ['withdrawing'], to: 'stay', needs: 'submission.publish', requires: [], label: '马上再撤' },
  cancel: { from: ['due', 'failed'], to: 'cancelled', needs: 'submission.publish', requires: [], label: '取消' },
  /** A corrected text reached the same place. */
  replace: { from: ['delivered'], to: 'replaced', needs: 'publication.deliver', requires: [], label: '替换' },
  /** What a channel has, or may have, is to be taken down there. */
  'take-down': { from: ['due', 'failed', 'delivered'], to: 'withdrawing', needs: 'submission.publish', requires: [], label: '撤下' },
  'taken-down': { from: ['withdrawing'], to: 'withdrawn', needs: 'publication.deliver', requires: [], label: '已撤下' },
} as const satisfies Record<string, Step<PublicationState>>;
export type PublicationStep = keyof typeof publicationSteps;

/** What the guards of an adoption above or an instruction must know. */
export interface ClaimSituation<State extends string> {
  readonly state: State;
  /** Who recorded it. */
  readonly claimer?: number | undefined;
  /** Who wrote the item. */
  readonly author?: number | undefined;
  /** Who acts; undefined for the terminal and the program. */
  readonly person?: number | undefined;
  readonly reason?: string | undefined;
}

const unmet: Readonly<Record<ClaimRequirement, (situation: ClaimSituation<string>) => string | undefined>> = {
  'not-claimer': ({ claimer, person }) =>
    person !== undefined && person === claimer ? '登记和核实须由两个人办理，请另一位同事核实' : undefined,
  'not-author': ({ author, person }) => (person !== undefined && person === author ? '不能核实自己写的稿件，请另一位同事核实' : undefined),
  reason: reasonMissing,
};

const adoption = { thing: '这项采用', names: adoptionStateNames, steps: adoptionSteps, unmet };
const instructionNames: Readonly<Record<InstructionState, string>> = adoptionStateNames;
const instruction = { thing: '这条批示', names: instructionNames, steps: instructionSteps, unmet };
const publication = { thing: '这次发布', names: publicationStateNames, steps: publicationSteps, unmet };

/** May the step be taken, and where does it lead? Gives the next state, or refuses with all reasons. */
export const takeAdoption = (step: AdoptionStep, situation: ClaimSituation<AdoptionState>): Outcome<AdoptionState> =>
  walkLife(adoption, step, situation);

/** The same for an instruction. */
export const takeInstruction = (step: InstructionStep, situation: ClaimSituation<InstructionState>): Outcome<InstructionState> =>
  walkLife(instruction, step, situation);

/** The same for a publication. */
export const takePublication = (step: PublicationStep, state: PublicationState): Outcome<PublicationState> =>
  walkLife(publication, step, { state });

/** The steps open for an adoption above, to someone with these capabilities; those that come with the item's own steps are not shown. */
export const openAdoptionSteps = (
  situation: ClaimSituation<AdoptionState>,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<AdoptionStep>[] => openLife(adoption, situation, holds).filter(({ step }) => step !== 'take-back');

export const openInstructionSteps = (
  situation: ClaimSituation<InstructionState>,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<InstructionStep>[] => openLife(instruction, situation, holds);

/** The steps of a publication that a person may ask for by itself: trying again. */
export const openPublicationSteps = (
  state: PublicationState,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<PublicationStep>[] =>
  openLife(publication, { state }, holds).filter(({ step }) => step === 'retry' || step === 'hurry');
