/** `password.set-with-code`: whoever was invited, or has lost the password, sets one with a code that works once. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { readCode } from '../domain/people/code.ts';
import { passwordFindings } from '../domain/people/password.ts';
import { takeCode } from '../store/one-time-codes.ts';
import { knownPasswords, loadPerson, setPassword } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { hashOfSecret } from '../store/secrets.ts';
import { endSessions } from '../store/sessions.ts';
import type { Action } from './action.ts';

export interface SetPasswordWithCode {
  readonly code: string;
  readonly password: string;
}

export interface PasswordSet {
  /** To sign in with. */
  readonly signInName: string;
  readonly name: string;
}

const text = { type: 'string', minLength: 1, maxLength: 256 } as const;

export const setPasswordWithCode: Action<SetPasswordWithCode, PasswordSet> = {
  name: 'password.set-with-code',
  says: '用一次性口令设置自己的口令',
  needs: 'password.set-with-code',
  siteOf: () => undefined,
  secret: true,
  input: { type: 'object', required: ['code', 'password'], additionalProperties: false, properties: { code: text, password: text } },
  async run({ db, client, now, tools, record }, { code, password }): Promise<Outcome<PasswordSet>> {
    const taken = await takeCode(client, hashOfSecret(readCode(code)), 'set-password', now);
    const person = taken?.person ? await loadPerson(db, taken.person) : undefined;
    if (!person || person.state === 'left')
      return refuse('not-found', [problem('unknown-code', '这个一次性口令不对，或者已经用过、过期：请向给您口令的人再要一个', 'code')]);
    const { people: settings } = await loadPlatformSettings(db);
    const findings = passwordFindings(password, person, settings);
    for (const hash of findings.length > 0 ? [] : await knownPasswords(db, person, settings.passwordsRefused))
      if (await tools.verifyPassword(hash, password)) {
        findings.push(problem('password-used', `不能与最近 ${settings.passwordsRefused} 个口令相同`, 'password'));
        break;
      }
    // A refusal rolls back, so the code is still good for the next try.
    if (findings.length > 0) return refuse('findings', findings);
    await setPassword(db, person, await tools.hashPassword(password), settings.passwordsRefused, now);
    await endSessions(client, person.id, now);
    await record({ thing: 'person', thingId: String(person.id), from: person.state, to: 'active' });
    return accept({ signInName: person.signInName, name: person.name });
  },
};
