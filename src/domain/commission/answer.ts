/** Which items may answer a commission. */
import { accept, type Outcome, problem, refuse } from '../outcome.ts';
import { type SubmissionState, stateNames } from '../submission/lifecycle.ts';

const underWay: readonly SubmissionState[] = ['draft', 'in-review', 'returned'];
const withOffice: readonly SubmissionState[] = ['submitted', 'adopted', 'merged', 'scheduled', 'published'];

/** A section that a commission names. */
export interface NamedSection {
  readonly id: number;
  readonly name: string;
}

/**
 * The unit's own item, not sent before the commission was placed, for one of the sections that the commission names, where it names any: an
 * item without a section may still get one, and what does not fit in the end the office sends back for another. Gives whether the
 * office has it; refuses with the reason.
 */
export function answering(
  item: {
    readonly state: SubmissionState;
    readonly units: readonly number[];
    readonly deliveredOn: string | undefined;
    readonly section?: number | undefined;
  },
  task: { readonly unit: number; readonly unitName: string; readonly placedOn: string; readonly sections: readonly NamedSection[] },
): Outcome<boolean> {
  if (!item.units.includes(task.unit)) return refuse('conflict', [problem('other-unit', `这件不是“${task.unitName}”报送的`, 'submission')]);
  const received = withOffice.includes(item.state);
  if (!received && !underWay.includes(item.state))
    return refuse('wrong-state', [problem('wrong-state', `这件${stateNames[item.state]}，不能用来应约`, 'submission')]);
  if (received && item.deliveredOn !== undefined && item.deliveredOn < task.placedOn)
    return refuse('conflict', [problem('before', '这件在约稿以前已经报送，不能用来应约', 'submission')]);
  if (item.section !== undefined && task.sections.length > 0 && task.sections.every(({ id }) => id !== item.section)) {
    const names = task.sections.map(({ name }) => `“${name}”`).join('、');
    return refuse('conflict', [problem('other-section', `这件约稿要${names}栏目的稿件`, 'submission')]);
  }
  return accept(received);
}
