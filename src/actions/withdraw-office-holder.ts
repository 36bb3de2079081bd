/** `office-holder.withdraw`: strikes out an entry that was a mistake; who left office has a last day instead. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { withdrawHolder } from '../store/wording.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';

export interface WithdrawOfficeHolder {
  readonly site: string;
  readonly holder: number;
}

export const withdrawOfficeHolder: Action<WithdrawOfficeHolder, { readonly holder: number }> = {
  name: 'office-holder.withdraw',
  says: '撤下登记错了的一位领导',
  needs: 'wording.keep',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'holder'],
    properties: { site: siteSchema, holder: idSchema },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, holder }) {
    const held = await withdrawHolder(client, site, holder, { person: actor.person, name: actor.name, now });
    if (!held) return refuse('not-found', [problem('not-found', '没有登记这一条，或者已经撤下', 'holder')]);
    await record({ thing: 'office-holder', thingId: String(holder), detail: held });
    return accept({ holder });
  },
};
