/** Where published items go: folders and webhooks of a site. */
import type pg from 'pg';
import type { ChannelKind, ChannelSettings } from '../domain/adoption/channel.ts';

export interface LoadedChannel {
  readonly site: string;
  readonly id: number;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly settings: ChannelSettings;
  readonly version: number;
  readonly active: boolean;
}

/** The channels of a site that are in use. */
export async function activeChannels(client: pg.ClientBase, site: string): Promise<readonly number[]> {
  const found = await client.query<{ id: number }>('select id from channels where site_id = $1 and active order by id', [site]);
  return found.rows.map(({ id }) => id);
}

export async function loadChannel(client: pg.ClientBase, site: string, id: number): Promise<LoadedChannel | undefined> {
  const found = await client.query<Omit<LoadedChannel, 'site'>>(
    'select id, name, kind, settings, version, active from channels where site_id = $1 and id = $2',
    [site, id],
  );
  const [row] = found.rows;
  return row && { site, ...row };
}

/** Adds a channel; undefined where the name is taken. */
export async function addChannel(
  client: pg.ClientBase,
  site: string,
  channel: Pick<LoadedChannel, 'name' | 'kind' | 'settings'> & { readonly secret?: Uint8Array | undefined },
): Promise<number | undefined> {
  const made = await client.query<{ id: number }>(
    `insert into channels (site_id, name, kind, settings, secret) values ($1, $2, $3, $4, $5)
     on conflict (site_id, name) do nothing returning id`,
    [site, channel.name, channel.kind, JSON.stringify(channel.settings), channel.secret ? Buffer.from(channel.secret) : null],
  );
  return made.rows[0]?.id;
}

/** Changes a channel whose version is still the one that was loaded; false where somebody was faster. */
export async function changeChannel(
  client: pg.ClientBase,
  { site, id, version }: Pick<LoadedChannel, 'site' | 'id' | 'version'>,
  changes: {
    readonly settings?: ChannelSettings | undefined;
    readonly secret?: Uint8Array | undefined;
    readonly active?: boolean | undefined;
  },
): Promise<boolean> {
  const changed = await client.query(
    `update channels set version = version + 1, settings = coalesce($4, settings), secret = coalesce($5, secret), active = coalesce($6, active)
     where site_id = $1 and id = $2 and version = $3`,
    [
      ...[site, id, version, changes.settings ? JSON.stringify(changes.settings) : null],
      ...[changes.secret ? Buffer.from(changes.secret) : null, changes.active ?? null],
    ],
  );
  return changed.rowCount === 1;
}

/** Whether another channel of the site writes into this folder: two would take down each other's pages. */
export async function folderTaken(client: pg.ClientBase, site: string, folder: string | undefined, except = 0): Promise<boolean> {
  if (folder === undefined) return false;
  const found = await client.query(`select from channels where site_id = $1 and settings ->> 'folder' = $2 and id <> $3`, [
    site,
    folder,
    except,
  ]);
  return (found.rowCount ?? 0) > 0;
}
