/** `session.end-others`: ends all own sessions but the present one. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { endSessions } from '../store/sessions.ts';
import type { Action } from './action.ts';

export const endOtherSessions: Action<Readonly<Record<string, never>>, { readonly ended: number }> = {
  name: 'session.end-others',
  says: '结束自己在别处的所有登录',
  needs: 'account.keep',
  siteOf: () => undefined,
  input: { type: 'object', additionalProperties: false },
  async run({ client, actor, now, record }): Promise<Outcome<{ readonly ended: number }>> {
    if (actor.person === undefined) return refuse('wrong-state', [problem('no-account', '只有登录的人才有登录记录')]);
    const ended = await endSessions(client, actor.person, now, actor.session);
    await record({ thing: 'person', thingId: String(actor.person), to: 'signed-out', detail: { ended } });
    return accept({ ended });
  },
};
