/** How a site works: the settings in force, the defaults beside them, and which modes each check may have. */
import {
  type CheckCode,
  type CheckMode,
  checkCodes,
  checkNames,
  defaultSettings,
  modesOf,
  readSettings,
  type SiteSettings,
} from '../domain/organisation/settings.ts';
import { accept } from '../domain/outcome.ts';
import { loadSettings } from '../store/site-settings.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ShownSettings {
  readonly site: VisibleSite;
  readonly settings: SiteSettings;
  readonly defaults: SiteSettings;
  readonly checks: readonly { readonly code: CheckCode; readonly name: string; readonly modes: readonly CheckMode[] }[];
  /** Classes and units for which levels may be settled. */
  readonly classes: readonly string[];
  readonly units: readonly { readonly key: string; readonly name: string; readonly class: string | null }[];
}

export const siteSettings = makeView<{ readonly site: string }, ShownSettings>(
  { view: 'site-settings', says: '一个网站的设置：审核级数、时限、退稿原因、各项检查' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const held = await loadSettings(client, site);
    const units = await client.query<{ key: string; name: string; class: string | null }>(
      'select key, name, class from units where site_id = $1 and merged_into is null order by position, id',
      [site],
    );
    return accept({
      site: seen.value,
      settings: readSettings(held?.body),
      defaults: defaultSettings,
      checks: checkCodes.map((code) => ({ code, name: checkNames[code], modes: modesOf(code) })),
      classes: [...new Set(units.rows.flatMap((unit) => unit.class ?? []))],
      units: units.rows,
    });
  },
);
