/** `submission.adopt`: the office uses an item, in one or several outlets. */
import { accept, refuse } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { adoptInto, type ChosenOutlet, outletFindings } from '../store/desk.ts';
import type { CheckedSubmission } from '../store/submission-checks.ts';
import type { Action } from './action.ts';
import { outletsSchema, sharesSchema, stopping } from './desk-subject.ts';
import {
  checkedSubject,
  reasonSchema,
  type SeenSubmission,
  type SteppedSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
} from './submission-subject.ts';

export interface AdoptSubmission extends SeenSubmission {
  readonly outlets: readonly ChosenOutlet[];
  readonly opinion?: string;
}
export interface AdoptedSubmission extends SteppedSubmission {
  readonly adoptions: readonly number[];
}

export const adoptSubmission: Action<AdoptSubmission, AdoptedSubmission, CheckedSubmission> = {
  name: 'submission.adopt',
  says: '采用一件，登记到一个或几个载体',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  subject: checkedSubject,
  input: stepSchema({ outlets: outletsSchema({ shares: sharesSchema }), opinion: reasonSchema }, ['outlets']),
  async run(context, { site, version, outlets, opinion }, loaded) {
    const { client, actor, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('adopt', situationOf(context, loaded, { blocking: await stopping(context, loaded, 'review') }));
    if (!next.ok) return next;
    const findings = await outletFindings(client, site, outlets);
    if (findings.length > 0) return refuse('bad-input', findings);
    const changes = { state: next.value, decidedAt: now, claimedBy: null, claimedAt: null, reasonCode: null, reason: null };
    const by = { person: actor.person, name: actor.name, now };
    const made = await adoptInto(client, loaded, outlets, { changes, as: 'office', opinion }, by);
    if (!made.ok) return made;
    const detail = { adoptions: made.value, outlets: outlets.map(({ outlet }) => outlet), text: loaded.textVersion };
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, detail });
    return accept({ submission: loaded.id, version: version + 1, state: next.value, adoptions: made.value });
  },
};
