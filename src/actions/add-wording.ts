/** `wording.add`: an office adds a word of its own: not to be written, worth a thought, written otherwise, wrong; or right here. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type EntryKind, entryFindings, entryKindNames, entryKinds, mostPut } from '../domain/wording/entry.ts';
import { addEntry } from '../store/wording.ts';
import type { Action } from './action.ts';
import { siteSchema } from './submission-subject.ts';

export interface AddWording {
  readonly site: string;
  readonly kind: EntryKind;
  readonly find: string;
  /** What should stand there, the likeliest first. */
  readonly put?: readonly string[];
  readonly why?: string;
}

export const addWording: Action<AddWording, { readonly entry: number }> = {
  name: 'wording.add',
  says: '增加一条本站用语：禁用词、慎用词、推荐写法、错别字，或白名单',
  needs: 'wording.keep',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'kind', 'find'],
    properties: {
      site: siteSchema,
      kind: { enum: entryKinds },
      find: { type: 'string', minLength: 1, maxLength: 200 },
      put: { type: 'array', maxItems: mostPut, items: { type: 'string', minLength: 1, maxLength: 60 } },
      why: { type: 'string', maxLength: 200 },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, kind, find, put = [], why }) {
    const reason = why?.trim() || undefined;
    const findings = entryFindings({ kind, find, put, why: reason });
    if (findings.length > 0) return refuse('findings', findings);
    const entry = await addEntry(client, site, { kind, find, put, why: reason }, { person: actor.person, name: actor.name, now });
    if (entry === undefined) return refuse('conflict', [problem('duplicate', `“${find}”已在本站用语里，要改请先撤下原来那条`, 'find')]);
    const detail = { kind: entryKindNames[kind], find, ...(put.length > 0 ? { put } : {}) };
    await record({ thing: 'wording', thingId: String(entry), detail, ...(reason === undefined ? {} : { reason }) });
    return accept({ entry });
  },
};
