/** Signing off: what is ordered to which channels, and what happens with it when it is out. */
import type pg from 'pg';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { activeChannels } from './channels.ts';
import type { ActedBy } from './desk.ts';
import { orderPublication } from './publications.ts';

/** Where and when, as it was asked for. */
export interface Ordering {
  /** Ids of channels; all that are in use where not given, none: by hand. */
  readonly channels?: readonly number[] | undefined;
  /** A moment (ISO 8601); at once where not given. */
  readonly at?: string | undefined;
  /** Of a page put up by hand. */
  readonly address?: string | undefined;
}

export interface ReadOrdering {
  /** Undefined: by hand. */
  readonly channels: readonly (number | undefined)[];
  readonly dueAt: Date;
  readonly address: string | undefined;
  /** Something has to happen before it is out. */
  readonly delivered: boolean;
}

/** A year ahead is a slip of the pen. */
const FURTHEST_DAYS = 366;

/** Reads where and when: refuses channels that are not in use, a moment that cannot be, an address where a channel gives it. */
export async function readOrdering(
  client: pg.ClientBase,
  site: string,
  { channels, at, address }: Ordering,
  now: Date,
): Promise<Outcome<ReadOrdering>> {
  const known = await activeChannels(client, site);
  const unknown = (channels ?? []).flatMap((channel, index) =>
    known.includes(channel) ? [] : [problem('unknown-channel', `没有第 ${channel} 号发布频道，或者它已停用`, `channels[${index}]`)],
  );
  if (unknown.length > 0) return refuse('bad-input', unknown);
  const asked = at === undefined ? now : new Date(at);
  if (Number.isNaN(asked.getTime()))
    return refuse('bad-input', [problem('moment', '时间的写法不对，应如 2024-05-01T09:00:00+08:00', 'at')]);
  if (asked.getTime() > now.getTime() + FURTHEST_DAYS * 86_400_000)
    return refuse('bad-input', [problem('moment', '定时发布不能晚于一年以后', 'at')]);
  const chosen = [...new Set(channels ?? known)];
  if (address !== undefined && chosen.length > 0)
    return refuse('bad-input', [problem('address', '经频道发布的，网址由频道给出；人工发布才填写网址', 'address')]);
  const dueAt = asked < now ? now : asked;
  return accept({ channels: chosen.length > 0 ? chosen : [undefined], dueAt, address, delivered: chosen.length > 0 || dueAt > now });
}

/** Orders a text to its channels. Refuses where something older still has to be taken down from one. */
export async function orderAll(
  client: pg.ClientBase,
  item: { readonly site: string; readonly id: number; readonly textVersion: number },
  { channels, dueAt, address }: ReadOrdering,
  { person, name, now }: ActedBy,
): Promise<Outcome<readonly number[]>> {
  const made: number[] = [];
  for (const channel of channels) {
    const order = { submission: item.id, textVersion: item.textVersion, channel, dueAt, address, by: person, byName: name, now };
    const id = await orderPublication(client, item.site, order);
    if (id === undefined) return refuse('conflict', [problem('on-its-way', '上一次的撤下还没有送到频道，请等它完成后再发布', 'channels')]);
    made.push(id);
  }
  return accept(made);
}
