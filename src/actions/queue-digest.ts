/** `digest.queue`: what waits for a person, or an office, was looked at on this day; where something new waits, one digest goes on its way. */

import type { MessageContent } from '../domain/notification/content.ts';
import type { MessageChannel } from '../domain/notification/lifecycle.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { loadMailServer } from '../store/mail-server.ts';
import { dropEarlierDigests, queueMessages } from '../store/messages.ts';
import { loadPersonNotification, loadSiteNotification, noteLook } from '../store/notifications.ts';
import type { Action, ActionContext } from './action.ts';

export interface QueueDigest {
  readonly person?: number;
  readonly site?: string;
  /** Absent where nothing new waits. */
  readonly digest?: { readonly content: MessageContent; readonly told: readonly string[] };
}

export const queueDigest: Action<QueueDigest, { readonly messages: readonly number[] }> = {
  name: 'digest.queue',
  says: '准备一个人或一个办公室的待办提醒',
  inside: true,
  needs: 'message.deliver',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    properties: {
      person: { type: 'integer', minimum: 1 },
      site: { type: 'string', minLength: 1, maxLength: 40 },
      digest: {
        type: 'object',
        required: ['content', 'told'],
        properties: { content: { type: 'object' }, told: { type: 'array', items: { type: 'string', maxLength: 200 } } },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
  async run(context, { person, site, digest }) {
    const { client, now, record, goesOn } = context;
    const whose = { person, site };
    const channels = digest ? await channelsOf(context, whose) : [];
    const day = officeDay(now);
    if (!(await noteLook(client, whose, day, channels.length > 0 ? digest?.told : undefined)))
      return refuse('conflict', [problem('looked', '今天已经看过')]);
    if (!digest || channels.length === 0) {
      // Nothing was told: the look alone is noted, so that the day is not looked at again.
      goesOn();
      return accept({ messages: [] });
    }
    const dropped = await dropEarlierDigests(client, whose, now);
    const key = `digest ${person === undefined ? `site ${site}` : `person ${person}`} ${day}`;
    const { content } = digest;
    const messages = await queueMessages(
      client,
      channels.map((channel) => ({ key: `${key} ${channel}`, kind: 'digest', channel, person, site, content })),
      now,
    );
    const thingId = messages.map(String).join(',') || key;
    await record({
      thing: 'message',
      thingId,
      to: 'due',
      detail: { kind: 'digest', channels, dropped, ...(person === undefined ? {} : { person }) },
    });
    return accept({ messages });
  },
};

async function channelsOf(
  { client }: ActionContext,
  { person, site }: { readonly person: number | undefined; readonly site: string | undefined },
): Promise<readonly MessageChannel[]> {
  if (person === undefined) return site !== undefined && (await loadSiteNotification(client, site)).webhookUrl !== null ? ['webhook'] : [];
  const settled = await loadPersonNotification(client, person);
  const server = await loadMailServer(client);
  return [...(settled?.mail && server?.active ? ['mail' as const] : []), ...(settled?.webhookUrl ? ['webhook' as const] : [])];
}
