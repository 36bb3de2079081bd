/**
 * The life of a bulletin (通报), as data: read by the guard, the buttons, the test that SQL lists the same states, and history.
 */
import { accept, type Finding, type Outcome, problem, refuse } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const bulletinStates = ['draft', 'issued', 'superseded'] as const;
export type BulletinState = (typeof bulletinStates)[number];

export const bulletinSteps = {
  /** 修改底稿. */
  edit: { from: ['draft'], to: 'draft', needs: 'bulletin.draft', requires: [] },
  /** 印发. */
  issue: { from: ['draft'], to: 'issued', needs: 'bulletin.issue', requires: ['clean-figures'] },
  /** A correction was issued that names it (更正). */
  supersede: { from: ['issued'], to: 'superseded', needs: 'bulletin.issue', requires: [] },
} as const satisfies Record<string, { from: readonly BulletinState[]; to: BulletinState; needs: Capability; requires: readonly string[] }>;
export type BulletinStep = keyof typeof bulletinSteps;

export interface BulletinFacts {
  readonly state: BulletinState;
  /** Findings that stop this step: errors in figures always, others that were not overruled. */
  readonly blocking: readonly Finding[];
}

export const bulletinStateNames: Readonly<Record<BulletinState, string>> = { draft: '拟稿', issued: '已印发', superseded: '已更正' };
export const bulletinStepNames: Readonly<Record<BulletinStep, string>> = { edit: '修改', issue: '印发', supersede: '更正' };

/** May the step be taken, and where does it lead? Refuses with all reasons. */
export function take(step: BulletinStep, bulletin: BulletinFacts): Outcome<BulletinState> {
  const { from, to, requires } = bulletinSteps[step];
  if (!(from as readonly BulletinState[]).includes(bulletin.state)) {
    return refuse('wrong-state', [problem('wrong-state', `通报${bulletinStateNames[bulletin.state]}，不能${bulletinStepNames[step]}`)]);
  }
  if ((requires as readonly string[]).includes('clean-figures') && bulletin.blocking.length > 0)
    return refuse('findings', bulletin.blocking);
  return accept(to);
}

/** The steps open in a state. */
export const openSteps = (state: BulletinState): readonly BulletinStep[] =>
  (Object.keys(bulletinSteps) as BulletinStep[]).filter((step) => (bulletinSteps[step].from as readonly BulletinState[]).includes(state));
