/** Messages that were given up, and why: of the whole platform, or those of one office. */
import {
  type MessageChannel,
  type MessageKind,
  messageChannelNames,
  messageKindNames,
  retryFindings,
} from '../domain/notification/lifecycle.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface FailedMessagesInput {
  /** Only this office's: the month's figures of its heads, what goes to its program. */
  readonly site?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface FailedMessage {
  readonly message: number;
  readonly version: number;
  readonly kindName: string;
  readonly channelName: string;
  /** A person, or an office; their addresses are theirs. */
  readonly to: string | null;
  readonly fault: string | null;
  /** When it was made, ISO 8601. */
  readonly at: string;
  /** Why it cannot be sent again; null where it can. */
  readonly barred: string | null;
}

interface Row {
  readonly id: number;
  readonly version: number;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  readonly to: string | null;
  readonly fault: string | null;
  readonly recorded_at: Date;
  readonly kept: boolean;
}

const shown = ({ id, version, kind, channel, to, fault, recorded_at, kept }: Row): FailedMessage => ({
  ...{ message: id, version, kindName: messageKindNames[kind], channelName: messageChannelNames[channel], to, fault },
  at: recorded_at.toISOString(),
  barred: retryFindings({ kind, kept })[0]?.message ?? null,
});

export const failedMessages = makeView<FailedMessagesInput, Page<FailedMessage>>(
  { view: 'failed-messages', says: '没有发出的通知，为什么没有发出，能不能再发' },
  { type: 'object', properties: { site: siteProperty, ...pageProperties }, additionalProperties: false },
  async (client, actor, { site, after, limit = usualLimit }) => {
    if (!may(actor, 'message.retry', site === undefined ? {} : { site }))
      return refuse('forbidden', [problem('forbidden', '您没有查看这些通知的权限')]);
    const found = await client.query<Row>(
      `select m.id, m.version, m.kind, m.channel, coalesce(p.name, w.name) as "to", m.fault, m.recorded_at, m.content is not null as kept
       from messages m left join people p on p.id = m.person_id left join sites w on w.id = m.site_id
       where m.state = 'failed' and m.id < $1 and ${site === undefined ? '$2::text is null' : 'm.site_id = $2'} order by m.id desc limit $3`,
      [after ?? Number.MAX_SAFE_INTEGER, site ?? null, limit + 1],
    );
    return accept(pageOf(found.rows, limit, shown));
  },
);
