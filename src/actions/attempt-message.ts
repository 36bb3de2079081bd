/** `message.attempt`: the program takes a due message in hand; from here on the server may have it. */

import { takeMessage } from '../domain/notification/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedMessage, messageLease, moveMessage } from '../store/messages.ts';
import type { Action } from './action.ts';
import { messageSchema, messageSubject, type SeenMessage, type SteppedMessage, staleMessage } from './message-subject.ts';

export const attemptMessage: Action<SeenMessage, SteppedMessage, LoadedMessage> = {
  name: 'message.attempt',
  says: '开始发出一条通知',
  inside: true,
  needs: 'message.deliver',
  siteOf: () => undefined,
  subject: messageSubject,
  input: messageSchema(),
  async run({ client, now, goesOn }, { version }, loaded) {
    if (loaded.version !== version) return staleMessage;
    const next = takeMessage('attempt', loaded.state);
    if (!next.ok) return next;
    if (!(await moveMessage(client, loaded, { attempts: loaded.attempts + 1, tryAfter: messageLease(now), fault: null })))
      return staleMessage;
    // The line that queued it goes on: what becomes of the try is told by the next.
    goesOn();
    return accept({ message: loaded.id, version: version + 1, state: next.value });
  },
};
