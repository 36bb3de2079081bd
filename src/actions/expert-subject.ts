/** What an expert's steps share: the code that opens a text, and what is said where it opens nothing. */
import { problem, type Refusal, refuse } from '../domain/outcome.ts';
import type { Schema } from '../domain/schema.ts';
import { siteSchema } from './submission-subject.ts';

export interface ExpertAsks {
  readonly site: string;
  readonly code: string;
  /** Where the request came from; the door knows. */
  readonly address: string;
}

export const expertSchema = (properties: Readonly<Record<string, Schema>> = {}): Schema => ({
  type: 'object',
  required: ['site', 'code', 'address', ...Object.keys(properties)],
  properties: {
    site: siteSchema,
    code: { type: 'string', minLength: 1, maxLength: 128 },
    address: { type: 'string', minLength: 1, maxLength: 256 },
    ...properties,
  },
  additionalProperties: false,
});

export const linkClosed = (): Refusal =>
  refuse('not-found', [problem('link-closed', '链接不对、已过期或者已被收回，请联系邀请您的单位', 'code')]);
