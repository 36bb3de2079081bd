/** What a site settles of inspections (检查): what takes away how much, indicators of its own, when something fails. */
import type { Schema } from '../schema.ts';

export interface InspectionSettings {
  /** A subject whose 100 points fall under this fails; 0: only a veto makes it fail. */
  readonly failBelow: number;
  /** So many days before an update is due it stands on the board as about to fall behind. */
  readonly soonDays: number;
  /** What a finding of an indicator takes away, by its code. */
  readonly points: Readonly<Record<string, number>>;
  /** Indicators besides those shipped. */
  readonly indicators: readonly { readonly code: string; readonly name: string; readonly veto: boolean; readonly points?: number }[];
}

export const defaultInspection: InspectionSettings = { failBelow: 0, soonDays: 3, points: {}, indicators: [] };

const code: Schema = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,39}$', description: '小写字母、数字和连字符' };
const points: Schema = { type: 'number', minimum: 0, maximum: 100 };

export const inspectionSchema: Schema = {
  type: 'object',
  properties: {
    failBelow: { type: 'integer', minimum: 0, maximum: 100 },
    soonDays: { type: 'integer', minimum: 0, maximum: 365 },
    points: { type: 'object', additionalProperties: points },
    indicators: {
      type: 'array',
      maxItems: 200,
      items: {
        type: 'object',
        required: ['code', 'name', 'veto'],
        properties: { code, name: { type: 'string', minLength: 1, maxLength: 60 }, veto: { type: 'boolean' }, points },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};
