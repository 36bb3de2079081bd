/** `instruction.confirm`: a second person found a leader's instruction to be so; it counts, on its day. */
import { takeInstruction } from '../domain/adoption/lifecycle.ts';
import { instructionFact } from '../domain/adoption/posting.ts';
import { creditShares } from '../domain/adoption/shares.ts';
import { accept } from '../domain/outcome.ts';
import { loadMerged, loadSharing } from '../store/adoptions.ts';
import { type LoadedInstruction, moveInstruction } from '../store/instructions.ts';
import { addFact } from '../store/posting.ts';
import type { Action } from './action.ts';
import { besideSchema, instructionSubject, type SeenInstruction, type SteppedInstruction, staleBeside } from './desk-subject.ts';

export const confirmInstruction: Action<SeenInstruction, SteppedInstruction, LoadedInstruction> = {
  name: 'instruction.confirm',
  says: '核实领导批示',
  needs: 'submission.confirm',
  siteOf: ({ site }) => site,
  subject: instructionSubject,
  input: besideSchema('instruction'),
  async run({ client, actor, now, record }, { site, version }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const { id, state, claimer, author, submission, unit, jointIds } = loaded;
    const next = takeInstruction('confirm', { state, claimer, author, person: actor.person });
    if (!next.ok) return next;
    if (!(await moveInstruction(client, loaded, { state: next.value, confirmedBy: actor.person }))) return staleBeside(loaded);
    const own = await loadSharing(client, { site, id: submission, unit, jointIds });
    const shares = creditShares(own, await loadMerged(client, site, submission));
    if (!shares.ok) return shares;
    await addFact(client, site, instructionFact({ submission, kind: loaded.kind, eventOn: loaded.eventOn }, loaded, shares.value), now);
    await record({ thing: 'instruction', thingId: String(id), from: state, to: next.value, detail: { submission } });
    return accept({ instruction: id, version: version + 1, state: next.value });
  },
};
