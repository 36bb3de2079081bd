/** `instruction.refute`: a second person could not find a leader's instruction to be so; it does not count. */
import { takeInstruction } from '../domain/adoption/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedInstruction, moveInstruction } from '../store/instructions.ts';
import type { Action } from './action.ts';
import { besideSchema, instructionSubject, type SeenInstruction, type SteppedInstruction, staleBeside } from './desk-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const refuteInstruction: Action<SeenInstruction & { readonly reason: string }, SteppedInstruction, LoadedInstruction> = {
  name: 'instruction.refute',
  says: '对登记的批示不予认定，写明理由',
  needs: 'submission.confirm',
  siteOf: ({ site }) => site,
  subject: instructionSubject,
  input: besideSchema('instruction', { reason: reasonSchema }, ['reason']),
  async run({ client, actor, record }, { version, reason }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const { state, claimer, author } = loaded;
    const next = takeInstruction('refute', { state, claimer, author, person: actor.person, reason });
    if (!next.ok) return next;
    if (!(await moveInstruction(client, loaded, { state: next.value, confirmedBy: actor.person }))) return staleBeside(loaded);
    const detail = { submission: loaded.submission };
    await record({ thing: 'instruction', thingId: String(loaded.id), from: state, to: next.value, reason, detail });
    return accept({ instruction: loaded.id, version: version + 1, state: next.value });
  },
};
