/** `adoption.refute`: a second person could not find what was claimed; it does not count. */
import { takeAdoption } from '../domain/adoption/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedAdoption, moveAdoption } from '../store/adoptions.ts';
import type { Action } from './action.ts';
import { adoptionSubject, besideSchema, type SeenAdoption, type SteppedAdoption, staleBeside } from './desk-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const refuteAdoption: Action<SeenAdoption & { readonly reason: string }, SteppedAdoption, LoadedAdoption> = {
  name: 'adoption.refute',
  says: '对登记的采用不予认定，写明理由',
  needs: 'submission.confirm',
  siteOf: ({ site }) => site,
  subject: adoptionSubject,
  input: besideSchema('adoption', { reason: reasonSchema }, ['reason']),
  async run({ client, actor, record }, { version, reason }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const { state, claimer, author } = loaded;
    const next = takeAdoption('refute', { state, claimer, author, person: actor.person, reason });
    if (!next.ok) return next;
    if (!(await moveAdoption(client, loaded, { state: next.value, confirmedBy: actor.person }))) return staleBeside(loaded);
    const detail = { submission: loaded.submission };
    await record({ thing: 'adoption', thingId: String(loaded.id), from: state, to: next.value, reason, detail });
    return accept({ adoption: loaded.id, version: version + 1, state: next.value });
  },
};
