/** `mail-address.confirm`: the code that came there proves the address; from here on it is written to. */

import { CODE_TRIES, officeTime } from '../domain/notification/settings.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { readCode } from '../domain/people/code.ts';
import { officeDay } from '../store/actors.ts';
import { digestDefaults, loadMailServer } from '../store/mail-server.ts';
import { countCodeTry, loadPersonNotification, noteLook, setMail } from '../store/notifications.ts';
import { hashOfSecret } from '../store/secrets.ts';
import type { Action } from './action.ts';

export interface MailConfirmed {
  /** False: the code is wrong, and so many tries are left. */
  readonly confirmed: boolean;
  readonly left: number;
  readonly mail: string | null;
}

export const confirmMailAddress: Action<{ readonly code: string }, MailConfirmed> = {
  name: 'mail-address.confirm',
  says: '填写验证码，启用自己的邮箱',
  needs: 'account.keep',
  siteOf: () => undefined,
  secret: true,
  input: {
    type: 'object',
    required: ['code'],
    properties: { code: { type: 'string', minLength: 1, maxLength: 64 } },
    additionalProperties: false,
  },
  async run({ client, actor, now, record, goesOn }, { code }): Promise<Outcome<MailConfirmed>> {
    const { person } = actor;
    const settled = person === undefined ? undefined : await loadPersonNotification(client, person, true);
    const pending = settled?.pending;
    if (person === undefined || !settled || !pending) return refuse('wrong-state', [problem('no-code', '请先填写邮箱，取得验证码')]);
    if (!settled.codeEndsAt || settled.codeEndsAt <= now || settled.codeTries >= CODE_TRIES)
      return refuse('wrong-state', [problem('code-over', '验证码已失效，请重新取得')]);
    if (!settled.code?.equals(hashOfSecret(readCode(code)))) {
      // Not a refusal, which would undo the count.
      await countCodeTry(client, person);
      goesOn();
      return accept({ confirmed: false, left: CODE_TRIES - settled.codeTries - 1, mail: settled.mail });
    }
    await setMail(client, person, pending);
    // The day's hour has passed: the first digest comes tomorrow.
    const at = settled.digestAt ?? digestDefaults(await loadMailServer(client)).digestAt;
    if (officeTime(now) >= at) await noteLook(client, { person }, officeDay(now), undefined);
    await record({ thing: 'person', thingId: String(person), to: 'mail-confirmed', detail: { mail: pending } });
    return accept({ confirmed: true, left: 0, mail: pending });
  },
};
