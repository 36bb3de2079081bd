/** `submissions.adopt`: several items into the same outlets; all of them, or none. */
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { type SubmissionState, take } from '../domain/submission/lifecycle.ts';
import { adoptInto, type ChosenOutlet, outletFindings } from '../store/desk.ts';
import { loadChecked } from '../store/submission-checks.ts';
import type { Action } from './action.ts';
import { itemsSchema, loadItems, ofItem, outletsSchema, type SeenItem, stopping } from './desk-subject.ts';
import { reasonSchema, type SteppedSubmission, siteSchema, situationOf } from './submission-subject.ts';

export interface AdoptSubmissions {
  readonly site: string;
  readonly items: readonly SeenItem[];
  readonly outlets: readonly Omit<ChosenOutlet, 'shares'>[];
  readonly opinion?: string;
}

export const adoptSubmissions: Action<AdoptSubmissions, { readonly items: readonly SteppedSubmission[] }> = {
  name: 'submissions.adopt',
  says: '一次采用几件：全部办成，或者全部不办',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'items', 'outlets'],
    properties: { site: siteSchema, items: itemsSchema, outlets: outletsSchema(), opinion: reasonSchema },
    additionalProperties: false,
  },
  async run(context, { site, items, outlets, opinion }) {
    const { client, actor, now, record } = context;
    const found = await loadItems(context, site, items, 'submission.adopt');
    if (!found.ok) return found;
    const taken: Outcome<SubmissionState>[] = [];
    for (const { id } of found.value) {
      const item = await loadChecked(client, site, id, now);
      if (!item) throw new Error(`submission ${site}/${id} has no text`);
      taken.push(take('adopt', situationOf(context, item, { blocking: await stopping(context, item, 'review') })));
    }
    const refused = taken.find((next) => !next.ok);
    if (refused && !refused.ok)
      return refuse(
        refused.code,
        taken.flatMap((next, at) => (next.ok ? [] : ofItem(next.findings, at))),
      );
    const findings = await outletFindings(client, site, outlets);
    if (findings.length > 0) return refuse('bad-input', findings);
    const by = { person: actor.person, name: actor.name, now };
    const changes = { state: 'adopted', decidedAt: now, claimedBy: null, claimedAt: null, reasonCode: null, reason: null } as const;
    const done: SteppedSubmission[] = [];
    for (const [at, loaded] of found.value.entries()) {
      const made = await adoptInto(client, loaded, outlets, { changes, as: 'office', opinion }, by);
      if (!made.ok) return refuse(made.code, ofItem(made.findings, at));
      const detail = { adoptions: made.value, outlets: outlets.map(({ outlet }) => outlet), text: loaded.textVersion, batch: items.length };
      await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: 'adopted', detail });
      done.push({ submission: loaded.id, version: loaded.version + 1, state: 'adopted' });
    }
    return accept({ items: done });
  },
};
