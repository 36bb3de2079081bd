/** `token.revoke`: one's own token, or anybody's for whoever watches over all of them. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { loadToken, revokeToken as revoke } from '../store/tokens.ts';
import type { Action } from './action.ts';

export const revokeToken: Action<{ readonly token: number }, { readonly token: number }> = {
  name: 'token.revoke',
  says: '作废一个接口令牌',
  needs: 'account.keep',
  siteOf: () => undefined,
  input: {
    type: 'object',
    required: ['token'],
    additionalProperties: false,
    properties: { token: { type: 'integer', minimum: 1 } },
  },
  async run({ db, actor, now, record }, { token: id }): Promise<Outcome<{ readonly token: number }>> {
    const token = await loadToken(db, id);
    if (!token || !(token.person === actor.person || may(actor, 'token.manage')))
      return refuse('not-found', [problem('unknown-token', '没有这个令牌', 'token')]);
    if (token.revoked) return refuse('wrong-state', [problem('revoked-already', '这个令牌已经作废')]);
    await revoke(db, id, now);
    await record({ thing: 'token', thingId: String(id), to: 'revoked', detail: { name: token.name, person: token.person } });
    return accept({ token: id });
  },
};
