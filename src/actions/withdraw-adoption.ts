/** `adoption.withdraw`: an adoption above was recorded wrongly, or was taken down there; what it counted is reversed today. */
import { takeAdoption } from '../domain/adoption/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedAdoption, moveAdoption } from '../store/adoptions.ts';
import { takeBackAdoptions } from '../store/posting.ts';
import type { Action } from './action.ts';
import { adoptionSubject, besideSchema, type SeenAdoption, type SteppedAdoption, staleBeside } from './desk-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const withdrawAdoption: Action<SeenAdoption & { readonly reason: string }, SteppedAdoption, LoadedAdoption> = {
  name: 'adoption.withdraw',
  says: '撤销登记的上级采用，写明理由',
  needs: 'submission.confirm',
  siteOf: ({ site }) => site,
  subject: adoptionSubject,
  input: besideSchema('adoption', { reason: reasonSchema }, ['reason']),
  async run({ client, actor, now, record }, { site, version, reason }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const { state, claimer, author } = loaded;
    const next = takeAdoption('withdraw', { state, claimer, author, person: actor.person, reason });
    if (!next.ok) return next;
    if (!(await moveAdoption(client, loaded, { state: next.value }))) return staleBeside(loaded);
    await takeBackAdoptions(client, site, [loaded.id], reason, now);
    const detail = { submission: loaded.submission };
    await record({ thing: 'adoption', thingId: String(loaded.id), from: state, to: next.value, reason, detail });
    return accept({ adoption: loaded.id, version: version + 1, state: next.value });
  },
};
