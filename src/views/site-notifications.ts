/** What an office is sent: the month's figures to its heads, what waits to its program. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { loadMailServer } from '../store/mail-server.ts';
import { loadSiteNotification, type SiteNotification } from '../store/notifications.ts';
import { reachedSite } from '../store/visible.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface SiteNotifications extends SiteNotification {
  readonly mailWorks: boolean;
}

export const siteNotifications = makeView<{ readonly site: string }, SiteNotifications>(
  { view: 'site-notifications', says: '每月数字哪一天寄给签发人，办公室的待办送到哪个程序' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    if (!may(actor, 'site.configure', { site })) return refuse('forbidden', [problem('forbidden', '您没有查看这些设置的权限')]);
    const settled = await loadSiteNotification(client, site);
    return accept({ ...settled, mailWorks: (await loadMailServer(client))?.active ?? false });
  },
);
