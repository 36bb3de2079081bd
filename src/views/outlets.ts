/** The outlets (采用载体) of a site, in their order. */
import { accept } from '../domain/outcome.ts';
import { type OutletRow, outletRows } from '../store/outlets.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface Outlets {
  readonly site: VisibleSite;
  readonly outlets: readonly OutletRow[];
}

export const outlets = makeView<{ readonly site: string }, Outlets>(
  { view: 'outlets', says: '网站的采用载体，按次序列出' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'site.read', site);
    return seen.ok ? accept({ site: seen.value, outlets: await outletRows(client, site) }) : seen;
  },
);
