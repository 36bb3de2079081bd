/** `message.deliver`: the server, or the program, has taken a message; only now it counts as sent. */

import { takeMessage } from '../domain/notification/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { noteServerAnswers } from '../store/mail-server.ts';
import { type LoadedMessage, moveMessage } from '../store/messages.ts';
import type { Action } from './action.ts';
import { messageSchema, messageSubject, type SeenMessage, type SteppedMessage, staleMessage } from './message-subject.ts';

export interface DeliverMessage extends SeenMessage {
  /** Under which the server knows it. */
  readonly messageId?: string;
}

export const deliverMessage: Action<DeliverMessage, SteppedMessage, LoadedMessage> = {
  name: 'message.deliver',
  says: '记下通知已经发出',
  inside: true,
  needs: 'message.deliver',
  siteOf: () => undefined,
  subject: messageSubject,
  input: messageSchema({ messageId: { type: 'string', maxLength: 500 } }),
  async run({ client, now, record }, { version, messageId }, loaded) {
    if (loaded.version !== version) return staleMessage;
    const next = takeMessage('deliver', loaded.state);
    if (!next.ok) return next;
    const changes = { state: next.value, sentAt: now, fault: null, ...(messageId === undefined ? {} : { messageId }) };
    if (!(await moveMessage(client, loaded, changes))) return staleMessage;
    if (loaded.channel === 'mail') await noteServerAnswers(client, now);
    const { kind, channel, attempts } = loaded;
    await record({ thing: 'message', thingId: String(loaded.id), from: loaded.state, to: next.value, detail: { kind, channel, attempts } });
    return accept({ message: loaded.id, version: version + 1, state: next.value });
  },
};
