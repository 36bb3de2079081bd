/**
 * `message.fail`: a message did not get out. Where the server is away, all mail waits and nobody's tries are counted; where the receiver was
 * refused it is tried again later, and after so many tries given up; where nobody is there any more it is dropped.
 */

import { MOST_MESSAGE_TRIES, messageWait, takeMessage } from '../domain/notification/lifecycle.ts';
import { serverWait } from '../domain/notification/settings.ts';
import { accept } from '../domain/outcome.ts';
import { noteServerFault } from '../store/mail-server.ts';
import { type LoadedMessage, type MessageChanges, moveMessage } from '../store/messages.ts';
import type { Action } from './action.ts';
import { messageSchema, messageSubject, type SeenMessage, type SteppedMessage, staleMessage } from './message-subject.ts';

export interface FailMessage extends SeenMessage {
  /** In a sentence. */
  readonly fault: string;
  /** The mail server, this one message, or nobody to get it. */
  readonly because: 'server' | 'message' | 'nobody';
}

export const failMessage: Action<FailMessage, SteppedMessage, LoadedMessage> = {
  name: 'message.fail',
  says: '记下通知没有发出的原因',
  inside: true,
  needs: 'message.deliver',
  siteOf: () => undefined,
  subject: messageSubject,
  input: messageSchema({ fault: { type: 'string', minLength: 1, maxLength: 1000 }, because: { enum: ['server', 'message', 'nobody'] } }, [
    'fault',
    'because',
  ]),
  async run({ client, now, record, goesOn }, { version, fault, because }, loaded) {
    if (loaded.version !== version) return staleMessage;
    const step = stepOf(because, loaded.attempts);
    const next = takeMessage(step, loaded.state);
    if (!next.ok) return next;
    const changes: MessageChanges =
      because === 'server'
        ? { attempts: Math.max(loaded.attempts - 1, 0), tryAfter: now, fault }
        : { state: next.value, tryAfter: new Date(now.getTime() + messageWait(loaded.attempts) * 60_000), fault };
    if (!(await moveMessage(client, loaded, changes))) return staleMessage;
    const { kind, channel, attempts } = loaded;
    // A server that stays away is told of once.
    if (because === 'server' && !(await noteServerFault(client, fault, now, serverWait))) goesOn();
    else
      await record({
        thing: 'message',
        thingId: String(loaded.id),
        from: loaded.state,
        to: next.value,
        detail: { kind, channel, attempts, fault },
      });
    return accept({ message: loaded.id, version: version + 1, state: next.value });
  },
};

function stepOf(because: FailMessage['because'], attempts: number): 'drop' | 'give-up' | 'try-later' {
  if (because === 'nobody') return 'drop';
  return because === 'message' && attempts >= MOST_MESSAGE_TRIES ? 'give-up' : 'try-later';
}
