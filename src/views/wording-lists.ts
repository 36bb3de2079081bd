/** What a site settles about wording, compact, for whatever looks through texts: the engine's lists as the browser takes them. */
import { accept } from '../domain/outcome.ts';
import type { OwnReading, SiteWording } from '../domain/wording/proofreader.ts';
import { reachedSite } from '../store/visible.ts';
import { loadWording, ownReading } from '../store/wording.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

/** Model and gate by their names alone: their bytes are fetched apart, and kept by the browser. */
export interface WordingLists extends Omit<SiteWording, 'model' | 'gate'> {
  readonly own: OwnReading;
}

export const wordingLists = makeView<{ readonly site: string }, WordingLists>(
  {
    view: 'wording-lists',
    says: '一个网站的用语：自己的词条、停用的、白名单、领导姓名、单位名称，和它们的版本号；自己的语言模型和取舍按校验值另取',
  },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const { model: _, gate: __, ...lists } = (await loadWording(client, site)) as SiteWording;
    return accept({ ...lists, own: await ownReading(client, site) });
  },
);
