/** `figures.queue`: the month's figures of a site go on their way to those who head its office, once for each month. */

import type { MessageContent } from '../domain/notification/content.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { queueMessages } from '../store/messages.ts';
import { noteFigures } from '../store/notifications.ts';
import type { Action } from './action.ts';

export interface QueueFigures {
  readonly site: string;
  /** YYYY-MM. */
  readonly month: string;
  readonly letters: readonly { readonly person: number; readonly content: MessageContent }[];
}

export const queueFigures: Action<QueueFigures, { readonly messages: readonly number[] }> = {
  name: 'figures.queue',
  says: '准备寄给签发人的每月数字',
  inside: true,
  needs: 'message.deliver',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'month', 'letters'],
    properties: {
      site: { type: 'string', minLength: 1, maxLength: 40 },
      month: { type: 'string', pattern: '^\\d{4}-\\d{2}$' },
      letters: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['person', 'content'],
          properties: { person: { type: 'integer', minimum: 1 }, content: { type: 'object' } },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  async run({ client, now, record }, { site, month, letters }) {
    if (!(await noteFigures(client, site, month))) return refuse('conflict', [problem('sent', '这个月的数字已经寄出')]);
    const messages = await queueMessages(
      client,
      letters.map(({ person, content }) => {
        const key = `figures ${site} ${month} ${person}`;
        return { key, kind: 'figures', channel: 'mail', person, site, content };
      }),
      now,
    );
    await record({ thing: 'message', thingId: messages.map(String).join(',') || month, to: 'due', detail: { kind: 'figures', month } });
    return accept({ messages });
  },
};
