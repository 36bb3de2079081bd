/** `inspection-finding.refute`: it is not so, with the reason; what was posted of it is taken back. */
import { type FoundState, takeFound } from '../domain/inspection/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedFound, moveFound, takeBackFound } from '../store/inspection-findings.ts';
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
  says: '认定检查发现的问题不成立，写明理由；已经计入的冲销',
  needs: 'inspection.confirm',
  siteOf: ({ site }) => site,
  subject: foundSubject,
  input: seenSchema('finding', { reason: reasonSchema }, ['reason']),
  async run({ client, actor, now, record }, { site, version, reason }, loaded) {
    if (loaded.version !== version) return staleInspection(loaded);
    const { id, state, finder } = loaded;
    const next = takeFound('refute', { state, finder, person: actor.person, reason });
    if (!next.ok) return next;
    const to = { state: next.value, by: actor.person, byName: actor.name, reason };
    if (!(await moveFound(client, loaded, to))) return staleInspection(loaded);
    const takenBack = await takeBackFound(client, site, id, `问题不成立：${reason}`, now);
    const detail = { inspection: loaded.inspection, subject: loaded.subjectName, ...(takenBack ? { takenBack } : {}) };
    await record({ thing: 'inspection-finding', thingId: String(id), from: state, to: next.value, reason, detail });
    return accept({ finding: id, version: version + 1, state: next.value, takenBack });
  },
};
