/** `mail-address.propose`: one's own address; a code is sent there, and nothing else until it is confirmed by it. */

import { codeContent } from '../domain/notification/content.ts';
import { CODE_MINUTES, CODE_WAIT_SECONDS, mailSchema } from '../domain/notification/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { codeText, readCode } from '../domain/people/code.ts';
import { loadMailServer } from '../store/mail-server.ts';
import { queueMessages } from '../store/messages.ts';
import { loadPersonNotification, proposeMail } from '../store/notifications.ts';
import { hashOfSecret } from '../store/secrets.ts';
import type { Action } from './action.ts';

export const proposeMailAddress: Action<{ readonly address: string }, { readonly endsAt: string }> = {
  name: 'mail-address.propose',
  says: '填写自己的邮箱，验证码寄到那里',
  needs: 'account.keep',
  siteOf: () => undefined,
  input: { type: 'object', required: ['address'], properties: { address: mailSchema }, additionalProperties: false },
  async run({ client, actor, now, tools, record }, { address }) {
    const { person } = actor;
    const settled = person === undefined ? undefined : await loadPersonNotification(client, person, true);
    if (person === undefined || !settled) return refuse('wrong-state', [problem('no-account', '只有登录的人才有账号')]);
    if (!(await loadMailServer(client))?.active)
      return refuse('wrong-state', [problem('no-server', '平台还没有设置邮件服务器，请联系系统管理员')]);
    const waited = settled.codeSentAt === null ? CODE_WAIT_SECONDS : (now.getTime() - settled.codeSentAt.getTime()) / 1000;
    if (waited < CODE_WAIT_SECONDS)
      return refuse('wrong-state', [problem('too-soon', `验证码刚刚寄出，请过 ${Math.ceil(CODE_WAIT_SECONDS - waited)} 秒再试`)]);
    const code = codeText(tools.randomBytes(5), 4);
    const endsAt = new Date(now.getTime() + CODE_MINUTES * 60_000);
    await proposeMail(client, person, { address, code: hashOfSecret(readCode(code)), now, endsAt });
    const key = `code ${person} ${now.getTime()}`;
    const content = codeContent(settled.name, code, CODE_MINUTES);
    await queueMessages(client, [{ key, kind: 'code', channel: 'mail', person, address, content }], now);
    await record({ thing: 'person', thingId: String(person), detail: { mail: address } });
    return accept({ endsAt: endsAt.toISOString() });
  },
};
