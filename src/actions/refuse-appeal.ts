/** `appeal.refuse`: another person than who decided finds the decision right, and says why. */
import { accept } from '../domain/outcome.ts';
import { type LoadedAppeal, moveAppeal } from '../store/appeals.ts';
import type { Action } from './action.ts';
import { appealSchema, appealSubject, nextAppeal, type SeenAppeal, type SteppedAppeal, staleAppeal } from './appeal-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const refuseAppeal: Action<SeenAppeal & { readonly reason: string }, SteppedAppeal, LoadedAppeal> = {
  name: 'appeal.refuse',
  says: '不支持申诉，写明理由',
  needs: 'appeal.decide',
  siteOf: ({ site }) => site,
  subject: appealSubject,
  input: appealSchema({ reason: reasonSchema }, ['reason']),
  async run(context, input, loaded) {
    const { client, actor, now, record } = context;
    const { reason, version } = input;
    const next = nextAppeal(context, loaded, 'refuse', input);
    if (!next.ok) return next;
    const answer = { state: next.value, answer: reason, by: actor.person, byName: actor.name, now };
    if (!(await moveAppeal(client, loaded, answer))) return staleAppeal(loaded);
    const detail = { unit: loaded.unit };
    await record({ thing: 'appeal', thingId: String(loaded.id), from: loaded.state, to: next.value, reason, detail });
    return accept({ appeal: loaded.id, version: version + 1, state: next.value });
  },
};
