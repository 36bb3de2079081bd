/** The schema of what is said besides title and body, as actions take it; the bounds keep a text version readable. */
import type { Schema } from '../schema.ts';

const line: Schema = { type: 'string', maxLength: 200 };
const lines: Schema = { type: 'string', maxLength: 20_000 };
const day: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' };
const id: Schema = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
const part: Schema = { type: 'integer', minimum: 1, maximum: 1_000_000 };

const closed = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: Schema, maxItems: number): Schema => ({ type: 'array', items, maxItems });

export const contentSchema: Schema = closed({
  source: line,
  byline: line,
  phone: line,
  signer: line,
  responsibleEditor: line,
  disclosureBasis: { type: 'string', maxLength: 1000 },
  declaredNotSecret: { type: 'boolean' },
  attachments: list(
    closed(
      {
        sha256: { type: 'string', pattern: '^[0-9a-f]{64}$', description: '文件的 SHA-256' },
        name: { type: 'string', minLength: 1, maxLength: 255 },
        mediaType: { type: 'string', minLength: 1, maxLength: 255 },
        byteSize: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
        description: { type: 'string', maxLength: 500 },
      },
      ['sha256', 'name', 'mediaType', 'byteSize'],
    ),
    50,
  ),
  shares: list(closed({ unit: id, top: part, bottom: part }, ['unit', 'top', 'bottom']), 50),
  policy: closed({ title: line, documentNumber: line, address: { type: 'string', maxLength: 2000 } }, ['title']),
  interview: closed({
    plannedOn: day,
    guests: list(closed({ name: line, post: line }, ['name']), 50),
    questions: list({ type: 'string', maxLength: 2000 }, 200),
    transcript: list(closed({ speaker: line, said: lines }, ['speaker', 'said']), 1000),
  }),
});

export const titleSchema: Schema = { type: 'string', maxLength: 200 };
/** Some 300 pages; images lie apart. */
export const bodySchema: Schema = { type: 'string', maxLength: 1_000_000 };
