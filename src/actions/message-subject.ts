/** What the steps of a message share. */

import type { MessageState } from '../domain/notification/lifecycle.ts';
import { problem, type Refusal, refuse } from '../domain/outcome.ts';
import type { Schema } from '../domain/schema.ts';
import { type LoadedMessage, loadMessage } from '../store/messages.ts';
import type { Subject } from './action.ts';

export interface SeenMessage {
  readonly message: number;
  readonly version: number;
}
export interface SteppedMessage {
  readonly message: number;
  readonly version: number;
  readonly state: MessageState;
}

export const messageSubject: Subject<SeenMessage, LoadedMessage> = {
  reads: 'message.deliver',
  load: ({ client }, { message }) => loadMessage(client, message),
  missing: ({ message }) => `没有 ${message} 号通知`,
};

const id: Schema = { type: 'integer', minimum: 1, maximum: 9_007_199_254_740_991 };

export const messageSchema = (more: Readonly<Record<string, Schema>> = {}, required: readonly string[] = []): Schema => ({
  type: 'object',
  required: ['message', 'version', ...required],
  properties: { message: id, version: { type: 'integer', minimum: 1, maximum: 2_147_483_646 }, ...more },
  additionalProperties: false,
});

export const staleMessage: Refusal = refuse('stale-version', [problem('stale-version', '通知已由另一个程序处理', 'version')]);
