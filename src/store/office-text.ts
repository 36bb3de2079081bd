/** The office's text of an item (编辑稿), as a step writes it: cleaned, checked, frozen as a text version of its own beside the unit's. */
import { dayAt } from '../domain/calendar/day.ts';
import { blockingOf } from '../domain/checks/checks.ts';
import { savingFindings } from '../domain/checks/save.ts';
import type { Finding } from '../domain/outcome.ts';
import { filesOf } from '../domain/submission/given-text.ts';
import type { SubmissionContent, SubmissionText } from '../domain/submission/submission.ts';
import type { CheckedSubmission } from './submission-checks.ts';
import type { StepWrites, SubmissionChanges } from './submission-step.ts';
import { textToHash } from './submission-texts.ts';

/** What the office may change of an item's text; every part may be left out. */
export interface GivenOfficeText {
  readonly title?: string;
  /** HTML; sanitised before it is kept. */
  readonly body?: string;
  /** Replaced whole. */
  readonly content?: SubmissionContent;
  readonly section?: number | null;
}

interface Tools {
  readonly cleanBody: (html: string, site: string) => { readonly html: string; readonly removed: readonly Finding[] };
  readonly sha256: (text: string) => string;
}

export interface OfficeText {
  /** What stops it. */
  readonly findings: readonly Finding[];
  /** Number of the text version: the last one again where nothing was changed. */
  readonly number: number;
  readonly sha256: string;
  readonly text: SubmissionText;
  /** What cleaning did, for the answer. */
  readonly told: { readonly body?: string; readonly removed: readonly Finding[] };
  /** What a step writes for it, besides what the step itself changes. */
  readonly writes: (by: { readonly person: number | undefined; readonly name: string }, changes?: SubmissionChanges) => StepWrites;
}

export function officeText(item: CheckedSubmission, given: GivenOfficeText, tools: Tools, now: Date): OfficeText {
  const cleaned = given.body === undefined ? undefined : tools.cleanBody(given.body, item.site);
  const text: SubmissionText = {
    title: given.title ?? item.text.title,
    body: cleaned?.html ?? item.text.body,
    content: given.content ?? item.text.content,
  };
  const sha256 = tools.sha256(textToHash(text));
  const same = sha256 === item.textSha256;
  const number = same ? item.textVersion : item.textVersion + 1;
  return {
    findings: blockingOf(savingFindings(text, item.settings, dayAt(now.getTime()))),
    number,
    sha256,
    text,
    told: { ...(cleaned && cleaned.html !== given.body ? { body: cleaned.html } : {}), removed: cleaned?.removed ?? [] },
    writes: ({ person, name }, changes = {}) => ({
      changes: { ...changes, title: text.title, textVersion: number, ...(given.section === undefined ? {} : { section: given.section }) },
      text: { body: text.body, content: text.content, by: person },
      ...(same ? {} : { frozen: { number, side: 'office', ...text, sha256, by: person, byName: name } }),
      files: filesOf(text.body, text.content),
    }),
  };
}
