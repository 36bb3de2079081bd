/** `rescan.record`: a batch of published texts was looked through anew; what was found waits for the office, how far it came is kept. */
import { accept } from '../domain/outcome.ts';
import { faultOf, faultOfPublished } from '../domain/rectification/finding.ts';
import { type RescanFound, type RescanWalk, rescanKinds } from '../domain/rectification/rescan.ts';
import {
  type KeptFound,
  type KeptRescan,
  keepRescan,
  type LookedText,
  lapseUnpublished,
  passedOver,
  type WrittenItem,
  writtenItems,
} from '../store/rescan-findings.ts';
import { keepWalk, type WalkedBatch } from '../store/rescan-walk.ts';
import type { Action } from './action.ts';
import { daySchema, idSchema, siteSchema } from './submission-subject.ts';

export interface RecordRescan extends WalkedBatch {
  readonly looked: readonly LookedText[];
  readonly found: readonly (RescanFound & LookedText)[];
}
export interface RecordedRescan extends KeptRescan {
  readonly walk: RescanWalk;
}

const text = { type: 'string', minLength: 1 } as const;
const looked = { submission: idSchema, version: { type: 'integer', minimum: 1 } } as const;

/** Whose it is: the unit's where the text it submitted holds it. */
function keptFound({ raw, answerKey: _, ...found }: RescanFound & LookedText, items: ReadonlyMap<number, WrittenItem>): KeptFound {
  const item = items.get(found.submission);
  const fault = item && (item.recorded ? faultOfPublished(raw, item.versions, item.ofOffice) : faultOf(raw, item.versions));
  return { ...found, side: fault?.side ?? 'office', place: fault?.place ?? found.place };
}

export const recordRescan: Action<RecordRescan, RecordedRescan> = {
  name: 'rescan.record',
  says: '记下用语巡查看过的稿件和查到的疑问',
  needs: 'rescan.keep',
  inside: true,
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'stamp', 'night', 'lastId', 'looked', 'found'],
    properties: {
      ...{ site: siteSchema, stamp: text, night: daySchema, due: { type: 'integer', minimum: 0 } },
      lastId: { anyOf: [idSchema, { type: 'null' }] },
      looked: {
        type: 'array',
        items: { type: 'object', required: ['submission', 'version'], properties: looked, additionalProperties: false },
      },
      found: {
        type: 'array',
        items: {
          type: 'object',
          required: [
            'submission',
            'version',
            'word',
            'raw',
            'found',
            'foundAt',
            'suggestion',
            'answerKey',
            'correction',
            'kind',
            'severity',
            'rule',
            'message',
            'place',
            'times',
          ],
          properties: {
            ...{
              ...looked,
              word: text,
              found: text,
              foundAt: { type: 'integer', minimum: 0 },
              suggestion: { type: 'string' },
              answerKey: text,
              raw: text,
              correction: { anyOf: [{ type: 'string' }, { type: 'null' }] },
              kind: { enum: rescanKinds },
            },
            ...{
              severity: { enum: ['error', 'warning'] },
              rule: { type: 'string' },
              message: { type: 'string' },
              place: { type: 'string' },
              times: { type: 'integer', minimum: 1 },
            },
          },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  run: async ({ client, now, tools, record, goesOn }, { looked: texts, found: given, ...batch }) => {
    const ids = [...new Set(given.map(({ submission }) => submission))];
    const items = await writtenItems(client, batch.site, ids);
    const isPassedOver = await passedOver(client, batch.site, ids);
    const found = given.filter(({ submission, word, answerKey }) => !isPassedOver(submission, word, tools.sha256(answerKey)));
    const kept = await keepRescan(
      client,
      batch,
      texts,
      found.map((one) => keptFound(one, items)),
    );
    const left = batch.lastId === null ? await lapseUnpublished(client, batch.site) : 0;
    const done = { added: kept.added, gone: kept.gone + left };
    const walk = await keepWalk(client, batch, texts.length, done.added, now);
    if (done.added + done.gone === 0) goesOn();
    else await record({ thing: 'site', thingId: batch.site, detail: { looked: texts.length, ...done } });
    return accept({ ...done, walk });
  },
};
