/** What is recorded with evidence and confirmed by a second person: adoptions above (上级采用、媒体采用) and instructions (批示). */
import { type DayNumber, dayFrom } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';
import { type SubmissionState, stateNames } from '../submission/lifecycle.ts';

/** Items of which something above may be recorded: those the office has received, as it treated them; what was merged is told of the lead. */
const open: readonly SubmissionState[] = ['recorded', 'submitted', 'adopted', 'rejected', 'scheduled', 'published', 'withdrawn'];

export interface Claim {
  readonly on: string;
  readonly evidence?: string | undefined;
  readonly evidenceSha256?: string | undefined;
}

/** What stands against a claim: a day that does not exist or has not come, no evidence, an item the office has not received. */
export function claimFindings(state: SubmissionState, { on, evidence, evidenceSha256 }: Claim, today: DayNumber): readonly Finding[] {
  const day = dayFrom(on);
  const proved = (evidence !== undefined && evidence.trim() !== '') || evidenceSha256 !== undefined;
  return [
    ...(open.includes(state)
      ? []
      : [problem('wrong-state', `这件${stateNames[state]}，${state === 'merged' ? '请登记到并入的那件' : '还不能登记'}`)]),
    ...(day === undefined ? [problem('day', '没有这一天', 'on')] : day > today ? [problem('day', '日期还没有到', 'on')] : []),
    ...(proved ? [] : [problem('evidence', '请写明依据：网址、刊物期号，或者附上文件', 'evidence')]),
  ];
}
