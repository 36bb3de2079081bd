/** The office's text of an item (编辑稿), as a step writes it: cleaned, checked, frozen as a text version of its own beside the unit's. */
import type pg from 'pg';
import { dayAt } from '../domain/calendar/day.ts';
import { blockingOf } from '../domain/checks/checks.ts';
import { savingFindings } from '../domain/checks/save.ts';
import type { Finding } from '../domain/outcome.ts';
import { filesOf } from '../domain/submission/given-text.ts';
import type { SubmissionContent, SubmissionText } from '../domain/submission/submission.ts';
import { officeDay } from './actors.ts';
import { type CheckedSubmission, loadCheckedWith } from './submission-checks.ts';
import { namedVersion, type StepWrites, type SubmissionChanges } from './submission-step.ts';
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

/** Who of the office edited the item last, where nothing whatever happened to it since. */
interface LastEdit {
  readonly person: number | null;
  /** The text version the line of history names. */
  readonly text: number | null;
  readonly at: string;
  /** It is the newest, that person's own, and nothing names it. */
  readonly unnamed: boolean;
}
export interface EditedSubmission extends CheckedSubmission {
  readonly lastEdit?: LastEdit;
}

const lastEditSql = `(select json_build_object('person', h.by_person, 'text', h.detail->'text', 'at', h.at, 'unnamed', exists (
     select from submission_versions o where o.site_id = s.site_id and o.submission_id = s.id and o.number = s.text_version and o.side = 'office'
       and o.written_by = h.by_person and not (${namedVersion('o')})))
   from (select * from history l where l.site_id = s.site_id and l.thing = 'submission' and l.thing_id = s.id::text order by l.id desc limit 1) h
   where h.step = 'submission.edit')`;

/** An item that is to be edited, held until the transaction ends, with the last line of its history where that was an edit. */
export async function loadEdited(client: pg.ClientBase, site: string, id: number, now: Date): Promise<EditedSubmission | undefined> {
  const found = await loadCheckedWith<LastEdit | null>(client, site, id, { day: dayAt(now.getTime()), beside: lastEditSql, held: true });
  return found && { ...found.item, ...(found.beside === null ? {} : { lastEdit: found.beside }) };
}

/** Whether this person still sits at the text: the last thing that happened to the item was their own edit, and it was today. */
export const sitsAt = ({ lastEdit, textVersion }: EditedSubmission, person: number | undefined, now: Date): boolean =>
  lastEdit !== undefined &&
  person !== undefined &&
  lastEdit.person === person &&
  lastEdit.text === textVersion &&
  officeDay(new Date(lastEdit.at)) === officeDay(now);

export interface OfficeText {
  /** What stops it. */
  readonly findings: readonly Finding[];
  /** Number of the text version: the last one again where nothing was changed, or where it is replaced. */
  readonly number: number;
  readonly sha256: string;
  readonly text: SubmissionText;
  /** What cleaning did, for the answer. */
  readonly told: { readonly body?: string; readonly removed: readonly Finding[] };
  /** What a step writes for it, besides what the step itself changes. */
  readonly writes: (by: { readonly person: number | undefined; readonly name: string }, changes?: SubmissionChanges) => StepWrites;
}

/** `replaces`: the newest version makes room for this text, since the same person goes on writing it and nothing names it. */
export function officeText(item: CheckedSubmission, given: GivenOfficeText, tools: Tools, now: Date, replaces = false): OfficeText {
  const cleaned = given.body === undefined ? undefined : tools.cleanBody(given.body, item.site);
  const text: SubmissionText = {
    title: given.title ?? item.text.title,
    body: cleaned?.html ?? item.text.body,
    content: given.content ?? item.text.content,
  };
  const sha256 = tools.sha256(textToHash(text));
  const same = sha256 === item.textSha256;
  const number = same || replaces ? item.textVersion : item.textVersion + 1;
  return {
    findings: blockingOf(savingFindings(text, item.settings, dayAt(now.getTime()))),
    number,
    sha256,
    text,
    told: { ...(cleaned && cleaned.html !== given.body ? { body: cleaned.html } : {}), removed: cleaned?.removed ?? [] },
    writes: ({ person, name }, changes = {}) => ({
      changes: { ...changes, title: text.title, textVersion: number, ...(given.section === undefined ? {} : { section: given.section }) },
      text: { body: text.body, content: text.content, by: person },
      ...(same ? {} : { frozen: { number, side: 'office', ...text, sha256, by: person, byName: name, ...(replaces ? { replaces } : {}) } }),
      files: filesOf(text.body, text.content),
    }),
  };
}
