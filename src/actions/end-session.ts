/** `session.end`: ends one of the own sessions, the present one where none is named. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { endSession as end } from '../store/sessions.ts';
import type { Action } from './action.ts';

export interface EndSession {
  readonly session?: number;
}

export const endSession: Action<EndSession, { readonly session: number }> = {
  name: 'session.end',
  says: '退出登录，或者结束自己在别处的登录',
  needs: 'account.keep',
  siteOf: () => undefined,
  input: { type: 'object', additionalProperties: false, properties: { session: { type: 'integer', minimum: 1 } } },
  async run({ db, actor, now, record }, { session = actor.session }): Promise<Outcome<{ readonly session: number }>> {
    if (actor.person === undefined || session === undefined || !(await end(db, actor.person, session, now)))
      return refuse('not-found', [problem('unknown-session', '没有这次登录，或者它已经结束', 'session')]);
    await record({ thing: 'person', thingId: String(actor.person), to: 'signed-out', detail: { session } });
    return accept({ session });
  },
};
