/** `appeal.take-back`: the unit no longer asks; about the same thing it may ask again in time. */
import { accept } from '../domain/outcome.ts';
import { type LoadedAppeal, moveAppeal } from '../store/appeals.ts';
import type { Action } from './action.ts';
import { appealSchema, appealSubject, nextAppeal, type SeenAppeal, type SteppedAppeal, staleAppeal } from './appeal-subject.ts';

export const takeBackAppeal: Action<SeenAppeal, SteppedAppeal, LoadedAppeal> = {
  name: 'appeal.take-back',
  says: '撤回还没有答复的申诉',
  needs: 'appeal.raise',
  siteOf: ({ site }) => site,
  subject: appealSubject,
  input: appealSchema(),
  async run(context, input, loaded) {
    const next = nextAppeal(context, loaded, 'take-back', input);
    if (!next.ok) return next;
    if (!(await moveAppeal(context.client, loaded, { state: next.value }))) return staleAppeal(loaded);
    await context.record({
      ...{ thing: 'appeal', thingId: String(loaded.id), from: loaded.state, to: next.value },
      detail: { unit: loaded.unit },
    });
    return accept({ appeal: loaded.id, version: input.version + 1, state: next.value });
  },
};
