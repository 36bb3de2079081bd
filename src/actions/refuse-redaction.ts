/** `redaction.refuse`: what was proposed is not taken out; the passage that was copied for it is forgotten. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { takeRedaction } from '../domain/submission/redaction.ts';
import { type LoadedRedaction, refuseRedaction as refuseIt } from '../store/redactions.ts';
import type { Action } from './action.ts';
import { besideSchema, staleBeside } from './desk-subject.ts';
import { redactionSubject, type SeenRedaction, type SteppedRedaction } from './redaction-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const refuseRedaction: Action<SeenRedaction & { readonly reason: string }, SteppedRedaction, LoadedRedaction> = {
  name: 'redaction.refuse',
  says: '不予遮盖，写明理由',
  needs: 'submission.redact',
  siteOf: ({ site }) => site,
  subject: redactionSubject,
  secret: true,
  input: besideSchema('redaction', { reason: reasonSchema }, ['reason']),
  async run({ client, actor, now, record }, { version, reason }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const { state, proposer, submission, passage } = loaded;
    const next = takeRedaction('refuse', { state, proposer, person: actor.person, reason });
    if (!next.ok) return next;
    if (passage !== undefined && reason.includes(passage))
      return refuse('bad-input', [problem('repeats', '理由里不要重复这段内容：理由会一直留着', 'reason')]);
    if (!(await refuseIt(client, loaded, { person: actor.person, name: actor.name, now }))) return staleBeside(loaded);
    await record({ thing: 'redaction', thingId: String(loaded.id), from: state, to: next.value, reason, detail: { submission } });
    return accept({ redaction: loaded.id, version: version + 1, state: next.value });
  },
};
