/** `message.retry`: a message that was given up goes on its way once more, as it was; by the platform, or by an office for its own. */
import { retryFindings, takeMessage } from '../domain/notification/lifecycle.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { type LoadedMessage, loadMessageOf, moveMessage } from '../store/messages.ts';
import type { Action } from './action.ts';
import { messageSchema, type SeenMessage, type SteppedMessage, staleMessage } from './message-subject.ts';
import { siteSchema } from './submission-subject.ts';

export interface RetryMessage extends SeenMessage {
  /** The office whose message it is; the platform's administrators need not say. */
  readonly site?: string;
}

export const retryMessage: Action<RetryMessage, SteppedMessage, LoadedMessage> = {
  name: 'message.retry',
  says: '把没有发出的通知再发一次',
  needs: 'message.retry',
  siteOf: ({ site }) => site,
  subject: {
    reads: 'message.retry',
    load: ({ client }, { message, site }) => loadMessageOf(client, message, site),
    missing: ({ message }) => `没有 ${message} 号通知`,
  },
  input: messageSchema({ site: siteSchema }),
  async run({ client, now, record }, { version }, loaded) {
    if (loaded.version !== version) return staleMessage;
    const next = takeMessage('retry', loaded.state);
    if (!next.ok) return next;
    const findings = retryFindings(loaded);
    if (findings.length > 0) return refuse('wrong-state', findings);
    if (!(await moveMessage(client, loaded, { state: next.value, attempts: 0, tryAfter: now, fault: null }))) return staleMessage;
    const { kind, channel } = loaded;
    await record({ thing: 'message', thingId: String(loaded.id), from: loaded.state, to: next.value, detail: { kind, channel } });
    return accept({ message: loaded.id, version: version + 1, state: next.value });
  },
};
