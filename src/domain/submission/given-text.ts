/** What a writer gives when an item is made or saved, and what can be said of it before anything is looked up. */
import { type DayNumber, dayFrom } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';
import type { Schema } from '../schema.ts';
import { bodySchema, contentSchema, titleSchema } from './content-schema.ts';
import { imagesOf } from './rich-text.ts';
import { type Disclosure, disclosures, type SubmissionContent, type SubmissionKind, submissionKinds } from './submission.ts';

/** Every part may be left out; `null` takes a value away. */
export interface GivenText {
  readonly title?: string;
  /** HTML; sanitised before it is kept. */
  readonly body?: string;
  /** Replaced whole. */
  readonly content?: SubmissionContent;
  readonly kind?: SubmissionKind;
  readonly section?: number | null;
  /** YYYY-MM-DD. */
  readonly eventOn?: string | null;
  readonly disclosure?: Disclosure | null;
  /** Other units of a joint item. */
  readonly jointIds?: readonly number[];
  /** 补录: the day on the paper of an item that was handed in on paper first. */
  readonly paperOn?: string | null;
}

const id: Schema = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const day = orNull({ type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' });

export const givenTextProperties: Readonly<Record<keyof GivenText, Schema>> = {
  title: titleSchema,
  body: bodySchema,
  content: contentSchema,
  kind: { enum: submissionKinds },
  section: orNull(id),
  eventOn: day,
  disclosure: orNull({ enum: disclosures }),
  jointIds: { type: 'array', items: id, maxItems: 50 },
  paperOn: day,
};

/** Findings of level error for days that do not exist, and a paper from a day to come. */
export function givenTextFindings({ eventOn, paperOn }: GivenText, today: DayNumber): readonly Finding[] {
  const missing = Object.entries({ eventOn, paperOn }).flatMap(([where, text]) =>
    typeof text === 'string' && dayFrom(text) === undefined ? [problem('bad-date', `没有“${text}”这一天`, where)] : [],
  );
  const paper = typeof paperOn === 'string' ? dayFrom(paperOn) : undefined;
  return paper !== undefined && paper > today ? [...missing, problem('bad-date', '补录的纸质日期不能在今天之后', 'paperOn')] : missing;
}

/** The files a text shows or carries, by SHA-256, each once. */
export const filesOf = (body: string | undefined, content: SubmissionContent | undefined): readonly string[] => [
  ...new Set([...imagesOf(body ?? '').map(({ sha256 }) => sha256), ...(content?.attachments ?? []).map(({ sha256 }) => sha256)]),
];

/** What the tables did not know of the names a text uses, as findings of level error. */
export function unknownNames(told: {
  readonly unknownFiles: readonly string[];
  readonly unknownUnits: readonly number[];
  readonly unknownSection: boolean;
}): readonly Finding[] {
  return [
    ...told.unknownFiles.map((sha256) =>
      problem('unknown-file', `没有这个文件（${sha256.slice(0, 8)}…），请重新上传`, 'content.attachments'),
    ),
    ...told.unknownUnits.map((unit) => problem('unknown-unit', `没有 ${unit} 号单位`, 'jointIds')),
    ...(told.unknownSection ? [problem('unknown-section', '没有这个栏目，或者它已停用，请重新选择', 'section')] : []),
  ];
}
