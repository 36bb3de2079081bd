/** `inspection-finding.confirm`: a second person found it right; it counts, and is posted as a fact where that has points. */
import { type FoundState, takeFound } from '../domain/inspection/lifecycle.ts';
import { foundFact } from '../domain/inspection/posting.ts';
import { accept } from '../domain/outcome.ts';
import { addFoundFact, type LoadedFound, moveFound } from '../store/inspection-findings.ts';
import { rulebookOn } from '../store/posting.ts';
import type { Action } from './action.ts';
import { foundSubject, type SeenFound, seenSchema, staleInspection } from './inspection-subject.ts';

export interface ConfirmedFound {
  readonly finding: number;
  readonly version: number;
  readonly state: FoundState;
  /** A fact of it counts for the unit from now on. */
  readonly posted: boolean;
}

export const confirmFound: Action<SeenFound, ConfirmedFound, LoadedFound> = {
  name: 'inspection-finding.confirm',
  says: '核实检查发现的问题',
  needs: 'inspection.confirm',
  siteOf: ({ site }) => site,
  subject: foundSubject,
  input: seenSchema('finding'),
  async run({ client, actor, now, record }, { site, version }, loaded) {
    if (loaded.version !== version) return staleInspection(loaded);
    const { id, state, finder } = loaded;
    const next = takeFound('confirm', { state, finder, person: actor.person });
    if (!next.ok) return next;
    if (!(await moveFound(client, loaded, { state: next.value, by: actor.person, byName: actor.name }))) return staleInspection(loaded);
    const fact = foundFact(loaded, await rulebookOn(client, site, loaded.foundOn));
    const posted = fact !== undefined && (await addFoundFact(client, site, fact, now));
    const detail = { inspection: loaded.inspection, subject: loaded.subjectName, ...(posted ? { fact: fact.fact } : {}) };
    await record({ thing: 'inspection-finding', thingId: String(id), from: state, to: next.value, detail });
    return accept({ finding: id, version: version + 1, state: next.value, posted });
  },
};
