/** `mail-address.remove`: nothing is sent to one's own address any more. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { loadPersonNotification, setMail } from '../store/notifications.ts';
import type { Action } from './action.ts';

export const removeMailAddress: Action<Readonly<Record<string, never>>, { readonly removed: true }> = {
  name: 'mail-address.remove',
  says: '去掉自己的邮箱',
  needs: 'account.keep',
  siteOf: () => undefined,
  input: { type: 'object', additionalProperties: false },
  async run({ client, actor, record }) {
    const { person } = actor;
    const settled = person === undefined ? undefined : await loadPersonNotification(client, person, true);
    if (person === undefined || !settled) return refuse('wrong-state', [problem('no-account', '只有登录的人才有账号')]);
    if (settled.mail === null && settled.pending === null) return refuse('wrong-state', [problem('no-mail', '没有填写邮箱')]);
    await setMail(client, person, null);
    await record({ thing: 'person', thingId: String(person), to: 'mail-removed' });
    return accept({ removed: true });
  },
};
