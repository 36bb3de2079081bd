/** Every text a person wrote into an item, with its field and what to call its place. */
import { paragraphsOf } from './rich-text.ts';
import type { SubmissionText } from './submission.ts';

/** Of what sort a text is, and which of them: paragraph, attachment, question, turn, counted from 0. */
export interface WrittenText {
  readonly text: string;
  /** As findings name the field. */
  readonly where: string;
  readonly place: string;
  readonly part: 'title' | 'body' | 'policy' | 'file-name' | 'file-description' | 'question' | 'said';
  readonly index: number;
}

export function writtenTexts({ title, body, content }: SubmissionText): readonly WrittenText[] {
  const { policy, interview, attachments = [] } = content;
  return [
    { text: title, where: 'title', place: '标题', part: 'title', index: 0 },
    ...paragraphsOf(body).map((text, index) => ({ text, where: 'body', place: `正文第 ${index + 1} 段`, part: 'body', index }) as const),
    ...(policy?.title
      ? [{ text: policy.title, where: 'content.policy.title', place: '解读的文件', part: 'policy', index: 0 } as const]
      : []),
    ...attachments.flatMap(({ name, description = '' }, index) => {
      const at = { where: `content.attachments[${index}]`, place: `附件 ${index + 1}`, index };
      return [{ ...at, text: name, part: 'file-name' } as const, { ...at, text: description, part: 'file-description' } as const];
    }),
    ...(interview?.questions ?? []).map((text, index) => ({
      ...({ text, part: 'question', index } as const),
      ...{ where: `content.interview.questions[${index}]`, place: `问题 ${index + 1}` },
    })),
    ...(interview?.transcript ?? []).map(({ said }, index) => ({
      ...({ text: said, part: 'said', index } as const),
      ...{ where: `content.interview.transcript[${index}]`, place: `访谈实录第 ${index + 1} 条` },
    })),
  ];
}
