/** What a draft must look like: the schema of a bulletin's body, and of a forwarding notice's. */
import type { Schema } from '../schema.ts';
import { rectificationBlock } from './compose.ts';
import { reportingBlocks } from './problems.ts';

const text: Schema = { type: 'string', minLength: 1 };
const texts: Schema = { type: 'array', items: text };
const yes: Schema = { type: 'boolean' };
const day: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '如 2023-04-13' };
const head = {
  title: text,
  mark: text,
  documentNumber: text,
  addressees: text,
  issuers: { ...texts, minItems: 1 },
  onBehalf: yes,
  issuedOn: day,
  remark: text,
} as const;

const areas: Schema = {
  type: 'object',
  required: ['group', 'total', 'self'],
  properties: { group: text, total: text, self: text, columnTitle: text, order: text, selfName: text, remark: text },
  additionalProperties: false,
};
const attachment: Schema = {
  type: 'object',
  required: ['title'],
  properties: {
    title: text,
    groups: { anyOf: [texts, { type: 'string', enum: ['areas'] }] },
    notes: yes,
    block: {
      type: 'string',
      enum: ['报送问题', rectificationBlock],
      description: '报送问题表，由报送情况生成；错情整改表，由本期的错情生成',
    },
    deadline: day,
  },
  additionalProperties: false,
};
/** A sentence, or the generated ones of what units' reporting showed. */
const problemWanted: Schema = {
  anyOf: [
    text,
    {
      type: 'object',
      required: ['block'],
      properties: { block: { type: 'string', enum: [...reportingBlocks, rectificationBlock] } },
      additionalProperties: false,
    },
  ],
};

export const bulletinBodySchema: Schema = {
  type: 'object',
  required: ['title', 'issuers', 'opening', 'narrative'],
  properties: {
    ...head,
    opening: text,
    headings: texts,
    narrative: text,
    problems: { type: 'array', items: problemWanted },
    requirements: texts,
    tables: { type: 'string', enum: ['attachments', 'body'] },
    attachments: { type: 'array', items: attachment },
    areas,
  },
  additionalProperties: false,
};

export const forwardingBodySchema: Schema = {
  type: 'object',
  required: ['title', 'issuers', 'text', 'forwards'],
  properties: {
    ...head,
    text: { ...texts, minItems: 1 },
    forwards: {
      type: 'object',
      required: ['document', 'area', 'top'],
      properties: {
        document: { type: 'object', required: ['title', 'blocks', 'attachments', 'issuers'] },
        area: text,
        top: { type: 'integer', minimum: 1 },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
