/** `adoption.confirm`: a second person found the evidence right; it counts, on the day it appeared. */
import { takeAdoption } from '../domain/adoption/lifecycle.ts';
import { adoptionFact } from '../domain/adoption/posting.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedAdoption, moveAdoption } from '../store/adoptions.ts';
import { addFact, rulebookOn, standingAdoptions } from '../store/posting.ts';
import type { Action } from './action.ts';
import { adoptionSubject, besideSchema, type SeenAdoption, type SteppedAdoption, staleBeside } from './desk-subject.ts';

export const confirmAdoption: Action<SeenAdoption, SteppedAdoption, LoadedAdoption> = {
  name: 'adoption.confirm',
  says: '核实上级网站、刊物或媒体的采用',
  needs: 'submission.confirm',
  siteOf: ({ site }) => site,
  subject: adoptionSubject,
  input: besideSchema('adoption'),
  async run({ client, actor, now, record }, { site, version }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const { state, claimer, author, submission, kind, eventOn } = loaded;
    const next = takeAdoption('confirm', { state, claimer, author, person: actor.person });
    if (!next.ok) return next;
    if (!(await moveAdoption(client, loaded, { state: next.value, confirmedBy: actor.person }))) return staleBeside(loaded);
    const adoption = (await standingAdoptions(client, site, submission, ['confirmed'])).find(({ id }) => id === loaded.id);
    if (!adoption) throw new Error(`adoption ${site}/${loaded.id} was confirmed and is not there`);
    const rulebook = await rulebookOn(client, site, adoption.adoptedOn);
    await addFact(client, site, adoptionFact({ submission, kind, eventOn }, adoption, { rulebook, further: true }), now);
    await record({ thing: 'adoption', thingId: String(loaded.id), from: state, to: next.value, detail: { submission } });
    return accept({ adoption: loaded.id, version: version + 1, state: next.value });
  },
};
