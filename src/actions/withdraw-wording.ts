/** `wording.withdraw`: takes an entry of the office's own wording back; texts are no longer measured by it from now on. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { entryKindNames } from '../domain/wording/entry.ts';
import { withdrawEntry } from '../store/wording.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';

export interface WithdrawWording {
  readonly site: string;
  readonly entry: number;
}

export const withdrawWording: Action<WithdrawWording, { readonly entry: number }> = {
  name: 'wording.withdraw',
  says: '撤下一条本站用语',
  needs: 'wording.keep',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'entry'],
    properties: { site: siteSchema, entry: idSchema },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, entry }) {
    const held = await withdrawEntry(client, site, entry, { person: actor.person, name: actor.name, now });
    if (!held) return refuse('not-found', [problem('not-found', '没有这条本站用语，或者已经撤下', 'entry')]);
    await record({ thing: 'wording', thingId: String(entry), detail: { kind: entryKindNames[held.kind], find: held.find } });
    return accept({ entry });
  },
};
