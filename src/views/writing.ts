/** What somebody needs to begin an item: the units they write for, whom they may write with, sections and settings. */
import { levelsOf, readSettings, type SiteSettings } from '../domain/organisation/settings.ts';
import { accept } from '../domain/outcome.ts';
import { reachIn } from '../domain/permission.ts';
import { loadSettings } from '../store/site-settings.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface Writing {
  readonly site: VisibleSite;
  /** Units this person writes for, with levels of review and what was filled in last. */
  readonly units: readonly {
    readonly id: number;
    readonly name: string;
    readonly levels: number;
    readonly defaults: { readonly signer?: string; readonly responsibleEditor?: string; readonly phone?: string };
  }[];
  /** All units at work: whom a joint item may be reported with. */
  readonly jointUnits: readonly { readonly id: number; readonly name: string; readonly group: string }[];
  readonly sections: readonly {
    readonly id: number;
    readonly name: string;
    readonly parent: number | null;
    readonly keywords: readonly string[];
  }[];
  readonly settings: SiteSettings;
}

interface UnitRow {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly class: string | null;
  readonly group: string;
  readonly defaults: Writing['units'][number]['defaults'] | null;
}

export const writing = makeView<{ readonly site: string }, Writing>(
  { view: 'writing', says: '起草一件稿件要用的：为哪些单位写、可以和谁联合、有哪些栏目' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'submission.write', site);
    if (!seen.ok) return seen;
    const { all, units, ownIn } = reachIn(actor, 'submission.write', site);
    const mine = new Set([...units, ...ownIn]);
    const settings = readSettings((await loadSettings(client, site))?.body);
    const found = await client.query<UnitRow>(
      `select u.id, u.key, u.name, u.class, u.group_name as "group", d.body as defaults
       from units u left join unit_defaults d on d.site_id = u.site_id and d.unit_id = u.id
       where u.site_id = $1 and u.merged_into is null and (u.active_to is null or u.active_to >= (now() at time zone 'Asia/Shanghai')::date)
       order by u.position, u.id`,
      [site],
    );
    const sections = await client.query<Writing['sections'][number]>(
      'select id, name, parent_id as parent, keywords from sections where site_id = $1 and active order by position, id',
      [site],
    );
    return accept({
      site: seen.value,
      units: found.rows
        .filter(({ id }) => all || mine.has(id))
        .map((unit) => ({
          id: unit.id,
          name: unit.name,
          levels: levelsOf(settings, { key: unit.key, class: unit.class ?? undefined }),
          defaults: unit.defaults ?? {},
        })),
      jointUnits: found.rows.map(({ id, name, group }) => ({ id, name, group })),
      sections: sections.rows,
      settings,
    });
  },
);
