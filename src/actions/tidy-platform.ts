import { accept, problem, refuse } from '../domain/outcome.ts';
import { forgetAnswers } from '../store/idempotency.ts';
import { forgetMessages } from '../store/messages.ts';
import { forgetSessions } from '../store/sessions.ts';
import type { Action } from './action.ts';

export interface TidiedPlatform {
  /** Answers to requests with a key. */
  readonly answers: number;
  readonly sessions: number;
  /** Told to somebody, or given up. */
  readonly messages: number;
}

/** A request may be sent again with the same key for so long. */
const answersKeptMs = 24 * 60 * 60 * 1000;
const messagesKeptMs = 90 * answersKeptMs;

/** Forgets answers to repeated requests after a day, sessions that were over long ago, and messages after three months. */
export const tidyPlatform: Action<Record<string, never>, TidiedPlatform> = {
  name: 'platform.tidy',
  says: '清理过期的登录和请求编号',
  input: { type: 'object', properties: {}, additionalProperties: false },
  inside: true,
  needs: 'platform.tidy',
  siteOf: () => undefined,
  run: async ({ client, now, record }) => {
    const answers = await forgetAnswers(client, new Date(now.getTime() - answersKeptMs));
    const sessions = await forgetSessions(client, undefined, now);
    const messages = await forgetMessages(client, new Date(now.getTime() - messagesKeptMs));
    if (answers + sessions + messages === 0) return refuse('conflict', [problem('nothing-to-tidy', '没有过期的登录和请求编号')]);
    await record({ thing: 'platform', thingId: 'tidy', detail: { answers, sessions, messages } });
    return accept({ answers, sessions, messages });
  },
};
