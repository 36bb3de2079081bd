/** Messages: what is to be told to whom, and what became of it. The table is the queue: nothing else has to be kept. */
import type pg from 'pg';
import type { MessageContent } from '../domain/notification/content.ts';
import { MESSAGE_LEASE_MINUTES, type MessageChannel, type MessageKind, type MessageState } from '../domain/notification/lifecycle.ts';
import type { Placed } from '../domain/permission.ts';

export interface NewMessage {
  /** What it is: queued twice, it is there once. */
  readonly key: string;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  readonly person?: number | undefined;
  readonly site?: string | undefined;
  /** Not the one that is confirmed when it is sent. */
  readonly address?: string;
  readonly content: MessageContent;
}

/** Puts messages on their way; gives the ids of those that were not there yet. */
export async function queueMessages(client: pg.ClientBase, messages: readonly NewMessage[], now: Date): Promise<readonly number[]> {
  if (messages.length === 0) return [];
  const rows = messages.map(({ key, kind, channel, person, site, address, content }) => ({
    ...{ key, kind, channel, content },
    person_id: person ?? null,
    site_id: site ?? null,
    address: address ?? null,
  }));
  const made = await client.query<{ id: number }>(
    `insert into messages (key, kind, channel, person_id, site_id, address, state, try_after, content, recorded_at)
     select key, kind, channel, person_id, site_id, address, 'due', $2, content, $2
     from jsonb_to_recordset($1::jsonb) as m (key text, kind text, channel text, person_id bigint, site_id text, address text, content jsonb)
     on conflict (key) do nothing returning id`,
    [JSON.stringify(rows), now],
  );
  return made.rows.map(({ id }) => id);
}

/** Digests of the same person or site that did not get out are taken back: a newer one tells all of it. What is being sent is left alone. */
export async function dropEarlierDigests(
  client: pg.ClientBase,
  { person, site }: { readonly person?: number | undefined; readonly site?: string | undefined },
  now: Date,
): Promise<number> {
  const dropped = await client.query(
    `update messages set state = 'dropped', content = null, version = version + 1
     where kind = 'digest' and state = 'due' and person_id is not distinct from $1 and site_id is not distinct from $2
       and not (attempts > 0 and try_after > $3 and fault is null)`,
    [person ?? null, site ?? null, now],
  );
  return dropped.rowCount ?? 0;
}

export interface LoadedMessage extends Placed {
  readonly id: number;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  readonly state: MessageState;
  readonly version: number;
  readonly attempts: number;
  /** What it says is still there. */
  readonly kept: boolean;
}

export async function loadMessage(client: pg.ClientBase, id: number): Promise<LoadedMessage | undefined> {
  const found = await client.query<LoadedMessage>(
    'select id, kind, channel, state, version, attempts, content is not null as kept from messages where id = $1',
    [id],
  );
  return found.rows[0];
}

/** A message as an office, or (without a site) the platform, may send it again. */
export async function loadMessageOf(client: pg.ClientBase, id: number, site: string | undefined): Promise<LoadedMessage | undefined> {
  const loaded = await loadMessage(client, id);
  if (!loaded || site === undefined) return loaded;
  const held = await client.query('select from messages where id = $1 and site_id = $2', [id, site]);
  return held.rowCount === 1 ? { ...loaded, site } : undefined;
}

export interface MessageChanges {
  readonly state?: MessageState;
  readonly attempts?: number;
  readonly tryAfter?: Date;
  readonly fault?: string | null;
  readonly messageId?: string;
  readonly sentAt?: Date;
}

/** Moves a message whose version is still the one that was loaded; false where somebody was faster. What it says goes when it is over; one that did not get out keeps it, so that it can be sent again. */
export async function moveMessage(client: pg.ClientBase, { id, version }: LoadedMessage, changes: MessageChanges): Promise<boolean> {
  const moved = await client.query(
    `update messages set version = version + 1, state = coalesce($3, state), attempts = coalesce($4, attempts),
       try_after = coalesce($5, try_after), fault = case when $6 then $7 else fault end, message_id = coalesce($8, message_id),
       sent_at = coalesce($9, sent_at), content = case when coalesce($3, state) in ('due', 'failed') then content end
     where id = $1 and version = $2`,
    [
      ...[id, version, changes.state ?? null, changes.attempts ?? null, changes.tryAfter ?? null],
      ...[changes.fault !== undefined, changes.fault ?? null, changes.messageId ?? null, changes.sentAt ?? null],
    ],
  );
  return moved.rowCount === 1;
}

export const messageLease = (now: Date): Date => new Date(now.getTime() + MESSAGE_LEASE_MINUTES * 60_000);

/** Forgets messages that were over before a moment. */
export async function forgetMessages(client: pg.ClientBase, before: Date): Promise<number> {
  const forgotten = await client.query(`delete from messages where state <> 'due' and recorded_at < $1`, [before]);
  return forgotten.rowCount ?? 0;
}
