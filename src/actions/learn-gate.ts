/** `gate.learn`: what came of a lesson from people's answers; a gate that does better on answers held back decides from now on. */
import { accept } from '../domain/outcome.ts';
import { keepLesson } from '../store/gate-lessons.ts';
import type { Action } from './action.ts';
import { siteSchema } from './submission-subject.ts';

export interface LearnGate {
  readonly site: string;
  /** Base64 of its bytes; absent where it is no better. */
  readonly gate?: string;
  readonly lastAnswer: number;
  readonly answers: number;
  readonly lossBefore: number;
  readonly lossAfter: number;
}

const loss = { type: 'number', minimum: 0 } as const;

export const learnGate: Action<LearnGate, { readonly taken: boolean }> = {
  name: 'gate.learn',
  says: '校对从采纳和忽略里学到的，更准才启用',
  needs: 'model.keep',
  inside: true,
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'lastAnswer', 'answers', 'lossBefore', 'lossAfter'],
    properties: {
      ...{ site: siteSchema, gate: { type: 'string', minLength: 1 }, lossBefore: loss, lossAfter: loss },
      ...{ lastAnswer: { type: 'integer', minimum: 0 }, answers: { type: 'integer', minimum: 0 } },
    },
    additionalProperties: false,
  },
  async run({ client, now, record }, { site, gate, ...lesson }) {
    const taken = gate !== undefined;
    await keepLesson(client, site, { ...lesson, gate: taken ? Buffer.from(gate, 'base64') : undefined }, now);
    await record({ thing: 'site', thingId: site, detail: { answers: lesson.answers, taken } });
    return accept({ taken });
  },
};
