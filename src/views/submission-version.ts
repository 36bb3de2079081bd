/** One text of an item as it was sent, signed, edited or published; and what changed between two of them, by word. */
import type pg from 'pg';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import { plainText } from '../domain/submission/rich-text.ts';
import type { SubmissionText } from '../domain/submission/submission.ts';
import { type Difference, differences } from '../domain/submission/text-difference.ts';
import { loadText, loadVersion } from '../store/submission-texts.ts';
import { loadSubmission } from '../store/submissions.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

const number = { type: 'integer', minimum: 0, maximum: 1_000_000 } as const;

export interface SubmissionVersionInput {
  readonly site: string;
  readonly submission: number;
  /** 0: the working text. */
  readonly number: number;
}
export interface SubmissionVersion extends SubmissionText {
  readonly number: number;
}

/** A text of an item the actor may read. */
async function textOf(client: pg.ClientBase, actor: Actor, site: string, submission: number, of: number): Promise<Outcome<SubmissionText>> {
  const item = await loadSubmission(client, site, submission);
  if (!item || !may(actor, 'submission.read', item))
    return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
  const text = of === 0 ? await loadText(client, site, submission) : await loadVersion(client, site, submission, of);
  return text ? accept(text) : refuse('not-found', [problem('not-found', `这件没有第 ${of} 稿`, 'number')]);
}

export const submissionVersion = makeView<SubmissionVersionInput, SubmissionVersion>(
  { view: 'submission-version', says: '一件稿件某一次保存下来的文本和签署' },
  {
    type: 'object',
    required: ['site', 'submission', 'number'],
    properties: { site: siteProperty, submission: idProperty, number },
    additionalProperties: false,
  },
  async (client, actor, { site, submission, number: of }) => {
    const text = await textOf(client, actor, site, submission, of);
    return text.ok ? accept({ number: of, ...text.value }) : text;
  },
);

export interface VersionDifferenceInput {
  readonly site: string;
  readonly submission: number;
  readonly from: number;
  /** 0 (the working text) where not given. */
  readonly to?: number;
}
export interface VersionDifference {
  readonly from: number;
  readonly to: number;
  readonly title: readonly Difference[];
  /** Of the plain texts, paragraphs divided by line breaks. */
  readonly body: readonly Difference[];
  /** Fields of the content that differ. */
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

export const versionDifference = makeView<VersionDifferenceInput, VersionDifference>(
  { view: 'version-difference', says: '一件稿件两个版本之间改了哪些字' },
  {
    type: 'object',
    required: ['site', 'submission', 'from'],
    properties: { site: siteProperty, submission: idProperty, from: number, to: number },
    additionalProperties: false,
  },
  async (client, actor, { site, submission, from, to = 0 }) => {
    const before = await textOf(client, actor, site, submission, from);
    if (!before.ok) return before;
    const after = await textOf(client, actor, site, submission, to);
    if (!after.ok) return after;
    return accept({
      from,
      to,
      title: differences(before.value.title, after.value.title),
      body: differences(plainText(before.value.body), plainText(after.value.body)),
      fields: fieldsThatDiffer(before.value.content, after.value.content),
    });
  },
);

function fieldsThatDiffer(before: object, after: object): VersionDifference['fields'] {
  const [a, b] = [before, after] as Readonly<Record<string, unknown>>[];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => JSON.stringify(a?.[name]) !== JSON.stringify(b?.[name]))
    .map((field) => ({ field, before: a?.[field] ?? null, after: b?.[field] ?? null }));
}
