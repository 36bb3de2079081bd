/** `totp.remove`: switches the own second step off. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { loadPerson, saveSecondStep } from '../store/people.ts';
import { endSessions, markRenewal } from '../store/sessions.ts';
import type { Action } from './action.ts';

export const removeTotp: Action<{ readonly password: string }, { readonly ended: number }> = {
  name: 'totp.remove',
  says: '停用自己的动态口令',
  needs: 'account.keep',
  siteOf: () => undefined,
  secret: true,
  input: {
    type: 'object',
    required: ['password'],
    additionalProperties: false,
    properties: { password: { type: 'string', minLength: 1, maxLength: 256 } },
  },
  async run({ db, client, actor, now, tools, record }, { password }): Promise<Outcome<{ readonly ended: number }>> {
    const person = actor.person === undefined ? undefined : await loadPerson(db, actor.person);
    if (!person?.totpSecret) return refuse('wrong-state', [problem('totp-off', '没有启用动态口令')]);
    if (!(await tools.verifyPassword(person.passwordHash ?? undefined, password)))
      return refuse('findings', [problem('wrong-password', '口令不对', 'password')]);
    await saveSecondStep(client, person.id, { secret: null, pending: null, step: null, recoveryHashes: [] });
    const ended = await endSessions(client, person.id, now, actor.session);
    await markRenewal(client, person.id);
    await record({ thing: 'person', thingId: String(person.id), to: 'totp-off', detail: { ended } });
    return accept({ ended });
  },
};
