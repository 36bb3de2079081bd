/** `submissions.reject`: several items for one reason; all of them, or none. */
import { reasonOf } from '../domain/adoption/reasons.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { hasMerged, rejectWith, saidReason } from '../store/desk.ts';
import type { Action } from './action.ts';
import { itemsSchema, loadItems, mergedRefusal, ofItem, reasonCodeSchema, type SeenItem, unknownReason } from './desk-subject.ts';
import { reasonSchema, type SteppedSubmission, siteSchema, situationOf, staleRefusal } from './submission-subject.ts';

export interface RejectSubmissions {
  readonly site: string;
  readonly items: readonly SeenItem[];
  readonly reasonCode: string;
  readonly reason?: string;
}

export const rejectSubmissions: Action<RejectSubmissions, { readonly items: readonly SteppedSubmission[] }> = {
  name: 'submissions.reject',
  says: '以同一理由不予采用几件：全部办成，或者全部不办',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'items', 'reasonCode'],
    properties: { site: siteSchema, items: itemsSchema, reasonCode: reasonCodeSchema, reason: reasonSchema },
    additionalProperties: false,
  },
  async run(context, { site, items, reasonCode, reason: text }) {
    const { client, actor, now, record } = context;
    const found = await loadItems(context, site, items, 'submission.adopt');
    if (!found.ok) return found;
    const settings = found.value[0]?.settings;
    const reason = settings && reasonOf(reasonCode, settings.rejectReasons);
    if (!reason) return unknownReason(settings);
    const said = saidReason({ ...reason, text });
    const taken = found.value.map((loaded) => take('reject', situationOf(context, loaded, { reason: said })));
    const refused = taken.find((next) => !next.ok);
    if (refused && !refused.ok)
      return refuse(
        refused.code,
        taken.flatMap((next, at) => (next.ok ? [] : ofItem(next.findings, at))),
      );
    const by = { person: actor.person, name: actor.name, now };
    const done: SteppedSubmission[] = [];
    for (const [at, loaded] of found.value.entries()) {
      if (await hasMerged(client, site, loaded.id)) return mergedRefusal(`items[${at}]`);
      if (!(await rejectWith(client, loaded, 'rejected', { ...reason, text }, by))) return staleRefusal(loaded, {}, `items[${at}]`);
      const detail = { reasonCode, batch: items.length };
      await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: 'rejected', reason: said, detail });
      done.push({ submission: loaded.id, version: loaded.version + 1, state: 'rejected' });
    }
    return accept({ items: done });
  },
};
