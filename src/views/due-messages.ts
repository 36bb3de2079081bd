/** Messages whose time has come: what the sending job has to do, also after a crash in between. */
import type pg from 'pg';
import type { MessageContent } from '../domain/notification/content.ts';
import type { MessageChannel, MessageKind } from '../domain/notification/lifecycle.ts';

export interface DueMessage {
  readonly message: number;
  readonly version: number;
  readonly key: string;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  /** Null: nobody is there to get it any more. */
  readonly address: string | null;
  /** Signs what a program is sent; sealed. */
  readonly secret: Buffer | null;
  readonly content: MessageContent;
}

/** The next ones, those that waited longest first; mail only while the server is not to be left alone. */
export async function dueMessages(pool: pg.Pool, now: Date, limit = 50): Promise<readonly DueMessage[]> {
  const found = await pool.query<DueMessage>(
    `select m.id as message, m.version, m.key, m.kind, m.channel, m.content,
       case when m.channel = 'mail' then coalesce(m.address, case when p.state = 'active' then p.mail end)
         when m.person_id is not null then n.webhook_url else w.webhook_url end as address,
       case when m.channel = 'webhook' then case when m.person_id is not null then n.webhook_secret else w.webhook_secret end end as secret
     from messages m left join people p on p.id = m.person_id left join notification_settings n on n.person_id = m.person_id
       left join site_notifications w on w.site_id = m.site_id
     where m.state = 'due' and m.try_after <= $1 and (m.channel = 'webhook' or exists (
       select from mail_server s where s.active and (s.try_after is null or s.try_after <= $1)))
     order by m.try_after, m.id limit $2`,
    [now, limit],
  );
  return found.rows;
}
