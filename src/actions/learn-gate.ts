/** `gate.learn`: what was learned from a site's answers to mistaken characters; where it does better, it decides from now on. */
import { accept } from '../domain/outcome.ts';
import { addGate } from '../store/wording-answers.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';

export interface LearnGate {
  readonly site: string;
  /** Up to which answer, and from how many. */
  readonly lastAnswer: number;
  readonly answers: number;
  /** Loss on the answers held back, before and after. */
  readonly lossBefore: number;
  readonly lossAfter: number;
  /** In base64; absent where the one before stays. */
  readonly gate?: string;
}

const loss = { type: 'number', minimum: 0 } as const;

export const learnGate: Action<LearnGate, { readonly learned: boolean }> = {
  name: 'gate.learn',
  says: '按采纳、忽略调整错别字的取舍',
  needs: 'wording.learn',
  inside: true,
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'lastAnswer', 'answers', 'lossBefore', 'lossAfter'],
    properties: {
      ...{ site: siteSchema, lastAnswer: idSchema, answers: { type: 'integer', minimum: 1 }, lossBefore: loss, lossAfter: loss },
      gate: { type: 'string', minLength: 1, maxLength: 4_000_000 },
    },
    additionalProperties: false,
  },
  async run({ client, now, record }, { site, gate, ...learned }) {
    await addGate(client, site, { ...learned, gate: gate === undefined ? undefined : Buffer.from(gate, 'base64') }, now);
    const { answers, lossBefore, lossAfter } = learned;
    await record({ thing: 'site', thingId: site, detail: { answers, lossBefore, lossAfter, better: gate !== undefined } });
    return accept({ learned: gate !== undefined });
  },
};
