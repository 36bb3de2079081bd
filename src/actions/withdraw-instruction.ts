/** `instruction.withdraw`: an instruction was recorded wrongly; what it counted is reversed today. */
import { takeInstruction } from '../domain/adoption/lifecycle.ts';
import { instructionKey, reversal } from '../domain/adoption/posting.ts';
import { accept } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { type LoadedInstruction, moveInstruction } from '../store/instructions.ts';
import { addReversal } from '../store/posting.ts';
import type { Action } from './action.ts';
import { besideSchema, instructionSubject, type SeenInstruction, type SteppedInstruction, staleBeside } from './desk-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const withdrawInstruction: Action<SeenInstruction & { readonly reason: string }, SteppedInstruction, LoadedInstruction> = {
  name: 'instruction.withdraw',
  says: '撤销登记的批示，写明理由',
  needs: 'submission.confirm',
  siteOf: ({ site }) => site,
  subject: instructionSubject,
  input: besideSchema('instruction', { reason: reasonSchema }, ['reason']),
  async run({ client, actor, now, record }, { site, version, reason }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const { state, claimer, author } = loaded;
    const next = takeInstruction('withdraw', { state, claimer, author, person: actor.person, reason });
    if (!next.ok) return next;
    if (!(await moveInstruction(client, loaded, { state: next.value }))) return staleBeside(loaded);
    await addReversal(client, site, reversal(instructionKey(loaded.id), officeDay(now), reason), now);
    const detail = { submission: loaded.submission };
    await record({ thing: 'instruction', thingId: String(loaded.id), from: state, to: next.value, reason, detail });
    return accept({ instruction: loaded.id, version: version + 1, state: next.value });
  },
};
