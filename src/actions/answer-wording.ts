/**
 * `wording.answer`: somebody took a finding over, or passed over it. What was passed over does not come again in this item; of a mistaken
 * character the figures it was judged by are kept, so that the gate learns.
 */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import {
  answerFindings,
  answerKey,
  coveredText,
  type WordingAnswer,
  wordingAnswerNames,
  wordingAnswers,
} from '../domain/wording/answer.ts';
import { type TextFinding, type TextFindingKind, textFindingKinds } from '../domain/wording/proofreader.ts';
import { wordingOf } from '../store/item-wording.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import { addAnswer } from '../store/wording-answers.ts';
import type { Action, ActionContext } from './action.ts';
import { idSchema, siteSchema, submissionSubject } from './submission-subject.ts';

export interface AnswerWording {
  readonly site: string;
  readonly submission: number;
  readonly answer: WordingAnswer;
  readonly kind: TextFindingKind;
  readonly severity: TextFinding['severity'];
  /** As the finding cites it. */
  readonly rule: string;
  /** What was found. */
  readonly text: string;
  /** The correction that was offered first; absent where there was none. */
  readonly suggestion?: string;
  /** The line it stands in (of a long one what stands around it), and where in it. */
  readonly context: string;
  readonly start: number;
}

type Judged = Pick<AnswerWording, 'kind' | 'text' | 'suggestion' | 'context' | 'start'>;

/** By which a mistaken character was judged; undefined for all else, and where the model would not propose it. */
async function figuresOf(
  { client, tools }: Pick<ActionContext, 'client' | 'tools'>,
  item: LoadedSubmission,
  { kind, suggestion, context, start }: Judged,
): Promise<readonly number[] | undefined> {
  if (kind !== 'typo' || suggestion === undefined) return undefined;
  const wording = await wordingOf(client, tools, item);
  // Without them the answer stands all the same.
  return tools.proofreader.figures(wording, context, start, suggestion).catch(() => undefined);
}

export const answerWording: Action<AnswerWording, { readonly answer: number }, LoadedSubmission> = {
  name: 'wording.answer',
  says: '采纳或忽略校对的一处提示',
  needs: 'wording.answer',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: {
    type: 'object',
    required: ['site', 'submission', 'answer', 'kind', 'severity', 'rule', 'text', 'context', 'start'],
    properties: {
      site: siteSchema,
      submission: idSchema,
      answer: { enum: wordingAnswers },
      kind: { enum: textFindingKinds },
      severity: { enum: ['error', 'warning', 'note'] },
      rule: { type: 'string', minLength: 1, maxLength: 120 },
      text: { type: 'string', minLength: 1, maxLength: 400 },
      suggestion: { type: 'string', maxLength: 400 },
      context: { type: 'string', minLength: 1, maxLength: 1000 },
      start: { type: 'integer', minimum: 0, maximum: 1000 },
    },
    additionalProperties: false,
  },
  async run(context, { site, submission, answer, kind, severity, rule, ...judged }, item) {
    const { client, actor, now, tools, record } = context;
    const { text, suggestion = '' } = judged;
    if (!judged.context.startsWith(text, judged.start)) return refuse('bad-input', [problem('place', `“${text}”不在所说的位置`, 'start')]);
    const against = answerFindings({ kind, severity, answer }, item.settings.wording, may(actor, 'wording.keep', { site }));
    if (against.length > 0) return refuse('findings', against);
    const figures = await figuresOf(context, item, { kind, ...judged });
    const found = coveredText({ kind, text });
    const id = await addAnswer(client, {
      ...{ site, submission, textVersion: item.textVersion, answer, kind, rule, found, suggestion, figures },
      key: tools.sha256(answerKey({ kind, severity, text, suggestion, context: judged.context, start: judged.start })),
      by: { person: actor.person, name: actor.name, now },
    });
    await record({ thing: 'wording-answer', thingId: String(id), detail: { submission, answer: wordingAnswerNames[answer], found, rule } });
    return accept({ answer: id });
  },
};
