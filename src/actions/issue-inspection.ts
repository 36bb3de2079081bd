/** `inspection.issue`: the head issues the bulletin of an inspection under its number; figures and text are frozen. */
import type { LoadedInspection } from '../store/inspections.ts';
import type { Action } from './action.ts';
import { type IssuedInspection, type IssueInspection, issueAs, issueProperties } from './inspection-issue-subject.ts';
import { inspectionSubject, seenSchema } from './inspection-subject.ts';

export const issueInspection: Action<IssueInspection, IssuedInspection, LoadedInspection> = {
  name: 'inspection.issue',
  says: '签发检查通报：写明发文字号，数字和文稿从此不变',
  needs: 'bulletin.issue',
  siteOf: ({ site }) => site,
  // Numbers follow each other without a gap, and history is complete up to here.
  alone: true,
  subject: inspectionSubject,
  input: seenSchema('inspection', issueProperties, ['documentNumber']),
  run: (context, input, loaded) => issueAs(context, loaded, 'issue', input),
};
