/** `totp.confirm`: the first code switches the second step on; ten recovery codes are shown once. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { codeText, readCode } from '../domain/people/code.ts';
import { loadPerson, saveSecondStep } from '../store/people.ts';
import { hashOfSecret, holdSeals } from '../store/secrets.ts';
import { endSessions, markRenewal } from '../store/sessions.ts';
import type { Action } from './action.ts';

const codesGiven = 10;

export const confirmTotp: Action<{ readonly code: string }, { readonly recoveryCodes: readonly string[] }> = {
  name: 'totp.confirm',
  says: '输入第一个动态口令，启用它',
  needs: 'account.keep',
  siteOf: () => undefined,
  secret: true,
  input: {
    type: 'object',
    required: ['code'],
    additionalProperties: false,
    properties: { code: { type: 'string', minLength: 1, maxLength: 64 } },
  },
  async run({ db, client, actor, now, tools, record }, { code }): Promise<Outcome<{ readonly recoveryCodes: readonly string[] }>> {
    // Before it is read: the pending secret must not be sealed anew between here and its storing.
    await holdSeals(client);
    const person = actor.person === undefined ? undefined : await loadPerson(db, actor.person);
    if (!person?.totpPending) return refuse('wrong-state', [problem('totp-not-begun', '请先准备动态口令')]);
    const secret = tools.open(person.totpPending);
    const step = secret && tools.totpStep(secret, readCode(code), now);
    if (step === undefined)
      return refuse('findings', [problem('wrong-code', '动态口令不对：请核对手机的时间，再输入现在显示的六位数字', 'code')]);
    const recoveryCodes = Array.from({ length: codesGiven }, () => codeText(tools.randomBytes(10), 4));
    await saveSecondStep(client, person.id, {
      secret: person.totpPending,
      pending: null,
      step,
      recoveryHashes: recoveryCodes.map((one) => hashOfSecret(readCode(one))),
    });
    const ended = await endSessions(client, person.id, now, actor.session);
    await markRenewal(client, person.id);
    await record({ thing: 'person', thingId: String(person.id), to: 'totp-on', detail: { ended } });
    return accept({ recoveryCodes });
  },
};
