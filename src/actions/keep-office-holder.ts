/** `office-holder.keep`: writes down who holds which post, and from when to when; names near that are told in texts. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { holderFindings } from '../domain/wording/entry.ts';
import { keepHolder } from '../store/wording.ts';
import type { Action } from './action.ts';
import { daySchema, idSchema, siteSchema } from './submission-subject.ts';

export interface KeepOfficeHolder {
  readonly site: string;
  /** Absent for a new one. */
  readonly holder?: number;
  readonly name: string;
  readonly post: string;
  /** YYYY-MM-DD. */
  readonly from: string;
  /** The last day; absent while the post is held. */
  readonly to?: string;
  /** In which order they are named, 1 first; absent where it is not looked at. */
  readonly position?: number;
}

export const keepOfficeHolder: Action<KeepOfficeHolder, { readonly holder: number }> = {
  name: 'office-holder.keep',
  says: '登记或修改一位领导的姓名、职务和起止日期',
  needs: 'wording.keep',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'name', 'post', 'from'],
    properties: {
      site: siteSchema,
      holder: idSchema,
      name: { type: 'string', minLength: 1, maxLength: 30 },
      post: { type: 'string', minLength: 1, maxLength: 60 },
      from: daySchema,
      to: daySchema,
      position: { type: 'integer', minimum: 1, maximum: 1000 },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, holder, ...given }) {
    const findings = holderFindings(given);
    if (findings.length > 0) return refuse('findings', findings);
    const kept = await keepHolder(client, site, holder, given, { person: actor.person, name: actor.name, now });
    if (kept === undefined) return refuse('not-found', [problem('not-found', '没有登记这一条，或者已经撤下', 'holder')]);
    await record({ thing: 'office-holder', thingId: String(kept), detail: given });
    return accept({ holder: kept });
  },
};
