/** `inspection.correct`: what was issued of an inspection is no longer so; a new issue names the old one, which stays. */
import type { LoadedInspection } from '../store/inspections.ts';
import type { Action } from './action.ts';
import { type IssuedInspection, type IssueInspection, issueAs, issueProperties } from './inspection-issue-subject.ts';
import { inspectionSubject, seenSchema } from './inspection-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const correctInspection: Action<IssueInspection & { readonly reason: string }, IssuedInspection, LoadedInspection> = {
  name: 'inspection.correct',
  says: '签发更正的检查通报，写明理由；原来的一期不变',
  needs: 'bulletin.issue',
  siteOf: ({ site }) => site,
  // Numbers follow each other without a gap, and history is complete up to here.
  alone: true,
  subject: inspectionSubject,
  input: seenSchema('inspection', { ...issueProperties, reason: reasonSchema }, ['documentNumber', 'reason']),
  run: (context, input, loaded) => issueAs(context, loaded, 'correct', input),
};
