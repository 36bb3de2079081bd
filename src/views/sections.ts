/** The sections (栏目) of a site, as a list in their order; `parent` makes it a tree. */
import { accept } from '../domain/outcome.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ShownSection {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly keywords: readonly string[];
  readonly columnType: string | null;
  readonly description: string | null;
  readonly position: number;
  readonly active: boolean;
}
export interface Sections {
  readonly site: VisibleSite;
  readonly sections: readonly ShownSection[];
}

export const sections = makeView<{ readonly site: string }, Sections>(
  { view: 'sections', says: '网站的栏目，按上下级列出' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const found = await client.query<ShownSection>(
      `select id, name, parent_id as parent, keywords, column_type as "columnType", description, position, active
       from sections where site_id = $1 order by position, id`,
      [site],
    );
    return accept({ site: seen.value, sections: found.rows });
  },
);
