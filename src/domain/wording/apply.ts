/** Puts a correction into an item's text. */
import { replaceInBody } from '../submission/rich-text-places.ts';
import type { SubmissionText } from '../submission/submission.ts';
import { writtenTexts } from '../submission/written-texts.ts';
import type { WordingFinding } from './item-findings.ts';

export type FoundPlace = Pick<WordingFinding, 'part' | 'index' | 'start' | 'end'>;

/** The line in which a finding stands, as it was written, and what stands there. Undefined where there is no such place any more. */
export function standingAt(text: SubmissionText, { part, index, start, end }: FoundPlace): { line: string; text: string } | undefined {
  const line = writtenTexts(text).find((one) => one.part === part && one.index === index)?.text;
  return line === undefined || end > line.length ? undefined : { line, text: line.slice(start, end) };
}

/** The text with `put` in the place of a finding. Undefined where there is no such place. */
export function correctText(text: SubmissionText, place: FoundPlace, put: string): SubmissionText | undefined {
  const { part, index, start, end } = place;
  const { content } = text;
  const standing = standingAt(text, place);
  if (!standing) return undefined;
  const line = standing.line.slice(0, start) + put + standing.line.slice(end);
  const at = <One>(list: readonly One[] | undefined, one: (held: One) => One): readonly One[] =>
    (list ?? []).map((held, nth) => (nth === index ? one(held) : held));
  switch (part) {
    case 'title':
      return { ...text, title: line };
    case 'body': {
      const body = replaceInBody(text.body, index, start, end, put);
      return body === undefined ? undefined : { ...text, body };
    }
    case 'policy':
      return { ...text, content: { ...content, policy: { ...content.policy, title: line } } };
    case 'file-description':
      return { ...text, content: { ...content, attachments: at(content.attachments, (one) => ({ ...one, description: line })) } };
    case 'question':
      return {
        ...text,
        content: { ...content, interview: { ...content.interview, questions: at(content.interview?.questions, () => line) } },
      };
    case 'said': {
      const transcript = at(content.interview?.transcript, (one) => ({ ...one, said: line }));
      return { ...text, content: { ...content, interview: { ...content.interview, transcript } } };
    }
    case 'file-name':
      return undefined;
  }
}
