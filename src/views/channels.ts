/** The outlets into which items are adopted, and the channels to which they are published; settings of channels only for who sets them up. */
import type { ChannelKind, ChannelSettings } from '../domain/adoption/channel.ts';
import { accept } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ShownOutlet {
  readonly id: number;
  readonly name: string;
  readonly kind: 'own-site' | 'upper-site' | 'journal' | 'press';
  readonly level: string | null;
  /** The office itself decides that an item goes there; otherwise it is claimed with evidence. */
  readonly decided: boolean;
  /** False: closed, nothing new is adopted into it. */
  readonly active: boolean;
}
export interface ShownChannel {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly active: boolean;
  readonly settings: ChannelSettings | null;
  /** What waits for it, and what failed. */
  readonly waiting: number;
  readonly failed: number;
}
export interface Channels {
  readonly site: VisibleSite;
  readonly outlets: readonly ShownOutlet[];
  readonly channels: readonly ShownChannel[];
}

export const channels = makeView<{ readonly site: string }, Channels>(
  { view: 'channels', says: '网站的采用载体和发布频道' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const outlets = await client.query<Omit<ShownOutlet, 'decided'>>(
      'select id, name, kind, level, active from outlets where site_id = $1 order by position, id',
      [site],
    );
    const found = await client.query<ShownChannel>(
      `select c.id, c.version, c.name, c.kind, c.active, c.settings,
         (select count(*) from publications p where p.site_id = c.site_id and p.channel_id = c.id and p.state in ('due', 'withdrawing')) as waiting,
         (select count(*) from publications p where p.site_id = c.site_id and p.channel_id = c.id and p.state = 'failed') as failed
       from channels c where c.site_id = $1 order by c.id`,
      [site],
    );
    const configures = may(actor, 'site.configure', { site });
    return accept({
      site: seen.value,
      outlets: outlets.rows.map((one) => ({ ...one, decided: one.kind === 'own-site' || one.kind === 'journal' })),
      channels: found.rows.map((one) => ({ ...one, settings: configures ? one.settings : null })),
    });
  },
);
