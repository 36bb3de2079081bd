/** Which of an item's steps the office's people take on their pages, in which order, by which keys. */
import type { OpenStep, SubmissionState, SubmissionStep } from '../../../domain/submission/lifecycle.ts';

const order = [
  'adopt',
  'publish',
  'ratify',
  'edit',
  'claim',
  'release',
  'reject',
  'send-back',
  'merge',
  'reopen',
  'unmerge',
  'unadopt',
  'unschedule',
  'correct',
  'withdraw',
  'publish-urgently',
] as const satisfies readonly SubmissionStep[];
export type OfficeStep = (typeof order)[number];

/** In red: something is refused, taken away, or done out of turn. */
export const dangerous: readonly OfficeStep[] = ['reject', 'send-back', 'unadopt', 'withdraw', 'publish-urgently'];

/** What the list is worked through for. */
export const leading: readonly OfficeStep[] = ['adopt', 'publish', 'ratify'];

/** The page itself takes these: they need a text or other items. */
const handed = ['edit', 'correct', 'merge'] as const;
export type HandedStep = (typeof handed)[number];
export const isHanded = (step: OfficeStep): step is HandedStep => (handed as readonly OfficeStep[]).includes(step);

const withReason = ['send-back', 'reopen', 'unmerge', 'unadopt', 'unschedule', 'withdraw'] as const;
export const asksReason = (step: OfficeStep): step is (typeof withReason)[number] => (withReason as readonly OfficeStep[]).includes(step);

export const keyOf: Readonly<Partial<Record<OfficeStep, string>>> = {
  adopt: 'a',
  publish: 's',
  edit: 'e',
  reject: 'r',
  'send-back': 'b',
  merge: 'm',
  claim: 'c',
  release: 'c',
};

/** The item the buttons are about, as it was seen. */
export interface OfficeItem {
  readonly submission: number;
  readonly version: number;
  readonly title: string;
  readonly state: SubmissionState;
  readonly steps: readonly OpenStep[];
}
export interface Stepped {
  readonly submission: number;
  readonly version: number;
  readonly state: SubmissionState;
}

export type OpenOfficeStep = OpenStep & { readonly step: OfficeStep };

/** The office's steps among those that are open, in the order of the buttons. */
export function inOrder(steps: readonly OpenStep[], only: readonly OfficeStep[] = order): readonly OpenOfficeStep[] {
  return order.filter((step) => only.includes(step)).flatMap((step) => steps.filter((one): one is OpenOfficeStep => one.step === step));
}

/** After these the item leaves the list one works on. */
export const movesOn = (step: OfficeStep): boolean => step !== 'claim' && step !== 'release' && step !== 'edit' && step !== 'correct';
