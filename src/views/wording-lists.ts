/** What a site settles about wording, compact, for whatever looks through texts: the engine's lists as the browser takes them. */
import { accept } from '../domain/outcome.ts';
import type { SiteWording } from '../domain/wording/proofreader.ts';
import { reachedSite } from '../store/visible.ts';
import { loadWording } from '../store/wording.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

/** Without model and gate: those stay with the server. */
export type WordingLists = Omit<SiteWording, 'model' | 'gate'>;

export const wordingLists = makeView<{ readonly site: string }, WordingLists>(
  { view: 'wording-lists', says: '一个网站的用语：自己的词条、停用的、白名单、领导姓名、单位名称，和它们的版本号' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const { model: _, gate: __, ...lists } = (await loadWording(client, site)) as SiteWording;
    return accept(lists);
  },
);
