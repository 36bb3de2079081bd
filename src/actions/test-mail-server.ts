/** `mail-server.test`: a test mail goes on its way, at once and past all waiting; the page shows what becomes of it. */

import { testContent } from '../domain/notification/content.ts';
import { mailSchema } from '../domain/notification/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { hurryMail, loadMailServer } from '../store/mail-server.ts';
import { queueMessages } from '../store/messages.ts';
import type { Action } from './action.ts';

export const testMailServer: Action<{ readonly address: string }, { readonly message: number }> = {
  name: 'mail-server.test',
  says: '试发一封邮件',
  needs: 'platform.configure',
  siteOf: () => undefined,
  input: { type: 'object', required: ['address'], properties: { address: mailSchema }, additionalProperties: false },
  async run({ client, actor, now, tools, record }, { address }) {
    const server = await loadMailServer(client);
    if (!server?.active) return refuse('wrong-state', [problem('no-server', '请先填写邮件服务器并启用')]);
    await hurryMail(client);
    const key = `test ${Buffer.from(tools.randomBytes(16)).toString('hex')}`;
    const [message = 0] = await queueMessages(
      client,
      [{ key, kind: 'test', channel: 'mail', address, content: testContent(actor.name) }],
      now,
    );
    await record({ thing: 'message', thingId: String(message), to: 'due', detail: { kind: 'test', address } });
    return accept({ message });
  },
};
