/** `totp.begin`: a secret for an authenticator app; it counts once a first code has shown that the app has it. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { base32, totpAddress } from '../domain/people/totp.ts';
import { loadPerson, saveSecondStep } from '../store/people.ts';
import { holdSeals } from '../store/secrets.ts';
import type { Action } from './action.ts';

export interface TotpBegun {
  /** Base 32, to be typed. */
  readonly secret: string;
  /** otpauth://, to be shown as a QR code. */
  readonly address: string;
}

export const beginTotp: Action<{ readonly password: string }, TotpBegun> = {
  name: 'totp.begin',
  says: '为自己的账号准备动态口令',
  needs: 'account.keep',
  siteOf: () => undefined,
  secret: true,
  input: {
    type: 'object',
    required: ['password'],
    additionalProperties: false,
    properties: { password: { type: 'string', minLength: 1, maxLength: 256 } },
  },
  async run({ db, client, actor, tools, record }, { password }): Promise<Outcome<TotpBegun>> {
    const person = actor.person === undefined ? undefined : await loadPerson(db, actor.person);
    if (!person) return refuse('wrong-state', [problem('no-account', '只有登录的人才有动态口令')]);
    if (!(await tools.verifyPassword(person.passwordHash ?? undefined, password)))
      return refuse('findings', [problem('wrong-password', '口令不对', 'password')]);
    if (person.totpSecret) return refuse('wrong-state', [problem('totp-on', '动态口令已经启用；要换手机，请先停用')]);
    const secret = tools.randomBytes(20);
    await holdSeals(client);
    await saveSecondStep(client, person.id, { pending: tools.seal(secret) });
    await record({ thing: 'person', thingId: String(person.id), to: 'totp-begun' });
    return accept({ secret: base32(secret), address: totpAddress(secret, person.signInName) });
  },
};
