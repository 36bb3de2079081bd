/** Two items beside each other, with what both say marked by paragraph; only for who may read both. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type ComparedParagraph, comparedTexts } from '../domain/submission/compared-texts.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { heldText, textSimilarity, wasEarlier } from '../domain/submission/similarity.ts';
import { loadTold, type ToldSubmission } from '../store/similar.ts';
import { loadSubmission } from '../store/submissions.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ComparedItem {
  readonly submission: number;
  readonly title: string;
  readonly unitName: string;
  readonly state: SubmissionState;
  readonly stateName: string;
  /** ISO 8601. */
  readonly at: string;
  /** It was there before the other. */
  readonly earlier: boolean;
  readonly paragraphs: readonly ComparedParagraph[];
  /** How much of it stands in the other, 0–1. */
  readonly part: number;
}
export interface SimilarTexts {
  readonly one: ComparedItem;
  readonly other: ComparedItem;
  /** 0–1. */
  readonly similarity: number;
}
export interface SimilarTextsInput {
  readonly site: string;
  readonly submission: number;
  readonly other: number;
}

export const similarTexts = makeView<SimilarTextsInput, SimilarTexts>(
  { view: 'similar-texts', says: '两件稿件的正文并排，按段落标出相同的地方' },
  {
    type: 'object',
    required: ['site', 'submission', 'other'],
    properties: { site: siteProperty, submission: idProperty, other: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, submission, other }) => {
    const found: ToldSubmission[] = [];
    for (const id of [submission, other]) {
      const placed = await loadSubmission(client, site, id);
      const told = placed && may(actor, 'submission.read', placed) ? await loadTold(client, site, id) : undefined;
      if (!told) return refuse('not-found', [problem('not-found', `没有第 ${id} 号报送件，或者您看不到它`, 'submission')]);
      found.push(told);
    }
    const [one, two] = found as [ToldSubmission, ToldSubmission];
    const marked = comparedTexts(one.text, two.text);
    const first = wasEarlier({ id: one.submission, at: one.at }, { id: two.submission, at: two.at });
    return accept({
      one: shown(one, first, marked.one, marked.ofOne),
      other: shown(two, !first, marked.other, marked.ofOther),
      similarity: textSimilarity(heldText(one.text), heldText(two.text)),
    });
  },
);

const shown = (item: ToldSubmission, earlier: boolean, paragraphs: readonly ComparedParagraph[], part: number): ComparedItem => ({
  ...{ submission: item.submission, title: item.title, unitName: item.unit.name, state: item.state, stateName: stateNames[item.state] },
  ...{ at: item.at.toISOString(), earlier, paragraphs, part },
});
