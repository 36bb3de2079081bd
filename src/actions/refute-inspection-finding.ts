/** `inspection-finding.refute`: it is not so, with the reason; what was posted of it is taken back, and its rectification is dropped. */
import { type FoundState, takeFound } from '../domain/inspection/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import type { LoadedFound } from '../store/inspection-findings.ts';
import { overturnFound } from '../store/overturning.ts';
import type { Action } from './action.ts';
import { foundSubject, type SeenFound, seenSchema, staleInspection } from './inspection-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export interface RefutedFound {
  readonly finding: number;
  readonly version: number;
  readonly state: FoundState;
  /** What it had taken away was given back today. */
  readonly takenBack: boolean;
}

export const refuteFound: Action<SeenFound & { readonly reason: string }, RefutedFound, LoadedFound> = {
  name: 'inspection-finding.refute',
  says: '认定检查发现的问题不成立，写明理由；已经计入的冲销，整改随之撤销',
  needs: 'inspection.confirm',
  siteOf: ({ site }) => site,
  subject: foundSubject,
  input: seenSchema('finding', { reason: reasonSchema }, ['reason']),
  async run({ client, actor, now, record }, { version, reason }, loaded) {
    if (loaded.version !== version) return staleInspection(loaded);
    const { id, state, finder } = loaded;
    const next = takeFound('refute', { state, finder, person: actor.person, reason });
    if (!next.ok) return next;
    const overturned = await overturnFound(client, loaded, { person: actor.person, name: actor.name, reason, now });
    if (!overturned) return staleInspection(loaded);
    const { takenBack, changed } = overturned;
    const detail = { inspection: loaded.inspection, subject: loaded.subjectName, ...(takenBack ? { takenBack } : {}) };
    for (const one of changed) await record({ ...one, reason, detail });
    return accept({ finding: id, version: version + 1, state: next.value, takenBack });
  },
};
