/** `submissions.merge`: several units' items about one thing become one, with shared credit; each unit once, whatever it reported. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { hasMerged } from '../store/desk.ts';
import { mayLead, shareAgain } from '../store/merging.ts';
import { moveSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { itemsSchema, loadItems, mergedRefusal, ofItem, type SeenItem } from './desk-subject.ts';
import { idSchema, type SteppedSubmission, siteSchema, situationOf, staleRefusal, versionSchema } from './submission-subject.ts';

export interface MergeSubmissions {
  readonly site: string;
  /** The item that stays. */
  readonly lead: SeenItem;
  readonly items: readonly SeenItem[];
}

export const mergeSubmissions: Action<
  MergeSubmissions,
  { readonly lead: SteppedSubmission; readonly items: readonly SteppedSubmission[] }
> = {
  name: 'submissions.merge',
  says: '把几个单位的稿件并为一件，分享计分',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'lead', 'items'],
    properties: {
      site: siteSchema,
      lead: {
        type: 'object',
        required: ['submission', 'version'],
        properties: { submission: idSchema, version: versionSchema },
        additionalProperties: false,
      },
      items: itemsSchema,
    },
    additionalProperties: false,
  },
  async run(context, { site, lead: seen, items }) {
    const { client, now, record } = context;
    if (items.some(({ submission }) => submission === seen.submission))
      return refuse('bad-input', [problem('itself', '一件不能并入它自己', 'lead')]);
    const found = await loadItems(context, site, [seen, ...items], 'submission.adopt');
    if (!found.ok) return found;
    const [lead, ...others] = found.value;
    if (!lead) throw new Error('a merger without a lead');
    const open = await mayLead(client, lead);
    if (!open.ok) return open;
    const taken = others.map((loaded) => take('merge', situationOf(context, loaded)));
    const refused = taken.find((next) => !next.ok);
    if (refused && !refused.ok)
      return refuse(
        refused.code,
        taken.flatMap((next, at) => (next.ok ? [] : ofItem(next.findings, at))),
      );
    // The lead moves first: whoever adopts it at the same time either shares with these, or is told that it was changed.
    if (!(await moveSubmission(client, lead, {}, now))) return staleRefusal(lead, {}, 'lead');
    for (const [at, loaded] of others.entries()) {
      if (await hasMerged(client, site, loaded.id)) return mergedRefusal(`items[${at}]`);
      const changes = { state: 'merged', mergedInto: lead.id, decidedAt: now, claimedBy: null, claimedAt: null } as const;
      if (!(await moveSubmission(client, loaded, changes, now))) return staleRefusal(loaded, {}, `items[${at}]`);
      const detail = { into: lead.id };
      await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: 'merged', detail });
    }
    await shareAgain(client, lead);
    const detail = { merged: others.map(({ id }) => id) };
    await record({ thing: 'submission', thingId: String(lead.id), from: lead.state, to: lead.state, detail });
    return accept({
      lead: { submission: lead.id, version: lead.version + 1, state: lead.state },
      items: others.map(({ id, version }): SteppedSubmission => ({ submission: id, version: version + 1, state: 'merged' })),
    });
  },
};
