/** `session.renew`: gives the cookie a new value after the person's password or roles changed; the session's end stays. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { hashOfSecret } from '../store/secrets.ts';
import { renewSession as renew } from '../store/sessions.ts';
import type { Action } from './action.ts';

export interface SessionRenewed {
  readonly token: string;
  readonly endsAt: string;
}

export const renewSession: Action<Readonly<Record<string, never>>, SessionRenewed> = {
  name: 'session.renew',
  says: '更换登录凭据',
  needs: 'account.keep',
  siteOf: () => undefined,
  inside: true,
  secret: true,
  input: { type: 'object', additionalProperties: false },
  async run({ client, actor, now, tools, record }): Promise<Outcome<SessionRenewed>> {
    const token = Buffer.from(tools.randomBytes(32)).toString('base64url');
    const renewed = actor.session === undefined ? undefined : await renew(client, actor.session, hashOfSecret(token), now);
    if (!renewed) return refuse('wrong-state', [problem('not-to-renew', '这次登录不需要更换凭据')]);
    await record({ thing: 'person', thingId: String(actor.person), to: 'session-renewed', detail: { session: actor.session } });
    return accept({ token, endsAt: renewed.endsAt.toISOString() });
  },
};
