/** `password.change`: a new password for oneself. All other sessions end, and the present cookie gets a new value. */
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { passwordFindings } from '../domain/people/password.ts';
import { knownPasswords, loadPerson, setPassword } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { endSessions, markRenewal } from '../store/sessions.ts';
import type { Action } from './action.ts';

export interface ChangePassword {
  readonly password: string;
  readonly newPassword: string;
}

const text = { type: 'string', minLength: 1, maxLength: 256 } as const;

export const changePassword: Action<ChangePassword, { readonly ended: number }> = {
  name: 'password.change',
  says: '修改自己的口令',
  needs: 'account.keep',
  siteOf: () => undefined,
  secret: true,
  input: {
    type: 'object',
    required: ['password', 'newPassword'],
    additionalProperties: false,
    properties: { password: text, newPassword: text },
  },
  async run({ db, client, actor, now, tools, record }, { password, newPassword }): Promise<Outcome<{ readonly ended: number }>> {
    const person = actor.person === undefined ? undefined : await loadPerson(db, actor.person);
    if (!person) return refuse('wrong-state', [problem('no-account', '只有登录的人才有口令')]);
    if (!(await tools.verifyPassword(person.passwordHash ?? undefined, password)))
      return refuse('findings', [problem('wrong-password', '现在的口令不对', 'password')]);
    const { people: settings } = await loadPlatformSettings(db);
    const findings: Finding[] = passwordFindings(newPassword, person, settings).map((finding) => ({ ...finding, where: 'newPassword' }));
    // One after another: each takes tens of milliseconds, and they stop at the first.
    for (const hash of findings.length > 0 ? [] : await knownPasswords(db, person, settings.passwordsRefused))
      if (await tools.verifyPassword(hash, newPassword)) {
        findings.push(problem('password-used', `不能与现在的口令或最近 ${settings.passwordsRefused} 个口令相同`, 'newPassword'));
        break;
      }
    if (findings.length > 0) return refuse('findings', findings);
    await setPassword(db, person, await tools.hashPassword(newPassword), settings.passwordsRefused, now);
    const ended = await endSessions(client, person.id, now, actor.session);
    await markRenewal(client, person.id);
    await record({ thing: 'person', thingId: String(person.id), to: 'password-changed', detail: { ended } });
    return accept({ ended });
  },
};
